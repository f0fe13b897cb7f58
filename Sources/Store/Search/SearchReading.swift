import GRDB

/// Reads the rows that the index proposes, as the reader may see them.
struct SearchReading {
    let table: SearchTable

    /// So many proposals of a kind are followed: where nearly all are hidden from a reader, the search ends here.
    private static let proposalLimit = 50_000

    init(_ table: SearchTable) {
        self.table = table
    }

    /// Number, record, then the fields and what else is shown.
    private var columns: String {
        (table.fields.map(\.column) + table.shown).map { "v.\"\($0)\"" }.joined(separator: ", ")
    }

    /// The rows that the index proposes for a question within the numbers of the table, newest first.
    var proposed: String {
        let number = "(s.rowid - \(table.range.lowerBound))"
        return """
            SELECT \(number), \(recordColumn), \(columns) FROM
                (SELECT rowid FROM main.search_index WHERE search_index MATCH ? AND rowid BETWEEN ? AND ?
                 ORDER BY rowid DESC LIMIT \(Self.proposalLimit)) s
            \(rows(number))
            """
    }

    /// The row of one number.
    var single: String {
        "SELECT s.number, \(recordColumn), \(columns) FROM (SELECT ? AS number) s \(rows("s.number"))"
    }

    private var recordColumn: String { table.hasRecord ? "v.record_id" : "NULL" }

    /// The reader's view of the row of a number; `CROSS JOIN` keeps SQLite from reading the view first.
    private func rows(_ number: String) -> String {
        guard table.rowColumn == "rowid" else {
            return "CROSS JOIN \"\(table.name)\" v ON v.\(table.rowColumn) = \(number)"
        }
        // Several rows of a record: told apart by their key, which is unique among current rows.
        return """
            CROSS JOIN main."\(table.name)" b ON b.rowid = \(number)
            CROSS JOIN "\(table.name)" v ON v.id = b.id AND v.record_id = b.record_id
            """
    }

    /// The hit of a row; nil if what the reader sees of it does not match.
    func hit(_ row: Row, _ db: Database, _ matcher: SearchMatcher) throws -> SearchHit? {
        var texts: [SearchMatcher.Text] = []
        for (place, field) in table.fields.enumerated() {
            guard let text = SearchWriter.text(row[place + 2] as DatabaseValue), !text.isEmpty else { continue }
            texts.append(SearchMatcher.Text(field: field.column, role: field.role, text: text))
        }
        let record: Int64? = row[1]
        if let names = table.otherNames, let record {
            let found = try String.fetchAll(
                db.cachedStatement(sql: "SELECT name FROM \"\(names)\" WHERE record_id = ?"),
                arguments: [record]
            )
            texts += found.map { SearchMatcher.Text(field: "other_names", role: .name, text: $0) }
        }
        guard let match = matcher.match(texts) else { return nil }
        var shown: [String: String] = [:]
        for (place, column) in table.shown.enumerated() {
            shown[column] = row[place + 2 + table.fields.count] as String?
        }
        let number: Int64 = row[0]
        let place = table.fields.firstIndex { $0.column == "id" }
        return SearchHit(
            kind: table.kind,
            id: place.flatMap { row[$0 + 2] as String? } ?? String(number),
            record: record,
            texts: texts,
            match: match,
            title: table.kind == .quarantine ? "#\(number)" : nil,
            shown: shown
        )
    }
}

extension SearchHit {
    /// How many other texts of a hit are given.
    private static let passageLimit = 3

    init(
        kind: SearchKind,
        id: String,
        record: Int64? = nil,
        texts: [SearchMatcher.Text],
        match: SearchMatcher.Match,
        title: String? = nil,
        shown: [String: String] = [:]
    ) {
        var passages: [(passage: Passage, grade: SearchPlan.Grade, place: Int)] = []
        for (place, text) in texts.enumerated() {
            let marks = match.marks[place]
            guard let worst = marks.map(\.grade).max(), let best = marks.map(\.grade).min() else { continue }
            let passage = Passage(
                field: text.field,
                text: text.text,
                marks: marks.map(\.range),
                likeness: worst.likeness
            )
            passages.append((passage, best, place))
        }
        self.kind = kind
        self.id = id
        self.record = record
        self.shown = shown
        distance = match.distance
        if let title {
            self.title = Passage(field: "id", text: title, marks: [], likeness: nil)
        } else if let first = passages.first, first.place == 0 {
            self.title = first.passage
            passages.removeFirst()
        } else {
            let first = texts.first
            self.title = Passage(field: first?.field ?? "id", text: first?.text ?? id, marks: [], likeness: nil)
        }
        self.passages = passages.sorted { ($0.grade, $0.place) < ($1.grade, $1.place) }
            .prefix(Self.passageLimit).map(\.passage)
    }
}
