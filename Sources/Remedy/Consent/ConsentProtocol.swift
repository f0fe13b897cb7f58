public import Vocabulary

/// The steps of a consultation as a law or a standard has them.
public struct ConsentProtocol: Sendable, Hashable {
    /// What the record of a step has to show.
    public enum Evidence: String, Sendable, Hashable, CaseIterable {
        /// It was in a language that the people understand.
        case language
        /// How many women and men were there.
        case attendance
        /// Women were among them.
        case women
        /// There is a record: minutes, a recording, photographs.
        case record
        /// The people had advice of their own choosing.
        case advice
        /// It was done as the people themselves decide such things.
        case ownWay = "own-way"
        /// There is a written text, signed or marked.
        case writing
    }

    /// A step.
    public struct Step: Sendable, Hashable {
        /// The id.
        public let id: StepID
        /// What it is called.
        public let label: LocalisedText
        /// The steps that come before it.
        public let after: [StepID]
        /// How many calendar days must lie between these and it, so that people have time.
        public let leastDays: Int
        /// What its record has to show.
        public let needs: Set<Evidence>
        /// After how many calendar days it is due again; nil where once is enough.
        public let everyDays: Int?
        /// Whether it is the one in which the people decide.
        public let isDecision: Bool
        /// Whether it counts only where the people said yes: an agreement, its monitoring.
        public let isAfterYes: Bool
    }

    /// The id.
    public let id: String
    /// The version.
    public let version: Int
    /// What it is called.
    public let label: LocalisedText
    /// Where it was taken from.
    public let sources: [SourceReference]
    /// The steps in their order.
    public let steps: [Step]
    /// Within what time each comment gets an answer.
    public let answerLimit: TimeLimit

    /// The step of an id.
    public func step(_ id: StepID) -> Step? { steps.first { $0.id == id } }
}
