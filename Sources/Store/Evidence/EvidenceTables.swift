import GRDB

/// The tables of exhibits: what came into a case, its file, and who had it.
///
/// Nothing in them is ever changed.
enum EvidenceTables {
    static func create(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE exhibit (
                    id INTEGER PRIMARY KEY,
                    case_id INTEGER NOT NULL REFERENCES case_file(id),
                    -- From 1 in each case.
                    number INTEGER NOT NULL,
                    -- Made by who adds it: a form that is sent twice adds one.
                    request TEXT NOT NULL,
                    agency_id INTEGER NOT NULL REFERENCES agency(id),
                    title TEXT NOT NULL,
                    description TEXT NOT NULL,
                    -- Of a thing that was weighed.
                    milligrams INTEGER,
                    at TEXT NOT NULL,
                    by TEXT NOT NULL,
                    UNIQUE (case_id, number),
                    UNIQUE (case_id, request)
                ) STRICT;

                -- The file of an exhibit that is one. Its sealed bytes stand in evidence/ under their SHA-256.
                CREATE TABLE evidence_file (
                    id INTEGER PRIMARY KEY,
                    exhibit_id INTEGER NOT NULL UNIQUE REFERENCES exhibit(id),
                    sealed_sha256 BLOB NOT NULL UNIQUE,
                    sealed_byte_count INTEGER NOT NULL,
                    -- Of the bytes as they arrived.
                    sha256 BLOB NOT NULL,
                    byte_count INTEGER NOT NULL,
                    file_name TEXT NOT NULL
                ) STRICT;

                -- What was done with an exhibit: canonical JSON that the kernel Custody writes and reads.
                CREATE TABLE custody_entry (
                    id INTEGER PRIMARY KEY,
                    exhibit_id INTEGER NOT NULL REFERENCES exhibit(id),
                    entry_id TEXT NOT NULL,
                    agency_id INTEGER NOT NULL REFERENCES agency(id),
                    bytes BLOB NOT NULL,
                    at TEXT NOT NULL,
                    by TEXT NOT NULL,
                    UNIQUE (exhibit_id, entry_id)
                ) STRICT;
                """
        )
        // What REPLACE takes away fires no trigger for DELETE: it is refused before it begins.
        let keys = [
            ("exhibit", ["case_id", "number"], ["case_id", "request"]),
            ("evidence_file", ["exhibit_id"], ["sealed_sha256"]),
            ("custody_entry", ["exhibit_id", "entry_id"], ["exhibit_id", "entry_id"]),
        ]
        for (table, first, second) in keys {
            let isThere = [["id"], first, second].map { columns in
                "EXISTS (SELECT 1 FROM \(table) o WHERE "
                    + columns.map { "o.\($0) = NEW.\($0)" }.joined(separator: " AND ") + ")"
            }.joined(separator: " OR ")
            for (event, condition) in [("UPDATE", ""), ("DELETE", ""), ("INSERT", "WHEN \(isThere)")] {
                try db.execute(
                    sql: """
                        CREATE TRIGGER \(table)_no_\(event.lowercased()) BEFORE \(event) ON \(table) \(condition)
                        BEGIN SELECT RAISE(ABORT, 'a row of \(table) is never changed'); END
                        """
                )
            }
        }
    }
}
