import Formats
import Vocabulary

/// Acts as canonical JSON (RFC 8785), so that the same act has the same bytes everywhere.
extension Act where Deed: CodedDeed {
    /// The most bytes of an act.
    public static var mostBytes: Int { 1 << 20 }

    /// The act as bytes; empty for one that no rules take, because it has text that is no Unicode.
    public var bytes: [UInt8] {
        var fields = [
            DeedField("day", day), DeedField("by", person.rawValue), DeedField("because", reason),
            DeedField("deed", deed.word), DeedField("says", deed.fields),
        ]
        if let paper { fields.append(DeedField("paper", paper)) }
        return (try? JSONCanonical.bytes(of: .object(fields.map(\.member)))) ?? []
    }

    /// Reads an act.
    ///
    /// - Throws: ``CodingFault`` where a value is missing or of another kind, and where the bytes are not those that the
    ///   act would be written as: a key too many, another order, another spelling of a number.
    public init(reading bytes: [UInt8]) throws(CodingFault) {
        guard bytes.count <= Self.mostBytes else { throw CodingFault(key: "", message: "longer than an act may be") }
        let root: JSONValue
        do throws(JSONFault) {
            root = try JSONTape(bytes, depthLimit: 8, numbers: .safeIntegers).root
        } catch {
            throw CodingFault(key: "", message: "no JSON at byte \(error.offset + 1)")
        }
        let fields = DeedFields(json: root)
        self.init(
            try fields.day("day"),
            by: ActorID(try fields.text("by")),
            because: try fields.text("because"),
            on: fields.has("paper") ? try fields.paper("paper") : nil,
            try Deed(word: fields.text("deed"), reading: fields.inside("says"))
        )
        guard self.bytes == bytes else {
            throw CodingFault(key: "", message: "not in the form in which acts are written")
        }
    }
}
