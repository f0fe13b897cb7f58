import Ledger
import LedgerStore
import Testing

enum Samples {
    static func key() throws -> SigningKey {
        try SigningKey(name: KeyName("log.example/1"), algorithm: .ed25519, seed: Array(0..<32))
    }

    static func entries(_ range: Range<Int>) -> [[UInt8]] {
        range.map { Array("entry \($0) ".utf8) + [UInt8](repeating: UInt8(truncatingIfNeeded: $0), count: $0 % 50) }
    }

    static func checkpoint(_ note: SignedNote) throws -> Checkpoint {
        try VerifiedCheckpoint(note, logKeys: [key().verifier]).checkpoint
    }

    /// The entries that a log holds, in their order, from its bundles.
    static func held(_ files: some LogFiles, size: UInt64) throws -> [[UInt8]] {
        var entries: [[UInt8]] = []
        for path in TilePath.added(to: size) where path.kind == .entries {
            entries += try EntryBundle(try #require(try files.read(path.text)), width: path.width).entries
        }
        return entries
    }

    static func root(_ entries: [[UInt8]], size: UInt64) throws -> TreeHash {
        var tree = MerkleTree()
        tree.append(contentsOf: Array(entries[..<Int(size)]))
        return tree.root
    }
}

/// The fault that something throws; nil if it throws none.
func fault<Fault: Error, Result>(_ body: () throws(Fault) -> Result) -> Fault? {
    do throws(Fault) {
        _ = try body()
        return nil
    } catch {
        return error
    }
}
