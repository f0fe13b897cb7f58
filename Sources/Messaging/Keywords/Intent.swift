public import Secrets
public import Vocabulary

/// What a message asks for.
public enum Intent: Sendable, Equatable {
    /// To report; the words after the keyword, empty if there are none. The carrier has read them already.
    case report(text: String)
    /// A price.
    case price(PriceQuery)
    /// The answers to a report, by its receipt in words or digits as it was typed; nil if none was. Whoever has it can
    /// read on: it does not print.
    case answer(receipt: SecretBytes?)
    /// What can be asked.
    case help
    /// To be answered in the language of the word.
    case language
    /// No message any more.
    case stop
    /// Messages again.
    case start
    /// Yes.
    case yes
    /// No.
    case no
    /// A number alone, such as the choice in a list.
    case number(Int)
    /// None of these; the keywords that one letter would make of the first word.
    case unclear(nearest: [Keyword])
}

/// What somebody wants to know the price of.
public struct PriceQuery: Sendable, Hashable {
    /// The id of the mineral; nil if no mineral was named, or none that the book knows.
    public let mineral: String?
    /// The place as it was written, or the words that are no mineral; nil if there are none.
    public let place: String?

    /// Makes a question.
    public init(mineral: String?, place: String?) {
        (self.mineral, self.place) = (mineral, place)
    }
}

/// A word that asks for something.
public struct Keyword: Sendable, Hashable {
    /// The word as the book writes it.
    public let word: String
    /// What it asks for.
    public let command: Command
    /// The languages in which it does.
    public let languages: Set<Language>
}

/// A message as the book reads it.
public struct KeywordReading: Sendable, Equatable {
    /// What it asks for.
    public let intent: Intent
    /// The languages of its keyword; empty if it has none.
    public let languages: Set<Language>
    /// Whether the keyword is all that it says.
    public let isAlone: Bool

    /// The language to answer in: one of the keyword's, the preferred one if it is among them.
    public func language(preferring preferred: Language) -> Language {
        if languages.isEmpty || languages.contains(preferred) { return preferred }
        return Language.allCases.first { languages.contains($0) } ?? preferred
    }
}
