/// A tile of hashes: up to 256 of one level of the tree, 32 bytes each, one after another.
public struct HashTile: Sendable, Hashable {
    /// The hashes, in order.
    public let hashes: [TreeHash]

    /// Makes a tile.
    public init(_ hashes: [TreeHash]) { self.hashes = hashes }

    /// Reads a tile of a known width.
    public init(_ bytes: [UInt8], width: Int) throws(TileFault) {
        guard bytes.count == width * TreeHash.byteCount else { throw .wrongLength }
        hashes = stride(from: 0, to: bytes.count, by: TreeHash.byteCount).compactMap {
            TreeHash(bytes[$0..<($0 + TreeHash.byteCount)])
        }
    }

    /// The tile as it is stored and served.
    public var bytes: [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(hashes.count * TreeHash.byteCount)
        for hash in hashes { hash.withUnsafeBytes { output.append(contentsOf: $0) } }
        return output
    }

    /// The tile's own tree: its hashes, and those above them as far as they are complete.
    var tree: MerkleTree { MerkleTree(hashes: hashes) }
}

extension MerkleTree {
    /// The tile that a path names; nil if the tree does not hold it.
    public func tile(_ path: TilePath) -> HashTile? {
        guard case .hashes(let level) = path.kind, level < 8 else { return nil }
        let first = path.index * 256
        guard size >> UInt64(8 * level) >= first + UInt64(path.width) else { return nil }
        return HashTile((first..<(first + UInt64(path.width))).map { hash(level: 8 * level, index: $0) })
    }
}
