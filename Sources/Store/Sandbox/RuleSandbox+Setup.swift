import GRDBSQLite
import Rules
import Vocabulary

extension RuleSandbox {
    /// Hides each base table behind a view of the same name that shows its current rows only.
    static func makeViews(_ connection: OpaquePointer) throws(RuleSandboxError) {
        try execute("PRAGMA case_sensitive_like = ON", on: connection)
        let present = try tableNames(connection)
        for table in FactSchema.baseTables where present.contains(table.name) {
            let columns = (table.columns.map(\.name) + ["record_id", "marking", "owner"]).joined(separator: ", ")
            try execute(
                "CREATE TEMP VIEW \(table.name) AS SELECT \(columns) FROM main.\(table.name) WHERE superseded_by IS NULL",
                on: connection
            )
        }
        try execute("PRAGMA query_only = ON", on: connection)
    }

    private static func tableNames(_ connection: OpaquePointer) throws(RuleSandboxError) -> Set<String> {
        var statement: OpaquePointer?
        let sql = "SELECT name FROM main.sqlite_master WHERE type = 'table'"
        guard sqlite3_prepare_v2(connection, sql, -1, &statement, nil) == SQLITE_OK else {
            throw RuleSandboxError(code: .cannotOpen(String(cString: sqlite3_errmsg(connection))), line: 1)
        }
        defer { sqlite3_finalize(statement) }
        var names: Set<String> = []
        while sqlite3_step(statement) == SQLITE_ROW {
            if let text = sqlite3_column_text(statement, 0) { names.insert(String(cString: text)) }
        }
        return names
    }

    static func execute(_ sql: String, on connection: OpaquePointer) throws(RuleSandboxError) {
        guard sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK else {
            throw RuleSandboxError(code: .cannotOpen(String(cString: sqlite3_errmsg(connection))), line: 1)
        }
    }

    /// Bounds what a query may ask of the compiler, so that a hostile one fails small.
    static func setLimits(_ connection: OpaquePointer) {
        let limits: [(Int32, Int32)] = [
            (SQLITE_LIMIT_SQL_LENGTH, 65_536),
            (SQLITE_LIMIT_COLUMN, 200),
            (SQLITE_LIMIT_EXPR_DEPTH, 200),
            (SQLITE_LIMIT_COMPOUND_SELECT, 20),
            (SQLITE_LIMIT_VDBE_OP, 200_000),
            (SQLITE_LIMIT_FUNCTION_ARG, 32),
            (SQLITE_LIMIT_ATTACHED, 0),
            (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200),
            (SQLITE_LIMIT_VARIABLE_NUMBER, 64),
            (SQLITE_LIMIT_TRIGGER_DEPTH, 1),
            (SQLITE_LIMIT_WORKER_THREADS, 0),
        ]
        for (limit, value) in limits { sqlite3_limit(connection, limit, value) }
    }

    /// The error that SQLite or the guard has for the query, with its line in the rule file.
    func failure(of rule: Rule) -> RuleSandboxError {
        let message = String(cString: sqlite3_errmsg(connection))
        let offset = Int(sqlite3_error_offset(connection))
        let code: RuleSandboxError.Code
        if let refusal = refusal {
            code = refusal
        } else if let name = message.after("no such table: ") {
            code = .unknownTable(name)
        } else if let name = message.after("no such column: ") {
            code = .unknownColumn(name)
        } else if let name = message.after("no such function: ") {
            code = .forbiddenFunction(name)
        } else {
            code = .sqlite(message)
        }
        let bytes = rule.query.sql.utf8
        guard offset < 0 || refusal != nil else {
            return RuleSandboxError(
                code: code,
                line: rule.query.line + bytes.prefix(offset).count { $0 == UInt8(ascii: "\n") }
            )
        }
        return RuleSandboxError(code: code, line: line(of: word(for: code), in: rule))
    }

    /// The word in the query that a refusal speaks of.
    private func word(for code: RuleSandboxError.Code) -> String {
        switch code {
        case .unknownTable(let name), .unknownColumn(let name), .forbiddenFunction(let name),
            .forbiddenStatement(let name):
            name.split(separator: ".").last.map(String.init) ?? name
        case .tookTooLong(.steps), .tookTooLong(.seconds): "recursive"
        default: ""
        }
    }

    /// The line in the rule file on which a word or a sign of the query first stands, or the query's first line.
    func line(of word: String, in rule: Rule) -> Int {
        let tokens = SQLToken.tokens(of: rule.query.sql)
        let token = tokens.first { $0.text.lowercased() == word.lowercased() } ?? tokens.first
        return rule.query.line + (token?.line ?? 0)
    }
}

extension String {
    fileprivate func after(_ prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }
}
