import GRDB

/// The tables of reports that nobody can read here: the store keeps sealed envelopes, and the private keys of organisations
/// only as these have sealed them.
///
/// No address, no device and no time of day is kept of who reports: days only. What stands in the open is what somebody must
/// know before opening: through which door it came, whether somebody is in danger now, in which language an answer is
/// understood.
enum ReportTables {
    static func create(_ db: Database) throws {
        try db.execute(sql: organisations)
        try db.execute(sql: reports)
    }

    private static let organisations = """
        -- Which organisations receive what comes through which door.
        CREATE TABLE reporting_door (
            agency_id INTEGER NOT NULL REFERENCES agency(id),
            door TEXT NOT NULL,
            PRIMARY KEY (agency_id, door)
        ) STRICT, WITHOUT ROWID;

        -- The keys to which reports are sealed; the private one as the organisation's passphrase has sealed it.
        CREATE TABLE reporting_key (
            id INTEGER PRIMARY KEY,
            agency_id INTEGER NOT NULL REFERENCES agency(id),
            public_key BLOB NOT NULL UNIQUE,
            sealed_key BLOB NOT NULL,
            made_at TEXT NOT NULL,
            -- From then on nothing is sealed to it; what was can still be opened.
            retired_at TEXT
        ) STRICT;
        CREATE UNIQUE INDEX reporting_key_present ON reporting_key (agency_id) WHERE retired_at IS NULL;
        """

    private static let reports = """
        CREATE TABLE sealed_report (
            id INTEGER PRIMARY KEY,
            -- 16 bytes by chance, made where the report was made.
            report BLOB NOT NULL UNIQUE,
            -- What the receipt leads to; the receipt cannot be found from it.
            lookup BLOB NOT NULL UNIQUE,
            -- To which answers are sealed; the receipt opens them.
            reporter_key BLOB NOT NULL,
            door TEXT NOT NULL,
            is_urgent INTEGER NOT NULL CHECK (is_urgent IN (0, 1)),
            language TEXT NOT NULL,
            -- Days, not times.
            arrived_on TEXT NOT NULL,
            delete_on TEXT NOT NULL,
            state TEXT NOT NULL
        ) STRICT;
        CREATE INDEX sealed_report_end ON sealed_report (delete_on);

        -- Who can open a report.
        CREATE TABLE sealed_recipient (
            report_id INTEGER NOT NULL REFERENCES sealed_report(id) ON DELETE CASCADE,
            agency_id INTEGER NOT NULL REFERENCES agency(id),
            PRIMARY KEY (report_id, agency_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX sealed_recipient_agency ON sealed_recipient (agency_id, report_id);

        -- The report, its attachments, what was written later by either side: envelopes, never changed.
        CREATE TABLE sealed_part (
            report_id INTEGER NOT NULL REFERENCES sealed_report(id) ON DELETE CASCADE,
            purpose INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            envelope BLOB NOT NULL,
            -- What only the receipt's holder can reckon from what is inside: the same thing is kept once, however often it is
            -- sent. Null for what organisations write.
            mark BLOB,
            came_on TEXT NOT NULL,
            -- Of an answer: the organisation that wrote it.
            agency_id INTEGER REFERENCES agency(id),
            PRIMARY KEY (report_id, purpose, sequence),
            UNIQUE (report_id, mark)
        ) STRICT;

        -- What became of a report, for the reporter and the recipients; never changed, the newest counts.
        CREATE TABLE sealed_step (
            id INTEGER PRIMARY KEY,
            report_id INTEGER NOT NULL REFERENCES sealed_report(id) ON DELETE CASCADE,
            state TEXT NOT NULL,
            agency_id INTEGER REFERENCES agency(id),
            day TEXT NOT NULL
        ) STRICT;
        CREATE INDEX sealed_step_report ON sealed_step (report_id, id);
        """
}
