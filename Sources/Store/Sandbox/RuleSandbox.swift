import GRDBSQLite
public import Rules
import Vocabulary

/// A connection on which nothing but a rule's query can run.
///
/// It is read-only, shows only current rows (what was corrected is gone), and is locked: an authorizer lets through
/// SELECT over the tables and columns of ``FactSchema`` and the functions of ``PortableSQL``, and a progress handler
/// stops what runs too long (<https://sqlite.org/security.html>, "Untrusted SQL Inputs"). One sandbox serves one task;
/// make several to run rules side by side.
public final class RuleSandbox {
    let connection: OpaquePointer
    private let warden: RuleGuard

    /// Opens the facts of a store for reading.
    public convenience init(
        factsAt path: String,
        limits: RuleLimits = .assessment
    ) throws(RuleSandboxError) {
        try self.init(path: path, flags: SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, limits: limits) {
            (_) throws(RuleSandboxError) in
        }
    }

    /// Makes facts in memory from a test's rows.
    convenience init(rows: [RuleTest.Row], limits: RuleLimits) throws(RuleSandboxError) {
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX
        try self.init(path: ":memory:", flags: flags, limits: limits) { (connection) throws(RuleSandboxError) in
            try TestFacts.fill(connection, with: rows)
        }
    }

    private init(
        path: String,
        flags: Int32,
        limits: RuleLimits,
        prepare: (OpaquePointer) throws(RuleSandboxError) -> Void
    ) throws(RuleSandboxError) {
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, flags, nil)
        guard let opened else { throw RuleSandboxError(code: .cannotOpen("out of memory"), line: 1) }
        connection = opened
        warden = RuleGuard(limits: limits)
        guard code == SQLITE_OK else {
            throw RuleSandboxError(code: .cannotOpen(String(cString: sqlite3_errmsg(opened))), line: 1)
        }
        sqlite3_busy_timeout(opened, 5_000)
        try prepare(opened)
        SandboxFunctions.register(on: opened)
        try Self.makeViews(opened)
        Self.setLimits(opened)
        warden.lock(opened)
    }

    deinit {
        sqlite3_close_v2(connection)
    }

    var refusal: RuleSandboxError.Code? { warden.refusal }

    /// The fact tables that the last query read.
    public var tablesRead: Set<String> { warden.tablesRead }

    /// Compiles a rule's query, refusing all that a rule may not do; returns the names of its columns.
    public func check(_ rule: Rule) throws(RuleSandboxError) -> [String] {
        let statement = try prepare(rule)
        defer { sqlite3_finalize(statement) }
        return try columnNames(of: statement, rule: rule)
    }

    /// Runs a rule and hands over its findings one by one.
    ///
    /// Parameters that are not given have their defaults. The body returns false to stop.
    public func run(
        _ rule: Rule,
        parameters: [String: RuleValue] = [:],
        body: (RuleRow) -> Bool
    ) throws(RuleSandboxError) {
        let statement = try prepare(rule)
        defer { sqlite3_finalize(statement) }
        let names = try columnNames(of: statement, rule: rule)
        try bind(rule, parameters, to: statement)
        var count = 0
        while true {
            let code = sqlite3_step(statement)
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else { throw failure(of: rule) }
            count += 1
            guard count <= warden.limits.rows else {
                throw RuleSandboxError(code: .tookTooLong(after: .rows(warden.limits.rows)), line: rule.query.line)
            }
            var columns: [(name: String, value: RuleValue)] = []
            columns.reserveCapacity(names.count)
            for (index, name) in names.enumerated() { columns.append((name, Self.value(statement, Int32(index)))) }
            let row: RuleRow
            do throws(RuleRow.Fault) {
                row = try RuleRow(columns: columns)
            } catch {
                throw RuleSandboxError(code: .badResult(error), line: line(of: error.column, in: rule))
            }
            if !body(row) { return }
        }
    }

    /// Runs a rule and gathers its findings.
    public func findings(
        of rule: Rule,
        parameters: [String: RuleValue] = [:]
    ) throws(RuleSandboxError) -> [RuleRow] {
        var rows: [RuleRow] = []
        try run(rule, parameters: parameters) { row in
            rows.append(row)
            return true
        }
        return rows
    }

    private func prepare(_ rule: Rule) throws(RuleSandboxError) -> OpaquePointer {
        let sql = rule.query.sql
        warden.begin(commonTables: PortableSQL.commonTableNames(in: sql))
        var statement: OpaquePointer?
        var isWhole = true
        let code = sql.withCString { start in
            var tail: UnsafePointer<CChar>?
            let code = sqlite3_prepare_v2(connection, start, -1, &statement, &tail)
            if let tail { isWhole = SQLToken.tokens(of: String(cString: tail)).isEmpty }
            return code
        }
        guard code == SQLITE_OK else { throw failure(of: rule) }
        guard let statement, isWhole else {
            sqlite3_finalize(statement)
            throw RuleSandboxError(code: .notOneStatement, line: line(of: ";", in: rule))
        }
        // EXPLAIN and VACUUM compile without a question to the authorizer.
        let isExplained = sqlite3_stmt_isexplain(statement) != 0
        guard !isExplained, sqlite3_stmt_readonly(statement) != 0 else {
            sqlite3_finalize(statement)
            throw RuleSandboxError(code: isExplained ? .forbiddenStatement("EXPLAIN") : .writes, line: rule.query.line)
        }
        return statement
    }

    private func columnNames(of statement: OpaquePointer, rule: Rule) throws(RuleSandboxError) -> [String] {
        let names = (0..<sqlite3_column_count(statement)).map { index in
            sqlite3_column_name(statement, index).map { String(cString: $0) } ?? ""
        }
        for required in RuleRow.requiredColumns where !names.contains(required) {
            throw RuleSandboxError(code: .missingResultColumn(required), line: rule.query.line)
        }
        return names
    }

    private func bind(
        _ rule: Rule,
        _ given: [String: RuleValue],
        to statement: OpaquePointer
    ) throws(RuleSandboxError) {
        let values = rule.defaults.merging(given) { _, new in new }
        for index in 1..<(sqlite3_bind_parameter_count(statement) + 1) {
            guard let name = sqlite3_bind_parameter_name(statement, index).map({ String(cString: $0).dropFirst() }),
                let value = values[String(name)]
            else {
                let name = sqlite3_bind_parameter_name(statement, index).map { String(cString: $0) } ?? "?"
                throw RuleSandboxError(code: .missingParameter(name), line: rule.query.line)
            }
            SandboxFunctions.bind(value, to: statement, at: index)
        }
    }

    private static func value(_ statement: OpaquePointer, _ index: Int32) -> RuleValue {
        switch sqlite3_column_type(statement, index) {
        case SQLITE_INTEGER: .integer(sqlite3_column_int64(statement, index))
        case SQLITE_FLOAT: .real(sqlite3_column_double(statement, index))
        case SQLITE_TEXT: sqlite3_column_text(statement, index).map { .text(String(cString: $0)) } ?? .null
        default: .null
        }
    }
}
