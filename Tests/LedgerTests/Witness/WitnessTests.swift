import Formats
import KernelSamples
import Ledger
import Synchronization
import Testing

/// A memory that lasts as long as the test.
final class TestMemory: WitnessMemory, Sendable {
    struct Lost: Error, Equatable {}

    private let kept = Mutex<[KeyName: WitnessedCheckpoint]>([:])
    let isBroken = Mutex(false)
    /// Done once before something is kept: another request that comes first.
    let intruder = Mutex<WitnessedCheckpoint?>(nil)

    func latest(of origin: KeyName) throws(Lost) -> WitnessedCheckpoint? { kept.withLock { $0[origin] } }

    func replace(_ oldSize: UInt64, by new: WitnessedCheckpoint, of origin: KeyName) throws(Lost) -> Bool {
        if isBroken.withLock({ $0 }) { throw Lost() }
        let first = intruder.withLock { intruder in
            defer { intruder = nil }
            return intruder
        }
        return kept.withLock { kept in
            if let first { kept[origin] = first }
            guard (kept[origin]?.size ?? 0) == oldSize else { return false }
            kept[origin] = new
            return true
        }
    }
}

@Suite("A witness")
struct WitnessTests {
    private struct Scene {
        let log: SigningKey
        let witness: Witness
        let key: SigningKey
        let memory = TestMemory()
        var tree = MerkleTree()

        init() throws {
            log = try SigningKey(name: KeyName("log.example"), algorithm: .ed25519, seed: Array(0..<32))
            key = try SigningKey(name: KeyName("w.example"), algorithm: .cosignature, seed: Array(1...32))
            witness = Witness(keys: [key], logKeys: [log.verifier])
            tree.append(contentsOf: (0..<100).map { Array("e\($0)".utf8) })
        }

        func note(_ size: UInt64) throws -> SignedNote {
            let root = try #require(tree.snapshot(size: size)).root
            return try Checkpoint(origin: log.name, size: size, root: root).signed(by: log)
        }

        func proof(_ old: UInt64, _ new: UInt64) throws -> [TreeHash] {
            try #require(tree.snapshot(size: new)).consistencyProof(from: old).hashes
        }

        func ask(_ old: UInt64, _ proof: [TreeHash] = [], _ note: SignedNote) throws -> WitnessOutcome {
            try witness.answer(WitnessRequest(oldSize: old, proof: proof, note: note).bytes, at: 7, memory: memory)
        }
    }

    @Test(
        "The exchanges of another witness, byte for byte, and the refusals that it gave",
        .enabled(if: LedgerVectors.folder != nil, LedgerVectors.absence)
    )
    func exchanges() throws {
        let file = try LedgerVectors.tape("notes/witness-exchanges.json")
        let logKey = try VerifierKey(parsing: try file.text("log_vkey"))
        let theirs = try VerifierKey(parsing: try file.text("witness_vkey"))
        let cases = try #require(file["exchanges"]).elements
        #expect(cases.count == 4)
        // Their private key is not known: ours signs the same requests at the same time, and both must hold.
        let own = try SigningKey(name: theirs.name, algorithm: .cosignature, seed: Array(0..<32))
        let witness = Witness(keys: [own], logKeys: [logKey])
        let memory = TestMemory()
        var size: UInt64 = 0
        for each in cases where each["request"] != nil {
            let body = try #require(each["request"]?.content)
            let request = try WitnessRequest(parsing: body)
            #expect(request.bytes == body)
            var note = request.note
            let answer = try #require(each["response"]?.content)
            let whole = try SignedNote(parsing: note.bytes + answer)
            let time = try #require(try whole.verified(by: [theirs]).signers.first?.time)
            let outcome = try witness.answer(body, at: time, memory: memory)
            #expect(UInt64(outcome.status) == (try each.count("status")))
            note.add(try SignedNote(parsing: note.bytes + outcome.body).signatures)
            #expect(try note.verified(by: [own.verifier]).signers.map(\.time) == [time])
            #expect(outcome.body.count == answer.count)
            size = try Checkpoint(parsing: request.note.text).size
            #expect(try memory.latest(of: logKey.name)?.size == size)
        }
        // The third: the old size is not that of the witness. The fourth: the proof does not hold.
        let first = try #require(cases[0]["request"]?.content)
        let conflict = try witness.answer(first, at: 1, memory: memory)
        #expect(UInt64(conflict.status) == (try cases[2].count("status")))
        #expect(conflict.body == cases[2]["response"]?.content)
        #expect(conflict.contentType == (try cases[2].text("content_type")))
        let fresh = TestMemory()
        _ = try witness.answer(first, at: 1, memory: fresh)
        let second = try WitnessRequest(parsing: try #require(cases[1]["request"]?.content))
        let broken = WitnessRequest(oldSize: 100, proof: second.proof.reversed(), note: second.note)
        let refusal = try witness.answer(broken.bytes, at: 1, memory: fresh)
        #expect(UInt64(refusal.status) == (try cases[3].count("status")))
        #expect(try fresh.latest(of: logKey.name)?.size == 100)
    }

    @Test("It signs what grows, from nothing on, and the same again")
    func growth() throws {
        let scene = try Scene()
        var last: UInt64 = 0
        for size in [0, 0, 1, 2, 7, 7, 64, 100] as [UInt64] {
            let proof = last > 0 ? try scene.proof(last, size) : []
            let note = try scene.note(size)
            guard case .signed(let lines) = try scene.ask(last, proof, note) else {
                Issue.record("\(last) to \(size)")
                return
            }
            #expect(try lines == [scene.key.cosign(note.text, at: 7)])
            let kept = try #require(try scene.memory.latest(of: scene.log.name))
            #expect(kept.size == size)
            let keys = [scene.key.verifier]
            #expect(
                try VerifiedCheckpoint(kept.note, logKeys: [scene.log.verifier], witnessKeys: keys).witnesses.count == 1
            )
            last = size
        }
    }

