import Foundation
import KernelSamples
import Ledger
import LedgerStore
import Testing

@Suite("The log on disk")
struct LogWriterTests {
    @Test("Entries keep their place, an entry that is there already too, and proofs come from the tiles")
    func committing() throws {
        let disk = SimulatedDisk(seed: 1)
        let key = try Samples.key()
        var writer = try LogWriter(files: disk, signer: key)
        #expect(try Samples.checkpoint(writer.checkpoint).size == 0)
        let first = try writer.commit(Samples.entries(0..<300))
        #expect(first.entries.map(\.index) == Array(0..<300))
        #expect(first.entries.filter(\.isNew).count == 300)
        let again = try writer.commit(Samples.entries(298..<302) + Samples.entries(299..<301))
        #expect(again.entries.map(\.index) == [298, 299, 300, 301, 299, 300])
        #expect(again.entries.map(\.isNew) == [false, false, true, true, false, false])
        // Nothing new: the checkpoint stays, for no size is signed twice.
        let same = try writer.commit(Samples.entries(0..<5))
        #expect(same.checkpoint == again.checkpoint)
        #expect(try writer.commit([]).entries.isEmpty)
        let stated = try Samples.checkpoint(same.checkpoint)
        #expect(stated.size == 302)
        let entries = Samples.entries(0..<302)
        #expect(try Samples.held(disk, size: 302) == entries)
        let source = TileSource(size: 302) { (path) throws(FileFault) -> [UInt8] in try disk.read(path.text) ?? [] }
        let snapshot = try TreeSnapshot(size: 302, of: source)
        for index in 0..<302 {
            try snapshot.inclusionProof(of: UInt64(index)).check(leaf: .leaf(entries[index]), root: stated.root)
        }
        let proof = try snapshot.consistencyProof(from: 300)
        try proof.check(oldRoot: Samples.checkpoint(first.checkpoint).root, newRoot: stated.root)
    }

    @Test("A batch that is not the same when it is read back is not signed", arguments: UInt64(1)...20)
    func bitFlip(seed: UInt64) throws {
        let disk = SimulatedDisk(seed: seed)
        let key = try Samples.key()
        var writer = try LogWriter(files: disk, signer: key)
        let sound = try writer.commit(Samples.entries(0..<20)).checkpoint
        disk.flipReadBack()
        #expect(throws: LogFault.wrongRoot(size: 30)) { try writer.commit(Samples.entries(20..<30)) }
        #expect(writer.checkpoint == sound)
        #expect(disk.contents["checkpoint"] == sound.bytes)
        #expect(throws: LogFault.hasStopped) { try writer.commit(Samples.entries(20..<30)) }
    }

    @Test("An entry that is too long changes nothing")
    func tooLong() throws {
        let disk = SimulatedDisk(seed: 1)
        var writer = try LogWriter(files: disk, signer: Samples.key())
        let before = disk.contents
        #expect(throws: LogFault.entryTooLong) { try writer.commit([[1], [UInt8](repeating: 0, count: 65_536)]) }
        #expect(disk.contents == before)
        #expect(try writer.commit([[UInt8](repeating: 0, count: 65_535)]).entries.map(\.index) == [0])
    }

