import GRDB
import Vocabulary

extension FactStore {
    /// Drops the indexes that only make queries fast, before a file with many more rows than the table has is read:
    /// building them once at the end costs a fraction of keeping them up to date row by row.
    ///
    /// The index that tells corrections from new facts stays. Queries go on meanwhile, more slowly. A run that is cut
    /// leaves the indexes away until the next one, or until the store is opened again.
    package func suspendIndexes(of tables: Set<String>, expecting rows: Int) async throws {
        try await write { db in
            for table in FactSchema.baseTables where tables.contains(table.name) {
                let known = try Int.fetchOne(
                    db,
                    sql: "SELECT COUNT(*) FROM (SELECT 1 FROM main.\"\(table.name)\" LIMIT ?)",
                    arguments: [rows]
                )
                guard (known ?? 0) < rows else { continue }
                for columns in table.indexes {
                    try db.execute(sql: "DROP INDEX IF EXISTS main.\"\(table.indexName(columns))\"")
                }
            }
        }
    }

    /// Builds the indexes that are missing.
    package func restoreIndexes() async throws {
        try await write { db in try Self.createIndexes(db) }
    }

    static func createIndexes(_ db: Database) throws {
        for table in FactSchema.baseTables {
            for sql in table.createIndexSQL { try db.execute(sql: sql) }
        }
    }
}
