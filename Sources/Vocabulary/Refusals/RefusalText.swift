/// What was found or expected in a refused record: the key of a message and what fills its placeholders.
///
/// It is kept as it is and put into words for each reader, in their language. Only the texts of this folder can be
/// made, so that every key and every argument stands in one place; the catalogue has each under ``messageKey``.
public struct RefusalText: Sendable, Hashable {
    /// What fills a placeholder.
    public enum Argument: Sendable, Hashable {
        /// Something that is the same in every language: a name, a code, a piece of the record.
        case text(String)
        /// A whole number; under the name `count` it chooses between the message's forms for one and for several.
        case integer(Int)
        /// A number with decimals.
        case real(Double)
        /// Another text.
        case refusal(RefusalText)
    }

    /// The message.
    public let key: String
    /// What fills its placeholders, by name.
    public let arguments: [String: Argument]

    init(_ key: String, _ arguments: [String: Argument] = [:]) {
        self.key = key
        self.arguments = arguments
    }

    /// Takes up a text that was kept.
    package init(keptAs key: String, _ arguments: [String: Argument]) {
        self.init(key, arguments)
    }

    /// The key in the catalogue of messages.
    package var messageKey: String { "refusal.\(key)" }
}
