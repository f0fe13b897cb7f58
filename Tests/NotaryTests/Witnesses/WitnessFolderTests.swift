import Foundation
import Ledger
import LedgerStore
import Notary
import Testing
import Vocabulary

@Suite("The folder of a witness")
struct WitnessFolderTests {
    private let scene: LogAndWitnesses
    private let witness: WitnessFolder
    private let name: KeyName

    init() throws {
        scene = try LogAndWitnesses()
        witness = WitnessFolder(scene.folder.path("witness") + "/")
        name = try KeyName("w.example")
    }

    private func request(from old: UInt64) throws -> [UInt8] {
        let note = try #require(try PublishedLog(scene.files).checkpoint())
        return WitnessRequest(oldSize: old, proof: [], note: note).bytes
    }

    @Test("It signs for logs that it knows from the moment that it is told, and remembers")
    func work() throws {
        let key = try witness.make(name)
        #expect(key.algorithm == .cosignature)
        try scene.grow(to: 5)
        let office = try witness.open { 1_790_000_000 }
        #expect(try office.answer(request(from: 0)) == .unknownLog)
        #expect(try witness.add(scene.log.verifier))
        #expect(try !witness.add(scene.log.verifier))
        #expect(try office.answer(request(from: 0)).status == 200)
        let status = try witness.status()
        #expect(status.map(\.latest?.checkpoint.size) == [5])
        #expect(status[0].latest?.witnesses.first?.time == 1_790_000_000)
        #expect(status[0].latest?.witnesses.first?.instant?.text == "2026-09-21T14:13:20.000Z")
        #expect(try office.latest(at: Witness.monitoringPath(of: scene.log.name)) == status[0].latest?.note)
        #expect(try office.latest(at: "../key/checkpoint") == nil)
        #expect(try office.overview().contains(scene.log.verifier.text))
    }

    @Test("One process signs, and another finds what it signed")
    func oneAtATime() throws {
        _ = try witness.make(name)
        _ = try witness.add(scene.log.verifier)
        try scene.grow(to: 5)
        do {
            let office = try witness.open { 7 }
            #expect(throws: WitnessFolderFault.memory(.isLocked)) { try witness.open { 7 } }
            #expect(try office.answer(request(from: 0)).status == 200)
        }
        let office = try witness.open { 8 }
        #expect(try office.answer(request(from: 0)) == .conflict(size: 5))
        #expect(try office.answer(request(from: 5)).status == 200)
    }

    @Test("A memory that is gone, or was another key's, is not begun anew")
    func lostMemory() throws {
        _ = try witness.make(name)
        #expect(throws: WitnessFolderFault.isUsed(witness.path)) { try witness.make(name) }
        try FileManager.default.removeItem(atPath: witness.keyFile.path)
        #expect(throws: WitnessFolderFault.isUsed(witness.path)) { try witness.make(name) }
        let second = WitnessFolder(scene.folder.path("second"))
        _ = try second.make(name)
        try FileManager.default.removeItem(atPath: "\(second.path)/state")
        #expect(throws: WitnessFolderFault.stateLost(second.path)) { try second.open { 7 } }
        let absent = WitnessFolder(scene.folder.path("absent"))
        #expect(throws: WitnessFolderFault.absent(absent.path)) { try absent.open { 7 } }
        #expect(throws: WitnessFolderFault.absent(absent.path)) { try absent.status() }
        #expect(!FileManager.default.fileExists(atPath: absent.path))
    }

    @Test("Keys that are not of the right kind are refused")
    func wrongKeys() throws {
        let key = try witness.make(name)
        #expect(throws: WitnessFolderFault.notALog) { try witness.add(key) }
        try Data("\(scene.log.verifier)\nnonsense\n".utf8).write(to: URL(filePath: "\(witness.path)/logs"))
        #expect(throws: WitnessFolderFault.badLog(line: 2)) { try witness.open { 7 } }
        let other = WitnessFolder(scene.folder.path("other"))
        _ = try other.make(name)
        try FileManager.default.removeItem(atPath: other.keyFile.path)
        _ = try other.keyFile.make(name, .ed25519)
        #expect(throws: WitnessFolderFault.notAWitness) { try other.open { 7 } }
    }
}
