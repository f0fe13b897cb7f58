import GRDB

/// The tables of daily work: whose a finding is, which rules are in force, and what people are told.
enum WorkTables {
    static func create(_ db: Database) throws {
        try db.execute(sql: work)
        try db.execute(sql: notices)
    }

    private static let work = """
        -- Whose work a finding is; never changed, the newest row of a finding counts. Without a person it is nobody's.
        CREATE TABLE assignment (
            id INTEGER PRIMARY KEY,
            finding_id TEXT NOT NULL,
            person_id INTEGER REFERENCES person(id),
            at TEXT NOT NULL,
            by TEXT NOT NULL
        ) STRICT;
        CREATE INDEX assignment_finding ON assignment (finding_id, id);
        CREATE INDEX assignment_person ON assignment (person_id);

        -- Rules taken out of force and put back; never changed, the newest row of a rule counts.
        CREATE TABLE rule_switch (
            id INTEGER PRIMARY KEY,
            rule_id TEXT NOT NULL,
            is_on INTEGER NOT NULL CHECK (is_on IN (0, 1)),
            reason TEXT NOT NULL,
            by TEXT NOT NULL,
            at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX rule_switch_rule ON rule_switch (rule_id, id);
        """

    private static let notices = """
        -- What somebody is told: an event and the name of a thing, never what it says. The words are read through the
        -- person's own views when they are shown.
        CREATE TABLE notice (
            id INTEGER PRIMARY KEY,
            person_id INTEGER NOT NULL REFERENCES person(id),
            event TEXT NOT NULL,
            subject_kind TEXT NOT NULL,
            subject_id TEXT NOT NULL,
            at TEXT NOT NULL,
            read_at TEXT,
            digested_at TEXT,
            UNIQUE (person_id, event, subject_kind, subject_id)
        ) STRICT;
        CREATE INDEX notice_person ON notice (person_id, id);

        -- What a person wants to be told, and when.
        CREATE TABLE notice_choice (
            person_id INTEGER NOT NULL REFERENCES person(id),
            event TEXT NOT NULL,
            timing TEXT NOT NULL CHECK (timing IN ('now', 'daily', 'weekly', 'never')),
            PRIMARY KEY (person_id, event)
        ) STRICT, WITHOUT ROWID;

        -- The lowest severity a person is told of, how far their notices were gathered, and when digests were written.
        CREATE TABLE notice_state (
            person_id INTEGER PRIMARY KEY REFERENCES person(id),
            severity INTEGER NOT NULL DEFAULT 4 CHECK (severity BETWEEN 1 AND 5),
            gathered_to TEXT,
            daily_at TEXT,
            weekly_at TEXT
        ) STRICT;
        """
}
