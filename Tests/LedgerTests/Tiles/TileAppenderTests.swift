import KernelSamples
import Ledger
import Synchronization
import Testing

@Suite("A log that grows")
struct TileAppenderTests {
    private static let entries = (0..<66_500).map { Array("entry \($0)".utf8) }
    private static let tree: MerkleTree = {
        var tree = MerkleTree()
        tree.append(contentsOf: entries)
        return tree
    }()

    @Test("Its tiles, bundles and roots are those of the whole tree, and it goes on where it was read back")
    func growth() throws {
        var dice = Dice(seed: 256)
        var log = TileAppender()
        var files: [TilePath: [UInt8]] = [:]
        var order: [TilePath] = []
        var sizes = [0, 1, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 66_500]
        sizes += (0..<40).map { _ in Int.random(in: 0..<66_500, using: &dice) }
        for size in sizes.sorted() {
            let before = Int(log.size)
            order.removeAll()
            let root = log.root(appending: Self.entries[before..<size].map { TreeHash.leaf($0) })
            #expect(root == Self.tree.snapshot(size: UInt64(size))?.root)
            log.append(Array(Self.entries[before..<size])) { (path: TilePath, bytes: [UInt8]) in
                #expect(files.updateValue(bytes, forKey: path) == nil, "\(path.text) twice")
                order.append(path)
            }
            #expect(Set(order) == Set(TilePath.added(from: UInt64(before), to: UInt64(size))))
            #expect(order.count == Set(order).count)
            #expect(Int(log.size) == size)
            #expect(log.root == Self.tree.snapshot(size: UInt64(size))?.root)
            if Bool.random(using: &dice) || size < 600 {
                log = try TileAppender(resuming: UInt64(size)) { (path) throws(TileFault) -> [UInt8] in
                    guard let bytes = files[path] else { throw .badPath }
                    return bytes
                }
                #expect(log.root == Self.tree.snapshot(size: UInt64(size))?.root)
            }
        }
        for (path, bytes) in files {
            switch path.kind {
            case .hashes: #expect(bytes == Self.tree.tile(path)?.bytes)
            case .entries:
                let first = Int(path.index) * 256
                #expect(
                    try EntryBundle(bytes, width: path.width).entries
                        == Array(Self.entries[first..<(first + path.width)])
                )
            }
        }
    }

    @Test("What could not be written did not happen")
    func failure() throws {
        var log = TileAppender()
        log.append(Array(Self.entries[..<300])) { (_: TilePath, _: [UInt8]) in }
        let (size, root) = (log.size, log.root)
        for place in 0..<7 {
            var count = 0
            let isRefused =
                fault { () throws(TileFault) in
                    try log.append(Array(Self.entries[300..<900])) { (_: TilePath, _: [UInt8]) throws(TileFault) in
                        if count == place { throw .wrongLength }
                        count += 1
                    }
                } != nil
            #expect(isRefused)
            #expect((log.size, log.root) == (size, root))
        }
    }

    @Test("An edge that does not fit together is refused")
    func edge() throws {
        var files: [TilePath: [UInt8]] = [:]
        var log = TileAppender()
        log.append(Array(Self.entries[..<300])) { (path: TilePath, bytes: [UInt8]) in files[path] = bytes }
        let names = files.keys.filter(\.isPartial)
        #expect(names.count == 3)
        for name in names {
            for damage in [[], [UInt8(0)], files[name].map { Array($0.dropLast()) } ?? []] {
                var changed = files
                changed[name] = damage
                #expect(throws: TileReadFailure<TileFault>.self) {
                    try TileAppender(resuming: 300) { (path) throws(TileFault) -> [UInt8] in changed[path] ?? [] }
                }
            }
        }
        let bundle = TilePath(kind: .entries, index: 1, width: 44)
        files[bundle]?[9] ^= 1
        #expect(throws: TileReadFailure<TileFault>.tile(bundle, .wrongEntry(256))) {
            try TileAppender(resuming: 300) { (path) throws(TileFault) -> [UInt8] in files[path] ?? [] }
        }
    }
}
