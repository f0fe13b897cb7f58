import Foundation
import GRDB

/// A received file as it was noted on arrival.
package struct ReceivedFile: Sendable, Hashable {
    /// Its receipt.
    package let receipt: Int64
    /// The digest.
    package let sha256: [UInt8]
    /// How many bytes it has.
    package let byteCount: Int
    /// Its name.
    package let name: String
}

/// A record's place in its file and its digest.
package struct RecordPlace: Sendable, Hashable {
    /// The record.
    package let id: Int64
    /// Where it starts.
    package let position: Int
    /// How many bytes it has.
    package let length: Int
    /// The digest.
    package let sha256: [UInt8]
}

extension FactStore {
    /// Every received file, for the owner of the machine, who checks them.
    package func receivedFiles(as reader: Reader) async throws -> [ReceivedFile] {
        try Self.requireOwner(reader)
        return try await readTables { db in
            try Row.fetchAll(db, sql: "SELECT id, sha256, byte_count, file_name FROM main.receipt ORDER BY id").map {
                ReceivedFile(receipt: $0[0], sha256: Array($0[1] as Data), byteCount: $0[2], name: $0[3])
            }
        }
    }

    /// Goes through the places of a file's records, sealed ones too: digests say nothing of what is in them.
    package func withRecordPlaces<T: Sendable>(
        of receipt: Int64,
        as reader: Reader,
        _ body: @Sendable @escaping (_ next: () throws -> RecordPlace?) throws -> T
    ) async throws -> T {
        try Self.requireOwner(reader)
        return try await readTables { db in
            let records = try Row.fetchCursor(
                db,
                sql: "SELECT id, position, length, sha256 FROM main.record WHERE receipt_id = ? ORDER BY position",
                arguments: [receipt]
            )
            return try body {
                try records.next().map {
                    RecordPlace(id: $0[0], position: $0[1], length: $0[2], sha256: Array($0[3] as Data))
                }
            }
        }
    }

    /// What the database finds wrong with itself, in words.
    package func databaseFaults() async throws -> [String] {
        try await readTables { db in
            let faults = try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
            let strays = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map {
                "a row of \($0[0] as String) refers to a row of \($0[2] as String) that is gone"
            }
            return faults + strays
        }
    }

    static func requireOwner(_ reader: Reader) throws {
        guard reader.identity == .local || reader.identity == .system else {
            throw Denial(.capability, subject: "store")
        }
    }
}