    @Test("It refuses, each time for the reason that the specification gives")
    func refusals() throws {
        var scene = try Scene()
        let note = try scene.note(64)
        // What is no request.
        for body in ["", "old 0\n", "old 00\n\n", "new 0\n\n", "old 0\nx\n\n", "old 0\n\nlog.example\n"] {
            #expect(try scene.witness.answer(Array(body.utf8), at: 7, memory: scene.memory).status == 400, "\(body)")
        }
        let long = WitnessRequest(oldSize: 1, proof: [TreeHash](repeating: .empty, count: 64), note: note)
        #expect(try scene.witness.answer(long.bytes, at: 7, memory: scene.memory) == .badRequest(.tooLong))
        #expect(try scene.ask(65, [], note) == .badRequest(.badSize))
        // Who is not known, and who signed wrongly.
        let stranger = try SigningKey(name: KeyName("other.example"), algorithm: .ed25519, seed: Array(2...33))
        let foreign = try Checkpoint(origin: stranger.name, size: 1, root: .leaf([])).signed(by: stranger)
        #expect(try scene.ask(0, [], foreign) == .unknownLog)
        let namesake = try SigningKey(name: scene.log.name, algorithm: .ed25519, seed: Array(2...33))
        let forged = try Checkpoint(origin: namesake.name, size: 1, root: .leaf([])).signed(by: namesake)
        #expect(try scene.ask(0, [], forged) == .forbidden(.noKnownKey))
        let moved = SignedNote(text: note.text, signatures: try scene.note(63).signatures)
        #expect(try scene.ask(0, [], moved) == .forbidden(.wrongSignature))
        // Sizes: a proof from nothing, an empty log with a root, another size than the last.
        #expect(try scene.ask(0, [.empty], note) == .inconsistent(.wrongLength))
        let rooted = try Checkpoint(origin: scene.log.name, size: 0, root: .leaf([])).signed(by: scene.log)
        #expect(try scene.ask(0, [], rooted) == .inconsistent(.wrongRoot))
        #expect(try scene.ask(3, [], note) == .conflict(size: 0))
        #expect(try scene.memory.latest(of: scene.log.name) == nil)
        #expect(try scene.ask(0, [], note).status == 200)
        #expect(try scene.ask(0, [], note) == .conflict(size: 64))
        #expect(try scene.ask(64, scene.proof(63, 100), scene.note(100)).status == 422)
        #expect(try scene.ask(64, [.empty], note) == .inconsistent(.wrongLength))
        // Two histories: of the same size, and grown on.
        scene.tree = MerkleTree()
        scene.tree.append(contentsOf: (0..<100).map { Array("f\($0)".utf8) })
        #expect(try scene.ask(64, [], scene.note(64)) == .inconsistent(.wrongRoot))
        #expect(try scene.ask(64, scene.proof(64, 100), scene.note(100)).status == 422)
        #expect(try scene.memory.latest(of: scene.log.name)?.note.text == note.text)
    }

    @Test("What comes first is kept: the other request is told the size")
    func race() throws {
        let scene = try Scene()
        #expect(try scene.ask(0, [], scene.note(10)).status == 200)
        let later = try scene.note(64)
        let root = try #require(scene.tree.snapshot(size: 64)).root
        scene.memory.intruder.withLock { $0 = WitnessedCheckpoint(size: 64, root: root, note: later) }
        #expect(try scene.ask(10, scene.proof(10, 20), scene.note(20)) == .conflict(size: 64))
        #expect(try scene.memory.latest(of: scene.log.name)?.size == 64)
    }

    @Test("What cannot be kept is not signed")
    func brokenMemory() throws {
        let scene = try Scene()
        scene.memory.isBroken.withLock { $0 = true }
        #expect(throws: TestMemory.Lost.self) { try scene.ask(0, [], scene.note(10)) }
        #expect(try scene.memory.latest(of: scene.log.name) == nil)
    }

    @Test("The path at which a log's checkpoint is served is the SHA-256 of its name")
    func path() throws {
        let path = Witness.monitoringPath(of: try KeyName("rome2026h1.example.org"))
        #expect(path == "000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706/checkpoint")
    }
}
