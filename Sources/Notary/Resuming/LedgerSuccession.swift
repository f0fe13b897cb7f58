public import Foundation
import Ledger
import LedgerStore
public import Store

/// Begins another ledger for a store whose own cannot go on: its newest part is lost, or its key.
///
/// What was published stays as it is, below `ledgers-before/` of the store's folder, and every proof that was handed out can
/// be checked as before. The new log names the last checkpoint of the old one, and all that the store holds is committed
/// to it anew.
public struct LedgerSuccession: Sendable {
    /// Why none is begun.
    public enum Refusal: Error, Sendable, Hashable {
        /// The store has no ledger, so that there is none to succeed.
        case nothingBefore
        /// The ledger is whole, and goes on by itself.
        case isWhole
        /// The new log must have another name than the old one.
        case sameName(String)
    }

    private let store: FactStore
    private let folder: LedgerFolder

    /// Prepares to begin another ledger of a store.
    public init(_ store: FactStore) {
        self.store = store
        folder = LedgerFolder(ofStore: store.folder)
    }

    /// Puts the old ledger aside and makes keys of a new one; opening the store's ledger begins it.
    ///
    /// What a crash leaves half done is finished by calling again.
    ///
    /// - Parameters:
    ///   - name: The name of the new log; nil for one that is made up.
    ///   - passphrase: What seals the new keys; nil to rely on the permissions of the files alone.
    ///   - isForced: Whether to do it though the ledger could go on.
    /// - Returns: Where the old one is now; nil if nothing of it was there.
    public func begin(name: String?, passphrase: String?, isForced: Bool = false) async throws -> URL? {
        var place: URL?
        if folder.exists(.ledger) {
            let keys = LedgerKeys(folder)
            let old = try folder.verifierKey(of: .ledger).name
            guard name != "\(old)" else { throw Refusal.sameName("\(old)") }
            guard try isForced || !keys.exist || folder.isCopy(.ledger) || folder.isCopy(.trail) else {
                throw Refusal.isWhole
            }
            place = try putAside()
        } else {
            place = try finishPuttingAside()
            let hadOne = try await store.hasCommitments()
            guard hadOne || place != nil else { throw Refusal.nothingBefore }
        }
        try await store.reopenCommitments()
        try LedgerKeys(folder).make(name: name, passphrase: passphrase)
        return place
    }

    /// Moves the logs and their keys below `ledgers-before/`, the public log last: until then it is found, and this is done
    /// again.
    private func putAside() throws -> URL? {
        let manager = FileManager.default
        try manager.createDirectory(
            at: unfinished,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        for name in ["keys", LedgerFolder.Log.trail.rawValue, LedgerFolder.Log.ledger.rawValue] {
            let present = folder.store.appending(path: name)
            guard manager.fileExists(atPath: present.path) else { continue }
            try manager.moveItem(at: present, to: unfinished.appending(path: name))
        }
        return try finishPuttingAside()
    }

    private var unfinished: URL {
        LedgerFolder.foldersBefore(folder.store).appending(path: ".next", directoryHint: .isDirectory)
    }

    /// Gives what was moved its number; nil if nothing was.
    private func finishPuttingAside() throws -> URL? {
        let manager = FileManager.default
        let log = LedgerFolder(ofStore: unfinished).url(of: .ledger)
        guard manager.fileExists(atPath: log.path) else { return nil }
        let number = try LedgerFolder.before(folder.store).count + 1
        let place = LedgerFolder.foldersBefore(folder.store).appending(path: "\(number)", directoryHint: .isDirectory)
        try manager.moveItem(at: unfinished, to: place)
        return place
    }
}

extension LedgerFolder {
    /// Where the logs stand that a store had before.
    static func foldersBefore(_ store: URL) -> URL {
        store.appending(path: "ledgers-before", directoryHint: .isDirectory)
    }

    /// The logs that a store had before its present ones, the oldest first.
    public static func before(_ store: URL) throws -> [LedgerFolder] {
        let place = foldersBefore(store)
        guard FileManager.default.fileExists(atPath: place.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: place.path).compactMap(Int.init).sorted()
            .map { LedgerFolder(ofStore: place.appending(path: "\($0)", directoryHint: .isDirectory)) }
    }

    /// Whether a log is a copy: published, and without what its writer keeps for itself.
    func isCopy(_ log: Log) throws -> Bool {
        try exists(log) && !LogWriter.hasJournal(files(of: log))
    }
}

extension Notary {
    /// Says in the public log which logs it succeeds, each by its last checkpoint; what it says already is not said again.
    public func statePredecessors() async throws {
        for old in try LedgerFolder.before(folder.store) where old.exists(.ledger) {
            _ = try await append(LogEntry.succeeds(checkpoint: old.checkpoints(of: .ledger).latest.bytes))
        }
    }
}
