import Crypto
import Formats
import Foundation
public import Ledger

/// The keys with which a store signs its logs, in files of its folder `keys/` that only their owner reads.
public struct LedgerKeys: Sendable {
    /// A key that the logs of the store were signed with.
    public struct Entry: Sendable, Hashable {
        /// Which log it signs.
        public let log: LedgerFolder.Log
        /// The public key.
        public let key: VerifierKey
        /// Whether it takes a passphrase to sign.
        public let isSealed: Bool
        /// When it was retired: UTC, ISO 8601; nil while it signs.
        public let retiredAt: String?
    }

    let folder: LedgerFolder

    /// The keys of a store.
    public init(_ folder: LedgerFolder) { self.folder = folder }

    /// Whether the keys are there.
    public var exist: Bool {
        LedgerFolder.Log.allCases.allSatisfy { FileManager.default.fileExists(atPath: folder.keyFile(of: $0).path) }
    }

    /// Makes the keys that are not there yet.
    ///
    /// - Parameters:
    ///   - name: The name of the public log; nil for one that is made up and will not be used again.
    ///   - passphrase: What seals them; nil to rely on the permissions of the files alone.
    public func make(name: String?, passphrase: String?) throws {
        for log in LedgerFolder.Log.allCases where folder.exists(log) {
            // Another key under the same name would sign what nobody who knows the log believes.
            guard FileManager.default.fileExists(atPath: folder.keyFile(of: log).path) else {
                throw NotaryFault.keyMissing(log)
            }
        }
        let keys = folder.store.appending(path: "keys")
        try FileManager.default.createDirectory(
            at: keys,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let name = name ?? "touchstone.invalid/\(Hexadecimal.text(CommitmentMaker.chance().prefix(8)))"
        for log in LedgerFolder.Log.allCases where !FileManager.default.fileExists(atPath: folder.keyFile(of: log).path)
        {
            _ = try KeyFile(folder.keyFile(of: log).path).make(
                KeyName(log == .ledger ? name : "\(name)/\(log.rawValue)"),
                .ed25519,
                passphrase: passphrase
            )
        }
    }

    /// Whoever signs for the logs.
    ///
    /// - Parameter passphrase: Asked for if a key is sealed.
    public func signers(passphrase: () throws -> String? = { nil }) throws -> Notary.Signers {
        Notary.Signers(
            ledger: try KeyFile(folder.keyFile(of: .ledger).path).signer(passphrase: passphrase),
            trail: try KeyFile(folder.keyFile(of: .trail).path).signer(passphrase: passphrase)
        )
    }

    /// The keys that sign now, and those that were retired, the newest last.
    public func list() throws -> [Entry] {
        var entries: [Entry] = []
        for log in LedgerFolder.Log.allCases {
            for former in try formerKeys(of: log) {
                entries.append(Entry(log: log, key: former.key, isSealed: false, retiredAt: former.retiredAt))
            }
            let file = KeyFile(folder.keyFile(of: log).path)
            entries.append(Entry(log: log, key: try file.publicKey(), isSealed: try file.isSealed(), retiredAt: nil))
        }
        return entries
    }

    /// The keys that signed a log before, in their order, and when they were retired.
    public func formerKeys(of log: LedgerFolder.Log) throws -> [(key: VerifierKey, retiredAt: String)] {
        let file = folder.formerKeys(of: log)
        guard FileManager.default.fileExists(atPath: file.path) else { return [] }
        let text = try String(contentsOf: file, encoding: .utf8)
        return try text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { return nil }
            return (try VerifierKey(parsing: parts[1]), parts[0])
        }
    }
}
