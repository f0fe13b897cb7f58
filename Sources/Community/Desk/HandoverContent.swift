import Formats

/// What is handed to another organisation, as it is sealed: canonical JSON (RFC 8785).
///
///     {"kind":"handover","version":1,"report":{…},"note":"…","grade":"C3"}
///
/// `report` is the report as its reporter wrote it, without the way to reach them unless they asked for that; `grade` may be
/// absent.
public struct HandoverContent: Sendable, Hashable {
    /// The report.
    public let report: ReportContent
    /// What the officer who hands it over says of it.
    public let note: String
    /// How far that officer believes it, such as `C3`; nil if they do not say.
    public let grade: String?

    init(report: ReportContent, note: String, grade: String?) {
        self.report = report
        self.note = note
        self.grade = grade
    }

    var bytes: [UInt8] {
        guard let report = try? JSONNode(parsing: report.bytes, numbers: .safeIntegers) else { return [] }
        var members: [JSONNode.Member] = [
            .init("kind", .string("handover")), .init("version", .integer(1)), .init("report", report),
            .init("note", .string(note)),
        ]
        if let grade { members.append(.init("grade", .string(grade))) }
        return (try? JSONCanonical.bytes(of: .object(members), numbers: .safeIntegers)) ?? []
    }

    init?(parsing bytes: [UInt8]) {
        guard let node = try? JSONNode(parsing: bytes, numbers: .safeIntegers), node["kind"]?.string == "handover",
            node["version"]?.numberText == "1", let report = node["report"],
            let content = ReportContent(parsing: report.bytes()), let note = node["note"]?.string
        else { return nil }
        self.init(report: content, note: note, grade: node["grade"]?.string)
    }
}
