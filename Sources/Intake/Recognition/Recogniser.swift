import EPCIS
import Formats
import Foundation
import Store
import Vocabulary

/// Finds out from the beginning of a file what it holds.
struct Recogniser: Sendable {
    let maps: [String: ColumnMap]

    /// How many bytes it looks at.
    static let sampleLength = 256 << 10

    /// Plans the reading of a file.
    ///
    /// - Parameters:
    ///   - sample: The first bytes of the file.
    ///   - isWhole: Whether these are all its bytes.
    ///   - kind: What the sender says that it holds, if they do.
    ///   - map: The map that the sender names, if they do.
    /// - Throws: A reason that goes to quarantine with the file.
    func plan(_ sample: [UInt8], isWhole: Bool, kind: String?, map: ColumnMap?) throws(RefusalReason) -> ImportPlan {
        try Self.refuseOtherThanText(sample)
        let text = sample.dropFirst(ByteOrderMark.length(in: sample.span))
        guard let first = text.first(where: { $0 > 0x20 }) else {
            throw RefusalReason(.emptyFile, found: .emptyFile, expected: .oneRecord)
        }
        switch first {
        case UInt8(ascii: "<"): return try xml(sample, isWhole)
        case UInt8(ascii: "{"), UInt8(ascii: "["): return try json(sample, isWhole, kind: kind, map: map)
        default: return try csv(sample, isWhole, kind: kind, map: map)
        }
    }

    /// Refuses UTF-16 and UTF-32 by their marks and their zeros, and what is no text at all.
    private static func refuseOtherThanText(_ sample: [UInt8]) throws(RefusalReason) {
        let mark = Array(sample.prefix(2))
        let isWide = sample.count >= 4 && sample.count.isMultiple(of: 2)
        let zeros = sample.prefix(512).enumerated().filter { $1 == 0 }.map(\.offset)
        let isHalfZero = isWide && zeros.count * 5 > min(sample.count, 512) * 2 && zeros.count < min(sample.count, 512)
        let isOneSided = Set(zeros.map { $0 % 2 }).count == 1
        if mark == [0xFF, 0xFE] || mark == [0xFE, 0xFF] || (isHalfZero && isOneSided) {
            throw RefusalReason(.notUTF8, found: .utf16, expected: .savedAsUTF8)
        }
        let marks: [(RefusalText, [UInt8])] = [
            (.zipArchive, [0x50, 0x4B, 0x03, 0x04]), (.pngPicture, [0x89, 0x50, 0x4E, 0x47]),
            (.jpegPicture, [0xFF, 0xD8, 0xFF]), (.gzipArchive, [0x1F, 0x8B]),
            (.program, [0x7F, 0x45, 0x4C]),
            (.program, [0x4D, 0x5A, 0x90]), (.pdfDocument, [0x25, 0x50, 0x44, 0x46, 0x2D]),
            (.oldSpreadsheet, [0xD0, 0xCF, 0x11, 0xE0]), (.sqliteDatabase, Array("SQLite format 3".utf8)),
        ]
        let known = marks.first { sample.starts(with: $0.1) }?.0
        // One zero in a first line of text is a fault of that line; a file that begins with them is no text.
        guard known == nil, sample.first != 0 else {
            throw RefusalReason(
                .notText,
                found: known ?? .otherThanText,
                expected: .textFile
            )
        }
    }

    // MARK: XML

    private func xml(_ sample: [UInt8], _ isWhole: Bool) throws(RefusalReason) -> ImportPlan {
        if let plan = StandardRecogniser.plan(xml: sample, isWhole) { return plan }
        // Examples of GS1 have a document type declaration that declares nothing.
        let plain = XMLProlog.withoutEmptyDoctype(sample)
        if plain != sample, let plan = try? xml(plain, isWhole), case .epcisXML = plan.form { return plan }
        var scanner = XMLElementScanner(names: UNListReader.elementNames)
        let scan = scanner.next(in: sample.span, from: 0, isLast: isWhole, isFull: true)
        if case .fault(let fault, _, _) = scan, fault.reason == .doctypeRefused {
            throw RefusalReason(.doctypeRefused, at: "/", found: .documentTypeDeclaration, expected: .noDocumentType)
        }
        let root = scanner.rootName ?? ""
        if EventXMLRecognition.isEvents(root: root) { return ImportPlan(form: .epcisXML) }
        // A corrected entry comes alone, without the list around it.
        guard root == UNListReader.rootName || UNListReader.elementNames.contains(root) else {
            throw RefusalReason(
                .unknownKind,
                at: "/",
                found: scanner.rootName.map { .documentRoot(String($0.prefix(60))) } ?? .documentWithoutRoot,
                expected: .knownXML(root: UNListReader.rootName)
            )
        }
        return ImportPlan(form: .unList)
    }

    // MARK: JSON

