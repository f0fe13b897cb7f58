import Formats
import KernelSamples
import Ledger
import Testing

@Suite("Tiles")
struct TileTests {
    @Test(
        "Paths, as the specification writes them",
        arguments: [
            ("tile/0/x001/x234/067", TilePath(kind: .hashes(level: 0), index: 1_234_067)),
            ("tile/63/000", TilePath(kind: .hashes(level: 63), index: 0)),
            ("tile/1/999.p/17", TilePath(kind: .hashes(level: 1), index: 999, width: 17)),
            ("tile/1/x001/000", TilePath(kind: .hashes(level: 1), index: 1000)),
            ("tile/entries/x001/x234/067.p/255", TilePath(kind: .entries, index: 1_234_067, width: 255)),
            (
                "tile/0/x018/x446/x744/x073/x709/x551/615",
                TilePath(kind: .hashes(level: 0), index: .max)
            ),
        ]
    )
    func paths(text: String, path: TilePath) throws {
        #expect(path.text == text)
        #expect(try TilePath(parsing: text) == path)
    }

    @Test(
        "Other spellings are none",
        arguments: [
            "", "tile", "tile/0", "tile/0/", "tile/0/0", "tile/0/00", "tile/0/0000", "tile/00/000", "tile/64/000",
            "tile/-1/000", "tile/+1/000", "tile/x/000", "tile/0/x000/000", "tile/0/x000/001", "tile/0/x001",
            "tile/0/001/002", "tile/0/x001/x002", "tile/0/xx01/002", "tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/0",
            "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/1/", "tile/0/000.q/1", "tile/0/.p/1", "/tile/0/000",
            "tile/entry/000", "tile/entries", "tile/0/000/", "tile/0//000", "tile/0/x018/x446/x744/x073/x709/x551/616",
            "tile/0/x001/x018/x446/x744/x073/x709/x551/615", "tile/0/00١", "TILE/0/000", "tile/0/../000",
        ]
    )
    func badPaths(text: String) {
        #expect(throws: TileFault.badPath) { try TilePath(parsing: text) }
    }

    @Test("The tiles of a tree of 70,000 leaves, and of one of 256, as the specification counts them")
    func counts() {
        let paths = TilePath.added(to: 70_000)
        func count(_ level: Int) -> (full: Int, widths: [Int]) {
            let own = paths.filter { $0.kind == .hashes(level: level) }
            return (own.count { !$0.isPartial }, own.filter(\.isPartial).map(\.width))
        }
        #expect(count(0) == (273, [112]))
        #expect(count(1) == (1, [17]))
        #expect(count(2) == (0, [1]))
        #expect(TilePath.added(to: 256).map(\.text) == ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"])
        #expect(TilePath.added(to: 0).isEmpty)
    }

    @Test("Growing by steps adds what growing at once has, and every tile of every size in between")
    func growth() {
        var dice = Dice(seed: 8)
        var size: UInt64 = 0
        var added: Set<TilePath> = []
        while size < 200_000 {
            let next = size + UInt64.random(in: 1...3000, using: &dice)
            let new = TilePath.added(from: size, to: next)
            #expect(added.isDisjoint(with: new))
            added.formUnion(new)
            #expect(Set(TilePath.added(to: next)).isSubset(of: added))
            size = next
        }
        #expect(TilePath.added(from: size, to: size).isEmpty)
    }

    @Test("Which tile holds what")
    func holding() {
        #expect(TilePath.holding(0, kind: .entries, size: 0) == nil)
        #expect(TilePath.holding(69_999, kind: .entries, size: 70_000)?.text == "tile/entries/273.p/112")
        #expect(TilePath.holding(255, kind: .hashes(level: 0), size: 70_000)?.text == "tile/0/000")
        #expect(TilePath.holding(256, kind: .hashes(level: 1), size: 70_000)?.text == "tile/1/001.p/17")
        #expect(TilePath.holding(0, kind: .hashes(level: 9), size: .max) == nil)
    }

