import Crypto
import Foundation
import Rules
import Store

extension Assessor {
    /// What the rules gave.
    struct RuleOutcome: Sendable {
        var added = 0
        var removed = 0
        var byRule: [(rule: String, count: Int)] = []
        var errors: [String] = []
    }

    private enum RuleResult: Sendable {
        case unchanged
        case findings([FindingDraft], inputs: String)
        case failed(String)
    }

    /// Runs the rules side by side, each in a sandbox of its own, and writes their findings in the order of the rules.
    ///
    /// Findings of rules that are not among these are dropped; what people made of them stays.
    func run(_ rules: [Rule], everything: Bool, _ counter: StepCounter) async throws -> RuleOutcome {
        var outcome = RuleOutcome()
        outcome.removed += try await store.dropFindings(exceptOf: rules.map(\.id))
        let results = try await withThrowingTaskGroup(of: (Int, RuleResult).self) { group in
            for (index, rule) in rules.enumerated() {
                group.addTask {
                    let result = try await self.run(rule, everything: everything)
                    counter.finish(rule.id)
                    return (index, result)
                }
            }
            var results: [Int: RuleResult] = [:]
            for try await (index, result) in group { results[index] = result }
            return results
        }
        for (index, rule) in rules.enumerated() {
            switch results[index] {
            case .findings(let drafts, let inputs):
                let change = try await store.replaceFindings(
                    of: Self.common(rule),
                    with: drafts,
                    inputs: inputs,
                    at: now()
                )
                outcome.added += change.added
                outcome.removed += change.removed
            case .failed(let message): outcome.errors.append(message)
            case .unchanged, nil: break
            }
        }
        let counts = try await store.findingCounts()
        outcome.byRule = rules.map { ($0.id, counts[$0.id] ?? 0) }
        return outcome
    }

    private func run(_ rule: Rule, everything: Bool) async throws -> RuleResult {
        let inputs = try await Self.digest(of: rule) + " " + store.versions(of: rule.needs)
        let isKnown = try await store.assessedInputs(of: "rule:\(rule.id)") == inputs
        if isKnown, !everything { return .unchanged }
        do throws(RuleSandboxError) {
            let sandbox = try RuleSandbox(factsAt: FactStore.databaseURL(in: store.folder).path)
            let rows = try sandbox.findings(of: rule, parameters: rule.values)
            return .findings(Self.drafts(of: rule, rows), inputs: inputs)
        } catch {
            return .failed("\(rule.file):\(error.line): \(rule.id): \(error.description)")
        }
    }

    /// The findings in the rows of a rule, in the order of their identifiers; of two rows with one subject and key, the
    /// stronger one.
    static func drafts(of rule: Rule, _ rows: [RuleRow]) -> [FindingDraft] {
        var drafts: [String: FindingDraft] = [:]
        for row in rows {
            let draft = FindingDraft(
                id: id(of: rule, subject: row.subject, key: row.key),
                subject: row.subject,
                time: row.time ?? "",
                strength: row.strength,
                details: RowDetails.json(row.columns),
                records: row.records
            )
            if let other = drafts[draft.id], (other.strength, draft.details) >= (draft.strength, other.details) {
                continue
            }
            drafts[draft.id] = draft
        }
        return drafts.values.sorted { $0.id < $1.id }
    }

    /// Twenty hexadecimal digits of the SHA-256 over rule, subject and key.
    private static func id(of rule: Rule, subject: String, key: String?) -> String {
        let text = [rule.id, rule.subject.rawValue, subject, key ?? ""].joined(separator: "\u{1F}")
        return SHA256.hash(data: Array(text.utf8)).prefix(10).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0\(digits)" : digits
        }.joined()
    }

    private static func common(_ rule: Rule) -> FindingRule {
        FindingRule(
            id: rule.id,
            version: rule.version,
            subjectKind: rule.subject.rawValue,
            weight: rule.weight,
            severity: rule.severity,
            cells: rule.cells.joined(separator: " ")
        )
    }

    /// What of a rule changes its findings.
    private static func digest(of rule: Rule) -> String {
        let parameters = rule.values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.text ?? "")" }
        let parts =
            [rule.id, String(rule.version), rule.query.sql, rule.subject.rawValue, String(rule.weight)]
            + [String(rule.severity)] + rule.cells + parameters
        let digest = SHA256.hash(data: Array(parts.joined(separator: "\u{1F}").utf8))
        return digest.prefix(8).map { String($0, radix: 16) }.joined(separator: ".")
    }
}
