import ArgumentParser
import Formats

/// How findings are written: each form has a beginning, a text a finding, and an end, so that none waits for the last.
enum FindingFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    case table
    case json
    case csv
    case geojson

    private static let csvColumns = [
        "id", "rule", "title", "severity", "weight", "strength", "cells", "subject_kind", "subject_id", "time",
        "explanation", "lon", "lat", "marking", "first_seen", "verdict", "verdict_reason", "records",
    ]

    /// What stands before the first finding.
    var head: String {
        switch self {
        case .table: ""
        case .json: "["
        case .csv: Self.csvColumns.joined(separator: ",") + "\r\n"
        case .geojson: "{\"type\":\"FeatureCollection\",\"features\":["
        }
    }

    /// What stands after the last finding.
    var tail: String {
        switch self {
        case .table, .csv: ""
        case .json: "\n]\n"
        case .geojson: "\n]}\n"
        }
    }

    /// Whether the form has a place for the finding: a map has none for what has no position.
    func takes(_ finding: FindingRow) -> Bool {
        self != .geojson || (finding.longitude?.isFinite == true && finding.latitude?.isFinite == true)
    }

    /// One finding.
    func text(of finding: FindingRow, _ words: FindingWords, isFirst: Bool) -> String {
        let comma = isFirst ? "\n" : ",\n"
        switch self {
        case .table: return (isFirst ? "" : "\n") + Self.paragraph(finding, words)
        case .json: return comma + JSONText.object(Self.members(of: finding, words))
        case .csv: return Self.csvLine(finding, words)
        case .geojson: return comma + Self.feature(finding, words)
        }
    }

    private static func paragraph(_ finding: FindingRow, _ words: FindingWords) -> String {
        var lines = [
            "severity \(finding.severity)  \(finding.rule)  \(finding.subjectKind) \(finding.subject)  \(finding.time)",
            "  \(words.sentence(of: finding))",
            "  \(finding.cells.joined(separator: " ")), weight \(decimal(finding.weight * finding.strength)), "
                + "\(finding.marking), \(finding.id)",
        ]
        if let verdict = finding.verdict {
            lines.append("  \(verdict)" + (finding.verdictReason.map { ": \($0)" } ?? ""))
        }
        return lines.map { Printable.text($0) + "\n" }.joined()
    }

    /// Two decimals.
    private static func decimal(_ value: Double) -> String {
        "\((value * 100).rounded() / 100)"
    }

    private static func csvLine(_ finding: FindingRow, _ words: FindingWords) -> String {
        let cells = [
            finding.id, finding.rule, words.title(of: finding), "\(finding.severity)", "\(finding.weight)",
            "\(finding.strength)", finding.cells.joined(separator: " "), finding.subjectKind, finding.subject,
            finding.time, words.sentence(of: finding), finding.longitude.map { "\($0)" } ?? "",
            finding.latitude.map { "\($0)" } ?? "", finding.marking, finding.firstSeen, finding.verdict ?? "",
            finding.verdictReason ?? "", finding.records.joined(separator: " "),
        ]
        return cells.map(CSVText.field).joined(separator: ",") + "\r\n"
    }

    private static func members(of finding: FindingRow, _ words: FindingWords) -> [(String, String)] {
        [
            ("id", JSONText.string(finding.id)),
            ("rule", JSONText.string(finding.rule)),
            ("rule_version", "\(finding.ruleVersion)"),
            ("title", JSONText.string(words.title(of: finding))),
            ("severity", "\(finding.severity)"),
            ("weight", JSONText.number(finding.weight)),
            ("strength", JSONText.number(finding.strength)),
            ("cells", JSONText.array(finding.cells)),
            ("subject_kind", JSONText.string(finding.subjectKind)),
            ("subject_id", JSONText.string(finding.subject)),
            ("time", JSONText.string(finding.time)),
            ("explanation", JSONText.string(words.sentence(of: finding))),
            ("lon", JSONText.number(finding.longitude)),
            ("lat", JSONText.number(finding.latitude)),
            ("marking", JSONText.string(finding.marking)),
            ("first_seen", JSONText.string(finding.firstSeen)),
            ("verdict", JSONText.string(finding.verdict)),
            ("verdict_reason", JSONText.string(finding.verdictReason)),
            ("records", "[" + finding.records.filter { Int64($0) != nil }.joined(separator: ",") + "]"),
            ("details", finding.detailsJSON),
        ]
    }

    /// RFC 7946: longitude first.
    private static func feature(_ finding: FindingRow, _ words: FindingWords) -> String {
        let place = "[\(JSONText.number(finding.longitude)),\(JSONText.number(finding.latitude))]"
        let properties = members(of: finding, words).filter { !["id", "lon", "lat"].contains($0.0) }
        return JSONText.object([
            ("type", "\"Feature\""),
            ("id", JSONText.string(finding.id)),
            ("geometry", JSONText.object([("type", "\"Point\""), ("coordinates", place)])),
            ("properties", JSONText.object(properties)),
        ])
    }
}
