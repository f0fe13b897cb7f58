import Crypto
import Formats
public import Remedy
public import Vocabulary

/// What somebody does in an assessment; ids are made from that of the form, so that one sent twice is one.
public enum AssessmentAct: Sendable {
    /// A document is there.
    case record(ImpactRecord, record: String)
    /// A right is looked at.
    case scope(right: String, reason: String)
    /// A set of questions is used.
    case chooseSet(String)
    /// Somebody was asked.
    case interview(InterviewDraft)
    /// Somebody takes consent back.
    case withdraw(interview: String, Set<ConsentUse>)
    /// Something was measured, with the digests of its photos.
    case measure(MeasurementDraft, photos: Set<String>)
    /// Something was found.
    case find(FindingDraft)
    /// The next stage begins.
    case advance(ImpactStage)
    /// What was written down in an event was wrong, and nothing of the kind happened.
    case strike(EventID, because: String)
    /// It is over.
    case close(reason: String)

    /// The word for it in the trail.
    public var word: String {
        switch self {
        case .record: "record"
        case .scope: "scope"
        case .chooseSet: "choose-set"
        case .interview: "interview"
        case .withdraw: "withdraw"
        case .measure: "measure"
        case .find: "find"
        case .advance: "advance"
        case .strike: "correct"
        case .close: "close"
        }
    }
}

/// An interview about to be written down.
public struct InterviewDraft: Sendable, Hashable {
    /// An answer as it was given.
    public enum Said: Sendable, Hashable {
        case yes, no, notSaid
        /// One of the choices.
        case choice(String)
        /// A number, in the unit that the question names.
        case number(DecimalNumber)
        /// Words.
        case words(String)
    }

    /// The set of questions.
    public var set: String
    /// For whom the person speaks: a code.
    public var group: String
    /// The sex that the person gives.
    public var sex: Intake.Sex
    /// What the person agreed to.
    public var uses: Set<ConsentUse>
    /// How they said so.
    public var manner: Interview.Manner
    /// The language in which it was explained and asked.
    public var language: String
    /// The answers by question.
    public var answers: [String: Said]

    /// Describes an interview.
    public init(
        set: String,
        group: String,
        sex: Intake.Sex = .notSaid,
        uses: Set<ConsentUse>,
        manner: Interview.Manner,
        language: String,
        answers: [String: Said]
    ) {
        self.set = set
        self.group = group
        self.sex = sex
        self.uses = uses
        self.manner = manner
        self.language = language
        self.answers = answers
    }

    /// The interview of an event, and the words by the ids of their records.
    func interview(_ event: String) -> (interview: Interview, words: [String: String]) {
        var words: [String: String] = [:]
        let answers = answers.mapValues { said -> Interview.Answer in
            switch said {
            case .yes: return .yes
            case .no: return .no
            case .notSaid: return .notSaid
            case .choice(let id): return .choice(id)
            case .number(let number): return .number(number)
            case .words(let text):
                let record = AssessmentID.made("t", of: text)
                words[record] = text
                return .words(record: record)
            }
        }
        let interview = Interview(
            AssessmentID.made("i", of: event),
            of: AssessmentID.made("p", of: event),
            set: set,
            group: group,
            sex: sex,
            uses: uses,
            manner: manner,
            language: language,
            answers: answers
        )
        return (interview, words)
    }
}

/// A measurement about to be written down; as ``Observation``, without an id.
public struct MeasurementDraft: Sendable, Hashable {
    /// What was measured.
    public var quantity: String
    /// What came out.
    public var result: Observation.Result
    /// The unit.
    public var unit: String
    /// How.
    public var method: String
    /// Where: a code.
    public var place: String
    /// When.
    public var moment: UTCInstant
    /// Baseline or now.
    public var phase: Observation.Phase
    /// With what: a code.
    public var instrument: String
    /// By whom: a code.
    public var measurer: String

    /// Describes a measurement.
    public init(
        _ quantity: String,
        _ result: Observation.Result,
        _ unit: String,
        method: String,
        at place: String,
        on moment: UTCInstant,
        _ phase: Observation.Phase,
        with instrument: String,
        by measurer: String
    ) {
        self.quantity = quantity
        self.result = result
        self.unit = unit
        self.method = method
        self.place = place
        self.moment = moment
        self.phase = phase
        self.instrument = instrument
        self.measurer = measurer
    }

    func observation(_ event: String, photos: Set<String>) -> Observation {
        Observation(
            AssessmentID.made("m", of: event),
            quantity,
            result,
            unit,
            method: method,
            at: place,
            on: moment,
            phase,
            with: instrument,
            by: measurer,
            photos: photos
        )
    }
}

/// A finding about to be written down; as ``ImpactFinding``, without an id.
public struct FindingDraft: Sendable, Hashable {
    /// The right.
    public var right: String
    /// What was found.
    public var what: String
    /// The interviews on which it rests.
    public var interviews: Set<String>
    /// The measurements on which it rests.
    public var measurements: Set<String>
    /// What speaks against it.
    public var against: String
    /// The interviews that speak against it.
    public var againstInterviews: Set<String> = []
    /// The measurements that speak against it.
    public var againstMeasurements: Set<String> = []
    /// What those complained of have to do with it.
    public var attribution: ImpactFinding.Attribution
    /// How bad it is.
    public var weight: ImpactFinding.Weight

    /// Describes a finding.
    public init(
        right: String,
        what: String,
        interviews: Set<String>,
        measurements: Set<String>,
        against: String,
        attribution: ImpactFinding.Attribution,
        weight: ImpactFinding.Weight
    ) {
        self.right = right
        self.what = what
        self.interviews = interviews
        self.measurements = measurements
        self.against = against
        self.attribution = attribution
        self.weight = weight
    }

    func finding(_ event: String) -> ImpactFinding {
        ImpactFinding(
            AssessmentID.made("f", of: event),
            right: right,
            what: what,
            interviews: interviews,
            measurements: measurements,
            against: against,
            againstInterviews: againstInterviews,
            againstMeasurements: againstMeasurements,
            attribution,
            weight
        )
    }
}

/// Ids that are the same each time that the same form is sent, and tell nothing of what is in it.
enum AssessmentID {
    static func made(_ kind: String, of text: String) -> String {
        let digest = SHA256.hash(data: Array("touchstone \(kind) \(text)".utf8))
        return "\(kind)-" + String(Hexadecimal.text(digest).prefix(10))
    }
}
