import Rules
import Store
import Testing

/// Rules that a store must not run, each refused with the line of the fault.
@Suite struct RuleRefusalTests {
    private static let start = "SELECT id AS subject, '2024' AS time, 1.0 AS strength, '' AS records FROM party"

    private func onlyFault(_ query: String, needs: String = "party") throws -> RuleFault {
        let rule = try RuleText.rule(query: query, needs: needs)
        #expect(rule.query.line == RuleText.queryLine)
        let faults = RuleChecker().check(rule)
        #expect(faults.count == 1, "\(faults)")
        return try #require(faults.first)
    }

    private let firstLine = RuleText.queryLine

    @Test(arguments: [
        "DELETE FROM party",
        "UPDATE party SET name = 'x'",
        "INSERT INTO party (id) VALUES ('x')",
        "DROP TABLE party",
        "CREATE TABLE mine (id INTEGER)",
        "WITH x AS (SELECT 1) DELETE FROM party",
        "CREATE TRIGGER t AFTER INSERT ON party BEGIN SELECT 1; END",
    ])
    func refusesARuleThatWrites(query: String) throws {
        let loaded = RuleLoader().load(RuleText.file(query: query), file: "T.yaml")
        // The statement with a semicolon inside is refused before it reaches the sandbox.
        guard let rule = loaded.rule else {
            #expect(loaded.faults.first?.line == firstLine)
            return
        }
        let fault = try #require(RuleChecker().check(rule).first)
        #expect(fault.line == firstLine)
        #expect(fault.message.contains("change data") || fault.message.contains("cannot modify"))
    }

    @Test(arguments: [
        ("ATTACH DATABASE '/tmp/x' AS y", "ATTACH"),
        ("PRAGMA query_only = OFF", "PRAGMA"),
        ("VACUUM INTO '/tmp/x'", "change"),
        ("EXPLAIN SELECT 1", "EXPLAIN"),
        ("BEGIN", "transaction"),
    ])
    func refusesAStatementThatIsNoSelect(query: String, word: String) throws {
        let fault = try onlyFault(query)
        #expect(fault.line == firstLine)
        #expect(fault.message.contains(word), "\(fault.message)")
    }

    @Test func refusesARuleThatLoops() throws {
        let fault = try onlyFault(
            """
            WITH
              RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
            SELECT 'x' AS subject, '' AS time, 1.0 AS strength, '' AS records, count(*) AS c FROM n, party
            """
        )
        #expect(fault.line == firstLine + 1)
        #expect(fault.message.contains("steps"))
    }

    @Test func refusesARuleWhoseResultNeverEnds() throws {
        let rule = try RuleText.rule(
            query: """
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
                SELECT i AS subject, '' AS time, 1.0 AS strength, '' AS records FROM n WHERE EXISTS (SELECT id FROM party)
                """
        )
        let fault = try #require(RuleChecker().check(rule).first)
        #expect(fault.message.contains("stopped after 10000 rows"), "\(fault.message)")
    }

    @Test func refusesAnUnknownTable() throws {
        let fault = try onlyFault("SELECT id AS subject, '' AS time, 1.0 AS strength, '' AS records\n  FROM nowhere")
        #expect(fault.line == firstLine + 1)
        #expect(fault.message.contains("no fact table nowhere"))
    }

