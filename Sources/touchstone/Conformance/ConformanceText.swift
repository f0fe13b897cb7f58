import Formats
import MiningData
import Web

/// A conformance report as a person or a program reads it.
struct ConformanceText {
    private let report: ConformanceReport
    private let words: Words
    /// How many places of a check the table shows.
    private static let placeLimit = 5

    init(_ report: ConformanceReport, _ words: Words) {
        self.report = report
        self.words = words
    }

    func text(as format: ConformanceFormat) -> String {
        format == .json ? json.text(indented: true) : table
    }

    // MARK: The table

    private var table: String {
        var table = TextTable(
            [("level", true), ("check", false), ("clause", false), ("outcome", false), ("what", false)].map {
                name,
                isNumber in
                let title = words("conformance.column.\(name)")
                return isNumber ? .number(title) : .words(title)
            }
        )
        for result in report.results {
            table.append([
                String(result.check.level), result.check.rawValue, result.check.clause,
                words("conformance.outcome.\(result.outcome.rawValue)"), words(result.check.titleKey),
            ])
        }
        var text = table.text
        let failed = report.results.filter { $0.outcome == .fail }
        if !failed.isEmpty { text += "\n\n" + words("conformance.places") }
        for result in failed {
            text += "\n\n\(result.check.rawValue) (\(result.check.clause))"
            for finding in result.findings.prefix(Self.placeLimit) { text += "\n  " + line(finding) }
            let rest = result.findings.count - Self.placeLimit
            if rest > 0 { text += "\n  " + words("conformance.more", ["count": NumberText.grouped(rest)]) }
        }
        return text + "\n\n" + verdict
    }

    private func line(_ finding: ConformanceReport.Finding) -> String {
        let place = "\(finding.source) \(finding.path)"
        return Printable.text("\(place): \(sentence(finding))")
    }

    private func sentence(_ finding: ConformanceReport.Finding) -> String {
        words("quarantine.refused", ["found": words(finding.found), "expected": words(finding.expected)])
    }

    private var verdict: String {
        func count(_ outcome: ConformanceReport.Outcome) -> String {
            String(report.results.filter { $0.outcome == outcome }.count)
        }
        return words(
            report.isConformant ? "conformance.verdict.pass" : "conformance.verdict.fail",
            [
                "level": String(report.level), "failed": count(.fail), "passed": count(.pass),
                "idle": count(.notApplicable),
            ]
        )
    }

    // MARK: JSON

    private var json: JSONNode {
        let records = report.records.sorted { $0.key.number < $1.key.number }
            .map { JSONNode.Member($0.key.rawValue, .integer($0.value)) }
        return .object([
            .init("standard", .string("icglr")),
            .init("profile", report.profile.map { .string($0.rawValue) } ?? .null),
            .init("level", .integer(report.level)),
            .init("conformant", .bool(report.isConformant)),
            .init("records", .object(records)),
            .init("checks", .array(report.results.map(json))),
        ])
    }

    private func json(_ result: ConformanceReport.Result) -> JSONNode {
        .object([
            .init("check", .string(result.check.rawValue)),
            .init("level", .integer(result.check.level)),
            .init("clause", .string(result.check.clause)),
            .init("title", .string(words(result.check.titleKey))),
            .init("outcome", .string(result.outcome.rawValue)),
            .init("findings", .array(result.findings.map(json))),
        ])
    }

    private func json(_ finding: ConformanceReport.Finding) -> JSONNode {
        .object([
            .init("source", .string(finding.source)),
            .init("path", .string(finding.path)),
            .init("found", .string(words(finding.found))),
            .init("expected", .string(words(finding.expected))),
        ])
    }
}
