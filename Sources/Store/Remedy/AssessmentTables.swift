import GRDB

/// The tables of impact assessments and of the findings that are put to companies and state bodies.
enum AssessmentTables {
    static func create(_ db: Database) throws {
        try db.execute(sql: widerFiles)
        try db.execute(sql: tables)
    }

    /// SQLite changes no CHECK in place: the table is made anew with what it held.
    ///
    /// The migrator keeps foreign keys off
    /// meanwhile and checks all of them afterwards.
    private static let widerFiles = """
        CREATE TABLE remedy_file_wider (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('grievance', 'commitment', 'consultation', 'assessment', 'follow-up')),
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
        INSERT INTO remedy_file_wider (id, kind, setting_id, owner, marking, title, site, licence, against, is_code_member,
            opened_at, opened_by)
        SELECT id, kind, setting_id, owner, marking, title, site, licence, against, is_code_member, opened_at, opened_by
        FROM remedy_file;
        DROP TABLE remedy_file;
        ALTER TABLE remedy_file_wider RENAME TO remedy_file;
        CREATE INDEX remedy_file_kind ON remedy_file (kind, id);
        CREATE INDEX remedy_file_licence ON remedy_file (licence) WHERE licence IS NOT NULL;
        """

    private static let tables = """
        -- What somebody told in an interview, sealed. The event in the file holds its id, its set and the digest of the
        -- sealed bytes; this row is deleted when the person takes consent back, and then nothing can be read any more.
        CREATE TABLE impact_interview (
            id INTEGER PRIMARY KEY,
            file_id INTEGER NOT NULL REFERENCES remedy_file(id),
            interview TEXT NOT NULL,
            -- Longer than a page: a row that moves leaves no whole copy behind, and without each byte there is no key.
            key_block BLOB NOT NULL CHECK (length(key_block) = 20480),
            sealed BLOB NOT NULL,
            UNIQUE (file_id, interview)
        ) STRICT;

        -- Photos of measurements, freed of what the camera noted.
        CREATE TABLE impact_photo (
            id INTEGER PRIMARY KEY,
            file_id INTEGER NOT NULL REFERENCES remedy_file(id),
            -- Of the bytes that are kept, which the measurement names.
            sha256 TEXT NOT NULL,
            -- Of the file as it arrived, so that whoever has it can show that this is made of it.
            arrived_sha256 TEXT NOT NULL,
            media_type TEXT NOT NULL,
            -- What was left out, one word each.
            removed TEXT NOT NULL,
            bytes BLOB NOT NULL,
            at TEXT NOT NULL,
            by TEXT NOT NULL,
            UNIQUE (file_id, sha256)
        ) STRICT;

        -- Which finding of which assessment a follow-up is about, and to whom it was put.
        CREATE TABLE impact_put (
            follow_up INTEGER PRIMARY KEY REFERENCES remedy_file(id),
            assessment INTEGER NOT NULL REFERENCES remedy_file(id),
            finding TEXT NOT NULL,
            organisation TEXT NOT NULL,
            -- The id of the follow-up in the events of the assessment.
            code TEXT NOT NULL,
            UNIQUE (assessment, code)
        ) STRICT;

        -- Reports as they were published, without small numbers; never changed, the newest of an assessment is shown.
        CREATE TABLE impact_report (
            id INTEGER PRIMARY KEY,
            file_id INTEGER NOT NULL REFERENCES remedy_file(id),
            day TEXT NOT NULL,
            bytes BLOB NOT NULL,
            at TEXT NOT NULL,
            by TEXT NOT NULL
        ) STRICT;
        CREATE INDEX impact_report_file ON impact_report (file_id, id);
        """
}
