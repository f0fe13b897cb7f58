import Formats
import Vocabulary

extension GroupFact: CodedFact {
    /// The word for it.
    public var word: String {
        switch self {
        case .chartered: "charter"
        case .seated: "seat"
        case .vacated: "vacate"
        }
    }

    /// What it says, besides the word.
    public var fields: [FactField] {
        switch self {
        case .chartered(let charter):
            // The order of the groups is that in which the charter names them, and is kept.
            [
                FactField("groups", .array(charter.groups.map(\.json))),
                FactField("least-women", charter.leastWomen),
            ]
        case .seated(let seat): seat.fields
        case .vacated(let id, let until, let reason):
            [FactField("seat", id.rawValue), FactField("until", until.text), FactField("reason", reason)]
        }
    }

    /// Reads the fact of a word; nil if there is no such word.
    public init?(word: String, reading fields: inout FactFields) {
        switch word {
        case "charter":
            let groups = fields.reader.list(fields.take("groups"), atMost: 100).map { value in
                fields.inside(value) { Charter.Group(reading: &$0) }
            }
            self = .chartered(Charter(groups: groups, leastWomen: fields.number("least-women", in: 0...100)))
        case "seat": self = .seated(Seat(reading: &fields))
        case "vacate":
            self = .vacated(SeatID(fields.said("seat")), until: fields.day("until"), reason: fields.said("reason"))
        default: return nil
        }
    }
}

extension Charter.Group {
    fileprivate var json: JSONNode {
        .object([
            JSONNode.Member("id", .string(id)), JSONNode.Member("seats", .integer(seats)),
            JSONNode.Member("quorum", .integer(quorum)),
        ])
    }

    fileprivate init(reading fields: inout FactFields) {
        self.init(fields.said("id"), seats: fields.number("seats"), quorum: fields.number("quorum"))
    }
}

extension Seat {
    fileprivate var fields: [FactField] {
        var fields = [
            FactField("seat", id.rawValue), FactField("group", group), FactField("sex", sex.rawValue),
            FactField("choice", choice.rawValue), FactField("from", from.text),
        ]
        if let until { fields.append(FactField("until", until.text)) }
        if let alternateOf { fields.append(FactField("alternate-of", alternateOf.rawValue)) }
        return fields
    }

    fileprivate init(reading fields: inout FactFields) {
        self.init(
            SeatID(fields.said("seat")),
            group: fields.said("group"),
            sex: fields.word("sex", else: .notSaid),
            choice: fields.word("choice", else: .named),
            from: fields.day("from"),
            until: fields.dayIfThere("until"),
            alternateOf: fields.saidIfThere("alternate-of").map(SeatID.init(rawValue:))
        )
    }
}
