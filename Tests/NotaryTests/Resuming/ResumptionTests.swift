import Foundation
import Ledger
import LedgerStore
import Notary
import Store
import StoreSamples
import Testing

@Suite("A ledger that came back from a backup")
struct ResumptionTests {
    /// Nobody answers.
    private struct Silence: Error {}
    private static let silence: Sending = { _ in throw Silence() }

    /// Takes what a backup would keep of the logs, and the store as it is.
    private func copied(_ bench: NotaryBench) throws -> [LedgerFolder.Log: [String: [UInt8]]] {
        var logs: [LedgerFolder.Log: [String: [UInt8]]] = [:]
        for log in LedgerFolder.Log.allCases {
            let copy = try #require(try LogCopy(of: log, in: bench.folder))
            for path in copy.paths {
                let bytes: [UInt8] = try #require(try copy.bytes(of: path))
                logs[log, default: [:]][path] = bytes
            }
        }
        return logs
    }

    /// Puts only that where the logs were.
    private func bringBack(_ logs: [LedgerFolder.Log: [String: [UInt8]]], to bench: NotaryBench) throws {
        for log in LedgerFolder.Log.allCases {
            try FileManager.default.removeItem(at: bench.folder.url(of: log))
            let files = try bench.folder.files(of: log)
            for (path, bytes) in logs[log] ?? [:] { try files.replace(path, by: bytes, isSafe: false) }
        }
    }

    private func resume(
        _ bench: NotaryBench,
        isDeclared: Bool = false,
        _ send: @escaping Sending = silence
    ) async throws -> LedgerResumption.Outcome {
        try await LedgerResumption(bench.shelf.store, signers: bench.keys.signers(), send: send).run(
            isDeclared: isDeclared
        )
    }

