/// Makes the tiles and bundles of a log that grows: it holds the right edge only, some kilobytes however large the log.
///
/// ```swift
/// var log = TileAppender()
/// try log.append(entries) { path, bytes in files[path.text] = bytes }
/// let checkpoint = Checkpoint(origin: origin, size: log.size, root: log.root)
/// ```
///
/// Each append gives the tiles that became full and the partial ones of the new size, so that every size at which an
/// append ends can be published.
public struct TileAppender: Sendable {
    /// How many entries the log has.
    public private(set) var size: UInt64 = 0
    /// The tile at the right of each level, with the hashes inside it; never full.
    private var edge: [MerkleTree] = []
    /// The bundle at the right, as it is stored; never full.
    private var bundle: [UInt8] = []

    /// Begins a log without entries.
    public init() {}

    /// Goes on with a log of a size whose right edge is read back.
    ///
    /// - Parameter read: Reads the bytes of a tile or bundle; it is asked for partial ones of that very size.
    /// - Throws: ``TileReadFailure`` if one cannot be read, or the entries do not hash to the tile.
    public init<Failure: Error>(
        resuming size: UInt64,
        read: (TilePath) throws(Failure) -> [UInt8]
    ) throws(TileReadFailure<Failure>) {
        func load(_ path: TilePath) throws(TileReadFailure<Failure>) -> [UInt8] {
            do throws(Failure) { return try read(path) } catch { throw .load(path, error) }
        }
        self.size = size
        var level = 0
        while level < 8, size >> UInt64(8 * level) > 0 {
            let count = size >> UInt64(8 * level)
            let width = Int(count % 256)
            guard width > 0 else {
                edge.append(MerkleTree())
                level += 1
                continue
            }
            let path = TilePath(kind: .hashes(level: level), index: count / 256, width: width)
            let bytes = try load(path)
            do throws(TileFault) {
                edge.append(try HashTile(bytes, width: width).tree)
            } catch {
                throw .tile(path, error)
            }
            level += 1
        }
        guard let leaves = edge.first, leaves.size > 0 else { return }
        let path = TilePath(kind: .entries, index: size / 256, width: Int(leaves.size))
        bundle = try load(path)
        do throws(TileFault) {
            try EntryBundle(bundle, width: path.width)
                .check(against: HashTile(leaves.leafHashes), first: path.index * 256)
        } catch {
            throw .tile(path, error)
        }
    }

    /// The root of the tree.
    ///
    /// - Complexity: O(log n) hashes.
    public var root: TreeHash {
        var root: TreeHash?
        for tile in edge { root = tile.root(before: root) }
        return root ?? .empty
    }

    /// Appends entries in their order.
    ///
    /// - Parameter emit: Takes the path and the bytes of each tile and bundle that is new or grew. What is below comes
    ///   before what is above it. If it throws, the appender is as it was before.
    /// - Precondition: No entry is longer than ``EntryBundle/longestEntry``.
    /// - Complexity: O(m + log n), two hashes an entry.
    public mutating func append<Failure: Error>(
        _ entries: [[UInt8]],
        emit: (TilePath, [UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        guard !entries.isEmpty else { return }
        // A copy of some kilobytes, so that nothing is half done.
        var next = self
        try next.grow(entries, emit)
        self = next
    }

    private mutating func grow<Failure: Error>(
        _ entries: [[UInt8]],
        _ emit: (TilePath, [UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        if edge.isEmpty { edge.append(MerkleTree()) }
        let before = size
        var rest = entries[...]
        while !rest.isEmpty {
            let part = rest.prefix(256 - Int(edge[0].size))
            rest = rest.dropFirst(part.count)
            bundle.reserveCapacity(bundle.count + part.reduce(0) { $0 + $1.count + 2 })
            for entry in part { EntryBundle.append(entry, to: &bundle) }
            edge[0].append(contentsOf: part)
            size += UInt64(part.count)
            guard edge[0].size == 256 else { break }
            try emit(TilePath(kind: .entries, index: size / 256 - 1), bundle)
            bundle.removeAll(keepingCapacity: true)
            try closeFullTiles(emit)
        }
        if !bundle.isEmpty {
            try emit(TilePath(kind: .entries, index: size / 256, width: Int(size % 256)), bundle)
        }
        for (level, tile) in edge.enumerated() {
            let count = size >> UInt64(8 * level)
            guard tile.size > 0, count > before >> UInt64(8 * level) else { continue }
            let path = TilePath(kind: .hashes(level: level), index: count / 256, width: Int(tile.size))
            try emit(path, HashTile(tile.leafHashes).bytes)
        }
    }

    /// Puts the hash of each tile that is full into the one above it.
    private mutating func closeFullTiles<Failure: Error>(
        _ emit: (TilePath, [UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var level = 0
        while edge[level].size == 256 {
            let index = (size >> UInt64(8 * (level + 1))) - 1
            try emit(TilePath(kind: .hashes(level: level), index: index), HashTile(edge[level].leafHashes).bytes)
            if level + 1 == edge.count { edge.append(MerkleTree()) }
            edge[level + 1].append(hash: edge[level].root)
            edge[level].removeAll()
            level += 1
        }
    }
}
