import KernelSamples
import Ledger
import Testing

/// Whatever comes in, nothing traps; and what is taken has one spelling: written again, it is the same bytes.
@Suite("Bytes of chance")
struct FuzzTests {
    private static let samples: (note: [UInt8], proof: [UInt8], request: [UInt8], policy: [UInt8]) = {
        do {
            let log = try SigningKey(name: KeyName("log.example/1"), algorithm: .ed25519, seed: Array(0..<32))
            let witness = try SigningKey(name: KeyName("w.example"), algorithm: .cosignature, seed: Array(1...32))
            let tree = MerkleTree(hashes: (0..<13).map { TreeHash.leaf([$0]) })
            var note = try Checkpoint(origin: log.name, size: 13, root: tree.root).signed(by: log)
            note.add([try witness.cosign(note.text, at: 1_700_000_000)])
            guard let snapshot = tree.snapshot() else { return ([], [], [], []) }
            let proof = LogProof(extra: [1, 2, 3, 4], proof: try snapshot.inclusionProof(of: 5), checkpoint: note)
            let hashes = try snapshot.consistencyProof(from: 7).hashes
            let request = WitnessRequest(oldSize: 7, proof: hashes, note: note)
            let policy =
                "# whom to believe\nlog \(log.verifier) https://log.example/\nwitness W \(witness.verifier)\ngroup G 1 W\nquorum G\n"
            return (note.bytes, proof.bytes, request.bytes, Array(policy.utf8))
        } catch {
            return ([], [], [], [])
        }
    }()

    @Test("Notes, checkpoints, proofs, requests and policies", arguments: UInt64(1)...30)
    func texts(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let samples = Self.samples
        try #require(!samples.policy.isEmpty)
        var (taken, refused) = (0, 0)
        func count(_ isTaken: Bool) { if isTaken { taken += 1 } else { refused += 1 } }
        for _ in 0..<200 {
            let note = dice.mutated(samples.note, traps: traps)
            if let read = try? SignedNote(parsing: note) {
                #expect(read.bytes == note, "seed \(seed)")
                if let checkpoint = try? Checkpoint(parsing: read.text) {
                    #expect(try checkpoint.text == read.text, "seed \(seed)")
                }
            }
            let proof = dice.mutated(samples.proof, traps: traps)
            let readProof = try? LogProof(parsing: proof)
            #expect(readProof == nil || readProof?.bytes == proof, "seed \(seed)")
            let request = dice.mutated(samples.request, traps: traps)
            let readRequest = try? WitnessRequest(parsing: request)
            #expect(readRequest == nil || readRequest?.bytes == request, "seed \(seed)")
            count(readProof != nil)
            count(readRequest != nil)
            count((try? TrustPolicy(parsing: dice.mutated(samples.policy, traps: traps))) != nil)
        }
        #expect(taken > 0 && refused > 0)
    }

    @Test("Paths, bundles, tiles and keys", arguments: UInt64(1)...30)
    func binaries(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let bundle = try EntryBundle([[], [1], Array(0..<200), [UInt8](repeating: 9, count: 300)]).bytes
        let paths = ["tile/entries/x001/x234/067.p/112", "tile/0/000", "tile/63/x001/000.p/1"].map { Array($0.utf8) }
        let key = try SigningKey(name: KeyName("log.example/1"), algorithm: .ed25519, seed: Array(0..<32))
        for _ in 0..<200 {
            let bytes = dice.mutated(bundle, traps: traps)
            for width in 1...6 {
                if let read = try? EntryBundle(bytes, width: width) { #expect(read.bytes == bytes, "seed \(seed)") }
            }
            let path = String(
                decoding: dice.mutated(paths[Int.random(in: 0..<3, using: &dice)], traps: traps),
                as: UTF8.self
            )
            if let read = try? TilePath(parsing: path) { #expect(read.text == path, "seed \(seed)") }
            let tile = dice.bytes(Int.random(in: 0...100, using: &dice))
            for width in 1...3 {
                if let read = try? HashTile(tile, width: width) { #expect(read.bytes == tile, "seed \(seed)") }
            }
            let text = String(decoding: dice.mutated(Array(key.verifier.text.utf8), traps: traps), as: UTF8.self)
            if let read = try? VerifierKey(parsing: text) { #expect(read.text == text, "seed \(seed)") }
            let secret = String(decoding: dice.mutated(Array(key.secretText().utf8)), as: UTF8.self)
            if let read = try? SigningKey(parsing: secret) { #expect(read.secretText() == secret, "seed \(seed)") }
        }
    }
}
