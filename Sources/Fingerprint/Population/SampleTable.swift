import Formats

/// Samples as a laboratory hands them over: CSV with the columns `source` (not needed for questioned samples), `sample`,
/// `grain` if grains have names, and one an analyte.
///
/// A value below the detection limit is written `<0.5`, or `nd`, `bdl` or `<LOD` where the analyte's limit is known. Zero
/// is refused: no instrument measures it. An empty field was not measured. A row that cannot be taken is set aside whole.
public struct SampleTable: Sendable, Hashable {
    /// The samples in the order of the file.
    public private(set) var samples: [Sample] = []
    /// The rows that were set aside.
    public private(set) var quarantined: [QuarantinedRow] = []
    /// Columns of the file that are none of the analytes asked for.
    public private(set) var otherColumns: [String] = []

    /// The most bytes of a file.
    public static let longest = 64 << 20

    private let file: String
    private let analytes: [Analyte]
    private var places: [Key: Int] = [:]
    private var grains: Set<[String]> = []

    private struct Key: Hashable {
        let source: String
        let sample: String
    }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - analytes: The columns that are looked for.
    ///   - needsSource: Whether each row must say its source.
    /// - Throws: ``PopulationFault`` for a file that is too long, not UTF-8, or whose heading lacks a column.
    public init(
        _ bytes: [UInt8],
        named file: String,
        analytes: [Analyte],
        needsSource: Bool
    ) throws(PopulationFault) {
        (self.file, self.analytes) = (file, analytes)
        guard bytes.count <= Self.longest else {
            throw PopulationFault(file, line: nil, "is longer than \(Self.longest) bytes. Split it.")
        }
        let scanner = CSVScanner()
        var fields: [CSVField] = []
        // A mark of the byte order is no part of the first name.
        var place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var line = 1
        var columns: Columns?
        reading: while true {
            let start: Int
            let next: Int
            var isBroken = false
            switch scanner.next(in: bytes.span, from: place, isLast: true, fields: &fields) {
            case .record(let range, let behind): (start, next) = (range.lowerBound, behind)
            case .fault(_, let range, let behind): (start, next, isBroken) = (range.lowerBound, behind, true)
            case .needMore, .end: break reading
            }
            line += Self.breaks(bytes[place..<start])
            var texts: [String] = []
            for field in fields { texts.append(Self.trimmed(field.text(in: bytes.span))) }
            if let columns {
                take(isBroken ? nil : texts, columns, line, bytes[start..<next])
            } else {
                let found = try Columns(
                    isBroken ? [] : texts,
                    analytes,
                    needsSource,
                    PopulationFault(file, line: line, "")
                )
                otherColumns = found.others(texts)
                columns = found
            }
            line += Self.breaks(bytes[start..<next])
            place = next
        }
        guard columns != nil else {
            throw PopulationFault(file, line: 1, "is empty. Begin it with a line of column names.")
        }
    }

    private mutating func take(_ texts: [String]?, _ columns: Columns, _ line: Int, _ bytes: ArraySlice<UInt8>) {
        do throws(RowFault) {
            guard let texts else { throw RowFault(reason: "quotes do not close. Put a quote at both ends of a text.") }
            guard texts.count == columns.count else {
                throw RowFault(reason: "has \(texts.count) fields, the heading \(columns.count).")
            }
            let source = columns.source.map { texts[$0] } ?? ""
            let name = texts[columns.sample]
            guard !name.isEmpty else { throw RowFault(reason: "names no sample.") }
            if columns.needsSource, source.isEmpty { throw RowFault(reason: "names no source.") }
            var values: [MeasuredValue] = []
            for (analyte, column) in zip(analytes, columns.analytes) {
                values.append(try Self.measurement(texts[column], analyte))
            }
            guard values.contains(where: { $0 != .missing }) else { throw RowFault(reason: "has no value.") }
            if let grain = columns.grain, !texts[grain].isEmpty {
                guard grains.insert([source, name, texts[grain]]).inserted else {
                    throw RowFault(
                        reason: "grain \(texts[grain]) of \(name) stands in the file before. Remove one of them."
                    )
                }
            }
            let key = Key(source: source, sample: name)
            if let place = places[key] {
                samples[place].grains.append(values)
                samples[place].lines.append(line)
            } else {
                places[key] = samples.count
                samples.append(Sample(source: source, name: name, grains: [values], lines: [line]))
            }
        } catch {
            var kept = String(decoding: bytes.prefix(2_000), as: UTF8.self)
            while kept.last?.isNewline == true { kept.removeLast() }
            quarantined.append(QuarantinedRow(fault: PopulationFault(file, line: line, error.reason), text: kept))
        }
    }

