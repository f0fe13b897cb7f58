/// What one party owns of another, directly or through others.
public struct OwnershipStake: Hashable, Sendable {
    /// The owner.
    public let owner: Int
    /// The party owned.
    public let party: Int
    /// The share over all paths, parts per million; nil if every path has a link whose share is not stated.
    ///
    /// More than a million means that the statements contradict each other.
    public let sharePPM: Int?
    /// True if some path could not be counted because a share is not stated, so that `sharePPM` is a lower bound.
    public let isPartial: Bool
    /// Links on the shortest path.
    public let hops: Int
    /// Parties on the shortest path, the owner first and the party last.
    public let path: [Int]
    /// The records of the links on all paths, ascending, each once.
    public let recordIDs: [Int]
    /// True if nobody is known to own the owner.
    public let isUltimate: Bool
    /// False if the search was given up before all paths were seen.
    public let isComplete: Bool
}
