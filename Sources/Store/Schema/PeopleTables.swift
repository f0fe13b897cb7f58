import GRDB

/// The tables of people and of what they may see.
///
/// Secrets are kept as digests that others make and compare: nothing here can be used to sign in.
enum PeopleTables {
    static func create(_ db: Database) throws {
        try db.execute(sql: people)
        try db.execute(sql: signingIn)
        try db.execute(sql: sharing)
        try db.execute(sql: trail)
        // What rests on records of several agencies was this node's own; the next assessment says whose it is.
        try db.execute(sql: "DELETE FROM assessed WHERE name LIKE 'rule:%'")
        for (table, columns) in deciding {
            for (event, moment) in [("insert", "INSERT"), ("update", "UPDATE\(columns)"), ("delete", "DELETE")] {
                try db.execute(
                    sql: """
                        CREATE TRIGGER policy_\(table)_\(event) AFTER \(moment) ON \(table) BEGIN
                            UPDATE policy_version SET version = version + 1;
                        END
                        """
                )
            }
        }
    }

    /// The tables that decide what somebody may see: a change to any of them counts, whoever makes it.
    ///
    /// Of sessions and tokens only the end matters.
    private static let deciding = [
        ("agency", ""), ("person", ""), ("person_role", ""), ("sharing_group", ""), ("group_member", ""),
        ("joint_owner", ""), ("named_reader", ""), ("seal", ""), ("seal_opening", ""), ("session", " OF ended_at"),
        ("api_token", " OF revoked_at"),
    ]

    private static let people = """
        ALTER TABLE agency ADD COLUMN kind TEXT NOT NULL DEFAULT 'other';
        ALTER TABLE agency ADD COLUMN country TEXT;
        -- Whom to ask where something is withheld: an address that anybody may read.
        ALTER TABLE agency ADD COLUMN contact TEXT NOT NULL DEFAULT '';
        ALTER TABLE agency ADD COLUMN state TEXT NOT NULL DEFAULT 'active';

        -- What rests on records of several agencies belongs to a joint one.
        CREATE TABLE joint_owner (
            joint_id INTEGER NOT NULL REFERENCES agency(id),
            agency_id INTEGER NOT NULL REFERENCES agency(id),
            PRIMARY KEY (joint_id, agency_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE person (
            id INTEGER PRIMARY KEY,
            agency_id INTEGER NOT NULL REFERENCES agency(id),
            name TEXT NOT NULL,
            -- Folded to lower case: one address, one person.
            email TEXT NOT NULL UNIQUE,
            password_hash TEXT,
            totp_secret BLOB,
            -- The step that was used last: a code is good once (RFC 6238, section 5.2).
            totp_last_step INTEGER,
            -- Issuer and subject, where the person signs in elsewhere (OpenID Connect).
            identity_issuer TEXT,
            identity_subject TEXT,
            languages TEXT NOT NULL DEFAULT 'en',
            clearance INTEGER NOT NULL DEFAULT 2 CHECK (clearance BETWEEN 0 AND 4),
            state TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('invited', 'active', 'suspended', 'left')),
            made_at TEXT NOT NULL,
            UNIQUE (identity_issuer, identity_subject)
        ) STRICT;
        CREATE INDEX person_agency ON person (agency_id);

        CREATE TABLE person_role (
            person_id INTEGER NOT NULL REFERENCES person(id),
            role TEXT NOT NULL,
            PRIMARY KEY (person_id, role)
        ) STRICT, WITHOUT ROWID;
        """

