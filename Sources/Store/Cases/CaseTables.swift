import GRDB

/// The tables of cases: lists of acts, and what the acts come to for lists and permissions.
///
/// What an act says is canonical JSON that the kernel `Docket` writes and reads; the store keeps it byte for byte, each act
/// once. The rest is worked out from the acts whenever one comes, and can be worked out again.
enum CaseTables {
    static func create(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE case_file (
                    id INTEGER PRIMARY KEY,
                    opened_at TEXT NOT NULL,
                    -- As the acts say it.
                    title TEXT NOT NULL,
                    stage TEXT NOT NULL CHECK (stage IN ('open', 'paused', 'closed')),
                    marking INTEGER NOT NULL,
                    lead_id INTEGER NOT NULL REFERENCES agency(id),
                    -- Whether others who look at the same subjects are told whom to ask.
                    is_known INTEGER NOT NULL CHECK (is_known IN (0, 1)),
                    changed_at TEXT NOT NULL
                ) STRICT;

                -- What was done; never changed.
                CREATE TABLE case_act (
                    id INTEGER PRIMARY KEY,
                    case_id INTEGER NOT NULL REFERENCES case_file(id),
                    act_id TEXT NOT NULL,
                    agency_id INTEGER NOT NULL REFERENCES agency(id),
                    -- Whether it is for that agency alone.
                    is_own INTEGER NOT NULL CHECK (is_own IN (0, 1)),
                    bytes BLOB NOT NULL,
                    at TEXT NOT NULL,
                    by TEXT NOT NULL,
                    UNIQUE (case_id, act_id)
                ) STRICT;

                CREATE TABLE case_member (
                    case_id INTEGER NOT NULL REFERENCES case_file(id),
                    agency_id INTEGER NOT NULL REFERENCES agency(id),
                    PRIMARY KEY (case_id, agency_id)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX case_member_agency ON case_member (agency_id, case_id);

                -- Whom and what a case speaks of, and what it comes from.
                CREATE TABLE case_subject (
                    case_id INTEGER NOT NULL REFERENCES case_file(id),
                    kind TEXT NOT NULL,
                    subject_id TEXT NOT NULL,
                    PRIMARY KEY (case_id, kind, subject_id)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX case_subject_subject ON case_subject (kind, subject_id);

                -- What an agency is to do until when: tasks, and requests that it is asked.
                -- The columns in the order of the key: quick_check of SQLite 3.40 sees NULL where they are in another.
                CREATE TABLE case_duty (
                    agency_id INTEGER NOT NULL REFERENCES agency(id),
                    case_id INTEGER NOT NULL REFERENCES case_file(id),
                    kind TEXT NOT NULL CHECK (kind IN ('task', 'request')),
                    item TEXT NOT NULL,
                    day TEXT,
                    is_own INTEGER NOT NULL CHECK (is_own IN (0, 1)),
                    PRIMARY KEY (agency_id, case_id, kind, item)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX case_duty_case ON case_duty (case_id);
                """
        )
    }
}
