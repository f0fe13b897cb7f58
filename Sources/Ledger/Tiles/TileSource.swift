import Synchronization

/// The hashes of a tree of a known size, from its tiles: a folder's, or those of a log elsewhere.
///
/// It keeps the tiles that it read, with the hashes between their levels. What a tile says is not believed: a proof is
/// worth what its check against a signed root is worth.
public final class TileSource<Failure: Error>: TreeHashSource, Sendable {
    /// How many leaves the tree has.
    public let size: UInt64
    /// Reads the bytes of a tile.
    private let load: @Sendable (TilePath) throws(Failure) -> [UInt8]
    /// The trees of the tiles that were read; under the lock, which is never held while one is read.
    private let tiles = Mutex<[TilePath: MerkleTree]>([:])
    private let tileLimit: Int

    /// Makes a source.
    ///
    /// - Parameters:
    ///   - size: How many leaves the tree has: which tiles are partial follows from it.
    ///   - tileLimit: How many tiles are kept, some 16 KB each.
    ///   - load: Reads the bytes of a tile.
    public init(
        size: UInt64,
        tileLimit: Int = 4096,
        load: @escaping @Sendable (TilePath) throws(Failure) -> [UInt8]
    ) {
        self.size = size
        self.tileLimit = tileLimit
        self.load = load
    }

    /// The hash of a complete subtree.
    ///
    /// - Throws: ``TileReadFailure`` if the tree does not reach so far, the tile cannot be read or has another length.
    public func hash(level: Int, index: UInt64) throws(TileReadFailure<Failure>) -> TreeHash {
        let inner = level % 8
        let first = index << inner
        let kind = TilePath.Kind.hashes(level: level / 8)
        let last = first + (1 << inner) - 1
        guard level < 64, first >> inner == index, let path = TilePath.holding(last, kind: kind, size: size) else {
            throw .beyondTree
        }
        let tree = try tree(path)
        return tree.hash(level: inner, index: index % (256 >> inner))
    }

    private func tree(_ path: TilePath) throws(TileReadFailure<Failure>) -> MerkleTree {
        if let tree = tiles.withLock({ $0[path] }) { return tree }
        let bytes: [UInt8]
        do throws(Failure) {
            bytes = try load(path)
        } catch {
            throw .load(path, error)
        }
        let tree: MerkleTree
        do throws(TileFault) {
            tree = try HashTile(bytes, width: path.width).tree
        } catch {
            throw .tile(path, error)
        }
        tiles.withLock {
            if $0.count >= tileLimit { $0.removeAll(keepingCapacity: true) }
            $0[path] = tree
        }
        return tree
    }
}

/// Why a hash could not be had from tiles.
public enum TileReadFailure<Failure: Error>: Error {
    /// The tree has no such hash.
    case beyondTree
    /// The bytes of a tile could not be read.
    case load(TilePath, Failure)
    /// The bytes are no tile.
    case tile(TilePath, TileFault)
}

extension TileReadFailure: Equatable where Failure: Equatable {}
