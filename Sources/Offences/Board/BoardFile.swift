public import Formats
public import Vocabulary

/// A board as a file: the offence, the days of the acts, and the entries.
public struct BoardFile: Sendable, Hashable {
    /// The offence.
    public let offence: OffenceID
    /// The id of the country pack whose law fills the elements; nil where none does.
    public let pack: String?
    /// The first and last day of the acts; nil where nobody has said.
    public let acts: ClosedRange<CalendarDay>?
    /// The moment of looking.
    public let now: UTCInstant
    /// The entries.
    public let entries: [BoardEntry]

    /// The most entries that a file may hold.
    public static let mostEntries = 5_000
    /// The longest text that somebody may say at once, bytes.
    public static let longestWords = 8_000

    /// A file.
    public init(
        offence: OffenceID,
        pack: String? = nil,
        acts: ClosedRange<CalendarDay>? = nil,
        now: UTCInstant,
        entries: [BoardEntry]
    ) {
        self.offence = offence
        self.pack = pack
        self.acts = acts
        self.now = now.withoutOffset
        self.entries = entries
    }

    /// The file as JSON; what is read from it is the same file.
    public var node: JSONNode {
        var members: [JSONNode.Member] = [
            .init("kind", .string("element-board")), .init("offence", .string(offence.rawValue)),
        ]
        if let pack { members.append(.init("pack", .string(pack))) }
        if let acts {
            let days: [JSONNode.Member] = [
                .init("from", .string(acts.lowerBound.text)), .init("until", .string(acts.upperBound.text)),
            ]
            members.append(.init("acts", .object(days)))
        }
        members.append(.init("now", .string(now.text)))
        members.append(.init("entries", .array(entries.map(\.node))))
        return .object(members)
    }

    /// Reads a file.
    ///
    /// - Throws: `ContentFaults` with every fault found, each with its line and path.
    public init(reading bytes: [UInt8], file: String) throws(ContentFaults) {
        var reader = StrictJSON(file: file)
        let keys = ["kind", "offence", "now", "entries"]
        let object = reader.object(reader.root(of: bytes), required: keys, optional: ["pack", "acts"])
        if let object { reader.header(object, kind: "element-board") }
        let offence = reader.code(object?["offence"], after: "O", .twoDigits)
        pack = reader.id(object?["pack"])
        acts = reader.days(object?["acts"])
        let now = reader.moment(object?["now"])
        entries = reader.list(object?["entries"], atMost: Self.mostEntries).compactMap { reader.boardEntry($0) }
        try reader.check()
        guard let offence, let now else { throw ContentFaults(faults: reader.faults) }
        (self.offence, self.now) = (OffenceID(offence), now.withoutOffset)
    }
}
