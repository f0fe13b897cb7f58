/// Where the hashes of a tree come from: memory, tiles in a folder, tiles of a log elsewhere.
///
/// A source holds the hashes of complete subtrees only. The others belong to one size of the tree, and
/// ``TreeSnapshot`` makes them.
public protocol TreeHashSource<Failure> {
    /// How reading fails.
    associatedtype Failure: Error

    /// The hash of the leaves from `index << level` on, `1 << level` of them.
    func hash(level: Int, index: UInt64) throws(Failure) -> TreeHash
}