    @Test("It goes on where it was, whether its journal was cut back or not", arguments: [true, false])
    func reopening(isCompacted: Bool) throws {
        let disk = SimulatedDisk(seed: 1)
        let key = try Samples.key()
        var notes: [SignedNote] = []
        for round in 0..<6 {
            var writer = try LogWriter(files: disk, signer: key, known: notes)
            if let last = notes.last { #expect(writer.checkpoint == last) }
            let range = (round * 130)..<(round * 130 + 140)
            notes.append(try writer.commit(Samples.entries(range)).checkpoint)
            if isCompacted { try writer.compact() }
        }
        #expect(try Samples.checkpoint(try #require(notes.last)).size == 790)
        #expect(LogCheck(disk, key: key.verifier).findings == [])
        // Partial tiles went when the full ones came.
        let names = disk.contents.keys.filter { $0.contains("/000.p/") }
        #expect(names.allSatisfy { $0.hasPrefix("tile/1/") })
    }

    @Test("An older copy, a changed one and a lost one are refused")
    func refusals() throws {
        let disk = SimulatedDisk(seed: 1)
        let key = try Samples.key()
        var writer = try LogWriter(files: disk, signer: key)
        let first = try writer.commit(Samples.entries(0..<10)).checkpoint
        let old = disk.contents
        let second = try writer.commit(Samples.entries(0..<400)).checkpoint
        let new = disk.contents

        // The whole folder from an earlier day: the witnesses know better.
        disk.contents = old
        #expect(throws: LogFault.olderThanSigned(size: 10, signed: 400)) {
            _ = try LogWriter(files: disk, signer: key, known: [second])
        }
        #expect(throws: Never.self) { _ = try LogWriter(files: disk, signer: key, known: [first]) }
        // The journal alone: the published checkpoint knows better.
        disk.contents = new
        disk.contents[".state/journal"] = old[".state/journal"]
        #expect(throws: LogFault.olderThanSigned(size: 10, signed: 400)) {
            _ = try LogWriter(files: disk, signer: key)
        }
        // No journal, or none that can be read.
        for damage in [nil, [], Array("garbage".utf8)] as [[UInt8]?] {
            disk.contents = new
            disk.contents[".state/journal"] = damage
            #expect(throws: LogFault.stateMissing) { _ = try LogWriter(files: disk, signer: key) }
        }
        disk.contents = [:]
        #expect(throws: LogFault.stateMissing) { _ = try LogWriter(files: disk, signer: key, known: [first]) }
        // Another history of the same length.
        let other = SimulatedDisk(seed: 2)
        var fork = try LogWriter(files: other, signer: key)
        let forked = try fork.commit(Samples.entries(1000..<1400)).checkpoint
        disk.contents = new
        #expect(throws: LogFault.fork(size: 400)) { _ = try LogWriter(files: disk, signer: key, known: [forked]) }
        // Another log's checkpoint, and another log's key.
        let stranger = try SigningKey(name: KeyName("other"), algorithm: .ed25519, seed: Array(9..<41))
        let foreign = try Checkpoint(origin: stranger.name, size: 1, root: .leaf([])).signed(by: stranger)
        #expect(throws: LogFault.note(.noKnownKey)) { _ = try LogWriter(files: disk, signer: key, known: [foreign]) }
        #expect(throws: LogFault.note(.noKnownKey)) { _ = try LogWriter(files: disk, signer: stranger) }
        // Nothing of all this changed the log.
        #expect(disk.contents == new)
        #expect(throws: Never.self) { _ = try LogWriter(files: disk, signer: key, known: [first, second]) }
    }

    @Test("Tiles that do not lead to the signed root are refused at the start")
    func damagedEdge() throws {
        let disk = SimulatedDisk(seed: 1)
        let key = try Samples.key()
        var writer = try LogWriter(files: disk, signer: key)
        _ = try writer.commit(Samples.entries(0..<300))
        try writer.compact()
        let sound = disk.contents
        for path in ["tile/0/001.p/44", "tile/entries/001.p/44", "tile/1/000.p/1"] {
            for damage in [nil, [], sound[path].map { Array($0.dropLast()) + [0x55] }] as [[UInt8]?] {
                disk.contents = sound
                disk.contents[path] = damage
                let refusal = fault { () throws(LogFault) in _ = try LogWriter(files: disk, signer: key) }
                #expect(refusal != nil, "\(path)")
            }
        }
    }

    @Test("One changed byte anywhere is found, and the file named", arguments: UInt64(1)...4)
    func fsck(seed: UInt64) throws {
        let disk = SimulatedDisk(seed: 1)
        let key = try Samples.key()
        var writer = try LogWriter(files: disk, signer: key)
        _ = try writer.commit(Samples.entries(0..<600))
        _ = try writer.commit(Samples.entries(600..<700))
        let sound = disk.contents
        let report = LogCheck(disk, key: key.verifier)
        #expect(report.isSound)
        #expect(report.checkpoint?.size == 700)
        #expect(report.fileCount == sound.keys.count { !$0.hasSuffix("lock") })
        // A mirror has no journal, and partial tiles of earlier sizes may go.
        let needed = Set(TilePath.added(to: 700).map(\.text) + ["checkpoint"])
        var dice = Dice(seed: seed)
        for path in sound.keys.sorted() where !path.hasSuffix("lock") {
            for _ in 0..<12 {
                var bytes = try #require(sound[path])
                bytes[Int.random(in: 0..<bytes.count, using: &dice)] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
                disk.contents[path] = bytes
                let found = LogCheck(disk, key: key.verifier).findings
                #expect(!found.isEmpty, "\(path)")
                // An entry and its hash are held against each other: the pair is named by the entry's bundle.
                let bundle = path.replacing("tile/0/", with: "tile/entries/")
                #expect(
                    found.contains { $0.path == path || $0.path == bundle || path == "checkpoint" },
                    "\(path): \(found)"
                )
            }
            disk.contents[path] = nil
            #expect(
                LogCheck(disk, key: key.verifier).findings.contains { $0.path == path } == needed.contains(path),
                "\(path)"
            )
            disk.contents[path] = sound[path]
        }
        disk.contents[".state/journal"] = nil
        #expect(LogCheck(disk, key: key.verifier).isSound)
        let other = try SigningKey(name: key.name, algorithm: .ed25519, seed: Array(7..<39))
        #expect(LogCheck(disk, key: other.verifier).findings.map(\.kind) == [.wrongSignature])
    }

    @Test("In a folder of the machine: committed, locked, opened again, looked at")
    func posix() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "ledger-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let key = try Samples.key()
        var last: SignedNote?
        do {
            var writer = try LogWriter(files: PosixFiles(folder: "\(folder)/a/b/"), signer: key)
            for round in 0..<5 { last = try writer.commit(Samples.entries(0..<(150 * (round + 1)))).checkpoint }
            #expect(throws: LogFault.isLocked) {
                _ = try LogWriter(files: PosixFiles(folder: "\(folder)/a/b"), signer: key)
            }
            try writer.compact()
            _ = try writer.commit(Samples.entries(0..<760))
        }
        let files = try PosixFiles(folder: "\(folder)/a/b")
        let writer = try LogWriter(files: files, signer: key, known: [try #require(last)])
        #expect(writer.size == 760)
        let report = LogCheck(files, key: key.verifier)
        #expect(report.findings == [])
        #expect(try Samples.held(files, size: 760) == Samples.entries(0..<760))
        #expect(try files.names(in: "tile") == ["0/", "1/", "entries/"])
        #expect(try files.names(in: "tile/0") == ["000", "001", "002.p/"])
        #expect(try files.read("tile/0/009") == nil)
        #expect(try files.read("checkpoint", from: 3, count: 4) == Array(".exa".utf8))
    }
}
