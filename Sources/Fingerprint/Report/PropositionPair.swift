/// Two propositions that exclude each other, of which a ratio compares the support.
///
/// ENFSI Guideline for Evaluative Reporting (2015) 2.4: at least two, of one level, set before the results are known.
/// This room knows the level of the source alone: it says nothing of who did what.
public struct PropositionPair: Sendable, Hashable {
    /// What the party that puts the question holds, such as “The sample comes from mine A”.
    public let first: String
    /// What is held against it, such as “The sample comes from another mine of the population”.
    public let second: String

    /// Makes a pair.
    ///
    /// - Throws: ``FingerprintError/emptyText(heading:)`` for an empty one, and ``FingerprintError/parameter(name:range:)`` where
    ///   both are the same.
    public init(_ first: String, _ second: String) throws(FingerprintError) {
        for text in [first, second] where text.allSatisfy(\.isWhitespace) { throw .emptyText(heading: "propositions") }
        guard first != second else { throw .parameter(name: "propositions", range: "two that exclude each other") }
        (self.first, self.second) = (first, second)
    }
}
