/// The proof that a tree only grew: what it held before is still there, in the same order (RFC 6962 section 2.1.2).
public struct ConsistencyProof: Sendable, Hashable {
    /// How many leaves the older tree had.
    public let oldSize: UInt64
    /// How many leaves the newer one has.
    public let newSize: UInt64
    /// The hashes from which both roots are made.
    public let hashes: [TreeHash]

    /// Makes a proof, which is worth nothing until it is checked.
    public init(oldSize: UInt64, newSize: UInt64, hashes: [TreeHash]) {
        self.oldSize = oldSize
        self.newSize = newSize
        self.hashes = hashes
    }

    /// Checks that the tree with the newer root begins with the one with the older root.
    ///
    /// The empty tree begins every tree, so that a proof from it would say nothing: only the empty one is taken to be
    /// consistent with itself.
    ///
    /// - Complexity: O(log n) hashes.
    public func check(oldRoot: TreeHash, newRoot: TreeHash) throws(ProofFault) {
        guard oldSize <= newSize else { throw .sizesReversed }
        if oldSize == newSize {
            guard hashes.isEmpty else { throw .wrongLength }
            guard oldRoot == newRoot else { throw .wrongRoot }
            guard oldSize > 0 || oldRoot == .empty else { throw .wrongOldRoot }
            return
        }
        guard oldSize > 0 else { throw .emptyTree }
        try SubtreeConsistencyProof(range: 0..<oldSize, size: newSize, hashes: hashes)
            .check(subtreeRoot: oldRoot, root: newRoot)
    }
}
