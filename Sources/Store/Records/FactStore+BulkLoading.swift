import Foundation
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

    /// Moves what the write-ahead log holds into the database file, as far as readers allow, while a writer goes on.
    ///
    /// On a connection of its own: a checkpoint by the writer would hold up the next batch.
    package func moveLog() async throws {
        let file = Self.databaseURL(in: folder)
        var configuration = Configuration()
        configuration.busyMode = .timeout(30)
        let mover = try DatabaseQueue(path: file.path, configuration: configuration)
        _ = try await mover.writeWithoutTransaction { try $0.checkpoint(.passive) }
    }

    /// Builds the indexes that are missing.
    ///
    /// SQLite sorts in several threads only where it may put sorted pieces aside in a file, and the pieces are as
    /// large as the page cache: hence the small cache.
    package func restoreIndexes() async throws {
        try await writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA temp_store = FILE; PRAGMA cache_size = -4096;")
            defer { try? db.execute(sql: Self.writerSettings) }
            try db.inTransaction {
                try Self.createIndexes(db)
                return .commit
            }
        }
    }

    static func createIndexes(_ db: Database) throws {
        for table in FactSchema.baseTables {
            for sql in table.createIndexSQL { try db.execute(sql: sql) }
        }
    }
}
