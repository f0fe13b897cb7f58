/// A word of a vocabulary in a query: bare, CURIE, URN and Web URI of a standard term are one.
public struct QueryWord: Sendable, Hashable {
    /// The bare word of a standard term, or else the text, its prefix resolved if the query declares it.
    public let text: String
    let vocabulary: CBVVocabulary
    let isTerm: Bool

    /// Makes a word.
    public init(_ text: String, in vocabulary: CBVVocabulary, namespaces: QueryNamespaces = QueryNamespaces()) {
        self.vocabulary = vocabulary
        if case .term(let term) = vocabulary.recognise(Array(text.utf8).span) {
            self.text = term.word
            isTerm = true
        } else {
            self.text = namespaces.expand(text)
            isTerm = false
        }
    }

    /// Whether a value of an event is the same word.
    func matches(_ range: Range<Int>, of event: EventTree) -> Bool {
        let value = event.text.span.extracting(range)
        if isTerm {
            guard case .term(let term) = vocabulary.recognise(value) else { return false }
            return term.word == text
        }
        let wanted = Array(text.utf8)
        if value.equals(wanted.span) { return true }
        return event.expanded(range).map { $0 == wanted } ?? false
    }
}