    @Test("a copy is sound, whole at its checkpoint, and has nothing of the writer's own")
    func copy() async throws {
        let bench = try await NotaryBench()
        try await bench.handIn(11...600)
        // More than a full tile of entries, so that partial and full ones are among them.
        let notary = try await bench.notary()
        for place in 0..<300 { _ = try await notary.append(Array("entry \(place)".utf8)) }
        let copy = try #require(try LogCopy(of: .ledger, in: bench.folder))
        _ = try await notary.commit()
        for place in 300..<700 { _ = try await notary.append(Array("entry \(place)".utf8)) }
        let scratch = try ScratchFolder()
        let files = try PosixFiles(folder: scratch.path("copy"))
        for path in copy.paths {
            let bytes = try copy.bytes(of: path)
            try files.replace(path, by: #require(bytes), isSafe: false)
        }
        let check = LogCheck(files, key: try bench.folder.verifierKey(of: .ledger))
        #expect(check.findings.isEmpty)
        #expect(check.checkpoint?.size == copy.size)
        #expect(copy.size == 300)
        #expect(!copy.paths.contains { $0.hasPrefix(".state/") })
        #expect(copy.paths.last == "checkpoint")
    }

    @Test("it does not go on unasked, and goes on where it was once a person says that there is nothing newer")
    func declared() async throws {
        let bench = try await NotaryBench()
        try await bench.commit()
        let early = try await bench.bundle([1])
        let logs = try copied(bench)
        try bringBack(logs, to: bench)
        await #expect(throws: LogFault.stateMissing) { try await bench.notary() }
        await #expect(throws: LedgerResumption.Refusal.unconfirmed) { try await resume(bench) }
        await #expect(throws: LogFault.stateMissing) { try await bench.notary() }
        let outcome = try await resume(bench, isDeclared: true)
        #expect(outcome.ground == .declared)
        #expect(outcome.changed.isEmpty)
        try await bench.handIn(11...20)
        #expect(try await bench.commit().rows[.record] == 10)
        #expect(try bench.verdict(early) == .verified)
        #expect(try bench.verdict(try await bench.bundle([1, 11])) == .verified)
        #expect(try await bench.findings().isEmpty)
        // The log says that it was taken up, from how much and on whose word.
        let reader = try LedgerReader(bench.folder)
        let size = try reader.verified(reader.latest).checkpoint.size
        let entry = try #require(try reader.entry(at: outcome.size, size: size))
        let line = #"{"ground":"declared","size":"\#(outcome.size)","type":"resumed"}"#
        #expect(String(decoding: entry, as: UTF8.self) == line)
        await #expect(throws: LedgerResumption.Refusal.isWhole) { try await resume(bench, isDeclared: true) }
    }

    @Test(
        "witnesses that signed it as the newest are enough; one that is silent is not; one that signed more forbids it"
    )
    func witnesses() async throws {
        let bench = try await NotaryBench()
        try await bench.commit()
        let key = try bench.folder.verifierKey(of: .ledger)
        let witnesses = try [("one.example", 7), ("two.example", 9)].map { try PlayedWitness($0, log: key, seed: $1) }
        let policy = """
            log \(key)
            witness one \(witnesses[0].key.verifier) https://one.example/w
            witness two \(witnesses[1].key.verifier) https://two.example/w
            group any 1 one two
            quorum any

            """
        try bench.folder.files(of: .ledger).replace("policy", by: Array(policy.utf8), isSafe: true)
        let send: Sending = { request in
            try witnesses[request.address.hasPrefix("https://one.") ? 0 : 1].answer(request)
        }
        let logs = try copied(bench)
        try bringBack(logs, to: bench)
        witnesses[1].behave { _ in throw Silence() }
        await #expect(throws: LedgerResumption.Refusal.unconfirmed) { try await resume(bench, send) }
        witnesses[1].behave(nil)
        #expect(try await resume(bench, send).ground == .witnesses)
        // The log grows and is witnessed; then the older copy comes back once more.
        try await bench.handIn(11...20)
        try await bench.commit()
        _ = try await LedgerVigil(bench.folder, send: send).askWitnesses()
        try bringBack(logs, to: bench)
        await #expect(throws: LedgerResumption.Refusal.self) { try await resume(bench, isDeclared: true, send) }
        await #expect(throws: LogFault.stateMissing) { try await bench.notary() }
    }

    @Test("what the last witness signed keeps an older copy from going on, also where too few others did")
    func lastOfEachWitness() async throws {
        let bench = try await NotaryBench()
        try await bench.commit()
        let key = try bench.folder.verifierKey(of: .ledger)
        let witness = try PlayedWitness("one.example", log: key, seed: 7)
        let other = try PlayedWitness("two.example", log: key, seed: 9)
        let policy = """
            log \(key)
            witness one \(witness.key.verifier) https://one.example/w
            witness two \(other.key.verifier) https://two.example/w
            group both all one two
            quorum both

            """
        let files = try bench.folder.files(of: .ledger)
        try files.replace("policy", by: Array(policy.utf8), isSafe: true)
        let old = try files.read(".state/journal")
        let published = try files.read("checkpoint")
        try await bench.handIn(11...20)
        try await bench.commit()
        _ = try await LedgerVigil(bench.folder) { request in
            guard request.address.hasPrefix("https://one.") else { throw Silence() }
            return try witness.answer(request)
        }
        .askWitnesses()
        #expect(try files.read("witnessed").map { String(decoding: $0, as: UTF8.self).contains("two.example") } != true)
        // Journal and checkpoint of before, whole in themselves.
        try files.replace(".state/journal", by: #require(old), isSafe: true)
        try files.replace("checkpoint", by: #require(published), isSafe: true)
        try files.remove("witnessed")
        await #expect(throws: LogFault.self) { try await bench.notary() }
    }

    @Test("a store that has committed begins no other ledger unasked, whether its folder is lost or its key")
    func lost() async throws {
        let bench = try await NotaryBench()
        try await bench.commit()
        try FileManager.default.removeItem(at: bench.folder.keyFile(of: .ledger))
        #expect(throws: NotaryFault.keyMissing(.ledger)) { try bench.keys.make(name: nil, passphrase: nil) }
        let other = try await NotaryBench()
        try await other.commit()
        try FileManager.default.removeItem(at: other.folder.url(of: .ledger))
        await #expect(throws: NotaryFault.logMissing(.ledger)) { try await other.notary() }
        #expect(
            !FileManager.default.fileExists(atPath: other.folder.url(of: .ledger).appending(path: "checkpoint").path)
        )
    }

    @Test("a copy that is damaged, or older than what the store says, is not taken up")
    func unsound() async throws {
        let bench = try await NotaryBench()
        try await bench.commit()
        let older = try copied(bench)
        try await bench.handIn(11...20)
        try await bench.commit()
        var damaged = try copied(bench)
        let tile = try #require(damaged[.ledger]?.keys.first { $0.hasPrefix("tile/entries") })
        damaged[.ledger]?[tile]?[5] ^= 1
        for logs in [older, damaged] {
            try bringBack(logs, to: bench)
            await #expect(throws: LedgerResumption.Refusal.self) { try await resume(bench, isDeclared: true) }
        }
    }
}

@Suite("Another ledger in the place of one that cannot go on")
struct SuccessionTests {
    @Test("everything is committed anew, the old log stays and is named, old proofs hold", arguments: [false, true])
    func succession(isLost: Bool) async throws {
        let bench = try await NotaryBench()
        try await bench.commit()
        let early = try await bench.bundle([1])
        let policy = try LedgerReader(bench.folder).policy
        let succession = LedgerSuccession(bench.shelf.store)
        await #expect(throws: LedgerSuccession.Refusal.isWhole) {
            try await succession.begin(name: nil, passphrase: nil)
        }
        let name = "\(try bench.folder.verifierKey(of: .ledger).name)"
        await #expect(throws: LedgerSuccession.Refusal.sameName(name)) {
            try await succession.begin(name: name, passphrase: nil, isForced: true)
        }
        if isLost {
            for log in LedgerFolder.Log.allCases { try FileManager.default.removeItem(at: bench.folder.url(of: log)) }
            try FileManager.default.removeItem(at: bench.shelf.store.folder.appending(path: "keys"))
        }
        let place = try await succession.begin(name: "ledger.example/second", passphrase: nil, isForced: true)
        #expect((place == nil) == isLost)
        let notary = try await bench.notary()
        try await notary.statePredecessors()
        #expect(try await notary.commit().rows[.record] == 10)
        #expect(try await bench.findings().isEmpty)
        #expect(try bench.verdict(try await bench.bundle([1, 10])) == .verified)
        var trust = Trust()
        trust.add(policy)
        #expect(BundleCheck(trust: trust).report(on: early.bytes).verdict == .verified)
        guard let place else { return }
        let old = LedgerFolder(ofStore: place)
        let last = try old.checkpoints(of: .ledger).latest
        let reader = try LedgerReader(bench.folder)
        let size = try reader.verified(reader.latest).checkpoint.size
        let lines = try reader.entries(from: 0, size: size).map { String(decoding: $0, as: UTF8.self) }
        let root = "\(try Checkpoint(parsing: last.text).root)"
        #expect(lines.contains { $0.contains(#""type":"succeeds""#) && $0.contains(root) })
    }

    @Test("a store that never had a ledger has none to succeed")
    func none() async throws {
        let bench = try await NotaryBench()
        await #expect(throws: LedgerSuccession.Refusal.nothingBefore) {
            try await LedgerSuccession(bench.shelf.store).begin(name: nil, passphrase: nil)
        }
    }
}
