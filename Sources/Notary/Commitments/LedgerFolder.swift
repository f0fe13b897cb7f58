public import Foundation
public import Ledger
public import LedgerStore

/// Where a store keeps its logs and their keys.
public struct LedgerFolder: Sendable {
    /// One of the store's logs.
    public enum Log: String, Sendable, Hashable, CaseIterable {
        /// The public one, which commits to records, decisions and keys.
        case ledger
        /// The private one, which commits to the access trail; its checkpoints are entries of the public one.
        case trail
    }

    /// The store's folder.
    public let store: URL

    /// The logs of the store in a folder.
    public init(ofStore store: URL) { self.store = store }

    /// The folder of a log.
    public func url(of log: Log) -> URL { store.appending(path: log.rawValue, directoryHint: .isDirectory) }

    /// The file of a log's private key.
    public func keyFile(of log: Log) -> URL { store.appending(path: "keys/\(log.rawValue).key") }

    /// The public keys that signed a log before, a line each: when it was retired, and the key.
    public func formerKeys(of log: Log) -> URL { url(of: log).appending(path: "former-keys") }

    /// The files of a log.
    public func files(of log: Log) throws(FileFault) -> PosixFiles { try PosixFiles(folder: url(of: log).path) }

    /// Whether a log was begun.
    public func exists(_ log: Log) -> Bool {
        FileManager.default.fileExists(atPath: url(of: log).appending(path: Self.checkpoint).path)
    }

    /// The name of the file of the last checkpoint, below the log's folder.
    public static let checkpoint = "checkpoint"
    /// The last checkpoint with the signatures of witnesses; it may be older.
    public static let witnessed = "witnessed"
    /// The log's public key.
    public static let publicKey = "log-key"
    /// Whom to believe (C2SP tlog-policy).
    public static let policy = "policy"

    /// The public key of a log, as it is published beside it.
    public func verifierKey(of log: Log) throws -> VerifierKey {
        let text = try String(contentsOf: url(of: log).appending(path: Self.publicKey), encoding: .utf8)
        return try VerifierKey(parsing: text.trimmingCharacters(in: .newlines))
    }

    /// The newest checkpoint that is published, and the newest that witnesses signed, if any did.
    public func checkpoints(of log: Log) throws -> (latest: SignedNote, witnessed: SignedNote?) {
        let files = try files(of: log)
        guard let latest = try files.read(Self.checkpoint) else { throw NotaryFault.noLog }
        return (
            try SignedNote(parsing: latest),
            try files.read(Self.witnessed).map { (bytes) throws(NoteFault) in try SignedNote(parsing: bytes) }
        )
    }
}

/// Why the notary does not do what was asked.
public enum NotaryFault: Error, Sendable, Hashable {
    /// The store has no log yet.
    case noLog
    /// The store has committed to a log that is not there: it came from a backup without one, or its folder was lost.
    case logMissing(LedgerFolder.Log)
    /// The log is there, and the key that signs it is not.
    case keyMissing(LedgerFolder.Log)
    /// The row was not committed yet.
    case notCommitted
    /// The store's rows do not give the entry that stands in the log: something was changed since.
    case changed(subject: String, firstRow: Int64, lastRow: Int64)
    /// The log does not hold the entry that the store says it holds.
    case entryMissing(place: UInt64)
}
