/// The proof of which entries of a log speak of a thing: those, and no others, as far as the index covers.
public struct LookupProof: Sendable, Hashable {
    /// The thing.
    public let key: LookupKey
    /// The place in the index of the first entry below.
    public let first: UInt64
    /// The entries of that key, with the one before and the one behind, if there are such.
    public let entries: [LookupEntry]
    /// The hashes of the rest of the index's tree, from the left.
    public let hashes: [TreeHash]

    /// Makes a proof, which is worth nothing until it is checked.
    public init(key: LookupKey, first: UInt64, entries: [LookupEntry], hashes: [TreeHash]) {
        self.key = key
        self.first = first
        self.entries = entries
        self.hashes = hashes
    }

    /// Checks the proof against what the log says of its index; that this is an entry of the log is for another proof.
    ///
    /// - Returns: The places in the log of all entries that speak of the thing, in order; none, if that is what is proven.
    /// - Throws: ``ProofFault``.
    public func check(_ statement: LookupStatement) throws(ProofFault) -> [UInt64] {
        let (behind, isTooLarge) = first.addingReportingOverflow(UInt64(entries.count))
        guard !isTooLarge, behind <= statement.count else { throw .beyondTree }
        guard statement.count > 0 else {
            guard hashes.isEmpty else { throw .wrongLength }
            guard statement.root == .empty else { throw .wrongRoot }
            return []
        }
        guard !entries.isEmpty else { throw .wrongLength }
        for (left, right) in zip(entries, entries.dropFirst()) where !(left < right) { throw .notSorted }
        let found = entries.filter { $0.key == key }
        // All that sorts before the first must be seen to be before the key, and all behind the last behind it.
        guard first == 0 || (entries.first.map { $0.key < key } ?? false) else { throw .incomplete }
        guard behind == statement.count || (entries.last.map { key < $0.key } ?? false) else { throw .incomplete }
        guard found.allSatisfy({ $0.place < statement.covered }) else { throw .beyondTree }
        var rest = hashes[...]
        guard try root(of: 0..<statement.count, from: &rest) == statement.root else { throw .wrongRoot }
        guard rest.isEmpty else { throw .wrongLength }
        return found.map(\.place)
    }

    private func root(of part: Range<UInt64>, from rest: inout ArraySlice<TreeHash>) throws(ProofFault) -> TreeHash {
        let range = first..<(first + UInt64(entries.count))
        guard range.overlaps(part) else {
            guard let hash = rest.popFirst() else { throw .wrongLength }
            return hash
        }
        let count = part.upperBound - part.lowerBound
        if count == 1 { return entries[Int(part.lowerBound - first)].hash }
        let middle = part.lowerBound + InclusionProof.split(count)
        let left = try root(of: part.lowerBound..<middle, from: &rest)
        return .node(left, try root(of: middle..<part.upperBound, from: &rest))
    }
}
