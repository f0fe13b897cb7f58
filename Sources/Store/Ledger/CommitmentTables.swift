import GRDB

/// The tables that join the store to its ledger.
enum CommitmentTables {
    static func create(_ db: Database) throws {
        try db.execute(
            sql: """
                -- A batch of rows of one table that was committed to the ledger, or is about to be: rows are committed in the
                -- order of their numbers, each once, so that the last number says what waits.
                CREATE TABLE commitment (
                    id INTEGER PRIMARY KEY,
                    subject TEXT NOT NULL,
                    first_id INTEGER NOT NULL,
                    last_id INTEGER NOT NULL,
                    -- From which the salts of the batch are made; without it nobody can tell what was committed.
                    secret BLOB NOT NULL,
                    -- The hashes of the statements as leaves of their tree, 32 bytes each; NULL until they were made.
                    hashes BLOB,
                    -- The place of the entry in the log; NULL until it has one.
                    place INTEGER,
                    -- When it got it: UTC, ISO 8601.
                    at TEXT,
                    UNIQUE (subject, first_id)
                ) STRICT;
                CREATE INDEX commitment_waiting ON commitment (id) WHERE place IS NULL;

                -- Which record a record put right when it came; `record` itself says what is in force now.
                CREATE TABLE record_correction (
                    record_id INTEGER PRIMARY KEY REFERENCES record(id),
                    corrects INTEGER NOT NULL REFERENCES record(id)
                ) STRICT;
                INSERT INTO record_correction SELECT id, supersedes FROM record WHERE supersedes IS NOT NULL;

                -- What was decided about quarantined records; never changed.
                CREATE TABLE quarantine_decision (
                    id INTEGER PRIMARY KEY,
                    quarantine_id INTEGER NOT NULL REFERENCES quarantine(id),
                    decision TEXT NOT NULL,
                    record_id INTEGER REFERENCES record(id),
                    at TEXT NOT NULL
                ) STRICT;

                -- Secrets of the store's own ledger, 32 bytes each.
                CREATE TABLE ledger_secret (
                    name TEXT PRIMARY KEY,
                    value BLOB NOT NULL
                ) STRICT, WITHOUT ROWID;
                """
        )
    }
}
