public import Rules
import Vocabulary

/// Runs the tests that rules carry with them, and refuses rules that a store should not run.
public struct RuleChecker: Sendable {
    /// Bounds for each query.
    public var limits: RuleLimits

    /// Makes a checker.
    public init(limits: RuleLimits = .test) { self.limits = limits }

    /// Everything that is wrong with a rule, by line; nothing if its query is sound and its tests pass.
    public func check(_ rule: Rule) -> [RuleFault] {
        var faults: [RuleFault] = []
        func add(_ line: Int, _ message: String) {
            faults.append(RuleFault(file: rule.file, line: line, message: message))
        }
        do throws(RuleSandboxError) {
            let sandbox = try RuleSandbox(rows: [], limits: limits)
            let columns = Set(try sandbox.check(rule))
            for name in rule.explanation.columns.subtracting(columns).sorted() {
                add(rule.line(of: "explanation"), "the explanation names {\(name)}, which the query does not return")
            }
            for name in sandbox.tablesRead.subtracting(rule.needs).sorted() {
                add(rule.line(of: "needs"), "the query reads \(name), which needs does not name")
            }
            for name in Set(rule.needs).subtracting(sandbox.tablesRead).sorted() {
                add(rule.line(of: "needs"), "needs names \(name), which the query does not read")
            }
        } catch {
            return [RuleFault(file: rule.file, line: error.line, message: error.description)]
        }
        for test in rule.tests {
            do throws(RuleSandboxError) {
                let rows = try RuleSandbox(rows: test.given, limits: limits).findings(
                    of: rule,
                    parameters: test.parameters
                )
                faults += Self.compare(rows, with: test, of: rule)
            } catch {
                add(error.line, "test “\(test.name)”: \(error.description)")
            }
        }
        return faults
    }

    private static func compare(_ rows: [RuleRow], with test: RuleTest, of rule: Rule) -> [RuleFault] {
        var faults: [RuleFault] = []
        var unexpected = rows
        for expected in test.expect {
            let sameSubject = unexpected.filter { row in
                row.subject == expected.subject && (expected.key == nil || row.key == expected.key)
            }
            if let index = unexpected.firstIndex(where: { differences(expected, $0, rule).isEmpty }) {
                unexpected.remove(at: index)
            } else if let near = sameSubject.first, let index = unexpected.firstIndex(of: near) {
                let reasons = differences(expected, near, rule).joined(separator: "; ")
                faults.append(
                    RuleFault(
                        file: rule.file,
                        line: expected.line,
                        message: "test “\(test.name)”: the finding on \(expected.subject) differs: \(reasons)"
                    )
                )
                unexpected.remove(at: index)
            } else {
                faults.append(
                    RuleFault(
                        file: rule.file,
                        line: expected.line,
                        message: "test “\(test.name)”: expected a finding on \(expected.subject), and there is none"
                    )
                )
            }
        }
        for row in unexpected {
            let key = row.key.map { " (\($0))" } ?? ""
            faults.append(
                RuleFault(
                    file: rule.file,
                    line: test.line,
                    message: "test “\(test.name)”: unexpected finding on \(row.subject)\(key): "
                        + rule.explanation.render(row, in: .en)
                )
            )
        }
        return faults
    }

    private static func differences(_ expected: RuleTest.Expectation, _ row: RuleRow, _ rule: Rule) -> [String] {
        var reasons: [String] = []
        if expected.subject != row.subject { reasons.append("subject is \(row.subject)") }
        if let key = expected.key, key != row.key { reasons.append("key is \(row.key ?? "missing")") }
        if let strength = expected.strength, abs(strength - row.strength) > 0.001 {
            reasons.append("strength is \(row.strength)")
        }
        if let time = expected.time, time != row.time { reasons.append("time is \(row.time ?? "missing")") }
        if let records = expected.records, records != row.records {
            reasons.append("records are \(row.records.map(String.init).joined(separator: " "))")
        }
        for (language, sentence) in expected.says.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let said = rule.explanation.render(row, in: language)
            if plain(said) != plain(sentence) { reasons.append("it says in \(language.rawValue): \(said)") }
        }
        return reasons
    }

    /// A sentence with ordinary spaces: a test may be typed with them where the sentence has ones that do not break.
    private static func plain(_ sentence: String) -> String {
        String(sentence.map { $0 == "\u{202F}" || $0 == "\u{A0}" ? " " : $0 })
    }
}
