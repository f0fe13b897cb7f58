import Fingerprint
import Formats
import Vocabulary
import Web

/// A report for a reader: every heading, the whole scale, the hash of the record.
struct ReportText {
    let text: String

    init(_ report: ForensicReport, _ words: FingerprintText) throws {
        let hash = try report.recordHash()
        func title(_ key: String) -> String { "\n## " + words.words("fingerprint.report.\(key)") + "\n" }
        func line(_ key: String, _ value: String) -> String {
            words.words("fingerprint.report.\(key)") + ": " + Printable.text(value)
        }
        let administration = report.administration
        var lines = ["# " + words.words("fingerprint.report.title"), ""]
        lines += [
            line("id", administration.id), line("customer", administration.customer),
            line("laboratory", administration.laboratory), line("authorised", administration.authorisedBy),
            line("date", administration.date.text),
        ]
        if let replaced = administration.replaces { lines.append(line("replaces", replaced)) }
        lines.append(title("items"))
        for item in report.items {
            lines.append("- " + Printable.text("\(item.id): \(item.description)"))
            lines.append("  " + line("received", item.received.text))
            lines.append("  " + line("integrity", item.integrity))
        }
        lines += [
            title("propositions"), "1. " + Printable.text(report.propositions.first),
            "2. " + Printable.text(report.propositions.second), "", words.words("fingerprint.report.level"),
        ]
        lines += [title("data"), Self.data(report, words), "", Self.analytes(report, words)]
        lines += [title("method"), Self.method(report, words)]
        lines += [title("population"), Self.population(report.population, words)]
        lines += [title("result"), Self.result(report, words)]
        lines += [title("validation"), words.validation(report.assessment.measures)]
        lines += [title("scale"), Self.scale(words)]
        if !report.opinion.isEmpty { lines += [title("opinion"), Printable.text(report.opinion)] }
        lines.append(title("limitations"))
        lines += report.limitations.map { "- " + Printable.text($0) }
        lines += ["- " + words.words("fingerprint.assess.caution"), title("record"), "SHA-256 " + hash]
        text = lines.joined(separator: "\n")
    }

    private static func data(_ report: ForensicReport, _ words: FingerprintText) -> String {
        words.words(
            "fingerprint.report.data.text",
            [
                "bags": "\(report.data.bags)", "grains": "\(report.data.grains)", "hash": report.data.sha256,
                "rows": "\(report.data.quarantined)",
            ]
        )
    }

    private static func analytes(_ report: ForensicReport, _ words: FingerprintText) -> String {
        var table = TextTable([
            .words(words.words("fingerprint.report.analyte")), .words(words.words("fingerprint.report.unit")),
            .number(words.words("fingerprint.report.limit")), .number(words.words("fingerprint.report.below")),
        ])
        for analyte in report.data.analytes {
            table.append([
                analyte.name, analyte.unit.rawValue, analyte.detectionLimit.map { words.local("\($0)") } ?? "–",
                "\(report.data.replaced[analyte.name] ?? 0)",
            ])
        }
        return table.text
    }

    private static func method(_ report: ForensicReport, _ words: FingerprintText) -> String {
        let method = report.method
        let rule: String
        switch method.censored {
        case .refuse: rule = "refuse"
        case .halfLimit: rule = "half"
        case .multiplicative: rule = "multiplicative"
        }
        return words.words(
            "fingerprint.report.method.text",
            [
                "model": words.words("fingerprint.model.\(method.variation.rawValue)"),
                "coordinates": method.logRatio.name,
                "below": words.words("fingerprint.below.\(rule)"),
                "calibration": words.words("fingerprint.calibration.\(method.isCalibrated ? "logistic" : "none")"),
                "software": method.software,
            ]
        )
    }

    private static func population(_ header: ReferencePopulation.Header, _ words: FingerprintText) -> String {
        [
            words.words(
                "fingerprint.population",
                ["title": header.title, "id": header.id, "version": header.version, "date": header.date.text]
            ),
            words.words(
                "fingerprint.population.made",
                ["source": header.source, "laboratory": header.laboratory, "method": header.method]
            ),
            "SHA-256 \(header.sha256)",
        ].map { Printable.text($0) }.joined(separator: "\n")
    }

    private static func result(_ report: ForensicReport, _ words: FingerprintText) -> String {
        let assessment = report.assessment
        let isFirst = assessment.reported.naturalLog >= 0
        let times = isFirst ? assessment.reported : LikelihoodRatio(naturalLog: -assessment.reported.naturalLog)
        var lines = [
            words.words(
                isFirst ? "fingerprint.report.first" : "fingerprint.report.second",
                ["times": words.local(ReportNumber.ratio(times))]
            ),
            words.words("fingerprint.assess.scale", ["words": words.grade(assessment.reported)]),
        ]
        if assessment.isCapped {
            lines.append(
                words.words(
                    "fingerprint.assess.capped",
                    [
                        "before": words.local(ReportNumber.ratio(assessment.calibrated)),
                        "bound": words.local(ReportNumber.ratio(assessment.reported)),
                    ]
                )
            )
        }
        lines.append(words.details(assessment))
        if assessment.typicality.inPopulation < 0.01 || (assessment.typicality.inSource.max() ?? 0) < 0.01 {
            lines.append(words.words("fingerprint.assess.untypical"))
        }
        return lines.joined(separator: "\n")
    }

    /// The scale in full: published ones do not agree.
    private static func scale(_ words: FingerprintText) -> String {
        let all = VerbalScale.allCases
        var table = TextTable([.number(words.words("fingerprint.report.ratio")), .words(VerbalScale.edition)])
        for (index, word) in all.enumerated() {
            let range =
                index + 1 < all.count ? "\(word.lowerBound) – \(all[index + 1].lowerBound)" : "≥ \(word.lowerBound)"
            table.append([range, words.words("fingerprint.scale.\(word.rawValue)")])
        }
        return table.text + "\n" + words.words("fingerprint.scale.note")
    }
}
