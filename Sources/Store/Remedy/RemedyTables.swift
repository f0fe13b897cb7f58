import GRDB

/// The tables of complaints, commitments and consultations: files that are lists of events.
///
/// What an event says is canonical JSON that the kernel `Remedy` writes and reads; the store keeps it byte for byte, each
/// event once. Seats and reminders are worked out from the events whenever one comes, and can be worked out again.
enum RemedyTables {
    static func create(_ db: Database) throws {
        try db.execute(sql: files)
        try db.execute(sql: derived)
    }

    private static let files = """
        -- How a procedure works here: who plays which part, by which calendar. Never changed: the newest of a procedure
        -- holds for new files, and each file keeps the one that it was opened under, with the bytes of the procedure.
        CREATE TABLE remedy_setting (
            id INTEGER PRIMARY KEY,
            procedure TEXT NOT NULL,
            settings BLOB NOT NULL,
            procedure_file BLOB NOT NULL,
            table_file BLOB NOT NULL,
            at TEXT NOT NULL,
            by TEXT NOT NULL
        ) STRICT;
        CREATE INDEX remedy_setting_procedure ON remedy_setting (procedure, id);

        CREATE TABLE remedy_file (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('grievance', 'commitment', 'consultation')),
            setting_id INTEGER NOT NULL REFERENCES remedy_setting(id),
            -- The agency that opened it.
            owner INTEGER NOT NULL REFERENCES agency(id),
            marking INTEGER NOT NULL,
            -- What it is called in lists; empty for a grievance.
            title TEXT NOT NULL,
            -- The site and the licence that it is about, where it is about one.
            site TEXT,
            licence TEXT,
            -- Against whom a grievance is made: company, state, private-security or public-security.
            against TEXT,
            is_code_member INTEGER NOT NULL CHECK (is_code_member IN (0, 1)),
            opened_at TEXT NOT NULL,
            opened_by TEXT NOT NULL
        ) STRICT;
        CREATE INDEX remedy_file_kind ON remedy_file (kind, id);
        CREATE INDEX remedy_file_licence ON remedy_file (licence) WHERE licence IS NOT NULL;

        -- What happened; never changed.
        CREATE TABLE remedy_event (
            id INTEGER PRIMARY KEY,
            file_id INTEGER NOT NULL REFERENCES remedy_file(id),
            event_id TEXT NOT NULL,
            bytes BLOB NOT NULL,
            at TEXT NOT NULL,
            by TEXT NOT NULL,
            UNIQUE (file_id, event_id)
        ) STRICT;

        -- Who brings a grievance and in what words; never changed, the newest row of a file counts.
        CREATE TABLE remedy_account (
            id INTEGER PRIMARY KEY,
            file_id INTEGER NOT NULL REFERENCES remedy_file(id),
            name TEXT NOT NULL,
            contact TEXT NOT NULL,
            words TEXT NOT NULL,
            place TEXT NOT NULL,
            -- Whether those complained of may be told the name, and the words.
            tells_name INTEGER NOT NULL CHECK (tells_name IN (0, 1)),
            tells_words INTEGER NOT NULL CHECK (tells_words IN (0, 1)),
            at TEXT NOT NULL,
            by TEXT NOT NULL
        ) STRICT;
        CREATE INDEX remedy_account_file ON remedy_account (file_id, id);

        -- What is known of a mechanism beside its files: statistics published, reviews held together; never changed.
        CREATE TABLE remedy_note (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('statistics', 'review')),
            day TEXT NOT NULL,
            proposals INTEGER NOT NULL,
            adopted INTEGER NOT NULL,
            -- Of statistics: the table as it was published.
            bytes BLOB,
            at TEXT NOT NULL,
            by TEXT NOT NULL
        ) STRICT;
        """

    private static let derived = """
        -- Who has a part in a file, as its events say.
        CREATE TABLE remedy_seat (
            file_id INTEGER NOT NULL REFERENCES remedy_file(id),
            agency_id INTEGER NOT NULL REFERENCES agency(id),
            part TEXT NOT NULL CHECK (part IN ('taker', 'body', 'keeper', 'respondent', 'chair', 'debtor')),
            PRIMARY KEY (file_id, agency_id, part)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX remedy_seat_agency ON remedy_seat (agency_id, file_id);

        -- On which day who is to be reminded of a file.
        -- The columns in the order of the key: quick_check of SQLite 3.40 sees NULL where they are in another.
        CREATE TABLE remedy_reminder (
            agency_id INTEGER NOT NULL REFERENCES agency(id),
            day TEXT NOT NULL,
            file_id INTEGER NOT NULL REFERENCES remedy_file(id),
            PRIMARY KEY (agency_id, day, file_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX remedy_reminder_file ON remedy_reminder (file_id);
        """
}
