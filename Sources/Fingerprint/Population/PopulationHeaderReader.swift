import Formats
import Vocabulary

extension ReferencePopulation.Header {
    /// Reads a header.
    ///
    /// ```json
    /// {"kind": "reference-population", "id": "kivu-coltan", "version": "3", "date": "2026-03-09",
    ///  "title": "…", "source": "…", "laboratory": "…", "method": "…",
    ///  "analytes": [{"name": "Ta", "unit": "%"}, {"name": "U", "unit": "mg/kg", "limit": "0.02"}],
    ///  "data": "kivu-coltan.csv", "sha256": "…"}
    /// ```
    ///
    /// - Throws: ``PopulationFault`` with the line of the first fault.
    public init(_ bytes: [UInt8], named file: String) throws(PopulationFault) {
        let tape: JSONTape
        do throws(JSONFault) { tape = try JSONTape(bytes) } catch {
            let line = 1 + SampleTable.breaks(bytes[..<min(error.offset, bytes.count)])
            throw PopulationFault(file, line: line, "is no JSON: \(error.reason.rawValue).")
        }
        let reader = HeaderReader(file: file, bytes: bytes)
        let root = tape.root
        try reader.members(
            of: root,
            ["kind", "id", "version", "date", "title", "source", "laboratory", "method", "analytes", "data", "sha256"]
        )
        guard try reader.text("kind", in: root) == "reference-population" else {
            throw reader.fault(root["kind"] ?? root, "the kind must be “reference-population”.")
        }
        id = try reader.text("id", in: root)
        version = try reader.text("version", in: root)
        let day = try reader.text("date", in: root)
        guard let date = CalendarDay(day), date.text == day else {
            throw reader.fault(root["date"] ?? root, "“\(day)” is no day. Write it as in 2026-03-09.")
        }
        self.date = date
        title = try reader.text("title", in: root)
        source = try reader.text("source", in: root)
        laboratory = try reader.text("laboratory", in: root)
        method = try reader.text("method", in: root)
        data = try reader.text("data", in: root)
        let hash = try reader.text("sha256", in: root)
        guard hash.utf8.count == 64, Hexadecimal.bytes(Array(hash.utf8)) != nil else {
            throw reader.fault(root["sha256"] ?? root, "the SHA-256 must be 64 small hexadecimal digits.")
        }
        sha256 = hash
        var analytes: [Analyte] = []
        for value in root["analytes"]?.elements ?? [] { analytes.append(try reader.analyte(value, analytes)) }
        guard !analytes.isEmpty else { throw reader.fault(root["analytes"] ?? root, "no analyte is named.") }
        self.analytes = analytes
    }
}

/// Takes values out of a header, each fault with its line.
private struct HeaderReader {
    let file: String
    let bytes: [UInt8]

    func fault(_ value: JSONValue, _ reason: String) -> PopulationFault {
        PopulationFault(file, line: 1 + SampleTable.breaks(bytes[..<min(value.range.lowerBound, bytes.count)]), reason)
    }

    func members(of value: JSONValue, _ known: [String]) throws(PopulationFault) {
        guard value.kind == .object else { throw fault(value, "must be an object.") }
        for member in value.members where !known.contains(member.key) {
            throw fault(member.value, "“\(member.key)” is not known. Known are \(known.joined(separator: ", ")).")
        }
    }

    func text(_ name: String, in value: JSONValue) throws(PopulationFault) -> String {
        guard let member = value.members.first(where: { $0.key == name })?.value else {
            throw fault(value, "“\(name)” is missing.")
        }
        guard let text = member.string, text.contains(where: { !$0.isWhitespace }), text.utf8.count <= 2_000 else {
            throw fault(member, "“\(name)” must be a text of at most 2,000 bytes that is not empty.")
        }
        return text
    }

    func analyte(_ value: JSONValue, _ before: [Analyte]) throws(PopulationFault) -> Analyte {
        try members(of: value, ["name", "unit", "limit"])
        let name = try text("name", in: value)
        guard !["source", "sample", "grain"].contains(name) else {
            throw fault(value, "an analyte cannot be called \(name).")
        }
        guard !before.contains(where: { $0.name == name }) else { throw fault(value, "\(name) is named twice.") }
        let written = try text("unit", in: value)
        guard let unit = Analyte.Unit(rawValue: written) else {
            let units = Analyte.Unit.allCases.map(\.rawValue).joined(separator: ", ")
            throw fault(value, "“\(written)” is no unit. Write one of \(units).")
        }
        guard value["limit"] != nil else { return Analyte(name, unit: unit) }
        // As a text, for limits are printed in reports as they were given.
        guard let limit = SampleTable.number(try text("limit", in: value)), limit > 0 else {
            throw fault(value, "the limit of \(name) must be a number above zero in quotes.")
        }
        return Analyte(name, unit: unit, detectionLimit: limit)
    }
}
