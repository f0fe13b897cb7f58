import Foundation
import GRDB
import Store
import Vocabulary

/// A store in a folder of its own.
struct Shelf {
    let store: FactStore

    init(now: @escaping @Sendable () -> Date = { Date() }) throws {
        store = try FactStore(
            at: FileManager.default.temporaryDirectory.appendingPathComponent("shelf-\(UUID().uuidString)"),
            now: now
        )
    }

    /// What somebody else who opens the database finds: every row, seen or not.
    func rows(_ sql: String) throws -> [[String]] {
        try DatabaseQueue(path: FactStore.databaseURL(in: store.folder).path).read { db in
            try Row.fetchAll(db, sql: sql).map { row in
                row.databaseValues.map { value in
                    switch value.storage {
                    case .null: "-"
                    case .int64(let number): String(number)
                    case .double(let number): String(number)
                    case .string(let text): text
                    case .blob(let data): "blob of \(data.count)"
                    }
                }
            }
        }
    }

    /// Runs SQL past the store.
    func execute(_ sql: String) throws {
        try write { try $0.execute(sql: sql) }
    }

    /// Writes past the store.
    func write(_ body: (Database) throws -> Void) throws {
        try DatabaseQueue(path: FactStore.databaseURL(in: store.folder).path).write(body)
    }

    /// Hands in records, each with its rows: a table's name and its texts by column; a missing required number is 1.
    func handIn(
        _ records: [[(table: String, values: [String: String])]],
        marking: HandlingMarking = .amber,
        agency: String = "local"
    ) async throws -> IntakeCounts {
        let text = "\(UUID().uuidString)"
        let kept = try store.received.keep(bytes: Array(text.utf8))
        let receipt = try await store.receipt(
            for: kept,
            Consignment(fileName: "file", kind: "party", agency: agency, marking: marking),
            at: Date(timeIntervalSince1970: 1_780_000_000)
        )
        var batch = FactBatch()
        for (number, record) in records.enumerated() {
            var bytes: [UInt8] = []
            for (name, values) in record {
                guard let index = FactSchema.baseTables.firstIndex(where: { $0.name == name }) else { continue }
                let columns = FactSchema.baseTables[index].columns
                batch.append(
                    row: index,
                    columns.map { column -> FactBatch.Cell in
                        if let value = values[column.name] { return batch.text(Array(value.utf8)) }
                        guard column.isRequired else { return .null }
                        return column.storage == .text ? batch.text(Array("x".utf8)) : .integer(1)
                    }
                )
                bytes += Array("\(name) \(values.sorted { $0.key < $1.key })".utf8)
            }
            batch.closeRecord(position: number, length: 1, line: number + 1, digest: ContentDigest(of: bytes.span))
        }
        return try await store.append(batch, to: receipt, next: text.utf8.count)
    }
}
