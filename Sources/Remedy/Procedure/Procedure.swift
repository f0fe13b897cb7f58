public import Vocabulary

/// A procedure as a file describes it: bodies, steps, limits, and what may follow what.
public struct Procedure: Sendable, Hashable {
    /// What it is for, which decides the words that its moves may use.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case grievance, commitment, mediation
    }

    /// A part that a body plays.
    public struct Body: Sendable, Hashable {
        /// The id.
        public let id: BodyID
        /// What it is called.
        public let label: LocalisedText
        /// Who acts in its stead, in this order, where it may not act itself.
        public let alternates: [BodyID]
        /// Whether members of the community sit in it.
        public let hasCommunityMember: Bool
    }

    /// Who has to do something in a step.
    public enum WaitsFor: String, Sendable, Hashable, CaseIterable {
        case body, person, respondent, nobody
    }

    /// What a step is for.
    public enum Stage: String, Sendable, Hashable, CaseIterable {
        case intake, screening, inquiry, remedy, answer, mediation, delivery, confirmation, appeal, decided, open, end
    }

    /// A step.
    public struct Step: Sendable, Hashable {
        /// The id.
        public let id: StepID
        /// What it is called.
        public let label: LocalisedText
        /// What it is for.
        public let stage: Stage
        /// The body that answers for it; nil at an end.
        public let body: BodyID?
        /// Who has to do something.
        public let waitsFor: WaitsFor
        /// How long it may take; nil where it has no limit.
        public let limit: TimeLimit?
        /// How long it may take in the fast lane.
        public let urgentLimit: TimeLimit?
        /// By how many days in all it can be extended; 0 for not at all.
        public let longestExtension: Int
        /// Which move leads to which step.
        public let moves: [String: StepID]

        /// Whether the file ends there.
        public var isEnd: Bool { stage == .end }

        /// The key of its name in the catalogue of messages.
        public var messageKey: String { "remedy.step.\(id)" }
    }

    /// The numbers that rules use beside the steps.
    public struct Terms: Sendable, Hashable {
        /// At what share of a limit to remind, percent.
        public let reminders: [Int]
        /// The longest time for which a question to the person stops the clock, calendar days.
        public let longestPause: Int
        /// On how many days a person must have been looked for before a file is closed because nobody can be found.
        public let contactAttempts: Int
        /// Over how many calendar days these must lie.
        public let contactDays: Int
        /// How long after its day a commitment that is not kept counts as broken, calendar days.
        public let graceDays: Int
    }

    /// The id.
    public let id: String
    /// The version; files name it, so that a later one never changes what was due.
    public let version: Int
    /// What it is for.
    public let kind: Kind
    /// What it is called.
    public let label: LocalisedText
    /// Where it was taken from.
    public let sources: [SourceReference]
    /// The bodies.
    public let bodies: [Body]
    /// The steps; a file begins in the first.
    public let steps: [Step]
    /// The numbers that rules use beside the steps.
    public let terms: Terms

    let index: [StepID: Int]

    /// The step of an id.
    public func step(_ id: StepID) -> Step? { index[id].map { steps[$0] } }

    /// The body of an id.
    public func body(_ id: BodyID) -> Body? { bodies.first { $0.id == id } }
}

/// The words for what moves a grievance from step to step.
public enum GrievanceMove: String, Sendable, Hashable, CaseIterable {
    case acknowledge, admit, reject, establish, offer, accept, refuse, counter, mediate, settle, confirm, deny, appeal
    case uphold, dismiss, close, reopen, withdraw
    case notEstablish = "not-establish"
    case failMediation = "fail-mediation"
    case reportDelivery = "report-delivery"
}

/// The words for what moves a commitment.
public enum CommitmentMove: String, Sendable, Hashable, CaseIterable {
    case confirm, dispute, withdraw
    case reportDone = "report-done"
    case settleKept = "settle-kept"
    case settleBroken = "settle-broken"
    case admitBroken = "admit-broken"
}

/// The words for what moves a mediation.
public enum MediationMove: String, Sendable, Hashable, CaseIterable {
    case agree, decline, appoint, meet, propose, settle, fail, leave
}
