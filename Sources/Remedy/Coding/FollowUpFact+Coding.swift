import Formats
import Vocabulary

extension FollowUpFact: CodedFact {
    /// The word for it.
    public var word: String {
        switch self {
        case .found: "find"
        case .sent: "send"
        case .answered: "answer"
        case .followedUp: "follow-up"
        }
    }

    /// What it says, besides the word.
    public var fields: [FactField] {
        switch self {
        case .found(let baseline): baseline.map { [FactField("baseline", $0.json)] } ?? []
        case .sent(let id): [FactField("to", id.rawValue)]
        case .answered(let text, let accepts): [FactField("text", text), FactField("accepts", accepts)]
        case .followedUp(let progress, let now):
            [FactField("progress", progress.rawValue)] + (now.map { [FactField("now", $0.json)] } ?? [])
        }
    }

    /// Reads the fact of a word; nil if there is no such word.
    public init?(word: String, reading fields: inout FactFields) {
        switch word {
        case "find": self = .found(baseline: fields.measurementIfThere("baseline"))
        case "send": self = .sent(to: OrganisationID(fields.said("to")))
        case "answer": self = .answered(text: fields.said("text"), accepts: fields.flag("accepts"))
        case "follow-up":
            let progress = fields.word("progress", else: FollowUpFact.Progress.not)
            self = .followedUp(progress, now: fields.measurementIfThere("now"))
        default: return nil
        }
    }
}

extension Measurement {
    fileprivate var json: JSONNode {
        .object([
            JSONNode.Member("value", .string(value.description)), JSONNode.Member("unit", .string(unit)),
            JSONNode.Member("method", .string(method)), JSONNode.Member("day", .string(day.text)),
        ])
    }
}

extension FactFields {
    fileprivate mutating func measurementIfThere(_ name: String) -> Measurement? {
        takeIfThere(name).flatMap { value in
            inside(value) { fields in
                let number = fields.take("value").flatMap { fields.decimal($0) }
                let (unit, method, day) = (fields.said("unit"), fields.said("method"), fields.day("day"))
                return number.map { Measurement($0, unit, method: method, on: day) }
            }
        }
    }
}