    private func json(
        _ sample: [UInt8],
        _ isWhole: Bool,
        kind: String?,
        map: ColumnMap?
    ) throws(RefusalReason) -> ImportPlan {
        if let line = Self.firstLine(of: sample, isWhole), let tape = try? JSONTape(line), tape.root.kind == .object {
            if let plan = try jsonLine(tape.root, kind: kind, map: map) { return plan }
        }
        if kind == nil || kind == "icglr" || kind == "untp", map == nil,
            let plan = StandardRecogniser.plan(sample, isWhole, kind: kind)
        {
            return plan
        }
        var scanner = JSONElementScanner(targets: JSONPaths.all, keeping: ["type", "features"])
        let scan = scanner.next(
            in: sample.span,
            from: ByteOrderMark.length(in: sample.span),
            isLast: isWhole,
            isFull: true
        )
        if kind == "event" { return ImportPlan(form: .epcis) }
        let type = scanner.header["type"].map { String(decoding: $0, as: UTF8.self) }
        var first: JSONTape?
        if case .record(let range, _) = scan { first = try? JSONTape(sample.span.copy(range)) }
        // The members of an object have no order: `features` may stand before `type`.
        let isCollection = type == "\"FeatureCollection\"" || (type == nil && first?.root["type"]?.string == "Feature")
        if let kind, Self.entityKinds.contains(kind), !isCollection {
            return ImportPlan(form: .followTheMoney(isList: kind == "listing"))
        }
        if isCollection {
            if let features = scanner.header["features"] {
                throw RefusalReason(
                    .wrongType,
                    at: "$.features",
                    found: .quoted(String(decoding: features.prefix(40), as: UTF8.self)),
                    expected: .features
                )
            }
            let names = first?.root["properties"]?.members.map(\.key) ?? []
            let (map, kind) = try choose(columns: names, kind: kind, map: map, isHeader: false)
            return ImportPlan(form: .geoJSON(map: map, kind: kind))
        }
        if type == "\"EPCISDocument\"" || type == "\"EPCISQueryDocument\"" {
            return ImportPlan(form: .epcis)
        }
        if case .fault(let fault, _, _) = scan {
            throw RefusalReason(
                .badSyntax,
                at: "$",
                found: .faultAtByte(fault.reason.refusalText, at: fault.offset + 1),
                expected: .json
            )
        }
        throw RefusalReason(
            .unknownKind,
            at: "$",
            found: type.map { .documentType(String($0.prefix(60))) } ?? .documentWithoutType,
            expected: .knownDocument
        )
    }

    /// The kinds that come as FollowTheMoney entities when they come as JSON.
    private static let entityKinds: Set<String> = ["party", "party_link", "listing"]

    private func jsonLine(
        _ value: JSONValue,
        kind: String?,
        map: ColumnMap?
    ) throws(RefusalReason) -> ImportPlan? {
        if value["schema"] != nil, value["id"] != nil {
            return ImportPlan(form: .followTheMoney(isList: kind == "listing"))
        }
        if let type = value["type"]?.string, type.hasSuffix("Event") { return ImportPlan(form: .epcisLines) }
        guard value["type"]?.string == "Feature" else { return nil }
        let names = value["properties"]?.members.map(\.key) ?? []
        let (map, kind) = try choose(columns: names, kind: kind, map: map, isHeader: false)
        return ImportPlan(form: .geoJSONLines(map: map, kind: kind))
    }

    private static func firstLine(of sample: [UInt8], _ isWhole: Bool) -> [UInt8]? {
        var scanner = LineScanner()
        let start = ByteOrderMark.length(in: sample.span)
        guard case .record(let range, _) = scanner.next(in: sample.span, from: start, isLast: isWhole) else {
            return nil
        }
        return sample.span.copy(range)
    }

    // MARK: CSV

    private func csv(
        _ sample: [UInt8],
        _ isWhole: Bool,
        kind: String?,
        map: ColumnMap?
    ) throws(RefusalReason) -> ImportPlan {
        if let file = kind.flatMap(OFACReader.File.init) { return ImportPlan(form: .ofac(file)) }
        if let kind, kind != "listing", RecordKind.named(kind) == nil { throw Self.unknown(kind: kind) }
        let delimiter = map?.delimiter ?? UInt8(ascii: ",")
        let header = try Self.header(of: sample, isWhole, delimiter: delimiter)
        if kind == nil || kind == "listing", map == nil, let file = Self.ofacFile(header) {
            return ImportPlan(form: .ofac(file))
        }
        if let name = Dictionary(grouping: header, by: \.self).first(where: { $1.count > 1 && !$0.isEmpty })?.key {
            throw RefusalReason(
                .duplicateColumn,
                at: String(name.prefix(60)),
                found: .columnTwice(String(name.prefix(60))),
                expected: .eachColumnOnce
            )
        }
        let (map, kind) = try choose(columns: header, kind: kind, map: map, isHeader: true)
        return ImportPlan(form: .csv(map: map, kind: kind, header: header))
    }

