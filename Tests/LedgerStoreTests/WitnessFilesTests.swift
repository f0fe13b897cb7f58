import Ledger
import LedgerStore
import Testing

@Suite("What a witness keeps")
struct WitnessFilesTests {
    private struct Scene {
        let log: SigningKey
        let witness: Witness
        let key: SigningKey
        var trees: [MerkleTree] = []

        init() throws {
            log = try Samples.key()
            key = try SigningKey(name: KeyName("w.example"), algorithm: .cosignature, seed: Array(1...32))
            witness = Witness(keys: [key], logKeys: [log.verifier])
            // Two histories, of which a witness may only ever sign one.
            trees = ["a", "b"].map { history in
                MerkleTree(hashes: (0..<40).map { TreeHash.leaf(Array("\(history)\($0)".utf8)) })
            }
        }

        func request(_ old: UInt64, _ new: UInt64, history: Int) throws -> [UInt8] {
            let snapshot = try #require(trees[history].snapshot(size: new))
            let note = try Checkpoint(origin: log.name, size: new, root: snapshot.root).signed(by: log)
            let proof = old > 0 ? try snapshot.consistencyProof(from: old).hashes : []
            return WitnessRequest(oldSize: old, proof: proof, note: note).bytes
        }
    }

    @Test("It is found again, served as it is, and never replaced from a size that is not the last")
    func keeping() throws {
        let scene = try Scene()
        let disk = SimulatedDisk(seed: 1)
        for (old, new) in [(0, 5), (5, 5), (5, 17), (17, 40)] as [(UInt64, UInt64)] {
            let memory = try WitnessFiles(disk)
            #expect(try scene.witness.answer(scene.request(old, new, history: 0), at: 9, memory: memory).status == 200)
            let kept = try #require(try memory.latest(of: scene.log.name))
            #expect(kept.size == new)
            #expect(try !memory.replace(new + 1, by: kept, of: scene.log.name))
            #expect(disk.contents[Witness.monitoringPath(of: scene.log.name)] == kept.note.bytes)
        }
        let memory = try WitnessFiles(disk)
        #expect(try memory.latest(of: KeyName("another.example")) == nil)
        #expect(try scene.witness.answer(scene.request(5, 17, history: 0), at: 9, memory: memory).status == 409)
    }

    @Test("A file that is no checkpoint of its log ends the signing of that log")
    func damage() throws {
        let scene = try Scene()
        let disk = SimulatedDisk(seed: 1)
        let memory = try WitnessFiles(disk)
        let request = try scene.request(0, 5, history: 0)
        _ = try scene.witness.answer(request, at: 9, memory: memory)
        let path = Witness.monitoringPath(of: scene.log.name)
        for damage in [[], Array("x".utf8), disk.contents[path].map { $0.dropLast() } ?? []] {
            disk.contents[path] = damage
            #expect(throws: WitnessFault.unreadable(scene.log.name)) {
                try scene.witness.answer(request, at: 9, memory: memory)
            }
        }
    }

    @Test("Whatever fails at whichever operation, no two histories are signed", arguments: UInt64(1)...8)
    func trouble(seed: UInt64) throws {
        let scene = try Scene()
        var operation = 0
        for trouble in [.kill, .power, .fault(5), .fault(28)] as [SimulatedDisk.Trouble] {
            operation = 0
            while true {
                operation += 1
                let disk = SimulatedDisk(seed: seed &* 100 &+ UInt64(operation))
                var signed: [(size: UInt64, history: Int)] = []
                disk.plan(trouble, at: operation)
                for history in [0, 1, 0, 1] {
                    for (old, new) in [(0, 5), (5, 17), (17, 40)] as [(UInt64, UInt64)] {
                        let body = try scene.request(old, new, history: history)
                        let status = try? WitnessFiles(disk).answering(scene.witness, body)
                        if status == 200 { signed.append((new, history)) }
                    }
                    disk.restart()
                }
                #expect(Set(signed.map(\.history)).count <= 1, "operation \(operation): \(signed)")
                #expect(!signed.isEmpty)
                if operation > 40 { break }
            }
        }
    }
}

extension WitnessFiles {
    fileprivate func answering(_ witness: Witness, _ body: [UInt8]) throws -> Int {
        try witness.answer(body, at: 9, memory: self).status
    }
}