    private static let signingIn = """
        CREATE TABLE device (
            id INTEGER PRIMARY KEY,
            person_id INTEGER NOT NULL REFERENCES person(id),
            digest BLOB NOT NULL UNIQUE,
            label TEXT NOT NULL,
            first_seen TEXT NOT NULL,
            last_seen TEXT NOT NULL,
            forgotten_at TEXT
        ) STRICT;

        CREATE TABLE session (
            id INTEGER PRIMARY KEY,
            person_id INTEGER NOT NULL REFERENCES person(id),
            digest BLOB NOT NULL UNIQUE,
            device_id INTEGER REFERENCES device(id),
            address TEXT NOT NULL DEFAULT '',
            began_at TEXT NOT NULL,
            last_seen TEXT NOT NULL,
            expires_at TEXT NOT NULL,
            ended_at TEXT
        ) STRICT;
        CREATE INDEX session_person ON session (person_id);

        CREATE TABLE api_token (
            id INTEGER PRIMARY KEY,
            person_id INTEGER NOT NULL REFERENCES person(id),
            digest BLOB NOT NULL UNIQUE,
            label TEXT NOT NULL,
            -- Capabilities, separated by spaces; the person's own bound them.
            scopes TEXT NOT NULL,
            made_at TEXT NOT NULL,
            expires_at TEXT NOT NULL,
            revoked_at TEXT
        ) STRICT;
        CREATE INDEX api_token_person ON api_token (person_id);

        CREATE TABLE invitation (
            id INTEGER PRIMARY KEY,
            digest BLOB NOT NULL UNIQUE,
            agency_id INTEGER NOT NULL REFERENCES agency(id),
            email TEXT NOT NULL,
            roles TEXT NOT NULL,
            clearance INTEGER NOT NULL CHECK (clearance BETWEEN 0 AND 4),
            invited_by TEXT NOT NULL,
            made_at TEXT NOT NULL,
            expires_at TEXT NOT NULL,
            used_by INTEGER REFERENCES person(id),
            used_at TEXT,
            withdrawn_at TEXT
        ) STRICT;
        """

    private static let sharing = """
        CREATE TABLE sharing_group (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            about TEXT NOT NULL DEFAULT '',
            state TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'closed'))
        ) STRICT;

        -- The ceiling is the strictest marking that the member sees of the other members' rows. TLP:RED is never shared
        -- with a group.
        CREATE TABLE group_member (
            group_id INTEGER NOT NULL REFERENCES sharing_group(id),
            agency_id INTEGER NOT NULL REFERENCES agency(id),
            ceiling INTEGER NOT NULL CHECK (ceiling BETWEEN 0 AND 3),
            PRIMARY KEY (group_id, agency_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX group_member_agency ON group_member (agency_id);

        CREATE TABLE named_reader (
            id INTEGER PRIMARY KEY,
            subject_kind TEXT NOT NULL,
            subject_id TEXT NOT NULL,
            person_id INTEGER NOT NULL REFERENCES person(id),
            reason TEXT NOT NULL,
            named_by TEXT NOT NULL,
            at TEXT NOT NULL,
            until TEXT,
            revoked_at TEXT
        ) STRICT;
        CREATE INDEX named_reader_person ON named_reader (person_id);

        CREATE TABLE seal (
            id INTEGER PRIMARY KEY,
            subject_kind TEXT NOT NULL,
            subject_id TEXT NOT NULL,
            reason TEXT NOT NULL,
            owner INTEGER NOT NULL REFERENCES agency(id),
            marking INTEGER NOT NULL,
            sealed_by TEXT NOT NULL,
            sealed_at TEXT NOT NULL,
            lifted_by TEXT,
            lifted_at TEXT
        ) STRICT;
        CREATE UNIQUE INDEX seal_subject ON seal (subject_kind, subject_id) WHERE lifted_at IS NULL;

        CREATE TABLE seal_opening (
            id INTEGER PRIMARY KEY,
            seal_id INTEGER NOT NULL REFERENCES seal(id),
            reason TEXT NOT NULL,
            until TEXT NOT NULL,
            first_person INTEGER NOT NULL REFERENCES person(id),
            first_at TEXT NOT NULL,
            second_person INTEGER REFERENCES person(id),
            second_at TEXT,
            closed_at TEXT,
            CHECK (second_person IS NULL OR second_person <> first_person)
        ) STRICT;
        CREATE INDEX seal_opening_seal ON seal_opening (seal_id);

        CREATE TABLE policy_version (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            version INTEGER NOT NULL
        ) STRICT;
        INSERT INTO policy_version (id, version) VALUES (1, 1);
        """

    private static let trail = """
        ALTER TABLE access ADD COLUMN person_id INTEGER REFERENCES person(id);
        -- The agency whose data it was, and its marking: they decide who may read the entry.
        ALTER TABLE access ADD COLUMN owner INTEGER REFERENCES agency(id);
        ALTER TABLE access ADD COLUMN marking INTEGER;
        ALTER TABLE access ADD COLUMN purpose TEXT;
        ALTER TABLE access ADD COLUMN case_reference TEXT;
        ALTER TABLE access ADD COLUMN detail TEXT;
        CREATE INDEX access_owner ON access (owner, id);
        CREATE INDEX access_person ON access (person_id, id);
        """
}
