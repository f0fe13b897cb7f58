/// A tree as it was at one size: its root, and what proves that a leaf or an earlier tree is part of it.
///
/// The hashes on the right edge, which no source keeps, are made once; proofs then hash nothing.
public struct TreeSnapshot<Source: TreeHashSource> {
    /// How many leaves the tree had.
    public let size: UInt64
    /// Its root.
    public let root: TreeHash

    /// A complete subtree of the largest that the tree is made of, from the left.
    private struct Peak {
        let level: Int
        let start: UInt64
        let hash: TreeHash
        /// The hash of everything from the peak's first leaf on.
        let rest: TreeHash
    }

    private let source: Source
    private let peaks: [Peak]

    /// Makes the snapshot from a source that holds so many leaves.
    ///
    /// - Complexity: O(log n) reads and hashes.
    public init(size: UInt64, of source: Source) throws(Source.Failure) {
        var peaks: [Peak] = []
        // From the right, so that each peak finds the rest behind it made.
        var start = size
        var rest: TreeHash?
        for level in 0..<64 where size >> level & 1 == 1 {
            start -= 1 << level
            let hash = try source.hash(level: level, index: start >> level)
            let edge = rest.map { .node(hash, $0) } ?? hash
            peaks.append(Peak(level: level, start: start, hash: hash, rest: edge))
            rest = edge
        }
        self.size = size
        self.source = source
        self.peaks = peaks.reversed()
        root = rest ?? .empty
    }

    /// Proves that a leaf is part of the tree (RFC 6962 section 2.1.1).
    ///
    /// - Throws: ``ProofFailure/fault(_:)`` if there is no such leaf.
    /// - Complexity: O(log n) reads, no hash.
    public func inclusionProof(of index: UInt64) throws(ProofFailure<Source.Failure>) -> InclusionProof {
        guard let place = peaks.lastIndex(where: { $0.start <= index }), index < size else {
            throw .fault(.beyondTree)
        }
        var hashes: [TreeHash] = []
        hashes.reserveCapacity(peaks[place].level + peaks.count)
        for level in 0..<peaks[place].level { hashes.append(try read(level, index >> level ^ 1)) }
        if place + 1 < peaks.count { hashes.append(peaks[place + 1].rest) }
        for left in peaks[..<place].reversed() { hashes.append(left.hash) }
        return InclusionProof(index: index, size: size, hashes: hashes)
    }

    /// Proves that the tree only grew since it had so many leaves (RFC 6962 section 2.1.2).
    ///
    /// - Throws: ``ProofFailure/fault(_:)`` if it had none, or never so many.
    /// - Complexity: O(log n) reads, no hash.
    public func consistencyProof(from oldSize: UInt64) throws(ProofFailure<Source.Failure>) -> ConsistencyProof {
        guard oldSize > 0 else { throw .fault(.emptyTree) }
        guard oldSize <= size else { throw .fault(.sizesReversed) }
        var hashes: [TreeHash] = []
        try subproof(of: 0..<oldSize, in: 0..<size, isKnown: true, into: &hashes)
        return ConsistencyProof(oldSize: oldSize, newSize: size, hashes: hashes)
    }

    /// Proves that a subtree is part of the tree (draft-ietf-plants-merkle-tree-certs section 4.4).
    ///
    /// - Throws: ``ProofFailure/fault(_:)`` if the range is none of a subtree, or lies beyond the tree.
    /// - Complexity: O(log n) reads, no hash.
    public func subtreeProof(of range: Range<UInt64>) throws(ProofFailure<Source.Failure>) -> SubtreeConsistencyProof {
        guard range.upperBound <= size else { throw .fault(.beyondTree) }
        guard SubtreeConsistencyProof.isSubtree(range) else { throw .fault(.notASubtree) }
        var hashes: [TreeHash] = []
        if !range.isEmpty { try subproof(of: range, in: 0..<size, isKnown: true, into: &hashes) }
        return SubtreeConsistencyProof(range: range, size: size, hashes: hashes)
    }

    /// SUBTREE_SUBPROOF of the draft; with ranges from 0 on it is PROOF of RFC 6962 section 2.1.2.
    private func subproof(
        of range: Range<UInt64>,
        in tree: Range<UInt64>,
        isKnown: Bool,
        into hashes: inout [TreeHash]
    ) throws(ProofFailure<Source.Failure>) {
        if range == tree {
            if !isKnown { hashes.append(try hash(of: tree)) }
            return
        }
        let middle = tree.lowerBound + InclusionProof.split(tree.upperBound - tree.lowerBound)
        if range.upperBound <= middle {
            try subproof(of: range, in: tree.lowerBound..<middle, isKnown: isKnown, into: &hashes)
            hashes.append(try hash(of: middle..<tree.upperBound))
        } else if range.lowerBound >= middle {
            try subproof(of: range, in: middle..<tree.upperBound, isKnown: isKnown, into: &hashes)
            hashes.append(try hash(of: tree.lowerBound..<middle))
        } else {
            let right = middle..<range.upperBound
            try subproof(of: right, in: middle..<tree.upperBound, isKnown: false, into: &hashes)
            hashes.append(try hash(of: tree.lowerBound..<middle))
        }
    }

    /// The hash of a range that is either complete or ends with the tree and begins with a peak.
    private func hash(of range: Range<UInt64>) throws(ProofFailure<Source.Failure>) -> TreeHash {
        let count = range.upperBound - range.lowerBound
        let level = count.trailingZeroBitCount
        if count == 1 << level { return try read(level, range.lowerBound >> level) }
        guard let peak = peaks.first(where: { $0.start == range.lowerBound }) else { throw .fault(.notASubtree) }
        return peak.rest
    }

    private func read(_ level: Int, _ index: UInt64) throws(ProofFailure<Source.Failure>) -> TreeHash {
        do throws(Source.Failure) {
            return try source.hash(level: level, index: index)
        } catch {
            throw .source(error)
        }
    }
}

extension TreeSnapshot: Sendable where Source: Sendable {}

/// Why a proof could not be made.
public enum ProofFailure<Failure: Error>: Error {
    /// There is no such proof.
    case fault(ProofFault)
    /// The hashes could not be read.
    case source(Failure)
}

extension ProofFailure: Equatable where Failure: Equatable {}
