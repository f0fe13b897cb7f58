import Formats
import Vocabulary

extension Author.Part {
    var json: JSONNode {
        // The part of an author without who it is.
        .object((Author("", self).json.members ?? []).filter { $0.name != "id" })
    }
}

extension CommitmentFact: CodedFact {
    /// The word for it, by which refusals say what is allowed.
    public var word: String {
        switch self {
        case .made: "make"
        case .reportedDone: "report-done"
        case .confirmed: "confirm"
        case .disputed: "dispute"
        case .rescheduled: "reschedule"
        case .withdrawn: "withdraw"
        case .settled(let isKept): isKept ? "settle-kept" : "settle-broken"
        case .admittedBroken: "admit-broken"
        }
    }

    /// What it says, besides the word.
    public var fields: [FactField] {
        switch self {
        case .made(let commitment):
            [
                FactField("what", commitment.what), FactField("owner", commitment.owner.json),
                FactField("due", commitment.due.text), FactField("proof", commitment.proof),
                FactField("confirmer", commitment.confirmer.json),
            ]
        case .reportedDone(let proof): [FactField("proof", proof)]
        case .disputed(let reason), .withdrawn(let reason), .admittedBroken(let reason): [FactField("reason", reason)]
        case .rescheduled(let day, let reason): [FactField("to", day.text), FactField("reason", reason)]
        case .confirmed, .settled: []
        }
    }

    /// Reads the fact of a word; nil if there is no such word.
    public init?(word: String, reading fields: inout FactFields) {
        switch word {
        case "make":
            let what = fields.said("what")
            let owner = fields.inside("owner") { $0.part() } ?? .facilitator
            let (due, proof) = (fields.day("due"), fields.said("proof"))
            let confirmer = fields.inside("confirmer") { $0.part() } ?? .facilitator
            self = .made(Commitment(what: what, owner: owner, due: due, proof: proof, confirmer: confirmer))
        case "report-done": self = .reportedDone(proof: fields.said("proof"))
        case "confirm": self = .confirmed
        case "dispute": self = .disputed(reason: fields.said("reason"))
        case "reschedule": self = .rescheduled(to: fields.day("to"), reason: fields.said("reason"))
        case "withdraw": self = .withdrawn(reason: fields.said("reason"))
        case "settle-kept": self = .settled(isKept: true)
        case "settle-broken": self = .settled(isKept: false)
        case "admit-broken": self = .admittedBroken(reason: fields.said("reason"))
        default: return nil
        }
    }
}

extension ConsultationFact: CodedFact {
    /// The word for it.
    public var word: String {
        switch self {
        case .opened: "open"
        case .stepDone: "do-step"
        case .commented: "comment"
        case .answered: "answer"
        case .decided: "decide"
        case .pressureReported: "report-pressure"
        case .pressureSettled: "settle-pressure"
        case .withdrawn: "withdraw"
        case .closed: "close-consultation"
        case .reopened: "reopen-consultation"
        }
    }

    /// What it says, besides the word.
    public var fields: [FactField] {
        switch self {
        case .opened(let people, let languages): [FactField("people", people), FactField("languages", languages)]
        case .stepDone(let step, let record): [FactField("step", step.rawValue), FactField("record", record.json)]
        case .commented(let id, let text): [FactField("comment", id), FactField("text", text)]
        case .answered(let id, let text): [FactField("comment", id), FactField("text", text)]
        case .decided(let decision, let record):
            switch decision {
            case .yes: [FactField("decision", "yes"), FactField("record", record.json)]
            case .no: [FactField("decision", "no"), FactField("record", record.json)]
            case .yesWith(let conditions):
                [
                    FactField("decision", "yes-with"), FactField("record", record.json),
                    FactField("conditions", .array(conditions.map { .string($0) })),
                ]
            }
        case .pressureReported(let id, let what): [FactField("report", id), FactField("what", what)]
        case .pressureSettled(let id, let how): [FactField("report", id), FactField("how", how)]
        case .withdrawn(let reason), .reopened(let reason): [FactField("reason", reason)]
        case .closed(let outcome, let changes):
            [FactField("outcome", outcome), FactField("changes", .array(changes.map(\.json)))]
        }
    }

    /// Reads the fact of a word; nil if there is no such word.
    public init?(word: String, reading fields: inout FactFields) {
        switch word {
        case "open": self = .opened(people: fields.said("people"), languages: fields.texts("languages"))
        case "do-step": self = .stepDone(StepID(fields.said("step")), fields.stepRecord())
        case "comment": self = .commented(id: fields.said("comment"), text: fields.said("text"))
        case "answer": self = .answered(comment: fields.said("comment"), text: fields.said("text"))
        case "decide":
            let place = fields.take("decision")
            let record = fields.stepRecord()
            switch place?.json.string {
            case "yes": self = .decided(.yes, record)
            case "no": self = .decided(.no, record)
            case "yes-with":
                let conditions = fields.reader.list(fields.take("conditions"), atMost: 100).compactMap {
                    fields.said($0)
                }
                self = .decided(.yesWith(conditions: conditions), record)
            default:
                if let place { fields.reader.fault(place, "expected yes, yes-with or no") }
                self = .decided(.no, record)
            }
        case "report-pressure": self = .pressureReported(id: fields.said("report"), what: fields.said("what"))
        case "settle-pressure": self = .pressureSettled(id: fields.said("report"), how: fields.said("how"))
        case "withdraw": self = .withdrawn(reason: fields.said("reason"))
        case "close-consultation":
            let outcome = fields.said("outcome")
            self = .closed(outcome: outcome, changes: fields.consultationChanges("changes"))
        case "reopen-consultation": self = .reopened(reason: fields.said("reason"))
        default: return nil
        }
    }
}

extension ConsultationChange {
    fileprivate var json: JSONNode {
        .object([.init("comments", .array(comments.map { .string($0) })), .init("what", .string(what))])
    }
}

extension StepRecord {
    fileprivate var json: JSONNode {
        var members = [
            JSONNode.Member("language", .string(language)), JSONNode.Member("women", .integer(women)),
            JSONNode.Member("others", .integer(others)),
            JSONNode.Member("shows", .array(shows.map(\.rawValue).sorted().map { .string($0) })),
        ]
        if let record { members.append(JSONNode.Member("record", .string(record))) }
        return .object(members)
    }
}

extension FactFields {
    /// Changes, each with the comments that led to it.
    fileprivate mutating func consultationChanges(_ name: String) -> [ConsultationChange] {
        reader.list(take(name), atMost: 1_000).map { one in
            inside(one) { fields in
                let comments = fields.lines("comments")
                return ConsultationChange(fields.said("what"), becauseOf: comments)
            }
        }
    }

    fileprivate mutating func stepRecord() -> StepRecord {
        inside("record") { fields in
            StepRecord(
                language: fields.said("language"),
                women: fields.number("women"),
                others: fields.number("others"),
                record: fields.saidIfThere("record"),
                shows: fields.reader.words(fields.take("shows"), ConsentProtocol.Evidence.self)
            )
        } ?? StepRecord(language: "", women: 0, others: 0, record: nil)
    }
}
