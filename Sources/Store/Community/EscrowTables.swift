import GRDB

/// The tables of keys that officers open together, and of holds on deletion.
///
/// No share stands here in the open: each is an envelope for its officer's own key, and what an officer gives is sealed anew
/// to a key of the request, which its requester's passphrase locks.
enum EscrowTables {
    static func create(_ db: Database) throws {
        try db.execute(sql: sharings)
        try db.execute(sql: openings)
        try db.execute(sql: holds)
    }

    private static let sharings = """
        -- An officer's own key for shares; the private half as the officer's passphrase has sealed it.
        CREATE TABLE officer_key (
            id INTEGER PRIMARY KEY,
            person_id INTEGER NOT NULL REFERENCES person(id),
            public_key BLOB NOT NULL UNIQUE,
            sealed_key BLOB NOT NULL,
            made_at TEXT NOT NULL,
            -- From then on no share is sealed to it; what was can still be opened.
            retired_at TEXT
        ) STRICT;
        CREATE UNIQUE INDEX officer_key_present ON officer_key (person_id) WHERE retired_at IS NULL;

        -- How a key of an organisation was shared out; what the record holds is no secret.
        CREATE TABLE key_sharing (
            id INTEGER PRIMARY KEY,
            agency_id INTEGER NOT NULL REFERENCES agency(id),
            record BLOB NOT NULL,
            public_key BLOB NOT NULL REFERENCES reporting_key(public_key),
            needed INTEGER NOT NULL,
            made_at TEXT NOT NULL,
            made_by TEXT NOT NULL,
            withdrawn_at TEXT,
            withdrawn_by TEXT
        ) STRICT;
        CREATE UNIQUE INDEX key_sharing_present ON key_sharing (public_key) WHERE withdrawn_at IS NULL;

        CREATE TABLE key_share (
            sharing_id INTEGER NOT NULL REFERENCES key_sharing(id),
            number INTEGER NOT NULL,
            person_id INTEGER NOT NULL REFERENCES person(id),
            officer TEXT NOT NULL,
            officer_key BLOB NOT NULL REFERENCES officer_key(public_key),
            -- Sealed to the officer's key; null once the sharing is withdrawn.
            envelope BLOB,
            -- When its officer last opened it and found it right.
            checked_at TEXT,
            -- Since when it is known to be lost or wrong.
            lost_at TEXT,
            PRIMARY KEY (sharing_id, number),
            UNIQUE (sharing_id, person_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX key_share_person ON key_share (person_id);
        """

    private static let openings = """
        -- A request to open a shared key; what it says stays, what is sealed for it goes when it ends.
        CREATE TABLE key_opening (
            id INTEGER PRIMARY KEY,
            sharing_id INTEGER NOT NULL REFERENCES key_sharing(id),
            agency_id INTEGER NOT NULL REFERENCES agency(id),
            person_id INTEGER NOT NULL REFERENCES person(id),
            requested_by TEXT NOT NULL,
            kind TEXT NOT NULL,
            reason TEXT NOT NULL,
            -- For one report: its name, and its number while it is there. Null for the key itself.
            report BLOB,
            report_number INTEGER,
            -- To which shares are sealed for the requester.
            request_key BLOB NOT NULL,
            sealed_key BLOB,
            asked_at TEXT NOT NULL,
            lapses_at TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('asked', 'opened', 'done', 'refused', 'cancelled', 'lapsed')),
            opened_at TEXT,
            ended_at TEXT,
            ended_by TEXT,
            end_reason TEXT
        ) STRICT;
        CREATE INDEX key_opening_agency ON key_opening (agency_id, id);
        CREATE INDEX key_opening_end ON key_opening (state, lapses_at);

        CREATE TABLE key_opening_answer (
            opening_id INTEGER NOT NULL REFERENCES key_opening(id),
            number INTEGER NOT NULL,
            person_id INTEGER NOT NULL REFERENCES person(id),
            officer TEXT NOT NULL,
            is_given INTEGER NOT NULL CHECK (is_given IN (0, 1)),
            reason TEXT,
            at TEXT NOT NULL,
            -- The share, sealed to the key of the request; null if it was refused, and when the request has ended.
            envelope BLOB,
            PRIMARY KEY (opening_id, number)
        ) STRICT, WITHOUT ROWID;
        """

    private static let holds = """
        -- Who keeps a report beyond its day, and until when; why stands in a sealed note.
        CREATE TABLE report_hold (
            id INTEGER PRIMARY KEY,
            report_id INTEGER NOT NULL REFERENCES sealed_report(id) ON DELETE CASCADE,
            agency_id INTEGER NOT NULL REFERENCES agency(id),
            -- The last day of the hold.
            until TEXT NOT NULL,
            made_on TEXT NOT NULL,
            by TEXT NOT NULL,
            ended_on TEXT,
            UNIQUE (report_id, agency_id)
        ) STRICT;
        """
}
