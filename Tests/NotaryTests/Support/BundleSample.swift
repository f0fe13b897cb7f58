import Crypto
import Formats
import KernelSamples
import Ledger
import Notary

/// A log of some batches of statements with two witnesses, and bundles of it.
struct BundleSample {
    let log: SigningKey
    let witnesses: [SigningKey]
    let policy: String
    /// The bytes, statement by statement, batch by batch.
    let records: [[[UInt8]]]
    let statements: [[Statement]]
    let entries: [CommitmentEntry]
    let tree: MerkleTree

    init(seed: UInt64 = 7, batches: [Int] = [3, 1, 4, 2, 5]) throws {
        var dice = Dice(seed: seed)
        log = try SigningKey(name: KeyName("log.example/minerals"), algorithm: .ed25519, seed: dice.bytes(32))
        witnesses = try ["north", "south"].map {
            try SigningKey(name: KeyName("\($0).example/w"), algorithm: .cosignature, seed: dice.bytes(32))
        }
        policy = """
            log \(log.verifier)
            witness north \(witnesses[0].verifier)
            witness south \(witnesses[1].verifier)
            group both all north south
            quorum both

            """
        var records: [[[UInt8]]] = []
        var statements: [[Statement]] = []
        for count in batches {
            let bytes = (0..<count).map { _ in dice.bytes(Int.random(in: 20...60, using: &dice)) }
            statements.append(try bytes.map { try Self.statement($0, salt: dice.bytes(16)) })
            records.append(bytes)
        }
        self.records = records
        self.statements = statements
        entries = statements.map {
            CommitmentEntry(.record, count: UInt64($0.count), root: StatementTree($0.map(\.bytes)).root)
        }
        var tree = MerkleTree()
        tree.append(contentsOf: entries.map(\.bytes))
        self.tree = tree
    }

    static func statement(_ bytes: [UInt8], salt: [UInt8]) throws -> Statement {
        try Statement(
            .record,
            [
                .init("file", .string(hex(SHA256.hash(data: bytes + [0])))), .init("position", .integer(17)),
                .init("length", .integer(bytes.count)), .init("sha256", .string(hex(SHA256.hash(data: bytes)))),
                .init("kind", .string("lot")), .init("receivedAt", .string("2026-11-22T10:00:00Z")),
            ],
            salt: salt
        )
    }

    func checkpoint(size: UInt64? = nil, signed: [Int] = [0, 1]) throws -> SignedNote {
        let snapshot = try Self.unwrap(tree.snapshot(size: size))
        let checkpoint = Checkpoint(origin: log.name, size: snapshot.size, root: snapshot.root)
        var note = try checkpoint.signed(by: log)
        note.add(try signed.map { try witnesses[$0].cosign(note.text, at: 1_795_000_000 + UInt64($0)) })
        return note
    }

    func item(_ batch: Int, _ place: Int, isWithheld: Bool = false) throws -> ProofBundle.Item {
        let proof = try Self.unwrap(tree.snapshot()).inclusionProof(of: UInt64(batch))
        return ProofBundle.Item(
            bytes: isWithheld ? nil : records[batch][place],
            statement: statements[batch][place],
            batch: try StatementTree(statements[batch].map(\.bytes)).proof(of: UInt64(place)),
            entry: entries[batch],
            index: UInt64(batch),
            hashes: proof.hashes
        )
    }

    func bundle(
        items: [ProofBundle.Item]? = nil,
        checkpoint: SignedNote? = nil,
        policy: String? = nil
    ) throws -> ProofBundle {
        try ProofBundle(
            about: .init(kind: "lot", id: "L-7"),
            items: try items ?? [item(2, 1), item(4, 4), item(1, 0, isWithheld: true)],
            checkpoint: try checkpoint ?? self.checkpoint(),
            policy: policy ?? self.policy
        )
    }

    /// A reader who trusts this log with its witnesses.
    func trust() throws -> Trust {
        var trust = Trust()
        try trust.add(contentsOf: Array(policy.utf8))
        return trust
    }

    struct Missing: Error {}

    static func unwrap<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw Missing() }
        return value
    }
}

func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
}

extension VerificationReport {
    /// The steps of a name, as `outcome word`.
    func words(_ name: VerificationStep.Name) -> [String] {
        steps.filter { $0.name == name }.map {
            "\($0.outcome.rawValue) \($0.message.split(separator: ".").last ?? "")"
        }
    }

    var failures: [VerificationStep] { steps.filter { $0.outcome == .failed } }
}
