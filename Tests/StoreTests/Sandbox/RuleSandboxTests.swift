import Foundation
import GRDBSQLite
import Rules
import Store
import Testing
import Vocabulary

/// What a rule sees of a store on disk, and what the functions mean.
@Suite struct RuleSandboxTests {
    /// Makes a facts database with one party that was corrected.
    private func withFacts<Result>(_ body: (String) throws -> Result) throws -> Result {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("facts-\(UUID().uuidString).sqlite")
            .path
        defer { for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) } }
        var opened: OpaquePointer?
        try #require(sqlite3_open(path, &opened) == SQLITE_OK)
        defer { sqlite3_close(opened) }
        let columns = try #require(FactSchema.table(named: "party")).columns + FactTable.bookkeeping
        let list = columns.map { "\($0.name) \($0.storage.rawValue)" }.joined(separator: ", ")
        let sql = """
            PRAGMA journal_mode = WAL;
            CREATE TABLE party (\(list)) STRICT;
            INSERT INTO party (id, kind, name, record_id, superseded_by) VALUES ('P1', 'person', 'Old', 1, 2);
            INSERT INTO party (id, kind, name, record_id) VALUES ('P1', 'person', 'New', 2);
            """
        try #require(sqlite3_exec(opened, sql, nil, nil, nil) == SQLITE_OK)
        return try body(path)
    }

    @Test func showsCurrentRowsOnly() throws {
        let rule = try RuleText.rule(
            query: "SELECT id AS subject, name AS time, 1.0 AS strength, record_id AS records FROM party"
        )
        let rows = try withFacts { try RuleSandbox(factsAt: $0).findings(of: rule) }
        #expect(rows.map(\.records) == [[2]])
        #expect(rows.map(\.time) == ["New"])
    }

    @Test func runsWithAParameterSetByTheOffice() throws {
        let text = RuleText.file(
            query: "SELECT id AS subject, '' AS time, 1.0 AS strength, '' AS records FROM party WHERE name = :who",
            parameters: "parameters: [{name: who, default: Nobody, unit: name, meaning: {en: a, fr: a, pt: a, es: a}}]"
        )
        let rule = try #require(RuleLoader().load(text, file: "T.yaml").rule)
        try withFacts { path in
            let sandbox = try RuleSandbox(factsAt: path)
            #expect(try sandbox.findings(of: rule).isEmpty)
            #expect(try sandbox.findings(of: rule, parameters: ["who": .text("New")]).count == 1)
            #expect(try sandbox.findings(of: rule, parameters: ["who": .text("New' OR 1 = 1 --")]).isEmpty)
        }
    }

    @Test func saysThatAStoreIsMissing() throws {
        #expect(throws: RuleSandboxError.self) { try RuleSandbox(factsAt: "/nowhere/facts.sqlite") }
    }

    @Test(
        arguments: [
            ("datediff('2024-03-01', '2024-02-28')", "2"),
            ("datediff('2023-03-01T23:59:59Z', '2023-02-28')", "1"),
            ("datediff('2024-03', '2024')", "60"),
            ("datediff('2024-02-30', '2024-01-01')", nil),
            ("datediff(NULL, '2024-01-01')", nil),
            ("date_add('2024-02-28', 2)", "2024-03-01"),
            ("date_sub('2000-03-01', 1)", "2000-02-29"),
            ("date_sub('1970-01-01', 1)", "1969-12-31"),
            ("date_add('9999-12-31', 1)", nil),
            ("concat_ws(' ', 1, NULL, 'b')", "1 b"),
            ("least(3, NULL, 1.5)", "1.5"),
            ("greatest(3, 20)", "20"),
            ("greatest('a', 'b')", "b"),
            ("string_agg(name, '+')", "New"),
            ("CASE WHEN 'Ab' LIKE 'ab' THEN 'same' ELSE 'other' END", "other"),
        ] as [(String, String?)]
    )
    func callsFunctionsWithTheMeaningOfSpark(expression: String, expected: String?) throws {
        let rule = try RuleText.rule(
            query: "SELECT max(id) AS subject, \(expression) AS time, 1.0 AS strength, '' AS records FROM party"
        )
        let rows = try withFacts { try RuleSandbox(factsAt: $0).findings(of: rule) }
        #expect(rows.map(\.time) == [expected])
    }
}
