import Ledger
import Notary

/// What the ledger reads from outside: logs elsewhere, witnesses, whoever asks for a signature, files to verify.
extension FuzzTarget {
    private static let origin = try? KeyName("log.minerals.example/2026")

    /// A log's and a witness's key, those of the seeds: what others sign is refused before much of it is read.
    private static let keys: (log: SigningKey, witness: SigningKey)? = {
        let seed: [UInt8] = [
            0xC6, 0x9F, 0xA4, 0x47, 0xDE, 0x5F, 0x59, 0x95, 0xC0, 0xCA, 0x02, 0xE9,
            0x6E, 0x08, 0x3E, 0xE7, 0x14, 0x0C, 0x65, 0xF2, 0xB2, 0xF9, 0xF2, 0x18,
            0x05, 0x5A, 0x98, 0x75, 0x37, 0x6B, 0x96, 0xDD,
        ]
        guard let origin, let name = try? KeyName("witness.example"),
            let log = try? SigningKey(name: origin, algorithm: .ed25519, seed: seed),
            let witness = try? SigningKey(name: name, algorithm: .cosignature, seed: Array(1...32))
        else { return nil }
        return (log, witness)
    }()

    static func note(_ bytes: Bytes) -> CInt {
        let bytes = Array(bytes)
        if let key = try? VerifierKey(parsing: String(decoding: bytes, as: UTF8.self)) {
            precondition(key.text.utf8.elementsEqual(bytes), "a key has two spellings")
        }
        guard let note = try? SignedNote(parsing: bytes) else { return 0 }
        precondition(note.bytes == bytes, "a note has two spellings")
        guard let keys else { return 0 }
        let known = [keys.log.verifier, keys.witness.verifier]
        if let verified = try? note.verified(by: known) {
            precondition(!verified.signers.isEmpty, "signed by nobody")
        }
        guard let checkpoint = try? Checkpoint(parsing: note.text) else { return 0 }
        precondition((try? checkpoint.text) == note.text, "a checkpoint has two spellings")
        if let seen = try? VerifiedCheckpoint(note, logKeys: known, witnessKeys: known) {
            precondition(seen.checkpoint == checkpoint && !seen.logKeys.isEmpty)
        }
        if let conflict = WitnessConflict(parsing: bytes) { precondition(conflict.bytes == bytes) }
        return 0
    }

    static func logProof(_ bytes: Bytes) -> CInt {
        let bytes = Array(bytes)
        guard let proof = try? LogProof(parsing: bytes) else { return 0 }
        precondition(proof.bytes == bytes, "a proof has two spellings")
        guard let keys, let policy = try? TrustPolicy(parsing: "log \(keys.log.verifier)\nquorum none\n") else {
            return 0
        }
        if let proven = try? proof.check(leaf: .leaf([]), policy: policy) { _ = proven }
        return 0
    }

    static func policy(_ bytes: Bytes) -> CInt {
        guard let policy = try? TrustPolicy(parsing: Array(bytes)), let keys, let origin else { return 0 }
        guard let note = try? Checkpoint(origin: origin, size: 0, root: .empty).signed(by: keys.log),
            let verdict = try? policy.judge(note)
        else { return 0 }
        precondition(verdict.signed.isEmpty, "a witness signed that did not")
        precondition(policy.quorum == nil || !verdict.isMet, "nobody is enough")
        return 0
    }

    static func witness(_ bytes: Bytes) -> CInt {
        let bytes = Array(bytes)
        if let request = try? WitnessRequest(parsing: bytes) {
            precondition(request.bytes == bytes, "a request has two spellings")
        }
        guard let keys else { return 0 }
        let witness = Witness(keys: [keys.witness], logKeys: [keys.log.verifier])
        let memory = Forgetful()
        let outcome = witness.answer(bytes, at: 1_790_000_000, memory: memory)
        precondition([200, 400, 403, 404, 409, 422].contains(outcome.status))
        if case .signed(let lines) = outcome {
            precondition(lines.count == 1 && memory.hasKept, "something was signed and not kept")
        } else {
            precondition(!memory.hasKept, "something was kept and not signed")
        }
        return 0
    }

    static func tile(_ bytes: Bytes) -> CInt {
        let bytes = Array(bytes)
        if let path = try? TilePath(parsing: String(decoding: bytes, as: UTF8.self)) {
            precondition(path.text.utf8.elementsEqual(bytes), "a path has two spellings")
        }
        guard let width = bytes.first.map({ Int($0) + 1 }) else { return 0 }
        let rest = Array(bytes[1...])
        let tile = try? HashTile(rest, width: width)
        if let tile { precondition(tile.bytes == rest && tile.hashes.count == width) }
        if let bundle = try? EntryBundle(rest, width: width) {
            precondition(bundle.bytes == rest && bundle.entries.count == width, "a bundle has two spellings")
        }
        if let statement = LookupStatement(entry: rest) { _ = statement.root }
        if let entry = CommitmentEntry(parsing: rest) { precondition(entry.bytes == rest) }
        return 0
    }

    static func bundle(_ bytes: Bytes) -> CInt {
        let bytes = Array(bytes)
        if let bundle = try? ProofBundle(parsing: bytes) {
            precondition(bundle.bytes == bytes, "a bundle has two spellings")
        }
        if let statement = try? Statement(parsing: bytes) { precondition(statement.bytes == bytes) }
        let report = BundleCheck(trust: Trust()).report(on: bytes)
        _ = report
        return 0
    }
}

/// A memory of one question.
private final class Forgetful: WitnessMemory {
    var hasKept = false

    func latest(of origin: KeyName) throws(Never) -> WitnessedCheckpoint? { nil }

    func replace(_ oldSize: UInt64, by new: WitnessedCheckpoint, of origin: KeyName) throws(Never) -> Bool {
        hasKept = true
        return true
    }
}
