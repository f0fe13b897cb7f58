/// Where in the log each thing is spoken of, in order, with a tree over it: so that an answer can be proven to be whole.
///
/// A log proves that an entry is there. It cannot prove that there is no other about the same lot; a sorted index can: the
/// entries found stand side by side, between one that sorts before them and one that sorts behind. Whoever doubts the index
/// builds it again from the log.
///
/// ```swift
/// let index = LookupIndex(entries, covering: size)
/// let found = try index.proof(of: key).check(index.statement)     // places in the log, all there are
/// ```
public struct LookupIndex: Sendable {
    /// The entries in their order, each once.
    public let entries: [LookupEntry]
    /// What the log says of it.
    public let statement: LookupStatement
    private let tree: MerkleTree

    /// Makes the index.
    ///
    /// - Parameter covered: How many entries of the log were looked at.
    /// - Complexity: O(n log n).
    public init(_ entries: some Sequence<LookupEntry>, covering covered: UInt64) {
        var sorted: [LookupEntry] = []
        for entry in entries.sorted() where entry != sorted.last { sorted.append(entry) }
        self.entries = sorted
        tree = MerkleTree(hashes: sorted.map(\.hash))
        statement = LookupStatement(covered: covered, count: UInt64(sorted.count), root: tree.root)
    }

    /// Proves which entries of the log speak of a thing: those, and no others.
    ///
    /// - Complexity: O(log n) and the entries found.
    public func proof(of key: LookupKey) -> LookupProof {
        let first = firstPlace { $0.key < key }
        let behind = firstPlace { $0.key <= key }
        // With a neighbour on each side, if there is one.
        let range = max(0, first - 1)..<min(entries.count, behind + 1)
        var hashes: [TreeHash] = []
        if !entries.isEmpty {
            appendOutside(UInt64(range.lowerBound)..<UInt64(range.upperBound), in: 0..<tree.size, to: &hashes)
        }
        return LookupProof(key: key, first: UInt64(range.lowerBound), entries: Array(entries[range]), hashes: hashes)
    }

    /// The first place at which a condition that holds from the beginning holds no more.
    private func firstPlace(_ isBefore: (LookupEntry) -> Bool) -> Int {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if isBefore(entries[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The hashes of the largest parts of the tree that hold nothing of a range, from the left.
    private func appendOutside(_ range: Range<UInt64>, in part: Range<UInt64>, to hashes: inout [TreeHash]) {
        if !range.overlaps(part) {
            hashes.append(hash(part))
        } else if part.upperBound - part.lowerBound > 1 {
            let middle = part.lowerBound + InclusionProof.split(part.upperBound - part.lowerBound)
            appendOutside(range, in: part.lowerBound..<middle, to: &hashes)
            appendOutside(range, in: middle..<part.upperBound, to: &hashes)
        }
    }

    private func hash(_ part: Range<UInt64>) -> TreeHash {
        let count = part.upperBound - part.lowerBound
        if count.nonzeroBitCount == 1 {
            let level = count.trailingZeroBitCount
            return tree.hash(level: level, index: part.lowerBound >> UInt64(level))
        }
        let middle = part.lowerBound + InclusionProof.split(count)
        return .node(hash(part.lowerBound..<middle), hash(middle..<part.upperBound))
    }
}
