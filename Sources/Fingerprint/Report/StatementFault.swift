/// Something that a report must not say, and where.
public struct StatementFault: Sendable, Hashable {
    /// What is wrong with it.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The probability of a proposition instead of that of the results: the transposed conditional.
        case transposed
        /// A source is named as a fact instead of as a proposition that is supported.
        case attribution
    }

    /// What is wrong.
    public let kind: Kind
    /// Where it begins in the text, in bytes of UTF-8.
    public let offset: Int
    /// The words.
    public let excerpt: String

    /// How to say it, in English.
    public var advice: String {
        switch kind {
        case .transposed:
            """
            this is the probability of a proposition. Say how much more probable the results are if the one proposition is \
            true than if the other is.
            """
        case .attribution:
            "this names a source as a fact. Say which of the two propositions the results support more, and how strongly."
        }
    }
}
