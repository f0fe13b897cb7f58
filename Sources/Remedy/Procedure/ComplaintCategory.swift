public import Vocabulary

/// A kind of complaint, and what the procedure owes to who has one.
public struct ComplaintCategory: Sendable, Hashable {
    /// How sure the finding has to be, from the least to the most.
    public enum Standard: String, Sendable, Hashable, CaseIterable {
        /// A coherent account without anything that speaks against it.
        case plausible
        /// Reasonable grounds to believe it.
        case reasonableGrounds = "reasonable-grounds"
        /// More likely than not.
        case balance = "balance-of-probabilities"
        /// Clear and convincing.
        case clear = "clear-and-convincing"
    }

    /// Against whom it is made.
    public enum Against: String, Sendable, Hashable, CaseIterable {
        case company, state
        case privateSecurity = "private-security"
        case publicSecurity = "public-security"
    }

    /// The id.
    public let id: CategoryID
    /// What it is called.
    public let label: LocalisedText
    /// Whether it is death, sexual violence, torture or harm to a child: never to mediation alone, no waiver.
    public let isGrave: Bool
    /// Whether it always takes the fast lane.
    public let isUrgent: Bool
    /// The standard of evidence that a finding must name.
    public let standard: Standard
    /// Against whom it can be made.
    public let against: Set<Against>
    /// The paragraphs of the International Code of Conduct for Private Security Service Providers that it is about.
    public let codeParagraphs: [Int]
    /// The part of the Voluntary Principles on Security and Human Rights that it is about; nil where it is about none.
    public let voluntaryPrinciples: String?
    /// The sources that the entry rests on.
    public let sources: [String]

    /// The key of its name in the catalogue of messages.
    public var messageKey: String { "remedy.category.\(id)" }
}

/// A way to a remedy outside the procedure; it is always offered, and using it costs no right.
public struct ExternalRoute: Sendable, Hashable {
    /// The id.
    public let id: RouteID
    /// What it is called.
    public let label: LocalisedText
    /// Complaints against whom it takes.
    public let against: Set<ComplaintCategory.Against>
    /// Whether it takes a complaint on a private security company only if that is a member of ICoCA.
    public let needsMembership: Bool
    /// Whether it is to be named first where a complaint is grave.
    public let isForGrave: Bool
}

/// The kinds of complaint and the external routes that procedures share.
public struct CategoryTable: Sendable, Hashable {
    /// Where it was taken from.
    public let sources: [SourceReference]
    /// The categories in the order of the file.
    public let categories: [ComplaintCategory]
    /// The routes in the order of the file.
    public let routes: [ExternalRoute]

    let index: [CategoryID: Int]

    /// The category of an id.
    public subscript(id: CategoryID) -> ComplaintCategory? { index[id].map { categories[$0] } }
}
