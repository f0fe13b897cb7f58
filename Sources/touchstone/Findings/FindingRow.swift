import Formats
import GRDB
import Rules
import Vocabulary

/// One finding as the command line shows it.
struct FindingRow {
    let id: String
    let rule: String
    let ruleVersion: Int
    let subjectKind: String
    let subject: String
    let time: String
    let strength: Double
    let weight: Double
    let severity: Int
    let details: String
    let records: [String]
    let cells: [String]
    let longitude: Double?
    let latitude: Double?
    let marking: String
    let firstSeen: String
    let verdict: String?
    let verdictReason: String?

    static let columns = """
        id, rule_id, rule_version, subject_kind, subject_id, time, strength, weight, severity, details, record_ids,
        cells, lon, lat, marking, first_seen, verdict, verdict_reason
        """

    init(_ row: Row) {
        id = row["id"]
        rule = row["rule_id"]
        ruleVersion = row["rule_version"]
        subjectKind = row["subject_kind"]
        subject = row["subject_id"]
        time = row["time"]
        strength = row["strength"]
        weight = row["weight"]
        severity = row["severity"]
        details = row["details"]
        records = Self.words(row["record_ids"])
        cells = Self.words(row["cells"])
        longitude = row["lon"]
        latitude = row["lat"]
        marking = HandlingMarking(rawValue: row["marking"])?.label ?? "TLP:RED"
        firstSeen = row["first_seen"]
        verdict = row["verdict"]
        verdictReason = row["verdict_reason"]
    }

    private static func words(_ text: String) -> [String] {
        text.split(separator: " ").map(String.init)
    }

    /// The details as JSON; an empty object where they are none.
    var detailsJSON: String {
        (try? JSONTape(Array(details.utf8))) == nil ? "{}" : details
    }

    /// The columns that the rule's query returned, as its sentence needs them; nil if they no longer fit.
    var ruleRow: RuleRow? {
        guard let tape = try? JSONTape(Array(details.utf8)) else { return nil }
        var columns = tape.root.members.map { (name: $0.key, value: RuleValue($0.value)) }
        let own: [(name: String, value: RuleValue)] = [
            ("subject", .text(subject)), ("time", .text(time)), ("strength", .real(strength)),
            ("records", .text(records.joined(separator: " "))),
        ]
        let known = Set(columns.map(\.name))
        columns += own.filter { !known.contains($0.name) }
        return try? RuleRow(columns: columns)
    }
}

extension RuleValue {
    /// A value of the details.
    init(_ value: JSONValue) {
        switch value.kind {
        case .null: self = .null
        case .bool: self = .integer(value.bool == true ? 1 : 0)
        case .number:
            let text = value.numberText.map { String(decoding: $0, as: UTF8.self) } ?? ""
            if let whole = Int64(text) {
                self = .integer(whole)
            } else {
                self = value.double.map { .real($0) } ?? .null
            }
        case .string: self = .text(value.string ?? "")
        case .array, .object: self = .null
        }
    }
}
