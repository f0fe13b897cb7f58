public import Vocabulary

/// What requests for mutual legal assistance need: `Content/offences/mutual-legal-assistance.json`.
public struct AssistanceGuide: Sendable, Hashable {
    /// A kind of assistance.
    public struct Kind: Sendable, Hashable {
        /// The id, such as `bank-records`.
        public let id: String
        /// What it is called.
        public let label: LocalisedText
    }

    /// A part that a request has.
    public struct Part: Sendable, Hashable {
        /// The id, such as `facts`.
        public let id: String
        /// What it is.
        public let label: LocalisedText
        /// What asks for it.
        public let basis: LegalBasis
        /// The kinds of assistance that need it.
        public let neededFor: Set<String>
        /// Who keeps it, and when it is to be reviewed.
        public let stewardship: Stewardship
    }

    /// A question on whether the convention carries the request.
    public struct ScopeQuestion: Sendable, Hashable {
        /// What is asked.
        public let id: ScopeTest
        /// The question as a statement that holds or not.
        public let question: LocalisedText
        /// The articles.
        public let basis: LegalBasis
        /// Who keeps it, and when it is to be reviewed.
        public let stewardship: Stewardship
    }

    /// The version of the content.
    public let version: Int
    /// How far it may be relied on.
    public let status: LocalisedText
    /// What it was taken from.
    public let sources: [LegalSource]
    /// The kinds of assistance.
    public let kinds: [Kind]
    /// The parts, in the order in which they are filled in.
    public let parts: [Part]
    /// The four tests of scope.
    public let scope: [ScopeQuestion]

    /// The parts that a request of these kinds needs, in their order.
    public func parts(for kinds: Set<String>) -> [Part] { parts.filter { !$0.neededFor.isDisjoint(with: kinds) } }
}

/// The tests whether the convention against transnational organised crime carries a request.
public enum ScopeTest: String, Sendable, Hashable, CaseIterable {
    /// The offence is one of articles 5, 6, 8 or 23, or a serious crime: article 3(1).
    case covered
    /// It is transnational, or suspected with reason to be: articles 3(2) and 18(1).
    case transnational
    /// An organised criminal group is involved, or suspected with reason to be: articles 3(1) and 18(1).
    case group
    /// Both States are parties: article 18(7).
    case parties
}
