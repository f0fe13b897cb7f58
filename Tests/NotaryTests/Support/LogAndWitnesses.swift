import Foundation
import Ledger
import LedgerStore
import Notary
import Synchronization
import Testing

/// What a witness of the tests keeps.
final class KeptCheckpoints: WitnessMemory, Sendable {
    private let kept = Mutex<[KeyName: WitnessedCheckpoint]>([:])

    func latest(of origin: KeyName) throws(Never) -> WitnessedCheckpoint? { kept.withLock { $0[origin] } }

    func replace(_ oldSize: UInt64, by new: WitnessedCheckpoint, of origin: KeyName) throws(Never) -> Bool {
        kept.withLock { kept in
            guard (kept[origin]?.size ?? 0) == oldSize else { return false }
            kept[origin] = new
            return true
        }
    }
}

/// A witness at an address, with its real rules, that can be made to behave otherwise.
final class PlayedWitness: Sendable {
    let key: SigningKey
    let memory = KeptCheckpoints()
    private let witness: Witness
    private let log: VerifierKey
    /// Answers in the place of the witness; nil for the real answer.
    let instead = Mutex<(@Sendable (OutgoingRequest) throws -> OutgoingAnswer?)?>(nil)
    /// How many requests to sign came.
    let asked = Mutex(0)

    struct Silence: Error {}

    init(_ name: String, log: VerifierKey, seed: UInt8) throws {
        key = try SigningKey(name: KeyName(name), algorithm: .cosignature, seed: [UInt8](repeating: seed, count: 32))
        witness = Witness(keys: [key], logKeys: [log])
        self.log = log
    }

    func behave(_ how: (@Sendable (OutgoingRequest) throws -> OutgoingAnswer?)?) { instead.withLock { $0 = how } }

    func sign(_ body: [UInt8], at time: UInt64 = 1_790_000_000) -> WitnessOutcome {
        witness.answer(body, at: time, memory: memory)
    }

    func answer(_ request: OutgoingRequest) throws -> OutgoingAnswer {
        if let answer = try instead.withLock({ $0 })?(request) { return answer }
        guard let body = request.body else {
            guard let kept = memory.latest(of: log.name) else {
                return OutgoingAnswer(status: 404, mediaType: nil, body: [])
            }
            return OutgoingAnswer(status: 200, mediaType: "text/plain", body: kept.note.bytes)
        }
        asked.withLock { $0 += 1 }
        let outcome = sign(body)
        return OutgoingAnswer(status: outcome.status, mediaType: outcome.contentType, body: outcome.body)
    }
}

/// A log in a folder, and two witnesses at addresses of which only the tests know.
struct LogAndWitnesses {
    let folder: ScratchFolder
    let log: SigningKey
    let witnesses: [PlayedWitness]
    let files: PosixFiles

    init() throws {
        folder = try ScratchFolder()
        let log = try SigningKey(name: KeyName("log.example/1"), algorithm: .ed25519, seed: Array(0..<32))
        self.log = log
        files = try PosixFiles(folder: folder.path("ledger"))
        witnesses = try [("one.example", 7), ("two.example", 9)].map {
            try PlayedWitness($0, log: log.verifier, seed: $1)
        }
    }

    func policy(_ quorum: String = "all") throws -> TrustPolicy {
        try TrustPolicy(
            parsing: """
                log \(log.verifier)
                witness one \(witnesses[0].key.verifier) https://one.example/w
                witness two \(witnesses[1].key.verifier) https://two.example/
                group both \(quorum) one two
                quorum both

                """
        )
    }

    /// Lets the log grow to that size.
    @discardableResult
    func grow(to size: Int, word: String = "entry") throws -> SignedNote {
        var writer = try LogWriter(files: try PosixFiles(folder: folder.path("ledger")), signer: log)
        let entries = (Int(writer.size)..<size).map { Array("\(word) \($0)".utf8) }
        return try writer.commit(entries).checkpoint
    }

    /// Another history of the log, of which nobody here knows.
    func fork(_ size: Int) throws -> (note: SignedNote, request: [UInt8]) {
        let tree = MerkleTree(hashes: (0..<size).map { TreeHash.leaf(Array("other \($0)".utf8)) })
        let note = try Checkpoint(origin: log.name, size: UInt64(size), root: tree.root).signed(by: log)
        return (note, WitnessRequest(oldSize: 0, proof: [], note: note).bytes)
    }

    func ask(_ quorum: String = "all") async throws -> WitnessReport {
        let witnesses = witnesses
        return try await WitnessRound(files, policy: try policy(quorum)) { request in
            let witness = request.address.hasPrefix("https://one.example/w/") ? witnesses[0] : witnesses[1]
            return try witness.answer(request)
        }
        .run()
    }

    func shelf(_ quorum: String = "all") throws -> WitnessShelf<PosixFiles> {
        WitnessShelf(files, policy: try policy(quorum))
    }
}
