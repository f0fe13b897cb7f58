public import Vocabulary

/// What a person can decide on the triage card.
public enum TriageOutcome: String, Sendable, Hashable, CaseIterable {
    /// Help the person to become formal.
    case formalisation
    /// A measure of the administration: a notice, a fine, a suspension.
    case administrative
    /// Open a criminal investigation.
    case criminal
}

/// The published criteria by which informal practice is told from criminal enterprise: `Content/offences/triage.json`.
public struct TriageGuide: Sendable, Hashable {
    /// An outcome and what it is called.
    public struct Outcome: Sendable, Hashable {
        /// The outcome.
        public let id: TriageOutcome
        /// What it is called.
        public let label: LocalisedText
    }

    /// A rule for the use of the card.
    public struct Principle: Sendable, Hashable {
        /// The id.
        public let id: String
        /// The rule.
        public let text: LocalisedText
        /// The ids of the sources.
        public let sources: [String]
        /// Who keeps it, and when it is to be reviewed.
        public let stewardship: Stewardship
    }

    /// A criterion.
    public struct Criterion: Sendable, Hashable {
        /// The id.
        public let id: CriterionID
        /// The question, answered with yes, no or unknown.
        public let question: LocalisedText
        /// Why it is asked, and what it does not show.
        public let why: LocalisedText
        /// What a yes speaks for; empty where it speaks for nothing.
        public let yes: Set<TriageOutcome>
        /// What a no speaks for.
        public let no: Set<TriageOutcome>
        /// What is to be done first if the answer is yes; nil where nothing is.
        public let first: LocalisedText?
        /// Who can tell.
        public let agencies: [AgencyRoleID]
        /// The offences to look at where the answer speaks for a measure.
        public let offences: [OffenceID]
        /// The ids of the sources.
        public let sources: [String]
        /// Who keeps it, and when it is to be reviewed.
        public let stewardship: Stewardship
    }

    /// The version of the content.
    public let version: Int
    /// How far it may be relied on.
    public let status: LocalisedText
    /// What it was taken from.
    public let sources: [LegalSource]
    /// The outcomes, the mildest first.
    public let outcomes: [Outcome]
    /// The rules for its use.
    public let principles: [Principle]
    /// The criteria, in the order in which they are asked.
    public let criteria: [Criterion]

    /// The criterion of that id.
    public subscript(id: CriterionID) -> Criterion? { criteria.first { $0.id == id } }
}
