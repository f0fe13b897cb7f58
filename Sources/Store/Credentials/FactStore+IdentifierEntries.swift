import Foundation
import GRDB

extension FactStore {
    /// What the log was told, or is to be told, of the installation's identifier, in order.
    public func identifierEntries() async throws -> [IdentifierEntry] {
        try await readTables { db in
            try Row.fetchAll(db, sql: "SELECT id, bytes, place FROM main.identifier_entry ORDER BY id").map {
                IdentifierEntry(
                    id: $0[0],
                    bytes: Array($0[1] as Data),
                    place: ($0[2] as Int64?).flatMap(UInt64.init(exactly:))
                )
            }
        }
    }

    /// Adds what the log is to be told next.
    ///
    /// - Parameter last: The number of the newest statement that the caller knows; 0 for none.
    /// - Throws: ``StoreError`` with `conflict` if there is a newer one.
    public func addIdentifierEntries(_ entries: [[UInt8]], after last: Int64) async throws {
        try await change { db, _ in
            let newest = try Int64.fetchOne(db, sql: "SELECT max(id) FROM main.identifier_entry") ?? 0
            guard newest == last else {
                throw StoreError(.conflict, "The keys for credentials were changed by somebody else meanwhile.")
            }
            for bytes in entries {
                try db.execute(sql: "INSERT INTO main.identifier_entry (bytes) VALUES (?)", arguments: [Data(bytes)])
            }
        }
    }

    /// Notes the place that a statement has in the log.
    public func place(identifierEntry id: Int64, at place: UInt64) async throws {
        try await write { db in
            try db.execute(
                sql: "UPDATE main.identifier_entry SET place = ? WHERE id = ?",
                arguments: [Int64(clamping: place), id]
            )
        }
    }
}
