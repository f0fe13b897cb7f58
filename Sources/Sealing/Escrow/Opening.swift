public import Formats
public import Vocabulary

/// A share and who gave it.
public struct PresentedShare: Sendable {
    /// The share.
    public let share: KeyShare
    /// The officer's name in the records of the installation.
    public let officer: String

    /// A share and who gave it.
    public init(_ share: KeyShare, from officer: String) {
        (self.share, self.officer) = (share, officer)
    }
}

/// Why a key is opened without its own passphrase.
public struct OpeningCause: Sendable, Hashable {
    /// The kinds of need; anything else is none.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Whoever had the passphrase has died, left or forgotten it.
        case keyHolderLost = "key-holder-lost"
        /// Somebody is in danger and nobody with the passphrase can be reached.
        case danger
        /// A court or an authority ordered it; what it ordered stands in the words.
        case courtOrder = "court-order"
        /// An inquiry into the organisation itself.
        case inquiry
        /// An exercise, to know that it works.
        case exercise
    }

    /// The kind of need.
    public let kind: Kind
    /// What happened, in words.
    public let reason: String
    /// The report for which it is opened; nil where it is the key itself that is needed.
    public let report: ReportID?
    /// Who asked for it.
    public let requestedBy: String
    /// When.
    public let time: UTCInstant

    /// The most bytes of a text.
    public static let longestText = 2_000

    /// A cause; refused without a reason or without a name.
    public init(
        _ kind: Kind,
        reason: String,
        report: ReportID? = nil,
        requestedBy: String,
        time: UTCInstant
    ) throws(EscrowFault) {
        guard [reason, requestedBy].allSatisfy({ (1...Self.longestText).contains($0.utf8.count) }) else {
            throw .incompleteRecord
        }
        (self.kind, self.reason, self.report) = (kind, reason, report)
        (self.requestedBy, self.time) = (requestedBy, time)
    }
}

/// What the ledger is told of an opening: who, why, when and which key; nothing of what the key opens.
public struct OpeningRecord: Sendable, Hashable {
    /// Which sharing.
    public let escrow: EscrowID
    /// The key that was opened.
    public let key: KeyID
    /// How many shares were needed.
    public let needed: Int
    /// Why.
    public let cause: OpeningCause
    /// The shares that were given, by number, and who gave them.
    public let officers: [UInt8: String]

    init(escrow: Escrow, cause: OpeningCause, presented: [PresentedShare]) {
        self.escrow = escrow.id
        key = escrow.recipient.id
        needed = escrow.needed
        self.cause = cause
        officers = Dictionary(presented.map { ($0.share.number, $0.officer) }, uniquingKeysWith: { first, _ in first })
    }

    /// The record as JSON.
    public var json: JSONNode {
        let officers = officers.sorted { $0.key < $1.key }.map { number, name in
            JSONNode.object([.init("share", .integer(Int(number))), .init("officer", .string(name))])
        }
        return .object([
            .init("type", .string("key-opening")),
            .init("escrow", .string(Hexadecimal.text(escrow.bytes))),
            .init("key", .string(key.description)),
            .init("needed", .integer(needed)),
            .init("officers", .array(officers)),
            .init("kind", .string(cause.kind.rawValue)),
            .init("reason", .string(cause.reason)),
            .init("report", cause.report.map { .string(Hexadecimal.text($0.bytes)) } ?? .null),
            .init("requestedBy", .string(cause.requestedBy)),
            .init("time", .string(cause.time.text)),
        ])
    }
}

/// A key that officers have opened together, and the record without which it must not be used.
///
/// Whoever opens writes the record into the ledger first and uses the key then: a key used before could go unrecorded.
public struct Opening: Sendable {
    /// What the ledger is told.
    public let record: OpeningRecord
    private let key: OpeningKey

    init(key: OpeningKey, record: OpeningRecord) { (self.key, self.record) = (key, record) }

    /// Gives the key once the record is written; what writing throws is passed on, and then the key stays closed.
    public func recorded<Failure: Error>(
        _ write: (OpeningRecord) throws(Failure) -> Void
    ) throws(Failure) -> OpeningKey {
        try write(record)
        return key
    }

    /// Gives the key once the record is written, where writing takes its time.
    public func onceRecorded<Failure: Error>(
        _ write: (OpeningRecord) async throws(Failure) -> Void
    ) async throws(Failure) -> OpeningKey {
        try await write(record)
        return key
    }
}
