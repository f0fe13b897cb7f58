import Formats
import Vocabulary

extension ImpactFact: CodedFact {
    /// The word for it, by which refusals say what is allowed.
    public var word: String {
        switch self {
        case .begun: "begin"
        case .recorded: "record"
        case .scoped: "scope"
        case .setChosen: "choose-set"
        case .interviewed: "interview"
        case .heard: "interview-sealed"
        case .withdrew: "withdraw"
        case .measured: "measure"
        case .found: "find"
        case .put: "put"
        case .advanced: "advance"
        case .closed: "close"
        }
    }

    /// What it says, besides the word.
    public var fields: [FactField] {
        switch self {
        case .begun(let project, let place, let answerable):
            [
                FactField("project", project), FactField("place", place),
                FactField("answerable", answerable.map(\.rawValue)),
            ]
        case .recorded(let what, let record): [FactField("what", what.rawValue), FactField("record", record)]
        case .scoped(let right, let reason): [FactField("right", right), FactField("reason", reason)]
        case .setChosen(let id): [FactField("set", id)]
        case .interviewed(let interview): interview.fields
        case .heard(let id, let set, let digest):
            [FactField("interview", id), FactField("set", set), FactField("digest", digest)]
        case .withdrew(let id, let uses): [FactField("interview", id), FactField("uses", uses.map(\.rawValue))]
        case .measured(let observation): observation.fields
        case .found(let finding): finding.fields
        case .put(let finding, let to, let followUp):
            [FactField("finding", finding), FactField("to", to.rawValue), FactField("follow-up", followUp.rawValue)]
        case .advanced(let stage): [FactField("to", stage.rawValue)]
        case .closed(let reason): [FactField("reason", reason)]
        }
    }

    /// Reads the fact of a word; nil if there is no such word, or for a measurement without a moment.
    public init?(word: String, reading fields: inout FactFields) {
        switch word {
        case "begin":
            let (project, place) = (fields.said("project"), fields.said("place"))
            let answerable = Set(fields.texts("answerable").map(OrganisationID.init(rawValue:)))
            self = .begun(project: project, place: place, answerable: answerable)
        case "record": self = .recorded(fields.word("what", else: .team), record: fields.said("record"))
        case "scope": self = .scoped(right: fields.said("right"), reason: fields.said("reason"))
        case "choose-set": self = .setChosen(fields.said("set"))
        case "interview": self = .interviewed(Interview(reading: &fields))
        case "interview-sealed":
            self = .heard(
                interview: fields.said("interview"),
                set: fields.said("set"),
                digest: fields.said("digest")
            )
        case "withdraw":
            let id = fields.said("interview")
            self = .withdrew(interview: id, fields.reader.words(fields.take("uses"), ConsentUse.self))
        case "measure":
            guard let observation = Observation(reading: &fields) else { return nil }
            self = .measured(observation)
        case "find": self = .found(ImpactFinding(reading: &fields))
        case "put":
            self = .put(
                finding: fields.said("finding"),
                to: OrganisationID(fields.said("to")),
                followUp: CaseID(fields.said("follow-up"))
            )
        case "advance": self = .advanced(to: fields.word("to", else: .prepare))
        case "close": self = .closed(reason: fields.said("reason"))
        default: return nil
        }
    }
}

extension ImpactFinding {
    fileprivate var fields: [FactField] {
        [
            FactField("finding", id), FactField("right", right), FactField("what", what),
            FactField("interviews", interviews), FactField("measurements", measurements),
            FactField("against", against), FactField("against-interviews", againstInterviews),
            FactField("against-measurements", againstMeasurements), FactField("attribution", attribution.rawValue),
            FactField("scale", weight.scale), FactField("scope", weight.scope),
            FactField("irremediability", weight.irremediability), FactField("likelihood", weight.likelihood),
            FactField("confidence", weight.confidence),
        ]
    }

    fileprivate init(reading fields: inout FactFields) {
        let weight = Weight(
            scale: fields.number("scale"),
            scope: fields.number("scope"),
            irremediability: fields.number("irremediability"),
            likelihood: fields.number("likelihood"),
            confidence: fields.number("confidence")
        )
        self.init(
            fields.said("finding"),
            right: fields.said("right"),
            what: fields.said("what"),
            interviews: fields.texts("interviews"),
            measurements: fields.texts("measurements"),
            against: fields.said("against"),
            againstInterviews: fields.texts("against-interviews"),
            againstMeasurements: fields.texts("against-measurements"),
            fields.word("attribution", else: .notShown),
            weight
        )
    }
}
