import GRDBSQLite
import Rules
import Vocabulary

/// Facts in memory for a rule's own test.
enum TestFacts {
    /// Makes every fact table and puts the rows in.
    ///
    /// A base row without a `record_id` gets the next free number, counted from 1 in the order of the file.
    static func fill(_ connection: OpaquePointer, with rows: [RuleTest.Row]) throws(RuleSandboxError) {
        for table in FactSchema.tables {
            let columns = table.columns + (table.origin == .base ? FactTable.bookkeeping : [])
            let definitions = columns.map { "\($0.name) \($0.storage.rawValue)" }.joined(separator: ", ")
            try RuleSandbox.execute("CREATE TABLE \(table.name) (\(definitions)) STRICT", on: connection)
        }
        var nextRecord: Int64 = 1
        for row in rows {
            guard let table = FactSchema.table(named: row.table) else { continue }
            var values = row.values
            if table.origin == .base, values["record_id"] == nil {
                values["record_id"] = .integer(nextRecord)
                nextRecord += 1
            }
            try insert(values, row: row, connection)
        }
    }

    private static func insert(
        _ values: [String: RuleValue],
        row: RuleTest.Row,
        _ connection: OpaquePointer
    ) throws(RuleSandboxError) {
        let ordered = values.sorted { $0.key < $1.key }
        let names = ordered.map(\.key).joined(separator: ", ")
        let places = ordered.map { _ in "?" }.joined(separator: ", ")
        let sql = "INSERT INTO \(row.table) (\(names)) VALUES (\(places))"
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(connection, sql, -1, &statement, nil) == SQLITE_OK, let statement else {
            throw RuleSandboxError(code: .sqlite(String(cString: sqlite3_errmsg(connection))), line: row.line)
        }
        defer { sqlite3_finalize(statement) }
        for (index, item) in ordered.enumerated() {
            SandboxFunctions.bind(item.value, to: statement, at: Int32(index + 1))
        }
        guard sqlite3_step(statement) == SQLITE_DONE else {
            throw RuleSandboxError(code: .sqlite(String(cString: sqlite3_errmsg(connection))), line: row.line)
        }
    }
}
