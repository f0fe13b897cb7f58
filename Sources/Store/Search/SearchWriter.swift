import GRDB
import Screening

/// Brings the search index up to the rows of the fact tables, inside a transaction.
///
/// Rows are only ever added, each with a number above those before it, so that for each table one number says how far the
/// index goes. A row that another one replaces leaves the index when that one enters it; until then the reader's
/// views hide it.
struct SearchWriter {
    private let db: Database
    private let insert: Statement
    /// What fields said before: offices, goods and parties come again and again.
    private var known: [SearchTable.Role: [String: [UInt8]]] = [:]
    private var words: Set<SearchWord> = []

    init(_ db: Database) throws {
        self.db = db
        insert = try db.cachedStatement(sql: "INSERT INTO main.search_index (rowid, terms) VALUES (?, ?)")
    }

    /// How many rows wait to be indexed, at most.
    static func backlog(_ db: Database) throws -> Int {
        var count = 0
        for table in SearchTable.all {
            let last = try Int.fetchOne(
                db.cachedStatement(sql: "SELECT max(\(table.rowColumn)) FROM main.\"\(table.name)\"")
            )
            count += max((last ?? 0) - Int(clamping: try position(of: table, db)), 0)
        }
        return count
    }

    /// Indexes what waits if it is little; a bulk load is left for later.
    static func followUp(_ db: Database, atMost limit: Int) throws {
        guard try backlog(db) <= limit else { return }
        var writer = try SearchWriter(db)
        _ = try writer.index(atMost: .max)
    }

    private static func position(of table: SearchTable, _ db: Database) throws -> Int64 {
        try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT position FROM main.search_progress WHERE name = ?"),
            arguments: [table.name]
        ) ?? 0
    }

    /// Indexes the next rows.
    ///
    /// - Returns: How many there were; fewer than the limit if none are left.
    mutating func index(atMost limit: Int) throws -> Int {
        var count = 0
        for table in SearchTable.all where count < limit {
            count += try index(table, atMost: limit - count)
        }
        try writeWords()
        return count
    }

    private mutating func index(_ table: SearchTable, atMost limit: Int) throws -> Int {
        let start = try Self.position(of: table, db)
        let cursor = try Row.fetchCursor(
            db,
            sql: """
                SELECT t.\(table.rowColumn), \(table.fields.map { "t.\"\($0.column)\"" }.joined(separator: ", ")),
                    \(table.hasRecord ? "r.supersedes, t.record_id" : "NULL, NULL")
                FROM main."\(table.name)" t \(table.hasRecord ? "LEFT JOIN main.record r ON r.id = t.record_id" : "")
                WHERE t.\(table.rowColumn) > ? ORDER BY t.\(table.rowColumn) LIMIT ?
                """,
            arguments: [start, limit]
        )
        var last = start
        var count = 0
        var lastRecord: Int64?
        while let row = try cursor.next() {
            last = row[0]
            count += 1
            try insert.execute(arguments: [table.range.lowerBound + last, try terms(of: row, table)])
            guard let record: Int64 = row[table.fields.count + 2], record != lastRecord else { continue }
            lastRecord = record
            if let older: Int64 = row[table.fields.count + 1] { try remove(older, from: table, indexedTo: last) }
        }
        guard count > 0 else { return 0 }
        try db.execute(
            sql: """
                INSERT INTO main.search_progress (name, position) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET position = excluded.position
                """,
            arguments: [table.name, last]
        )
        return count
    }

    /// The terms of a row that begins with its number and holds the fields after it.
    private mutating func terms(of row: Row, _ table: SearchTable) throws -> String {
        var terms: [UInt8] = []
        for (place, field) in table.fields.enumerated() {
            guard let text = Self.text(row[place + 1] as DatabaseValue) else { continue }
            append(text, as: field.role, to: &terms)
        }
        if let names = table.otherNames {
            let record: Int64 = row[0]
            let found = try String.fetchAll(
                db.cachedStatement(sql: "SELECT name FROM main.\"\(names)\" WHERE record_id = ?"),
                arguments: [record]
            )
            for name in found { append(name, as: .name, to: &terms) }
        }
        return String(decoding: terms, as: UTF8.self)
    }

    /// A value as it is searched: texts, and the bytes of a refused record as far as they are text.
    static func text(_ value: DatabaseValue) -> String? {
        switch value.storage {
        case .string(let text): text
        case .blob(let data): String(decoding: data.prefix(2048), as: UTF8.self)
        default: nil
        }
    }

    private mutating func append(_ text: String, as role: SearchTable.Role, to terms: inout [UInt8]) {
        if let known = known[role]?[text] {
            terms.append(contentsOf: known)
            return
        }
        let start = terms.count
        SearchTerms.append(text, as: role, to: &terms, noting: &words)
        // Numbers of things are new in every row; what they refer to is not.
        guard role != .identifier, text.utf8.count < 100 else { return }
        if known[role, default: [:]].count > 20_000 { known[role] = [:] }
        known[role, default: [:]][text] = Array(terms[start...])
    }

    /// Takes what a replaced record said out of the index, giving the terms again that it was put in with.
    private mutating func remove(_ record: Int64, from table: SearchTable, indexedTo last: Int64) throws {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT \(table.rowColumn), \(table.fields.map { "\"\($0.column)\"" }.joined(separator: ", "))
                FROM main."\(table.name)" WHERE record_id = ? AND superseded_by IS NOT NULL
                """,
            arguments: [record]
        )
        for row in rows {
            let number: Int64 = row[0]
            guard number <= last else { continue }
            try db.cachedStatement(
                sql: "INSERT INTO main.search_index (search_index, rowid, terms) VALUES ('delete', ?, ?)"
            ).execute(arguments: [table.range.lowerBound + number, try terms(of: row, table)])
        }
    }

    private mutating func writeWords() throws {
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO main.search_word (word, sound, consonants, is_abjad) VALUES (?, ?, ?, ?)
                ON CONFLICT (word) DO UPDATE SET is_abjad = 1 WHERE excluded.is_abjad > is_abjad
                """
        )
        for word in words {
            let sound = WordLikeness.sound(of: word.bytes)
            let consonants = WordLikeness.consonants(of: word.bytes)
            try insert.execute(arguments: [
                String(decoding: word.bytes, as: UTF8.self),
                sound.isEmpty ? nil : String(decoding: sound, as: UTF8.self),
                consonants.isEmpty ? nil : String(decoding: consonants, as: UTF8.self),
                word.isAbjad ? 1 : 0,
            ])
        }
        words = []
    }
}

extension SearchTable {
    /// Whether its rows were read from records that later ones may replace.
    var hasRecord: Bool { kind != .quarantine }
}