    @Test("A bundle that is cut, too long, too short or of other entries is refused")
    func bundles() throws {
        let entries = (0..<5).map { Array(repeating: UInt8($0), count: $0 * 100) }
        let bundle = try EntryBundle(entries)
        let bytes = bundle.bytes
        #expect(try EntryBundle(bytes, width: 5) == bundle)
        for count in 0..<bytes.count {
            #expect(throws: TileFault.wrongLength) { try EntryBundle(Array(bytes[..<count]), width: 5) }
        }
        #expect(throws: TileFault.wrongLength) { try EntryBundle(bytes, width: 4) }
        #expect(throws: TileFault.wrongLength) { try EntryBundle(bytes, width: 6) }
        #expect(throws: TileFault.wrongLength) { try EntryBundle(bytes + [0], width: 5) }
        #expect(throws: TileFault.entryTooLong) { try EntryBundle([[UInt8](repeating: 0, count: 65_536)]) }
        let longest = try EntryBundle([[UInt8](repeating: 7, count: 65_535)])
        #expect(try EntryBundle(longest.bytes, width: 1) == longest)
        let tile = HashTile(entries.map { TreeHash.leaf($0) })
        try bundle.check(against: tile, first: 0)
        #expect(throws: TileFault.wrongLength) { try HashTile(tile.bytes, width: 4) }
        for byte in bytes.indices {
            var changed = bytes
            changed[byte] ^= 0x10
            let isSeen =
                fault { () throws(TileFault) in
                    try EntryBundle(changed, width: 5).check(against: tile, first: 0)
                } != nil
            #expect(isSeen, "byte \(byte)")
        }
        #expect(throws: TileFault.wrongEntry(1002)) {
            try EntryBundle([entries[0], entries[1], entries[3], entries[3], entries[4]]).check(
                against: tile,
                first: 1000
            )
        }
    }

    @Test("Any bit that changes in a tile changes the root") func tampering() throws {
        let tree = MerkleTree(hashes: (0..<600).map { TreeHash.leaf(Array("\($0)".utf8)) })
        let paths = TilePath.added(to: 600).filter { $0.kind != .entries }
        #expect(paths.map(\.text) == ["tile/0/000", "tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2"])
        var dice = Dice(seed: 600)
        for path in paths {
            let bytes = try #require(tree.tile(path)).bytes
            for _ in 0..<200 {
                var changed = bytes
                changed[Int.random(in: 0..<bytes.count, using: &dice)] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
                // The leaves themselves are what a mirror is checked by; levels above must follow from them.
                let tile = try HashTile(changed, width: path.width)
                #expect(tile != tree.tile(path))
                #expect(
                    MerkleTree(hashes: tile.hashes).root
                        != MerkleTree(hashes: try #require(tree.tile(path)).hashes).root
                )
            }
        }
    }

    @Test(
        "A mirror's tiles by another implementation lead to the root that its witnesses signed",
        .enabled(if: LedgerVectors.folder != nil, LedgerVectors.absence)
    )
    func sunlight() throws {
        let files = try #require(try LedgerVectors.tape("tiles/sunlight-skylight-testdata.json")["files"]).members
        var notes: [SignedNote] = []
        var keys: [VerifierKey] = []
        var tiles: [String: [UInt8]] = [:]
        for (name, value) in files {
            if let base64 = value["base64"]?.content {
                tiles[String(name.split(separator: "/tile/")[1])] = Base64.bytes(base64)
            }
            guard let text = value["text"]?.content else { continue }
            if let note = try? SignedNote(parsing: text) { notes.append(note) }
            for key in (try? JSONTape(text).root)?["verifier_keys"]?.elements ?? [] {
                keys.append(try VerifierKey(parsing: try #require(key.string)))
            }
        }
        #expect((notes.count, keys.count, tiles.count) == (3, 3, 3))
        let source = TileSource(size: 300) { [tiles] (path) throws(TileFault) -> [UInt8] in
            guard let bytes = tiles[String(path.text.dropFirst(5))] else { throw .badPath }
            return bytes
        }
        let root = try TreeSnapshot(size: 300, of: source).root
        var mirrored = 0
        for note in notes {
            let signers = try note.verified(by: keys).signers
            #expect(signers.count == 1)
            #expect(signers.allSatisfy { $0.key.algorithm == .cosignature && $0.time != nil })
            let checkpoint = try Checkpoint(parsing: note.text)
            #expect(checkpoint.size == 300)
            if checkpoint.root == root { mirrored += 1 }
        }
        #expect(mirrored == 1)
        let leaves =
            try HashTile(try #require(tiles["0/000"]), width: 256).hashes
            + HashTile(try #require(tiles["0/001.p/44"]), width: 44).hashes
        #expect(MerkleTree(hashes: leaves).root == root)
    }
}
