import Formats
import Vocabulary

extension MeetingFact: CodedFact {
    /// The word for it.
    public var word: String {
        switch self {
        case .called: "call"
        case .scheduled: "schedule"
        case .agendaAdded: "add-to-agenda"
        case .attended: "attend"
        case .proposed: "propose"
        case .voiced: "voice"
        case .decided: "decide"
        case .concluded: "conclude"
        case .minuted: "minute"
        case .minutesRead: "read-minutes"
        case .minutesCorrected: "correct-minutes"
        case .minutesApproved: "approve-minutes"
        case .committed: "commit"
        }
    }

    /// What it says, besides the word.
    public var fields: [FactField] {
        switch self {
        case .called(let agenda): [FactField("agenda", .array(agenda.map { .string($0) }))]
        case .agendaAdded(let text), .minuted(let text), .minutesCorrected(let text): [FactField("text", text)]
        case .scheduled(let day, let place): [FactField("day", day.text), FactField("place", place)]
        case .concluded(let item, let outcome, let text):
            [FactField("item", item), FactField("outcome", outcome.rawValue), FactField("text", text)]
        case .attended(let seat, let sex): [FactField("seat", seat.rawValue), FactField("sex", sex.rawValue)]
        case .proposed(let id, let text): [FactField("proposal", id), FactField("text", text)]
        case .voiced(let id, let voice): [FactField("proposal", id)] + voice.fields
        case .decided(let id): [FactField("proposal", id)]
        case .minutesRead(let language): [FactField("language", language)]
        case .minutesApproved: []
        case .committed(let id): [FactField("commitment", id.rawValue)]
        }
    }

    /// Reads the fact of a word; nil if there is no such word.
    public init?(word: String, reading fields: inout FactFields) {
        switch word {
        case "call": self = .called(agenda: fields.lines("agenda"))
        case "schedule": self = .scheduled(fields.day("day"), place: fields.said("place"))
        case "conclude":
            let (item, outcome) = (fields.number("item"), fields.word("outcome", else: ItemOutcome.noted))
            self = .concluded(item: item, outcome, text: fields.said("text"))
        case "add-to-agenda": self = .agendaAdded(fields.said("text"))
        case "attend": self = .attended(SeatID(fields.said("seat")), fields.word("sex", else: .notSaid))
        case "propose": self = .proposed(id: fields.said("proposal"), text: fields.said("text"))
        case "voice": self = .voiced(id: fields.said("proposal"), Voice(reading: &fields))
        case "decide": self = .decided(id: fields.said("proposal"))
        case "minute": self = .minuted(fields.said("text"))
        case "read-minutes": self = .minutesRead(language: fields.said("language"))
        case "correct-minutes": self = .minutesCorrected(fields.said("text"))
        case "approve-minutes": self = .minutesApproved
        case "commit": self = .committed(CaseID(fields.said("commitment")))
        default: return nil
        }
    }
}

extension Voice {
    fileprivate var fields: [FactField] {
        switch self {
        case .agree: [FactField("voice", "agree")]
        case .reservations(let text): [FactField("voice", "reservations"), FactField("text", text)]
        case .object(let text): [FactField("voice", "object"), FactField("text", text)]
        }
    }

    fileprivate init(reading fields: inout FactFields) {
        let place = fields.take("voice")
        switch place?.json.string {
        case "agree": self = .agree
        case "reservations": self = .reservations(fields.said("text"))
        case "object": self = .object(fields.said("text"))
        default:
            if let place { fields.reader.fault(place, "expected agree, reservations or object") }
            self = .agree
        }
    }
}
