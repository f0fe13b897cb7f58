import Crypto
import Formats
public import Ledger

/// Everything that it takes to check, years later and without a network, that something was committed to the log: one
/// file, `.proof.json`.
///
/// ```swift
/// let bundle = try ProofBundle(
///     about: .init(kind: "lot", id: "L-7"), items: items, checkpoint: note, policy: policyText
/// )
/// try write(bundle.bytes)
/// let report = BundleCheck(trust: trust).report(on: received)
/// ```
///
/// The file is canonical JSON (RFC 8785) in its only spelling. It ends with a checksum over the rest, which keeps nobody from
/// writing another bundle; it tells of damage to what no signature covers: what the bundle says it is about, the policy.
public struct ProofBundle: Sendable, Hashable {
    /// What the bundle was asked for.
    ///
    /// No signature covers it: what is proven is what the statements say.
    public struct Subject: Sendable, Hashable {
        /// `record`, `lot`, `finding`, and so on.
        public let kind: String
        /// Its name, as the store gives it.
        public let id: String

        /// Names something.
        public init(kind: String, id: String) {
            self.kind = kind
            self.id = id
        }
    }

    /// One statement, with the way from it to the checkpoint.
    public struct Item: Sendable, Hashable {
        /// The bytes that the statement is about; nil if they are withheld.
        public let bytes: [UInt8]?
        /// The statement.
        public let statement: Statement
        /// That the statement stands in its batch.
        public let batch: InclusionProof
        /// The entry of the log that commits to the batch.
        public let entry: CommitmentEntry
        /// The place of the entry in the log, from 0.
        public let index: UInt64
        /// That the entry stands in the log at the size of the bundle's checkpoint.
        public let hashes: [TreeHash]

        /// Puts the parts of an item together; nothing is checked.
        public init(
            bytes: [UInt8]?,
            statement: Statement,
            batch: InclusionProof,
            entry: CommitmentEntry,
            index: UInt64,
            hashes: [TreeHash]
        ) {
            self.bytes = bytes
            self.statement = statement
            self.batch = batch
            self.entry = entry
            self.index = index
            self.hashes = hashes
        }
    }

    /// A time stamp over a checkpoint of the log, which may be older or newer than the bundle's.
    public struct Stamp: Sendable, Hashable {
        /// The checkpoint, byte for byte as it was stamped.
        public let checkpoint: SignedNote
        /// That the smaller of the two trees begins the larger; none if they are one.
        public let consistency: [TreeHash]
        /// The token of the authority (RFC 3161), or its whole answer.
        public let token: [UInt8]

        /// Puts the parts of a time stamp together; nothing is checked.
        public init(checkpoint: SignedNote, consistency: [TreeHash], token: [UInt8]) {
            self.checkpoint = checkpoint
            self.consistency = consistency
            self.token = token
        }
    }

    /// What it was asked for.
    public let about: Subject
    /// The statements; at least one.
    public let items: [Item]
    /// The checkpoint of the log, with the cosignatures of its witnesses.
    public let checkpoint: SignedNote
    /// The log's key, its witnesses and their quorum, as the maker of the bundle states them (C2SP tlog-policy).
    public let policyText: String
    /// The same, read.
    public let policy: TrustPolicy
    /// Time stamps.
    public let stamps: [Stamp]

    /// What a file of this kind ends with.
    public static let suffix = ".proof.json"
    /// The longest bundle that is read.
    public static let byteLimit = 64 << 20
    /// The most hashes that a path can have.
    static let hashLimit = 63
    static let type = "proof-bundle"
    static let version = 1

    /// Makes a bundle; that its proofs are right is not checked.
    ///
    /// - Throws: ``BundleFault`` if there is no item, or the policy cannot be read.
    public init(
        about: Subject,
        items: [Item],
        checkpoint: SignedNote,
        policy: String,
        stamps: [Stamp] = []
    ) throws(BundleFault) {
        guard !items.isEmpty else { throw BundleFault(.missing, "items") }
        do throws(PolicyFault) {
            self.policy = try TrustPolicy(parsing: policy)
        } catch {
            throw BundleFault(.badPolicy, "policy", detail: "\(error.reason.rawValue), line \(error.line)")
        }
        policyText = policy
        self.about = about
        self.items = items
        self.checkpoint = checkpoint
        self.stamps = stamps
    }

    /// The bundle as it is stored and sent.
    public var bytes: [UInt8] { canonical(with: checksum) }

    /// The SHA-256 of the bundle without this very member.
    public var checksum: String { Base64.text(SHA256.hash(data: canonical(with: nil))) }
}
