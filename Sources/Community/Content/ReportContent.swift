import Formats

/// What somebody reports, as it is sealed: canonical JSON (RFC 8785), so that it can be read without us.
///
///     {"category":"…","happened":"2026-11","kind":"report","place":{"lat":"-12.3","lon":"39.1","text":"…"},
///      "text":"…","uses":["publish","refer","statistics"],"version":1,"who":"…"}
///
/// Every member but `kind`, `version`, `category`, `text` and `uses` may be absent.
public struct ReportContent: Sendable, Hashable {
    /// What a reporter allows to be done with what they tell; nothing, unless they say so.
    public enum Use: String, Sendable, Hashable, CaseIterable, Comparable {
        /// To publish it without names, with a blurred place.
        case publish
        /// To hand it to another body that can help.
        case refer
        /// To count it.
        case statistics

        /// In the order of the alphabet, as they are written.
        public static func < (left: Use, right: Use) -> Bool { left.rawValue < right.rawValue }
    }

    /// Where something happened.
    public struct Place: Sendable, Hashable {
        /// In the reporter's words.
        public var text: String
        /// Decimal degrees (WGS 84) as they were given; nil for words alone.
        public var position: (lat: String, lon: String)?

        /// Describes a place.
        public init(text: String, position: (lat: String, lon: String)? = nil) {
            (self.text, self.position) = (text, position)
        }

        /// A place from what somebody filled in: nil if that is nothing; a position counts only as two numbers of degrees.
        public init?(words: String?, lat: String?, lon: String?) {
            var position: (lat: String, lon: String)?
            if let lat, let lon, Self.isDegrees(lat, to: 90), Self.isDegrees(lon, to: 180) { position = (lat, lon) }
            guard words != nil || position != nil else { return nil }
            self.init(text: words ?? "", position: position)
        }

        private static func isDegrees(_ text: String, to limit: Double) -> Bool {
            let isPlain = text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E }
            return isPlain && text.utf8.count <= 16 && Double(text).map { abs($0) <= limit } == true
        }

        /// Whether both say the same.
        public static func == (left: Place, right: Place) -> Bool {
            left.text.utf8.elementsEqual(right.text.utf8) && left.position?.lat == right.position?.lat
                && left.position?.lon == right.position?.lon
        }

        /// Feeds what the comparison looks at.
        public func hash(into hasher: inout Hasher) {
            hasher.combine(text)
            hasher.combine(position?.lat)
            hasher.combine(position?.lon)
        }
    }

    /// What it is about, by the identifier of a category.
    public var category: String
    /// What happened, in the reporter's words.
    public var text: String
    /// When, as exactly as the reporter knows or wants to tell: `2026`, `2026-11`, `2026-11-23`.
    public var happened: String?
    /// Where.
    public var place: Place?
    /// Who did it, or who is responsible.
    public var who: String?
    /// How the reporter can be reached besides the thread, if they want that.
    public var contact: String?
    /// What may be done with it.
    public var uses: Set<Use>

    /// The most bytes that the words of a report take together.
    public static let longest = 64 * 1024

    /// Describes a report.
    public init(
        category: String,
        text: String,
        happened: String? = nil,
        place: Place? = nil,
        who: String? = nil,
        contact: String? = nil,
        uses: Set<Use> = []
    ) {
        self.category = category
        self.text = text
        self.happened = happened
        self.place = place
        self.who = who
        self.contact = contact
        self.uses = uses
    }

    /// The bytes that are sealed.
    public var bytes: [UInt8] {
        var members: [JSONNode.Member] = [
            .init("category", .string(category)), .init("kind", .string("report")), .init("text", .string(text)),
            .init("uses", .array(uses.sorted().map { .string($0.rawValue) })), .init("version", .integer(1)),
        ]
        for (name, value) in [("contact", contact), ("happened", happened), ("who", who)] {
            if let value { members.append(.init(name, .string(value))) }
        }
        if let place {
            var parts: [JSONNode.Member] = [.init("text", .string(place.text))]
            if let position = place.position {
                parts += [.init("lat", .string(position.lat)), .init("lon", .string(position.lon))]
            }
            members.append(.init("place", .object(parts)))
        }
        // Texts and members with names of their own have a canonical form.
        return (try? JSONCanonical.bytes(of: .object(members), numbers: .safeIntegers)) ?? []
    }

    /// Reads what was sealed; nil if it is no report of this version.
    ///
    /// What a later version adds is not lost: it stays in the envelope.
    public init?(parsing bytes: [UInt8]) {
        guard let node = try? JSONNode(parsing: bytes, numbers: .safeIntegers), node["kind"]?.string == "report",
            node["version"]?.numberText == "1", let category = node["category"]?.string,
            let text = node["text"]?.string,
            let uses = node["uses"]?.elements
        else { return nil }
        self.init(category: category, text: text, uses: Set(uses.compactMap { $0.string.flatMap(Use.init(rawValue:)) }))
        happened = node["happened"]?.string
        who = node["who"]?.string
        contact = node["contact"]?.string
        if let place = node["place"], let words = place["text"]?.string {
            self.place = Place(text: words)
            if let lat = place["lat"]?.string, let lon = place["lon"]?.string { self.place?.position = (lat, lon) }
        }
    }
}
