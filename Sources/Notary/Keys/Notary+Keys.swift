import Formats
public import Foundation
public import Ledger
import LedgerStore

extension Notary {
    /// Says in the public log which keys sign the store's logs now; what the log says already is not said again.
    public func stateKeys() async throws {
        for log in LedgerFolder.Log.allCases {
            let key = try folder.verifierKey(of: log)
            _ = try await append(LogEntry.key(.created, key, of: log))
        }
    }

    /// Says in the public log, under the old key, that a new one takes its place.
    func announce(_ next: VerifierKey, of log: LedgerFolder.Log) async throws {
        _ = try await append(LogEntry.key(.rotated, next, of: log, replacing: try folder.verifierKey(of: log)))
    }
}

extension LedgerKeys {
    /// Puts a new key in the place of a log's: the change is an entry of the public log, signed by the old key, which is then
    /// deleted.
    ///
    /// The log must not be held by another process. What a crash leaves half done is finished by calling again.
    ///
    /// - Parameters:
    ///   - open: Opens the notary with the present keys.
    ///   - passphrase: What seals the new key.
    /// - Returns: The new public key.
    public func rotate(
        _ log: LedgerFolder.Log,
        passphrase: String?,
        now: Date,
        open: () async throws -> Notary
    ) async throws -> VerifierKey {
        let present = folder.keyFile(of: log)
        let next = present.deletingPathExtension().appendingPathExtension("next")
        let old = try KeyFile(present.path).publicKey()
        if !FileManager.default.fileExists(atPath: next.path) {
            _ = try KeyFile(next.path).make(old.name, .ed25519, passphrase: passphrase)
        }
        let new = try KeyFile(next.path).publicKey()
        do {
            let notary = try await open()
            try await notary.announce(new, of: log)
        }
        let files = try folder.files(of: log)
        if try !formerKeys(of: log).contains(where: { $0.key == old }) {
            let before = try files.read("former-keys") ?? []
            let line = "\(now.formatted(.iso8601)) \(old)\n"
            try files.replace("former-keys", by: before + Array(line.utf8), isSafe: true)
        }
        guard rename(next.path, present.path) == 0 else { throw KeyFileFault.system(present.path, "\(errno)") }
        return new
    }
}
