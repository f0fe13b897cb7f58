/// What the store commits to its ledger: the rows of one table, in the order of their numbers.
public enum CommittedSubject: String, Sendable, Hashable, CaseIterable {
    /// Records, corrections among them.
    case record
    /// Records that were set aside.
    case quarantine
    /// Decisions about records that were set aside.
    case decision
    /// Verdicts on findings.
    case verdict
    /// Credentials that were issued, each form of its own.
    case credential
    /// What became of credentials.
    case credentialState = "credential_state"
    /// Lines of the access trail.
    case access

    /// The table whose rows they are.
    var table: String {
        switch self {
        case .record, .quarantine, .verdict, .access: rawValue
        case .decision: "quarantine_decision"
        case .credential: "credential_form"
        case .credentialState: "credential_event"
        }
    }
}

/// A batch of rows that was committed to the ledger, or is about to be.
public struct Commitment: Sendable, Hashable {
    /// Its row.
    public let id: Int64
    /// What its rows are.
    public let subject: CommittedSubject
    /// The numbers of its first and last row.
    public let rows: ClosedRange<Int64>
    /// 32 bytes from which the salts are made.
    public let secret: [UInt8]
    /// The hashes of its statements, 32 bytes each; nil until they were made.
    public let hashes: [UInt8]?
    /// The place of its entry in the log; nil until it has one.
    public let place: UInt64?

    /// The most rows of one batch.
    public static let longest: Int64 = 4096
}

/// How much was committed on one day.
public struct CommitmentDay: Sendable, Hashable {
    /// The day, UTC: `2026-11-23`.
    public let day: String
    /// How many entries the logs got.
    public internal(set) var entries = 0
    /// How many rows, by what they are.
    public internal(set) var rows: [CommittedSubject: Int] = [:]
}

/// What the ledger commits of one row.
public enum CommittedRow: Sendable, Hashable {
    /// A slice of a received file.
    public struct Slice: Sendable, Hashable {
        /// The SHA-256 of the file.
        public let file: [UInt8]
        /// The offset of the slice in the file.
        public let position: Int
        /// How many bytes it has.
        public let length: Int
        /// When the file came: UTC, ISO 8601.
        public let receivedAt: String
    }

    /// A record: its slice, the SHA-256 of that, its kind, and the SHA-256 of the record that it put right when it came.
    case record(Slice, sha256: [UInt8], kind: String, corrects: [UInt8]?)
    /// A record that was set aside, and why.
    case quarantine(Slice, code: String)
    /// A decision about a record that was set aside, and the SHA-256 of the record that put it right.
    case decision(Slice, decision: String, by: [UInt8]?, at: String)
    /// A verdict on a finding.
    case verdict(finding: String, verdict: String, reason: String, by: String, at: String)
    /// A form of a credential: its bytes and when it was issued.
    case credential(String, format: String, length: Int, sha256: [UInt8], at: String)
    /// What became of a credential.
    case credentialState(String, state: String, reason: String, by: String, at: String)
    /// A line of the access trail: its columns that have a value, by name.
    case access([String: String])
}

/// Something that a committed record speaks of.
public struct CommittedLabel: Sendable, Hashable {
    /// What kind of thing it is.
    public enum Kind: String, Sendable, Hashable {
        case lot, party, digest
    }

    /// What kind of thing.
    public let kind: Kind
    /// Its name in UTF-8, or the 32 bytes of the digest.
    public let name: [UInt8]
    /// The agency whose record speaks of it.
    public let owner: Int64
    /// The handling marking of the record.
    public let marking: Int

    /// Describes a label.
    public init(_ kind: Kind, _ name: [UInt8], owner: Int64, marking: Int) {
        self.kind = kind
        self.name = name
        self.owner = owner
        self.marking = marking
    }
}
