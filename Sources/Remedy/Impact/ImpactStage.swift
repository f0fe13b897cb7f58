/// How far an assessment has come; each stage needs what the ones before it left.
///
/// The order is that of community-based human rights impact assessment ("Getting it Right").
public enum ImpactStage: String, Sendable, Hashable, CaseIterable, Comparable {
    /// Who is concerned, whether it can be done without harm, whether the community wants it.
    case prepare
    /// Which rights are looked at, and what law and promises say.
    case frame
    /// Which questions are asked.
    case questions
    /// Interviews and measurements.
    case gather
    /// What they say, and what speaks against it.
    case analyse
    /// Written down and read out to those whose matter it is.
    case report
    /// Put to the company and the state.
    case engage
    /// Looked at again.
    case monitor

    private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// The stage after this one; nil after the last.
    public var next: ImpactStage? { Self.allCases.dropFirst(place + 1).first }

    /// Whether one comes before the other.
    public static func < (left: ImpactStage, right: ImpactStage) -> Bool { left.place < right.place }
}

/// A document that a stage needs.
public enum ImpactRecord: String, Sendable, Hashable, CaseIterable {
    /// Who could come to harm by this assessment, and what is done about it.
    case riskCheck = "risk-check"
    /// Who does it, in what part.
    case team
    /// The community wants it, and says how it takes part.
    case communityAgreement = "community-agreement"
    /// How people are asked for consent, and how they take it back.
    case consentPlan = "consent-plan"
    /// Laws, treaties, and what the company promised.
    case legalFrame = "legal-frame"
    /// The community went through the questions.
    case questionsReviewed = "questions-reviewed"
    /// What company and state say to what was gathered, or that they were asked and did not say.
    case otherSideHeard = "other-side-heard"
    /// The report.
    case report
    /// The findings were read out to the community, with what it set right.
    case validation
    /// A summary in plain words, in the language of the place.
    case summary

    /// The stage that is not over without it.
    public var stage: ImpactStage {
        switch self {
        case .riskCheck, .team, .communityAgreement, .consentPlan: .prepare
        case .legalFrame: .frame
        case .questionsReviewed: .questions
        case .otherSideHeard: .analyse
        case .report, .validation, .summary: .report
        }
    }
}

/// Something that is missing from an assessment.
public struct ImpactGap: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// What is missing.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A document; about: the ``ImpactRecord``.
        case recordMissing = "record-missing"
        /// No right was chosen to be looked at.
        case noRight = "no-right"
        /// Nothing is asked about a right.
        case rightWithoutQuestions = "right-without-questions"
        /// Nobody of the community was asked a set of questions.
        case setNotAsked = "set-not-asked"
        /// Nothing was found about a right, not even that there is no harm.
        case rightWithoutFinding = "right-without-finding"
        /// A finding was put to nobody who could answer.
        case findingNotPut = "finding-not-put"
        /// Nothing on which a finding rests counts any more, because consent was not given or was withdrawn.
        case findingWithoutBasis = "finding-without-basis"
        /// The file in which answers are followed is not there.
        case followUpMissing = "follow-up-missing"
        /// Somebody owes an answer, and the time for it has passed.
        case answerOverdue = "answer-overdue"
        /// Nobody has looked again, and the time for it has passed.
        case lookOverdue = "look-overdue"
    }

    /// The stage to which it belongs.
    public let stage: ImpactStage
    /// What is missing.
    public let kind: Kind
    /// The id of what it is about; empty where it is about the whole.
    public let about: String

    /// Whether the next stage may begin all the same: no withdrawal and no silence of a company holds people up.
    public var isOpen: Bool {
        switch kind {
        case .findingWithoutBasis, .followUpMissing, .answerOverdue, .lookOverdue: true
        default: false
        }
    }

    /// Stage, what, about what: `prepare record-missing team`.
    public var description: String {
        [stage.rawValue, kind.rawValue, about].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// By stage, then by what is missing.
    public static func < (left: ImpactGap, right: ImpactGap) -> Bool {
        left.stage == right.stage ? left.description < right.description : left.stage < right.stage
    }
}
