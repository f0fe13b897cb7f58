import Formats
import Vocabulary

extension MediationFact: CodedFact {
    /// The word for it; terms have a word of their own beside the proposal to talk.
    public var word: String {
        switch self {
        case .proposed: "propose"
        case .agreed: "agree"
        case .declined: "decline"
        case .mediatorAccepted: "appoint"
        case .met: "meet"
        case .termsProposed: "propose-terms"
        case .termsAccepted: "accept-terms"
        case .settled: "settle"
        case .failed: "fail"
        case .left: "leave"
        }
    }

    /// What it says, besides the word.
    public var fields: [FactField] {
        switch self {
        case .proposed(let parties, let isGrave, let beside):
            [FactField("parties", .array(parties.map(\.sortedJSON).sorted { $0.key < $1.key }.map(\.json)))]
                + [FactField("grave", isGrave)] + (beside.map { [FactField("beside", $0.rawValue)] } ?? [])
        case .declined(let reason), .failed(let reason), .left(let reason): [FactField("reason", reason)]
        case .mediatorAccepted(let id): [FactField("mediator", id)]
        case .met(let minutes): [FactField("minutes", minutes)]
        case .termsProposed(let terms): [FactField("terms", terms)]
        case .settled(let commitments): [FactField("commitments", commitments.map(\.rawValue))]
        case .agreed, .termsAccepted: []
        }
    }

    /// Reads the fact of a word; nil if there is no such word.
    public init?(word: String, reading fields: inout FactFields) {
        switch word {
        case "propose":
            var parties: Set<Author.Part> = []
            for value in fields.reader.list(fields.take("parties"), atMost: 100) {
                let part = fields.inside(value) { $0.part() }
                if !parties.insert(part).inserted { fields.reader.fault(value, "stands twice") }
            }
            let isGrave = fields.flag("grave")
            let beside = fields.saidIfThere("beside").map(CaseID.init(rawValue:))
            self = .proposed(parties: parties, isGrave: isGrave, beside: beside)
        case "agree": self = .agreed
        case "decline": self = .declined(reason: fields.said("reason"))
        case "appoint": self = .mediatorAccepted(id: fields.said("mediator"))
        case "meet": self = .met(minutes: fields.said("minutes"))
        case "propose-terms": self = .termsProposed(fields.said("terms"))
        case "accept-terms": self = .termsAccepted
        case "settle": self = .settled(commitments: Set(fields.texts("commitments").map(CaseID.init(rawValue:))))
        case "fail": self = .failed(reason: fields.said("reason"))
        case "leave": self = .left(reason: fields.said("reason"))
        default: return nil
        }
    }
}

extension Author.Part {
    /// The part as JSON with what it is ordered by, so that a set has one form.
    fileprivate var sortedJSON: (key: String, json: JSONNode) {
        let json = json
        return (json.members?.map { $0.value.string ?? "" }.joined(separator: "\u{0}") ?? "", json)
    }
}
