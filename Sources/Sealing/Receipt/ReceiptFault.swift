public import Vocabulary

/// What is wrong with what somebody typed as a receipt, so that they can mend it.
public struct ReceiptFault: Error, Sendable, Hashable {
    /// The kinds of fault.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// There is nothing.
        case empty
        /// There is far more than a receipt.
        case tooLong
        /// Not nine words, or not 28 digits.
        case wrongCount
        /// A word that the list of its language does not hold.
        case unknownWord
        /// All words are known, but they do not go together: one of them is another one than it was.
        case wrongWord
        /// Two words stand in each other's place.
        case swapped
        /// A digit is another one than it was, or two have changed places.
        case wrongDigits
        /// The words are good in two languages and mean two receipts: the language has to be chosen.
        case ambiguous

        /// The key of the sentence that tells the visitor.
        public var messageKey: String { "receipt.refused.\(rawValue)" }
    }

    /// A place and what might have been meant there.
    public struct Suggestion: Sendable, Hashable {
        /// The word or the group of digits, the first being 1.
        public let place: Int
        /// What it might have been, the likeliest first.
        public let texts: [String]
    }

    /// What is wrong.
    public let reason: Reason
    /// How many words or digits there are, where that is the fault.
    public let found: Int?
    /// The language that the words were taken for.
    public let language: Language?
    /// Where it may be wrong and what may have been meant; empty if nobody can tell.
    public let suggestions: [Suggestion]

    init(_ reason: Reason, found: Int? = nil, language: Language? = nil, suggestions: [Suggestion] = []) {
        (self.reason, self.found, self.language, self.suggestions) = (reason, found, language, suggestions)
    }
}
