package import Foundation
import GRDB
package import Store
package import Vocabulary

/// A store with one row of every kind for each marking and each of two agencies, and a replaced row beside each.
package struct MarkedRows {
    /// A row's number, its marking and its owner.
    package struct Entry: Sendable {
        package let number: Int64
        package let marking: HandlingMarking
        package let owner: Int64
    }

    package static let markings: [HandlingMarking] = [.clear, .green, .amber, .amberStrict, .red]

    package static let entries: [Entry] = markings.enumerated().flatMap { index, marking in
        [Int64(1), 2].map { Entry(number: Int64(index) * 2 + $0, marking: marking, owner: $0) }
    }

    package let shelf: Shelf
    package var store: FactStore { shelf.store }

    package init(now: @escaping @Sendable () -> Date = { Date() }) throws {
        shelf = try Shelf(now: now)
        try shelf.write { db in
            try db.execute(sql: "INSERT INTO agency (id, name) VALUES (2, 'customs')")
            for entry in Self.entries { try Self.insert(entry, db) }
        }
    }

    private static func insert(_ entry: Entry, _ db: Database) throws {
        let number = entry.number
        try db.execute(
            sql: """
                INSERT INTO receipt (id, sha256, byte_count, file_name, kind, source, map, agency_id, marking, received_at,
                    state) VALUES (?, ?, 1, '', '', '', '', ?, ?, '', 'complete')
                """,
            arguments: [number, Data([UInt8(number)]), entry.owner, entry.marking.rawValue]
        )
        for id in [number, number + 100] {
            try db.execute(
                sql:
                    "INSERT INTO record (id, receipt_id, position, length, line, sha256, kind) VALUES (?, ?, 0, 1, 1, x'', 0)",
                arguments: [id, number]
            )
        }
        try db.execute(
            sql: """
                INSERT INTO quarantine (receipt_id, position, length, line, path, code, found, expected, advice, excerpt)
                VALUES (?, 0, 1, 1, '', '', '', '', '', x'')
                """,
            arguments: [number]
        )
        try db.execute(
            sql: """
                INSERT INTO finding (id, rule_id, rule_version, subject_kind, subject_id, time, strength, weight, severity,
                    details, record_ids, cells, marking, owner, first_seen)
                VALUES (?, 'rule', 1, 'lot', '', '', 1, 1, 1, '{}', '', '', ?, ?, '')
                """,
            arguments: ["row-\(number)", entry.marking.rawValue, entry.owner]
        )
        try insertCredential(entry, db)
        for table in FactSchema.tables {
            try insert(table, text: "row-\(number)", number, entry, db)
            if table.origin == .base { try insert(table, text: "old-\(number)", number + 100, entry, db, by: number) }
        }
    }

    /// A credential about the lot of the same number, suspended.
    private static func insertCredential(_ entry: Entry, _ db: Database) throws {
        let (number, name) = (entry.number, "row-\(entry.number)")
        try db.execute(
            sql: """
                INSERT INTO credential (id, kind, subject_kind, subject_id, record_id, record_ids, key_name, list, place,
                    valid_from, issued_at, issued_by, reason, marking, owner)
                VALUES (?, 'lot', 'lot', ?, ?, ?, '', 1, ?, '', '', '', '', ?, ?)
                """,
            arguments: [name, name, number, "\(number)", number, entry.marking.rawValue, entry.owner]
        )
        try db.execute(
            sql: "INSERT INTO credential_form (credential_id, format, bytes, sha256) VALUES (?, 'json', x'', x'')",
            arguments: [name]
        )
        try db.execute(
            sql:
                "INSERT INTO credential_event (credential_id, event, reason, at, by) VALUES (?, 'suspended', '', '', '')",
            arguments: [name]
        )
    }

    private static func insert(
        _ table: FactTable,
        text: String,
        _ number: Int64,
        _ entry: Entry,
        _ db: Database,
        by newer: Int64? = nil
    ) throws {
        var values: [String: DatabaseValue] = [:]
        for column in table.columns {
            values[column.name] =
                switch column.storage {
                case .integer: number.databaseValue
                case .real: Double(number).databaseValue
                case .text: text.databaseValue
                case .blob: Data([1]).databaseValue
                }
        }
        if table.column(named: "record_ids") != nil { values["record_ids"] = String(number).databaseValue }
        if table.name == "licence_hit" { values["subject_kind"] = "site".databaseValue }
        if table.origin == .base {
            values["record_id"] = number.databaseValue
            values["marking"] = entry.marking.rawValue.databaseValue
            values["owner"] = entry.owner.databaseValue
            values["superseded_by"] = newer?.databaseValue ?? .null
        }
        let names = values.keys.sorted()
        try db.execute(
            sql: """
                INSERT INTO "\(table.name)" (\(names.map { "\"\($0)\"" }.joined(separator: ", ")))
                VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))
                """,
            arguments: StatementArguments(names.map { values[$0] ?? .null })
        )
    }

    /// The numbers of the rows that a reader sees, by table.
    package func seen(by reader: Reader) async throws -> [String: Set<Int64>] {
        try await store.read(as: reader, Self.seen)
    }

    /// The same, read on the asking thread.
    package func seenNear(by reader: Reader) async throws -> [String: Set<Int64>] {
        try await store.readNear(as: reader, Self.seen)
    }

    private static let seen: @Sendable (Database) throws -> [String: Set<Int64>] = { db in
        var result: [String: Set<Int64>] = [:]
        for (table, number) in numbers {
            result[table] = Set(try Int64.fetchAll(db, sql: "SELECT \(number) FROM \"\(table)\""))
        }
        return result
    }

    /// How a row's number is told in each table.
    package static let numbers: [(table: String, sql: String)] =
        [
            ("receipt", "id"), ("record", "id % 100"), ("quarantine", "receipt_id"), ("finding", "substr(id, 5)"),
            ("credential", "substr(id, 5)"), ("credential_form", "substr(credential_id, 5)"),
            ("credential_event", "substr(credential_id, 5)"),
        ]
        + FactSchema.tables.map { table in
            if table.origin == .base { return (table.name, "record_id") }
            let last = table.key.last ?? ""
            return (table.name, table.column(named: last)?.storage == .integer ? last : "substr(\"\(last)\", 5)")
        }
}
