/// The proof that a range of leaves with a known hash is part of a tree (draft-ietf-plants-merkle-tree-certs section
/// 4.4); with a range from 0 on it is a proof of consistency.
public struct SubtreeConsistencyProof: Sendable, Hashable {
    /// The leaves of the subtree.
    public let range: Range<UInt64>
    /// How many leaves the tree has.
    public let size: UInt64
    /// The hashes from which both are made.
    public let hashes: [TreeHash]

    /// Makes a proof, which is worth nothing until it is checked.
    public init(range: Range<UInt64>, size: UInt64, hashes: [TreeHash]) {
        self.range = range
        self.size = size
        self.hashes = hashes
    }

    /// Whether a range may be that of a subtree: it begins at a multiple of the power of two that holds it.
    public static func isSubtree(_ range: Range<UInt64>) -> Bool {
        let count = range.upperBound - range.lowerBound
        guard count > 1 else { return true }
        // Twice the greatest power below the count is the least one that is not below it.
        let (holding, isTooLarge) = InclusionProof.split(count).multipliedReportingOverflow(by: 2)
        return isTooLarge ? range.lowerBound == 0 : range.lowerBound % holding == 0
    }

    /// Checks that the subtree with that hash is part of the tree with that root.
    ///
    /// - Complexity: O(log n) hashes.
    public func check(subtreeRoot: TreeHash, root: TreeHash) throws(ProofFault) {
        guard range.upperBound <= size else { throw .beyondTree }
        guard Self.isSubtree(range) else { throw .notASubtree }
        if range.isEmpty {
            guard hashes.isEmpty else { throw .wrongLength }
            guard subtreeRoot == .empty else { throw .wrongOldRoot }
            return
        }
        var rest = hashes[...]
        let found = try roots(of: range, in: 0..<size, known: subtreeRoot, from: &rest)
        guard rest.isEmpty else { throw .wrongLength }
        guard found.subtree == subtreeRoot else { throw .wrongOldRoot }
        guard found.tree == root else { throw .wrongRoot }
    }

    /// The hash of the part of the subtree that lies in a tree, and that of the tree: the proof is made from the inside
    /// out, so it is taken apart from its end.
    ///
    /// - Parameter known: The subtree's hash, where the whole of it is meant.
    private func roots(
        of range: Range<UInt64>,
        in tree: Range<UInt64>,
        known: TreeHash?,
        from hashes: inout ArraySlice<TreeHash>
    ) throws(ProofFault) -> (subtree: TreeHash, tree: TreeHash) {
        if range == tree {
            guard let hash = known ?? hashes.popLast() else { throw .wrongLength }
            return (hash, hash)
        }
        let middle = tree.lowerBound + InclusionProof.split(tree.upperBound - tree.lowerBound)
        guard let beside = hashes.popLast() else { throw .wrongLength }
        if range.upperBound <= middle {
            let left = try roots(of: range, in: tree.lowerBound..<middle, known: known, from: &hashes)
            return (left.subtree, .node(left.tree, beside))
        }
        if range.lowerBound >= middle {
            let right = try roots(of: range, in: middle..<tree.upperBound, known: known, from: &hashes)
            return (right.subtree, .node(beside, right.tree))
        }
        let right = try roots(
            of: middle..<range.upperBound,
            in: middle..<tree.upperBound,
            known: nil,
            from: &hashes
        )
        return (.node(beside, right.subtree), .node(beside, right.tree))
    }
}

/// The proof that a leaf stands at its place in a subtree.
public struct SubtreeInclusionProof: Sendable, Hashable {
    /// The place of the leaf in the whole tree, from 0.
    public let index: UInt64
    /// The leaves of the subtree.
    public let range: Range<UInt64>
    /// The hashes beside the path, from the leaf to the subtree's root.
    public let hashes: [TreeHash]

    /// Makes a proof, which is worth nothing until it is checked.
    public init(index: UInt64, range: Range<UInt64>, hashes: [TreeHash]) {
        self.index = index
        self.range = range
        self.hashes = hashes
    }

    /// Checks that the leaf is part of the subtree with that hash.
    public func check(leaf: TreeHash, subtreeRoot: TreeHash) throws(ProofFault) {
        guard SubtreeConsistencyProof.isSubtree(range), !range.isEmpty else { throw .notASubtree }
        guard range.contains(index) else { throw .beyondTree }
        let (start, end) = (range.lowerBound, range.upperBound)
        try InclusionProof(index: index - start, size: end - start, hashes: hashes).check(leaf: leaf, root: subtreeRoot)
    }
}
