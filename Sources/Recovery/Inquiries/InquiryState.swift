public import Vocabulary

/// Where an inquiry stands, as its acts make it.
public struct InquiryState: Sendable, Hashable {
    /// A request and its clock.
    public struct Request: Sendable, Hashable {
        /// The office that was asked.
        public let to: String
        /// What was asked for.
        public let what: String
        /// Whether it must be answered.
        public let isCompelled: Bool
        /// The day on which it was made.
        public let made: CalendarDay
        /// The last day for an answer, extensions included.
        public internal(set) var due: CalendarDay
        /// The answer; nil while there is none.
        public internal(set) var answer: RequestAnswer?
        /// The day of the answer that completed or refused it, or of the first part.
        public internal(set) var answered: CalendarDay?

        /// By how many days it is or was late; 0 where it is not.
        public func daysLate(on day: CalendarDay) -> Int { max(0, (answered ?? day).number - due.number) }
    }

    /// A piece of evidence.
    public struct Evidence: Sendable, Hashable {
        /// What it is.
        public let title: String
        /// Whether the public may not see that it exists.
        public let isRestricted: Bool
        /// The act that took it in.
        public let act: Int
    }

    /// A hearing.
    public struct Hearing: Sendable, Hashable {
        /// The day.
        public let day: CalendarDay
        /// Whether everybody may listen.
        public let isOpen: Bool
        /// Who was or will be heard.
        public let witnesses: [ActorID]
        /// The evidence that was shown.
        public let exhibits: [String]
    }

    /// The right of reply of somebody to a finding.
    public struct Reply: Sendable, Hashable {
        /// The day of the notice.
        public let notice: CalendarDay
        /// The last day for a reply.
        public let due: CalendarDay
        /// What was replied; nil while nothing was.
        public internal(set) var text: String?
    }

    /// A recommendation and what became of it.
    public struct Followed: Sendable, Hashable {
        /// The recommendation.
        public let recommendation: Recommendation
        /// How far it is.
        public internal(set) var status = FollowUpStatus.noAnswer
        /// What the owner answered.
        public internal(set) var answer: RecommendationAnswer?
        /// The day of the answer.
        public internal(set) var answered: CalendarDay?
        /// The steps that were taken, each with the act whose paper proves it.
        public internal(set) var steps: [Int] = []
        /// The day on which its owner called it done.
        public internal(set) var done: CalendarDay?
        /// Who verified it.
        public internal(set) var verifier: String?

        /// By how many days it is or was late; 0 where it is not, or nothing is due.
        public func daysLate(on day: CalendarDay) -> Int {
            switch status {
            case .rejected, .lapsed: 0
            default: max(0, (done ?? day).number - recommendation.due.number)
            }
        }
    }

    /// The body that inquires, by its public name; nil before it is proposed.
    public internal(set) var body: String?
    /// What it is for.
    public internal(set) var mandate = ""
    /// The stage.
    public internal(set) var stage: InquiryStage?
    /// The days on which the stages began.
    public internal(set) var days: [InquiryStage: CalendarDay] = [:]
    /// The terms.
    public internal(set) var terms: InquiryTerms?
    /// The requests by id.
    public internal(set) var requests: [String: Request] = [:]
    /// The evidence by id.
    public internal(set) var evidence: [String: Evidence] = [:]
    /// Whether each witness is protected.
    public internal(set) var witnesses: [ActorID: Bool] = [:]
    /// The hearings by id.
    public internal(set) var hearings: [String: Hearing] = [:]
    /// The visits: place and day.
    public internal(set) var visits: [String: CalendarDay] = [:]
    /// The findings by id.
    public internal(set) var findings: [String: InquiryFinding] = [:]
    /// The notices and replies.
    public internal(set) var replies: [ReplyID: Reply] = [:]
    /// The recommendations by id.
    public internal(set) var recommendations: [String: Followed] = [:]
    /// The findings of the report; nil before it is published.
    public internal(set) var published: [String]?
    /// The title of the published report.
    public internal(set) var reportTitle: String?
    /// The findings that were referred to a prosecutor.
    public internal(set) var referred: Set<String> = []
}
