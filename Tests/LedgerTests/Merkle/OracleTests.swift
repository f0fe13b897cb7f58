import Crypto
import Formats
import KernelSamples
import Ledger
import Testing

/// Roots, proofs and tiles of one tree, from Go's reference implementation (golang.org/x/mod/sumdb/tlog).
@Suite("The reference's tree", .enabled(if: LedgerVectors.folder != nil, LedgerVectors.absence))
struct OracleTests {
    private static let leaves: [[UInt8]] = (0..<70_000).map { Array("leaf-\($0)".utf8) }
    private static let tree: MerkleTree = {
        var tree = MerkleTree()
        tree.append(contentsOf: leaves)
        return tree
    }()

    @Test("Its 272 roots") func roots() throws {
        let oracle = try LedgerVectors.tape("merkle/gomod-tlog-oracle.json")
        #expect(try oracle.hash("empty_root") == .empty)
        #expect(MerkleTree().root == .empty)
        let roots = try #require(oracle["roots"]).elements
        #expect(roots.count == 272)
        for each in roots {
            #expect(Self.tree.snapshot(size: try each.count("size"))?.root == (try each.hash("root")))
        }
        #expect(Self.tree.root == (try roots.last?.hash("root")))
    }

    @Test("Its 213 proofs of inclusion, made and checked") func inclusion() throws {
        let proofs = try #require(try LedgerVectors.tape("merkle/gomod-tlog-oracle.json")["inclusion"]).elements
        #expect(proofs.count == 213)
        for each in proofs {
            let (index, size) = (try each.count("index"), try each.count("size"))
            let expected = InclusionProof(index: index, size: size, hashes: try #require(each.hashes("proof")))
            let snapshot = try #require(Self.tree.snapshot(size: size))
            #expect(try snapshot.inclusionProof(of: index) == expected)
            try expected.check(leaf: .leaf(Self.leaves[Int(index)]), root: try #require(try each.hash("root")))
        }
    }

    @Test("Its 196 proofs of consistency, made and checked") func consistency() throws {
        let proofs = try #require(try LedgerVectors.tape("merkle/gomod-tlog-oracle.json")["consistency"]).elements
        #expect(proofs.count == 196)
        for each in proofs {
            let (old, new) = (try each.count("old"), try each.count("new"))
            let expected = ConsistencyProof(oldSize: old, newSize: new, hashes: try #require(each.hashes("proof")))
            #expect(try #require(Self.tree.snapshot(size: new)).consistencyProof(from: old) == expected)
            let (oldRoot, newRoot) = (try #require(try each.hash("old_root")), try #require(try each.hash("new_root")))
            try expected.check(oldRoot: oldRoot, newRoot: newRoot)
        }
    }

    @Test("Its 277 tiles, their paths, and the bundles of another implementation") func tiles() throws {
        let tiles = try #require(try LedgerVectors.tape("merkle/gomod-tlog-oracle.json")["tiles_70000"]).elements
        #expect(tiles.count == 277)
        let paths = TilePath.added(to: 70_000)
        #expect(Set(paths.map(\.text)).count == paths.count)
        var seen: Set<String> = []
        for each in tiles {
            let text = try each.text("path")
            let path = try TilePath(parsing: text)
            #expect(path.text == text)
            #expect(paths.contains(path))
            seen.insert(text)
            let bytes = try #require(Self.tree.tile(path)).bytes
            #expect(Self.hex(bytes) == (try each.text("sha256")))
            #expect(try HashTile(bytes, width: path.width) == Self.tree.tile(path))
        }
        #expect(paths.filter { $0.kind != .entries }.allSatisfy { seen.contains($0.text) })
        let bundles = try #require(try LedgerVectors.tape("merkle/entry-bundles-70000.json")["bundles"]).members
        #expect(bundles.count == 4)
        for (text, sum) in bundles {
            let path = try TilePath(parsing: text)
            #expect(path.text == text)
            #expect(paths.contains(path))
            let first = Int(path.index) * 256
            let bundle = try EntryBundle(Array(Self.leaves[first..<(first + path.width)]))
            #expect(Self.hex(bundle.bytes) == sum.string)
            #expect(try EntryBundle(bundle.bytes, width: path.width) == bundle)
            let tile = TilePath(kind: .hashes(level: 0), index: path.index, width: path.width)
            try bundle.check(against: try #require(Self.tree.tile(tile)), first: UInt64(first))
        }
    }

    @Test("Proofs from tiles are those from memory") func fromTiles() throws {
        let tree = Self.tree
        let source = TileSource(size: 70_000, tileLimit: 8) { (path) throws(TileFault) -> [UInt8] in
            guard let tile = tree.tile(path) else { throw .badPath }
            return tile.bytes
        }
        let memory = try #require(tree.snapshot())
        let tiles = try TreeSnapshot(size: 70_000, of: source)
        #expect(tiles.root == memory.root)
        for index in stride(from: UInt64(0), to: 70_000, by: 611) {
            #expect(try tiles.inclusionProof(of: index) == memory.inclusionProof(of: index))
            #expect(try tiles.consistencyProof(from: index + 1) == memory.consistencyProof(from: index + 1))
        }
        #expect(throws: TileReadFailure<TileFault>.beyondTree) { try source.hash(level: 0, index: 70_000) }
        #expect(throws: TileReadFailure<TileFault>.beyondTree) { try source.hash(level: 16, index: 1) }
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