    private struct RowFault: Error {
        let reason: String
    }

    private static func measurement(_ text: String, _ analyte: Analyte) throws(RowFault) -> MeasuredValue {
        if text.isEmpty { return .missing }
        if ["nd", "bdl", "<lod"].contains(text.lowercased()) {
            guard let limit = analyte.detectionLimit else {
                throw RowFault(reason: "\(analyte.name) is not detected, but its limit is not known. Write <LIMIT.")
            }
            return .below(limit: limit)
        }
        let isBelow = text.hasPrefix("<")
        guard let value = number(trimmed(String(text.dropFirst(isBelow ? 1 : 0)))) else {
            throw RowFault(
                reason: "\(analyte.name) is “\(text)”, which is no number. Write digits with a point, or <LIMIT."
            )
        }
        guard value > 0 else {
            throw RowFault(reason: "\(analyte.name) is \(text). Nothing is measured as zero: write <LIMIT.")
        }
        if isBelow { return .below(limit: value) }
        if let limit = analyte.detectionLimit, value < limit {
            throw RowFault(
                reason:
                    "\(analyte.name) is \(text), below its detection limit of \(limit). Write <\(limit), or correct the limit."
            )
        }
        return .value(value)
    }

    /// A plain decimal number, with an exponent if need be; neither NaN nor infinite, in one spelling of the point.
    static func number(_ text: String) -> Double? {
        guard !text.isEmpty, text.utf8.count <= 40,
            text.utf8.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains($0) }),
            let value = Double(text), value.isFinite
        else { return nil }
        return value
    }

    static func breaks(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) }
    }

    private static func trimmed(_ text: String) -> String {
        var text = text[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}

/// Where the columns stand in a row.
private struct Columns {
    let count: Int
    let source: Int?
    let sample: Int
    let grain: Int?
    let analytes: [Int]
    let needsSource: Bool

    init(
        _ names: [String],
        _ wanted: [Analyte],
        _ needsSource: Bool,
        _ place: PopulationFault
    ) throws(PopulationFault) {
        func column(_ name: String) -> Int? { names.firstIndex(of: name) }
        let needed = (needsSource ? ["source"] : []) + ["sample"] + wanted.map(\.name)
        let missing = needed.filter { column($0) == nil }
        guard missing.isEmpty, let sample = column("sample") else {
            throw PopulationFault(
                place.file,
                line: place.line,
                "the heading lacks \(missing.joined(separator: ", ")). It has \(names.joined(separator: ", "))."
            )
        }
        for name in needed where names.count(where: { $0 == name }) > 1 {
            throw PopulationFault(place.file, line: place.line, "the column \(name) stands twice. Rename one of them.")
        }
        (count, self.sample, self.needsSource) = (names.count, sample, needsSource)
        source = column("source")
        grain = column("grain")
        analytes = wanted.compactMap { column($0.name) }
    }

    func others(_ names: [String]) -> [String] {
        let used = Set([source, sample, grain].compactMap { $0 } + analytes)
        return names.indices.filter { !used.contains($0) }.map { names[$0] }
    }
}
