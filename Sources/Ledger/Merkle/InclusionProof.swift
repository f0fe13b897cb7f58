/// The proof that a leaf stands at its place in a tree (RFC 6962 section 2.1.1).
public struct InclusionProof: Sendable, Hashable {
    /// The place of the leaf, from 0.
    public let index: UInt64
    /// How many leaves the tree has.
    public let size: UInt64
    /// The hashes beside the path, from the leaf to the root.
    public let hashes: [TreeHash]

    /// Makes a proof, which is worth nothing until it is checked.
    public init(index: UInt64, size: UInt64, hashes: [TreeHash]) {
        self.index = index
        self.size = size
        self.hashes = hashes
    }

    /// The root that the proof leads to (RFC 9162 section 2.1.3.2).
    ///
    /// - Complexity: O(log n) hashes.
    public func root(leaf: TreeHash) throws(ProofFault) -> TreeHash {
        guard index < size else { throw .beyondTree }
        var (place, last) = (index, size - 1)
        var root = leaf
        for hash in hashes {
            guard last > 0 else { throw .wrongLength }
            if place & 1 == 1 || place == last {
                root = .node(hash, root)
                // The path runs along the right edge: levels at which nothing stands beside it have no hash.
                let skipped = place.trailingZeroBitCount
                if place & 1 == 0 { (place, last) = (place >> skipped, last >> skipped) }
            } else {
                root = .node(root, hash)
            }
            place >>= 1
            last >>= 1
        }
        guard last == 0 else { throw .wrongLength }
        return root
    }

    /// Checks that the leaf is part of the tree with that root.
    public func check(leaf: TreeHash, root: TreeHash) throws(ProofFault) {
        guard try self.root(leaf: leaf) == root else { throw .wrongRoot }
    }

    /// The greatest power of two below a number of leaves: where a tree of more than one splits.
    static func split(_ count: UInt64) -> UInt64 {
        1 << (63 - (count - 1).leadingZeroBitCount)
    }
}
