import GRDB

/// The tables of credentials that were issued here, and of the identifier in whose name.
enum CredentialTables {
    static func create(_ db: Database) throws {
        try db.execute(
            sql: """
                -- A credential that was issued: what it is about and rests on. Its bytes stand in credential_form.
                CREATE TABLE credential (
                    -- 128 random bits, hexadecimal: the last part of its address.
                    id TEXT PRIMARY KEY,
                    kind TEXT NOT NULL,
                    -- The fact that it is about; NULL for what is about no fact of the store.
                    subject_kind TEXT,
                    subject_id TEXT,
                    -- The record behind that fact, and all that it rests on, separated by spaces.
                    record_id INTEGER REFERENCES record(id),
                    record_ids TEXT NOT NULL,
                    -- The name of the key that signed.
                    key_name TEXT NOT NULL,
                    -- Its place in the status lists: the same in the one for revocation and the one for suspension.
                    list INTEGER NOT NULL,
                    place INTEGER NOT NULL,
                    valid_from TEXT NOT NULL,
                    valid_until TEXT,
                    issued_at TEXT NOT NULL,
                    issued_by TEXT NOT NULL,
                    -- Why it was issued although findings were open; empty where none was.
                    reason TEXT NOT NULL,
                    marking INTEGER NOT NULL,
                    owner INTEGER NOT NULL REFERENCES agency(id),
                    UNIQUE (list, place)
                ) STRICT;
                CREATE INDEX credential_subject ON credential (subject_kind, subject_id);
                CREATE INDEX credential_issued ON credential (issued_at);

                -- A credential as it was given out, byte for byte.
                CREATE TABLE credential_form (
                    id INTEGER PRIMARY KEY,
                    credential_id TEXT NOT NULL REFERENCES credential(id),
                    format TEXT NOT NULL CHECK (format IN ('json', 'jwt')),
                    bytes BLOB NOT NULL,
                    sha256 BLOB NOT NULL,
                    UNIQUE (credential_id, format)
                ) STRICT;

                -- What became of a credential; never changed, the newest counts, and revoked is the last.
                CREATE TABLE credential_event (
                    id INTEGER PRIMARY KEY,
                    credential_id TEXT NOT NULL REFERENCES credential(id),
                    event TEXT NOT NULL CHECK (event IN ('revoked', 'suspended', 'restored')),
                    reason TEXT NOT NULL,
                    at TEXT NOT NULL,
                    by TEXT NOT NULL
                ) STRICT;
                CREATE INDEX credential_event_credential ON credential_event (credential_id, id);

                -- What the log is told of the installation's identifier: the versions of its document, keys in wrong hands.
                CREATE TABLE identifier_entry (
                    id INTEGER PRIMARY KEY,
                    bytes BLOB NOT NULL,
                    -- Its place in the log; NULL until it has one.
                    place INTEGER
                ) STRICT;
                """
        )
    }
}
