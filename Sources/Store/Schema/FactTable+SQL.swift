import Vocabulary

extension FactTable {
    /// All columns as stored, bookkeeping ones first.
    var storedColumns: [FactColumn] {
        origin == .base ? Self.bookkeeping + columns : columns
    }

    /// The statement that makes the table.
    var createTableSQL: String {
        var lines = storedColumns.map { column in
            var line = "\"\(column.name)\" \(column.storage.rawValue)"
            if column.name == "record_id", isOneRowPerRecord { line += " PRIMARY KEY" }
            if column.isRequired || ["record_id", "marking", "owner"].contains(column.name) { line += " NOT NULL" }
            switch column.name {
            case "record_id", "superseded_by": line += " REFERENCES record(id)"
            default: break
            }
            return line
        }
        if origin == .derived {
            lines.append("PRIMARY KEY (\(key.joined(separator: ", ")))")
        }
        let options = origin == .derived ? "STRICT, WITHOUT ROWID" : "STRICT"
        return "CREATE TABLE \"\(name)\" (\(lines.joined(separator: ", "))) \(options)"
    }

    /// The statements that make the indexes.
    ///
    /// Only current rows are in them: rules and pages read no others, and the
    /// unique one is what tells a correction from a new fact.
    var createIndexSQL: [String] {
        guard origin == .base else {
            return indexes.map { columns in
                "CREATE INDEX IF NOT EXISTS \"\(indexName(columns))\" ON \"\(name)\" (\(columns.joined(separator: ", ")))"
            }
        }
        let unique =
            "CREATE UNIQUE INDEX IF NOT EXISTS \"\(name)_key\" ON \"\(name)\" (\(key.joined(separator: ", "))) \(Self.currentOnly)"
        let byRecord = "CREATE INDEX IF NOT EXISTS \"\(name)_record_id\" ON \"\(name)\" (record_id)"
        return (isOneRowPerRecord ? [unique] : [unique, byRecord])
            + indexes.map { columns in
                "CREATE INDEX IF NOT EXISTS \"\(indexName(columns))\" ON \"\(name)\""
                    + " (\(columns.joined(separator: ", "))) \(Self.currentOnly)"
            }
    }

    /// The name of the index over some columns.
    func indexName(_ columns: [String]) -> String {
        ([name] + columns).joined(separator: "_")
    }

    /// Whether a record gives at most one row of the table, so that the record's number can be the row's own.
    var isOneRowPerRecord: Bool {
        origin == .base && !Self.companions.values.joined().contains(name)
    }

    /// Tables whose rows come along with the main row of a record of another table.
    static let companions: [String: [String]] = [
        "party": ["party_name"],
        "listing": ["listing_name"],
        "event": ["event_lot", "lot", "event_error"],
        "site": ["site_status"],
        // One row of a price table gives the prices of several minerals.
        "price": ["price"],
    ]

    static let currentOnly = "WHERE superseded_by IS NULL"

    /// The statement that adds a row that another record's row stands before; the last value is that record.
    var insertBehindSQL: String {
        let names = storedColumns.map(\.name).filter { $0 != "superseded_by" } + ["superseded_by"]
        let marks = names.map { _ in "?" }.joined(separator: ", ")
        return "INSERT INTO main.\"\(name)\" (\(names.joined(separator: ", "))) VALUES (\(marks))"
    }

    /// The statement that adds rows and does nothing for those whose key a current row has.
    func insertSQL(rows: Int) -> String {
        let names = storedColumns.map(\.name).filter { $0 != "superseded_by" }
        let marks = "(\(names.map { _ in "?" }.joined(separator: ", ")))"
        return "INSERT INTO main.\"\(name)\" (\(names.joined(separator: ", ")))"
            + " VALUES \(repeatElement(marks, count: rows).joined(separator: ", "))"
            + " ON CONFLICT (\(key.joined(separator: ", "))) \(Self.currentOnly) DO NOTHING"
    }
}
