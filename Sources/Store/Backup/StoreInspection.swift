public import Foundation
import GRDB

/// What a database says about itself when it is looked at without being changed.
public struct StoreInspection: Sendable {
    /// What is wrong, in SQLite's words.
    public var faults: [String] = []
    /// How many rows each table has.
    public var rowCounts: [String: Int] = [:]

    /// Reads every page, index and reference of a database that nobody else has open.
    public static func full(of file: URL) throws -> StoreInspection {
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: file.path, configuration: configuration)
        return try queue.read { db in
            var result = StoreInspection(faults: try faults(db), rowCounts: try rowCounts(db))
            let broken = try Int.fetchOne(db, sql: "SELECT count(*) FROM pragma_foreign_key_check") ?? 0
            if broken > 0 { result.faults.append("\(broken) rows refer to rows that are gone") }
            return result
        }
    }

    static func faults(_ db: Database) throws -> [String] {
        try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
    }

    /// The rows of each table that is stored as such; a virtual table's are in its own tables.
    static func rowCounts(_ db: Database) throws -> [String: Int] {
        let tables = try String.fetchAll(
            db,
            sql: """
                SELECT name FROM main.sqlite_master
                WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%'
                """
        )
        var counts: [String: Int] = [:]
        for table in tables {
            let name = table.replacing("\"", with: "\"\"")
            counts[table] = try Int.fetchOne(db, sql: "SELECT count(*) FROM main.\"\(name)\"")
        }
        return counts
    }
}
