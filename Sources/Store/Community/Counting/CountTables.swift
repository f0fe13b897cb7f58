import GRDB

/// The tables of reports that are counted.
enum CountTables {
    static func create(_ db: Database) throws {
        try db.execute(
            sql: """
                -- The sums of a quarter that is not published yet, sealed under a key outside of the database; those that
                -- were too few to be told stand under 'carried'. Forgotten once they are told.
                CREATE TABLE report_tally (
                    quarter TEXT PRIMARY KEY,
                    sealed BLOB NOT NULL
                ) STRICT, WITHOUT ROWID;

                -- What was published: canonical JSON, once for each quarter and never changed.
                CREATE TABLE report_publication (
                    quarter TEXT PRIMARY KEY,
                    made_on TEXT NOT NULL,
                    bytes BLOB NOT NULL
                ) STRICT, WITHOUT ROWID;

                -- The regions by which reports are counted, in their order.
                CREATE TABLE count_region (
                    place INTEGER PRIMARY KEY,
                    name TEXT NOT NULL UNIQUE
                ) STRICT;

                -- The day from which on reports are counted: one row.
                CREATE TABLE count_start (day TEXT NOT NULL) STRICT;

                -- A report is counted once, whatever becomes of it afterwards.
                ALTER TABLE sealed_report ADD COLUMN is_counted INTEGER NOT NULL DEFAULT 0
                    CHECK (is_counted IN (0, 1));
                """
        )
    }
}
