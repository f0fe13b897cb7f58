public import Vocabulary

/// A consultation as a file.
public typealias ConsultationFile = CaseFile<ConsultationRules>

/// What can happen in a consultation.
public enum ConsultationFact: Sendable, Hashable {
    /// It was opened: with whom, and which languages they understand, ISO 639-3.
    case opened(people: String, languages: Set<String>)
    /// A step was done.
    case stepDone(StepID, StepRecord)
    /// Somebody said something that needs an answer.
    case commented(id: String, text: String)
    /// It got one.
    case answered(comment: String, text: String)
    /// The people decided.
    case decided(Decision, StepRecord)
    /// Somebody says that people were threatened, paid or hurried.
    case pressureReported(id: String, what: String)
    /// The people say that this is settled.
    case pressureSettled(id: String, how: String)
    /// The people take their consent back.
    case withdrawn(reason: String)
    /// It is closed: what came of it, and what was changed because of which comments.
    case closed(outcome: String, changes: [ConsultationChange])
    /// It goes on after all.
    case reopened(reason: String)

    /// What people decide.
    public enum Decision: Sendable, Hashable {
        /// Yes.
        case yes
        /// Yes, if.
        case yesWith(conditions: [String])
        /// No.
        case no
    }
}

/// Something that was changed because of what people said in a consultation.
public struct ConsultationChange: Sendable, Hashable {
    /// The comments that led to it, by their ids.
    public let comments: [String]
    /// What was changed.
    public let what: String

    /// A change.
    public init(_ what: String, becauseOf comments: [String]) {
        self.what = what
        self.comments = comments
    }
}

/// What the record of a step shows.
public struct StepRecord: Sendable, Hashable {
    /// The language, ISO 639-3.
    public let language: String
    /// How many women were there.
    public let women: Int
    /// How many others were there.
    public let others: Int
    /// Where the record is: a document, a recording; nil where there is none.
    public let record: String?
    /// What else it shows.
    public let shows: Set<ConsentProtocol.Evidence>

    /// A record; only what nothing else here says is named in `shows`: `advice`, `own-way` and `writing`.
    public init(language: String, women: Int, others: Int, record: String?, shows: Set<ConsentProtocol.Evidence> = []) {
        self.language = language
        self.women = women
        self.others = others
        self.record = record
        self.shows = shows
    }

    /// Which of the things needed it does not show.
    func missing(of needs: Set<ConsentProtocol.Evidence>, languages: Set<String>) -> [ConsentProtocol.Evidence] {
        ConsentProtocol.Evidence.allCases.filter { need in
            guard needs.contains(need) else { return false }
            switch need {
            case .language: return !languages.contains(language)
            case .attendance: return women == 0 && others == 0
            case .women: return women == 0
            case .record: return record?.allSatisfy(\.isWhitespace) ?? true
            case .advice, .ownWay, .writing: return !shows.contains(need)
            }
        }
    }
}

/// What is so in a consultation.
public struct ConsultationState: Sendable, Hashable {
    /// A comment and its answer.
    public struct Comment: Sendable, Hashable {
        /// When it was made.
        public let made: CalendarDay
        /// The day of the answer; nil while there is none.
        public internal(set) var answered: CalendarDay?
    }

    /// With whom; nil before it was opened.
    public internal(set) var people: String?
    /// The languages that they understand.
    public internal(set) var languages: Set<String> = []
    /// The days on which each step was done.
    public internal(set) var done: [StepID: [CalendarDay]] = [:]
    /// The latest record of each step.
    public internal(set) var records: [StepID: StepRecord] = [:]
    /// The comments by id.
    public internal(set) var comments: [String: Comment] = [:]
    /// What people decided.
    public internal(set) var decision: ConsultationFact.Decision?
    /// The pressure that was reported and is not settled, by id.
    public internal(set) var pressure: [String: String] = [:]
    /// Every report of pressure so far.
    public internal(set) var pressureReports: Set<String> = []
    /// Why consent was taken back; nil where it was not.
    public internal(set) var withdrawal: String?
    /// The day on which it was closed; nil while it is open.
    public internal(set) var closed: CalendarDay?

    /// The comments that have no answer, in the order of their ids.
    public var unanswered: [String] { comments.filter { $0.value.answered == nil }.keys.sorted() }

    /// Whether the people said yes and have not taken it back.
    public var isYes: Bool {
        guard withdrawal == nil else { return false }
        switch decision {
        case .yes, .yesWith: return true
        case .no, nil: return false
        }
    }
}
