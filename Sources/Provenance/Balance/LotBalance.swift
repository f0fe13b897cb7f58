/// What a lot received, gave and has left.
public struct LotBalance: Hashable, Sendable {
    /// The lot, as the caller numbered it.
    public let lot: Int
    /// All mass put into it, grams.
    public let receivedGrams: Int
    /// All mass taken out of it, grams.
    public let givenGrams: Int
    /// The latest time of a movement.
    public let lastTime: Int
    /// The records of the movements, ascending, each once.
    public let recordIDs: [Int]
    /// True if a sum grew beyond what can be counted and stands at the largest number instead.
    public let isSaturated: Bool

    /// Received less given, grams; negative if more was given than received.
    ///
    /// Neither sum is negative, so the difference always fits.
    public var leftGrams: Int { receivedGrams - givenGrams }
}