    private static func header(of sample: [UInt8], _ isWhole: Bool, delimiter: UInt8) throws(RefusalReason) -> [String]
    {
        var fields: [CSVField] = []
        let start = ByteOrderMark.length(in: sample.span)
        let scanner = CSVScanner(delimiter: delimiter)
        let scan = scanner.next(in: sample.span, from: start, isLast: isWhole, isFull: true, fields: &fields)
        if case .fault(.tooLong, _, _) = scan {
            throw RefusalReason(.tooLong, found: .longHeader(kibibytes: sampleLength >> 10), expected: .shorterHeader)
        }
        guard case .record(let range, _) = scan else {
            throw RefusalReason(
                .badQuote,
                found: .openQuoteInHeader,
                expected: .quotesInPairs
            )
        }
        if let fault = UTF8Validation.firstFault(in: sample.span.extracting(range)) {
            throw RefusalReason(.notUTF8, found: .byteOfHeader(fault + 1), expected: .utf8)
        }
        let names = fields.map { field in
            field.text(in: sample.span).trimmingCharacters(in: .whitespaces)
        }
        // The OFAC files end with a mark from the days of CP/M.
        guard
            !names.contains(where: { $0.utf8.contains { $0 < 0x20 && $0 != 0x1A && $0 != 9 && $0 != 10 && $0 != 13 } })
        else {
            throw RefusalReason(
                .notText,
                found: .controlCharactersInHeader,
                expected: .textFile
            )
        }
        return names
    }

    /// The OFAC files have no header: their first row is told by its shape.
    private static func ofacFile(_ row: [String]) -> OFACReader.File? {
        guard row.count > 3, Int(row[0]) != nil else { return nil }
        return OFACReader.File.allCases.first { file in
            guard row.count == file.fieldCount else { return false }
            return file == .entries ? row.contains { $0.hasPrefix("-0-") } : Int(row[1]) != nil
        }
    }

    // MARK: Kind and map

    private func choose(
        columns: [String],
        kind name: String?,
        map named: ColumnMap?,
        isHeader: Bool
    ) throws(RefusalReason) -> (ColumnMap, RecordKind) {
        if let named, let kind = RecordKind.named(named.kind) {
            let missing = named.columns.subtracting(columns).sorted()
            guard !isHeader || missing.isEmpty else {
                throw RefusalReason(
                    .missingColumns,
                    found: .columns(Self.list(columns)),
                    expected: .columnsOfMap(Self.list(missing), map: named.id)
                )
            }
            return (named, kind)
        }
        if let name {
            guard let kind = RecordKind.named(name) else { throw Self.unknown(kind: name) }
            let missing = kind.missingNames(in: columns)
            guard !isHeader || missing.isEmpty else {
                throw RefusalReason(
                    .missingColumns,
                    found: .columns(Self.list(columns)),
                    expected: .columnsOrMap(Self.list(missing))
                )
            }
            return (.own(kind), kind)
        }
        let fitting = RecordKind.all.filter { $0.missingNames(in: columns).isEmpty }
        let best = fitting.max { $0.agreement(with: columns) < $1.agreement(with: columns) }
        if let best { return (.own(best), best) }
        let maps = maps.values.filter { !$0.columns.isEmpty && $0.columns.isSubset(of: columns) }
            .sorted { ($0.columns.count, $1.id) > ($1.columns.count, $0.id) }
        if let map = maps.first, maps.count == 1 || maps[1].columns.count < map.columns.count,
            let kind = RecordKind.named(map.kind)
        {
            return (map, kind)
        }
        throw RefusalReason(
            .unknownKind,
            found: .columns(Self.list(columns)),
            expected: .knownColumns
        )
    }

    private static func unknown(kind: String) -> RefusalReason {
        let names = RecordKind.all.map(\.name) + ["event", "icglr", "listing", "untp"]
        return RefusalReason(.unknownKind, found: .quoted(kind), expected: .oneOf(names.joined(separator: ", ")))
    }

    private static func list(_ columns: [String]) -> String {
        let shown = columns.prefix(12).map { String($0.prefix(40)) }.joined(separator: ", ")
        return columns.count > 12 ? "\(shown), …" : shown
    }
}

extension RecordKind {
    /// The fields without which a record is refused and that have no column; one that another column implies is not
    /// missed, because a country pack may know the words.
    func missingNames(in columns: [String]) -> [String] {
        fields.filter { field in
            field.isRequired && field.standard == nil && !columns.contains(field.name)
                && !(field.impliedBy.map(columns.contains) ?? false)
        }
        .map(\.name).sorted()
    }

    /// How well the columns fit: those that are fields of this kind count for it; those that are not, and fields that
    /// have no column, count against it.
    func agreement(with columns: [String]) -> Int {
        columns.reduce(0 - fields.count) { $0 + (field(named: $1) == nil ? -2 : 2) }
    }
}