    @Test(arguments: ["sqlite_master", "sqlite_schema", "pragma_table_info('party')", "sqlite_temp_master"])
    func refusesTablesOfSQLiteItself(table: String) throws {
        let counting = "SELECT count(*) AS subject, '' AS time, 1.0 AS strength, '' AS records FROM \(table)"
        let reading = "SELECT name AS subject, '' AS time, 1.0 AS strength, '' AS records FROM \(table)"
        for query in [counting, reading] { #expect(try onlyFault(query).line == firstLine) }
    }

    @Test func refusesAnUnknownColumn() throws {
        let fault = try onlyFault(
            "SELECT id AS subject, '' AS time,\n 1.0 AS strength, shoe_size AS records\nFROM party"
        )
        #expect(fault.line == firstLine + 1)
        #expect(fault.message.contains("no column shoe_size"))
    }

    @Test func refusesABookkeepingColumnThatTheViewHides() throws {
        let fault = try onlyFault(
            "SELECT id AS subject, '' AS time, 1.0 AS strength, '' AS records FROM party\nWHERE superseded_by IS NULL"
        )
        #expect(fault.line == firstLine + 1)
    }

    @Test(arguments: ["load_extension('x')", "readfile('/etc/passwd')", "randomblob(9)", "sqlite_version()", "hex(id)"])
    func refusesAFunction(call: String) throws {
        let fault = try onlyFault("SELECT id AS subject, '' AS time, 1.0 AS strength,\n\(call) AS records FROM party")
        #expect(fault.line == firstLine + 1)
        let name = try #require(call.split(separator: "(").first)
        #expect(fault.message.contains("\(name)()"), "\(fault.message)")
    }

    @Test func refusesTwoStatements() throws {
        let text = RuleText.file(query: Self.start + "\n; DELETE FROM party")
        let loaded = RuleLoader().load(text, file: "T.yaml")
        #expect(loaded.rule == nil)
        #expect(loaded.faults.map(\.line) == [firstLine + 1])
    }

    @Test func refusesAnEmptyQuery() throws {
        let rule = try RuleText.rule(query: "-- nothing")
        let fault = try #require(RuleChecker().check(rule).first)
        #expect(fault.message.contains("one SELECT"))
    }

    @Test func refusesAResultWithoutAColumn() throws {
        let fault = try onlyFault("SELECT id AS subject, '' AS time, 1.0 AS strength FROM party")
        #expect(fault.message.contains("records"))
    }

    @Test func refusesAStrengthAboveOne() throws {
        let fault = try onlyFault("SELECT id AS subject, '' AS time,\n2.0 AS strength, '' AS records FROM party")
        #expect(fault.line == firstLine + 1)
        #expect(fault.message.contains("strength"))
    }

    @Test func refusesARuleWhoseOwnTestFails() throws {
        let rule = try RuleText.rule(
            query: Self.start,
            tests: """
                  - name: expects too much
                    given: {party: [{id: P1}]}
                    expect:
                      - {subject: P1, strength: 0.5}
                      - {subject: P2}
                  - name: expects too little
                    given: {party: [{id: P1}]}
                    expect: []
                """
        )
        let faults = RuleChecker().check(rule)
        let testLine = try #require(rule.tests.first).line
        #expect(faults.map(\.line) == [testLine + 3, testLine + 4, testLine + 5])
        #expect(faults[0].message.contains("strength is 1.0"))
        #expect(faults[1].message.contains("there is none"))
        #expect(faults[2].message.contains("unexpected finding on P1"))
    }

    @Test func comparesNeedsAndExplanationWithTheQuery() throws {
        let text = RuleText.file(query: Self.start, needs: "party, lot", explanation: "{subject} {missing}")
        let rule = try #require(RuleLoader().load(text, file: "T.yaml").rule)
        let messages = RuleChecker().check(rule).map(\.message)
        #expect(messages.contains { $0.contains("{missing}") })
        #expect(messages.contains { $0.contains("needs names lot") })
    }

    @Test func stopsWhenItsTaskIsCancelled() async throws {
        let rule = try RuleText.rule(
            query: """
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
                SELECT 'x' AS subject, '' AS time, 1.0 AS strength, '' AS records, count(*) AS c FROM n, party
                """
        )
        let task = Task { () -> [RuleFault] in
            withUnsafeCurrentTask { $0?.cancel() }
            return RuleChecker(limits: .assessment).check(rule)
        }
        #expect(await task.value.first?.message.contains("cancelled") == true)
    }
}
