import Crypto
import Formats
import Foundation
import Ledger

/// The kernels of the ledger on the input of their peers.
struct LedgerRuns {
    let file: URL
    let rounds: Int

    private static let (leafLength, batch) = (300, 1000)

    private static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private func time(_ body: () throws -> [UInt8]) rethrows {
        var seconds: [Double] = []
        var answer: [UInt8] = []
        for _ in 0..<rounds {
            let began = Self.processorSeconds
            answer = try body()
            seconds.append(Self.processorSeconds - began)
        }
        print(seconds.map { "\($0)" }.joined(separator: " "))
        print(answer.map { String(UInt16($0) | 0x100, radix: 16).dropFirst() }.joined())
    }

    private func leaves() throws -> [[UInt8]] {
        let bytes = Array(try Data(contentsOf: file))
        return stride(from: 0, to: bytes.count, by: Self.leafLength).map { Array(bytes[$0..<($0 + Self.leafLength)]) }
    }

    /// Leaves in batches of a thousand to tiles and bundles in memory, with the root after each batch.
    func append() throws {
        let leaves = try leaves()
        let batches = stride(from: 0, to: leaves.count, by: Self.batch).map { Array(leaves[$0..<($0 + Self.batch)]) }
        time {
            var log = TileAppender()
            var files: [String: [UInt8]] = [:]
            var root = log.root
            for batch in batches {
                log.append(batch) { (path: TilePath, bytes: [UInt8]) in files[path.text] = bytes }
                root = log.root
            }
            return root.bytes
        }
    }

    /// The proof of each leaf in the whole tree; the answer is a digest of all hashes.
    func prove() throws {
        var tree = MerkleTree()
        tree.append(contentsOf: try leaves())
        guard let snapshot = tree.snapshot() else { return }
        var proofs: [InclusionProof] = []
        var seconds: [Double] = []
        for _ in 0..<rounds {
            proofs.removeAll(keepingCapacity: true)
            let began = Self.processorSeconds
            for index in 0..<tree.size { proofs.append(try snapshot.inclusionProof(of: index)) }
            seconds.append(Self.processorSeconds - began)
        }
        print(seconds.map { "\($0)" }.joined(separator: " "))
        var digest = SHA256()
        for proof in proofs { for hash in proof.hashes { digest.update(data: hash.bytes) } }
        print(digest.finalize().map { String(UInt16($0) | 0x100, radix: 16).dropFirst() }.joined())
    }

    /// The check of each leaf's proof; the answer is how many hold.
    func check() throws {
        let leaves = try leaves()
        var tree = MerkleTree()
        tree.append(contentsOf: leaves)
        guard let snapshot = tree.snapshot() else { return }
        let proofs = try (0..<tree.size).map { try snapshot.inclusionProof(of: $0) }
        let hashes = leaves.map { TreeHash.leaf($0) }
        let root = snapshot.root
        try time {
            for (proof, hash) in zip(proofs, hashes) { try proof.check(leaf: hash, root: root) }
            return Array("\(proofs.count)".utf8)
        }
    }

    /// A document from its bytes to its canonical bytes, a hundred times a round, read strictly each time.
    func canonicalise() throws {
        let bytes = Array(try Data(contentsOf: file))
        var output: [UInt8] = []
        try time {
            for _ in 0..<100 { output = try JSONCanonical.bytes(of: JSONTape(bytes, numbers: .exact).root) }
            return Array(SHA256.hash(data: output))
        }
    }
}
