import Foundation
import Rules
import Testing

/// Faults in rule files, all of them at once and each with its line.
@Suite struct RuleLoaderTests {
    private let lines = [
        "id: T",
        "version: 1",
        "title: {en: t, fr: t, pt: t, es: t}",
        "cells: [S1/V1, X20]",
        "severity: 3",
        "weight: 1.5",
        "weight_basis: judged",
        "group: g",
        "subject: party",
        "sources: [{title: t, reference: r}]",
        "needs: [party]",
        "explanation: {en: \"{subject}\", fr: a, pt: a, es: a}",
        "next_steps: {en: [a], fr: [a], pt: [a], es: [a]}",
        "innocent: {en: [a, b], fr: [a, b], pt: [a, b], es: [a, b]}",
        "tests: [{name: n, given: {party: [{id: P}]}, expect: [{subject: P}]}]",
        "query: |",
        "  SELECT id AS subject, '' AS time, 1.0 AS strength, '' AS records",
        "    FROM party",
    ]

    private func load(replacing line: Int, with text: String) -> [RuleFault] {
        var changed = lines
        changed[line - 1] = text
        return RuleLoader().load(changed.joined(separator: "\n"), file: "rules/T.yaml").faults
    }

    @Test func readsARule() throws {
        let loaded = RuleLoader().load(lines.joined(separator: "\n"), file: "rules/T.yaml")
        let rule = try #require(loaded.rule, "\(loaded.faults)")
        #expect(rule.id == "T")
        #expect(rule.cells == ["S1/V1", "X20"])
        #expect(rule.query.line == 17)
        #expect(rule.tests.first?.given.first?.values == ["id": .text("P")])
    }

    @Test(arguments: [
        (1, "id: U", "must be named U.yaml"),
        (2, "version: one", "version must be"),
        (3, "title: {en: t, fr: t, pt: t}", "lacks the field es"),
        (4, "cells: [S6/V1]", "no cell"),
        (4, "cells: [X21]", "no cell"),
        (5, "severity: 6", "from 1 to 5"),
        (6, "weight: 2.5", "at most 2.0"),
        (6, "weight: nan", "above 0"),
        (7, "weight_basis: guessed", "measured, judged"),
        (8, "colour: red", "has no field colour"),
        (9, "subject: ghost", "must be one of"),
        (10, "sources: []", "at least 1"),
        (11, "needs: [partie]", "no fact table partie"),
        (12, "explanation: {en: \"{subject\", fr: a, pt: a, es: a}", "has no }"),
        (13, "next_steps: {en: [a], fr: [a, b], pt: [a], es: [a]}", "as many items"),
        (14, "innocent: {en: [a], fr: [a], pt: [a], es: [a]}", "at least 2"),
        (15, "tests: [{name: n, given: {parti: [{id: P}]}, expect: []}]", "no fact table parti"),
        (15, "tests: [{name: n, given: {party: [{idd: P}]}, expect: []}]", "no column idd"),
        (15, "tests: [{name: n, given: {lot: [{mass_g: 1.5}]}, expect: []}]", "whole number"),
        (16, "query: >", "as a block"),
        (17, "  SELECT rowid AS subject, '' AS time, 1.0 AS strength, '' AS records", "only in SQLite"),
        (17, "  SELECT \"id\" AS subject, '' AS time, 1.0 AS strength, '' AS records", "no quotes"),
        (18, "    FROM party WHERE id GLOB 'a*'", "GLOB"),
        (18, "    FROM party WHERE name = :name", "not declared"),
        (18, "    FROM party WHERE max(id, name) = ''", "greatest()"),
        (18, "    FROM party WHERE json_extract(name, '$.a') = ''", "json_extract()"),
        (18, "    FROM party WHERE strftime('%Y', name) = ''", "datediff()"),
        (18, "    FROM party; SELECT 1", "without a semicolon"),
        (18, "    FROM main.party", "name alone"),
        (18, "   \tFROM [party]", "no quotes"),
    ])
    func reportsAFaultWithItsLine(line: Int, text: String, words: String) {
        let faults = load(replacing: line, with: text)
        #expect(faults.contains { $0.line == line && $0.message.contains(words) }, "\(faults)")
    }

    @Test func reportsAllFaultsAtOnce() {
        var changed = lines
        changed[1] = "version: 0"
        changed[4] = "severity: x"
        changed[10] = "needs: [nothing]"
        let faults = RuleLoader().load(changed.joined(separator: "\n"), file: "T.yaml").faults
        #expect(faults.map(\.line) == [2, 5, 11])
        #expect(faults.first?.description.hasPrefix("T.yaml:2: ") == true)
    }

    @Test(arguments: ["", "- a\n- b", "a: [", "id: T\nid: T", "\u{0}", "a: &x [*x]", "just words"])
    func survivesWhatIsNoRule(text: String) {
        #expect(!RuleLoader().load(text, file: "T.yaml").faults.isEmpty)
    }

    @Test func keepsWordsInTextsAndComments() {
        let query = "  SELECT 'rowid; GLOB' AS subject, '' AS time, 1.0 AS strength, '' AS records -- \"quoted\" ;"
        #expect(load(replacing: 17, with: query).isEmpty)
    }

    @Test func refusesTheSameIdTwice() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("rules-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for name in ["a", "b"] {
            let inner = folder.appendingPathComponent(name)
            try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
            try Data(lines.joined(separator: "\n").utf8).write(to: inner.appendingPathComponent("T.yaml"))
        }
        let loaded = RuleLoader().load(folders: [folder])
        #expect(loaded.catalogue.rules.count == 1)
        #expect(loaded.faults.count == 1)
        #expect(loaded.faults.first?.message.contains("same id") == true)
    }
}
