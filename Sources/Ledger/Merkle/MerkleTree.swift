/// A Merkle tree in memory that grows by leaves (RFC 6962 section 2.1).
///
/// ```swift
/// var tree = MerkleTree()
/// tree.append(contentsOf: leaves)
/// let proof = try tree.snapshot().inclusionProof(of: 7)
/// try proof.check(leaf: .leaf(leaves[7]), root: tree.root)
/// ```
///
/// It keeps every hash of a complete subtree: 64 bytes a leaf. A snapshot shares them until the tree grows again.
public struct MerkleTree: Sendable {
    /// The hashes of complete subtrees: those of two to the power of the level leaves, in order.
    private var levels: [[TreeHash]] = [[]]

    /// Makes a tree without leaves.
    public init() {}

    /// Makes a tree of leaves whose hashes are known.
    public init(hashes: [TreeHash]) {
        levels[0] = hashes
        combine()
    }

    /// How many leaves the tree has.
    public var size: UInt64 { UInt64(levels[0].count) }

    /// Makes room for leaves that are to come.
    public mutating func reserveCapacity(_ count: Int) {
        levels[0].reserveCapacity(count)
    }

    /// Appends a leaf.
    ///
    /// - Complexity: O(log n), on average two hashes.
    public mutating func append(_ leaf: [UInt8]) {
        append(hash: .leaf(leaf))
    }

    /// Appends leaves in their order.
    ///
    /// - Complexity: O(m + log n), two hashes a leaf.
    public mutating func append(contentsOf leaves: [[UInt8]]) {
        append(contentsOf: leaves[...])
    }

    mutating func append(contentsOf leaves: ArraySlice<[UInt8]>) {
        levels[0].reserveCapacity(levels[0].count + leaves.count)
        for leaf in leaves { levels[0].append(.leaf(leaf)) }
        combine()
    }

    /// Appends a leaf whose hash is known.
    public mutating func append(hash: TreeHash) {
        levels[0].append(hash)
        combine()
    }

    /// Appends leaves whose hashes are known.
    public mutating func append(hashes: some Sequence<TreeHash>) {
        levels[0].append(contentsOf: hashes)
        combine()
    }

    /// Hashes the pairs that became complete, level by level.
    private mutating func combine() {
        var level = 0
        while levels[level].count > 1 {
            if level + 1 == levels.count { levels.append([]) }
            let wanted = levels[level].count / 2
            var upper: [TreeHash] = []
            swap(&upper, &levels[level + 1])
            guard upper.count < wanted else {
                swap(&upper, &levels[level + 1])
                return
            }
            levels[level].withUnsafeBufferPointer { lower in
                for index in upper.count..<wanted { upper.append(.node(lower[2 * index], lower[2 * index + 1])) }
            }
            swap(&upper, &levels[level + 1])
            level += 1
        }
    }

    /// The root; ``TreeHash/empty`` if there are no leaves.
    ///
    /// - Complexity: O(log n).
    public var root: TreeHash { root(before: nil) ?? .empty }

    /// The hash of this tree's leaves and of what stands behind them; nil if there is neither.
    func root(before rest: TreeHash?) -> TreeHash? {
        var root = rest
        for level in levels.indices where size >> UInt64(level) & 1 == 1 {
            guard let peak = levels[level].last else { continue }
            root = root.map { .node(peak, $0) } ?? peak
        }
        return root
    }

    /// Takes all leaves out, and keeps the room that they had.
    mutating func removeAll() {
        for level in levels.indices { levels[level].removeAll(keepingCapacity: true) }
    }

    /// The hashes of all leaves.
    var leafHashes: [TreeHash] { levels[0] }

    /// The tree as it was when it had so many leaves; nil if it never had.
    ///
    /// - Complexity: O(log n).
    public func snapshot(size: UInt64? = nil) -> TreeSnapshot<MerkleTree>? {
        let size = size ?? self.size
        guard size <= self.size else { return nil }
        return TreeSnapshot(size: size, of: self)
    }

    /// The hash of a leaf; nil if there is none there.
    public func leafHash(_ index: UInt64) -> TreeHash? {
        index < size ? levels[0][Int(index)] : nil
    }
}

extension MerkleTree: TreeHashSource {
    /// The hash of a complete subtree.
    ///
    /// - Precondition: The tree holds all its leaves.
    public func hash(level: Int, index: UInt64) -> TreeHash {
        levels[level][Int(index)]
    }
}
