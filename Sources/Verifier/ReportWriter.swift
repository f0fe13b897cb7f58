import Formats
import Notary

/// Writes what came of a file: as sentences for people, or as JSON for programs.
struct ReportWriter {
    let texts: Texts
    /// Whether only what is not simply right is said: there are many files.
    let isBrief: Bool

    func text(of report: VerificationReport, path: String) -> String {
        let name = Printable.text(path)
        let verdict = texts(report.messageKey)
        if isBrief, report.verdict == .verified { return "\(name): \(verdict)\n" }
        var lines = ["\(name): \(texts("verify.kind.\(report.kind.rawValue)"))"]
        let words = VerificationStep.Outcome.allCases.map { texts("verify.outcome.\($0.rawValue)") }
        let width = words.map(\.count).max() ?? 0
        for step in report.steps where !isBrief || step.outcome == .failed || step.outcome == .unknown {
            let word = texts("verify.outcome.\(step.outcome.rawValue)")
            let space = String(repeating: " ", count: width - word.count)
            lines.append("  \(word)\(space)  \(Printable.text(sentence(step)))")
        }
        lines.append(isBrief ? "  \(verdict)" : verdict)
        return lines.joined(separator: "\n") + "\n"
    }

    /// What a step says, and why.
    private func sentence(_ step: VerificationStep) -> String {
        let values = step.arguments.map { (name: $0.name, value: $0.value) }
        let detail = step.arguments.first { $0.name == "detail" }?.value ?? ""
        let text = texts(step.message, values)
        guard let reason = step.reason else { return text }
        let why = "\(text): \(texts(reason))"
        return detail.isEmpty ? why : "\(why) (\(detail))"
    }

    func json(of report: VerificationReport, path: String) -> JSONNode {
        .object([
            .init("file", .string(path)), .init("kind", .string(report.kind.rawValue)),
            .init("verdict", .string(report.verdict.rawValue)), .init("text", .string(texts(report.messageKey))),
            .init("steps", .array(report.steps.map(json))),
        ])
    }

    private func json(_ step: VerificationStep) -> JSONNode {
        var members: [JSONNode.Member] = [
            .init("step", .string(step.name.rawValue)), .init("outcome", .string(step.outcome.rawValue)),
            .init("message", .string(step.message)), .init("text", .string(sentence(step))),
        ]
        if let reason = step.reason { members.append(.init("reason", .string(reason))) }
        if !step.places.isEmpty { members.append(.init("places", .array(step.places.map { .string($0) }))) }
        if !step.arguments.isEmpty {
            members.append(.init("arguments", .object(step.arguments.map { .init($0.name, .string($0.value)) })))
        }
        return .object(members)
    }
}
