/// A pattern in a query, matched by its canonical link where it names one thing.
public struct QueryPattern: Sendable, Hashable {
    /// The pattern as written.
    public let text: String
    /// The one identifier that it names; nil for a pattern with wildcards.
    public let identifier: QueryIdentifier?
    private let pattern: EPCPattern

    /// Reads a pattern.
    ///
    /// - Throws: for an EPC URN or a Digital Link that is not well-formed.
    public init(_ text: String) throws(EPCIdentifierError) {
        self.text = text
        pattern = try EPCPattern(text)
        identifier = text.utf8.last == UInt8(ascii: "*") ? nil : QueryIdentifier(text)
    }

    /// Whether a value is or fits the pattern.
    func matches(_ value: Span<UInt8>) -> Bool {
        if let identifier, identifier.matches(value) { return true }
        if let identifier, identifier.hasLink { return false }
        return pattern.matches(String(decoding: value.copied(0..<value.count), as: UTF8.self))
    }
}
