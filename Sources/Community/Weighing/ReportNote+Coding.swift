import Formats
import Geography
import Vocabulary

/// Notes as they are sealed: canonical JSON (RFC 8785).
///
///     {"kind":"note","version":1,"word":"graded","source":"C","information":3,"reason":"…","confirmation":""}
extension ReportNote {
    /// The bytes that are sealed.
    public var bytes: [UInt8] {
        let members: [JSONNode.Member] =
            switch self {
            case .traits(let traits): traits.members
            case .graded(let grade, let reason, let confirmation):
                [
                    .init("source", .string(grade.source.rawValue)),
                    .init("information", .integer(grade.information.rawValue)), .init("reason", .string(reason)),
                    .init("confirmation", .string(confirmation)),
                ]
            case .linked(let link), .unlinked(let link):
                [.init("to", .string(link.kind.rawValue)), .init("id", .string(link.id))]
            case .same(let report), .different(let report): [.init("report", .string(Hexadecimal.text(report)))]
            case .remark(let text): [.init("text", .string(text))]
            case .incident(let id): [.init("id", .string(id))]
            case .held(let day, let reason):
                [.init("until", .string(day.text)), .init("reason", .string(reason))]
            }
        let head: [JSONNode.Member] = [
            .init("kind", .string("note")), .init("version", .integer(1)), .init("word", .string(word)),
        ]
        return (try? JSONCanonical.bytes(of: .object(head + members), numbers: .safeIntegers)) ?? []
    }

    /// Reads what was sealed; nil if it is no note of this version.
    public init?(parsing bytes: [UInt8]) {
        guard let node = try? JSONNode(parsing: bytes, numbers: .safeIntegers), node["kind"]?.string == "note",
            node["version"]?.numberText == "1", let word = node["word"]?.string
        else { return nil }
        func text(_ name: String) -> String? { node[name]?.string }
        func link() -> ReportLink? {
            guard let kind = text("to").flatMap(ReportLink.Kind.init(rawValue:)), let id = text("id") else {
                return nil
            }
            return ReportLink(kind, id)
        }
        func report() -> [UInt8]? { text("report").flatMap { Hexadecimal.bytes($0.utf8) } }
        let note: ReportNote? =
            switch word {
            case "traits": ReportTraits(node).map { .traits($0) }
            case "graded": Self.grade(node)
            case "linked": link().map { .linked($0) }
            case "unlinked": link().map { .unlinked($0) }
            case "same": report().map { .same(report: $0) }
            case "different": report().map { .different(report: $0) }
            case "remark": text("text").map { .remark($0) }
            case "incident": text("id").map { .incident($0) }
            case "held": Self.hold(node)
            default: nil
            }
        guard let note else { return nil }
        self = note
    }

    private static func hold(_ node: JSONNode) -> ReportNote? {
        guard let day = node["until"]?.string.flatMap({ CalendarDay($0) }), let reason = node["reason"]?.string else {
            return nil
        }
        return .held(until: day, reason: reason)
    }

    private static func grade(_ node: JSONNode) -> ReportNote? {
        guard let source = node["source"]?.string.flatMap(SourceReliability.init(rawValue:)),
            let number = node["information"]?.numberText.flatMap({ Int($0) }),
            let information = InformationCredibility(rawValue: number),
            let reason = node["reason"]?.string, let confirmation = node["confirmation"]?.string
        else { return nil }
        return .graded(InformationGrade(source, information), reason: reason, confirmation: confirmation)
    }
}

extension ReportTraits {
    var members: [JSONNode.Member] {
        var members: [JSONNode.Member] = [
            .init("category", .string(category)), .init("happened", .string(happened)),
            .init("arrived", .integer(arrived.number)), .init("place", .array(place.sorted().map { .string($0) })),
            .init("sketch", .array(sketch.hashes.map { .string(String($0, radix: 16)) })),
        ]
        if let position {
            members += [.init("lat", .string("\(position.lat)")), .init("lon", .string("\(position.lon)"))]
        }
        return members
    }

    init?(_ node: JSONNode) {
        guard let category = node["category"]?.string, let happened = node["happened"]?.string,
            let arrived = node["arrived"]?.numberText.flatMap({ Int($0) }),
            let place = node["place"]?.elements, let sketch = node["sketch"]?.elements
        else { return nil }
        let hashes = sketch.compactMap { $0.string.flatMap { UInt64($0, radix: 16) } }
        guard hashes.count == sketch.count else { return nil }
        var position: Position?
        if let lat = node["lat"]?.string.flatMap({ Double($0) }), let lon = node["lon"]?.string.flatMap({ Double($0) })
        {
            position = Position(lon: lon, lat: lat)
        }
        self.init(
            category: category,
            happened: happened,
            arrived: CalendarDay(clamping: arrived),
            place: Set(place.compactMap(\.string)),
            position: position,
            sketch: TextSketch(hashes: hashes)
        )
    }
}
