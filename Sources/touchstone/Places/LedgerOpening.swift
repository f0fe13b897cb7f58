import Foundation
import Ledger
import LedgerStore
import Logging
import Notary
import Store
import Upkeep
import Web

/// Opens the ledger of a store with the keys that the configuration names.
struct LedgerOpening {
    let store: FactStore
    let configuration: ServerConfiguration.Ledger

    private var folder: LedgerFolder { LedgerFolder(ofStore: store.folder) }

    /// The keys, which are made if there are none yet.
    func keys() throws -> LedgerKeys {
        let keys = LedgerKeys(folder)
        if !keys.exist { try keys.make(name: configuration.name, passphrase: passphrase()) }
        return keys
    }

    /// What seals the keys; nil if the configuration names no file.
    func passphrase() throws -> String? {
        try configuration.passphraseFile.map { try KeyOptions.passphrase(in: $0) }
    }

    /// The notary; the ledger is begun if there is none.
    ///
    /// - Parameter isAlone: Whether nobody else commits at the same time, so that there is nothing to wait for.
    func notary(isAlone: Bool) async throws -> Notary {
        var pace = LogStore<PosixFiles>.Pace()
        if isAlone { pace.milliseconds = 0 }
        let signers = try keys().signers(passphrase: passphrase)
        let notary = try await Notary(store: store, signers: signers, pace: pace)
        try await notary.stateKeys()
        try await notary.statePredecessors()
        return notary
    }

    /// The authority that the configuration names for time stamps; nil if it names none.
    ///
    /// - Throws: ``StampingFault`` if its roots are none.
    func authority() throws -> StampingAuthority? {
        guard let stamping = configuration.stamping else { return nil }
        let roots: String
        do { roots = try String(contentsOf: URL(filePath: stamping.roots), encoding: .utf8) } catch {
            throw CommandFailure("\(stamping.roots) cannot be read: \(error.localizedDescription)")
        }
        return try StampingAuthority(address: stamping.address, roots: roots)
    }

    /// Who asks the ledger's witnesses and its authority for time stamps.
    func watch(_ logger: Logger) throws -> LedgerWatch {
        try LedgerWatch(
            folder,
            settings: LedgerWatch.Settings(
                witnessMinutes: configuration.witnessMinutes,
                authority: authority(),
                allowed: configuration.allowed
            ),
            logger: logger
        )
    }

    /// Whether the ledger is held by another process, which commits by itself.
    static func isHeld(_ error: any Error) -> Bool { if case LogFault.isLocked = error { true } else { false } }

    /// Says what is wrong in words, with what to do.
    static func words(_ error: any Error) -> String {
        switch error {
        case LogFault.isLocked:
            "The ledger is held by another process, most likely `touchstone serve`: it commits what waits by itself."
        case LogFault.olderThanSigned(let size, let signed):
            """
            The ledger has \(size) entries and has signed for \(signed): an older copy was restored. Bring the newer copy back. \
            If there is none, `touchstone ledger successor` begins another one.
            """
        case LogFault.fork(let size):
            "The ledger has another root for \(size) entries than it has signed. Bring the copy back that it signed."
        case LogFault.stateMissing:
            """
            What the ledger keeps for itself (ledger/.state) is not there, as in a store that was restored from a backup. \
            The ledger can be read and checked. `touchstone ledger resume` takes it up again, if it has signed nothing newer.
            """
        case NotaryFault.logMissing(let log):
            """
            The store has committed to its \(log.rawValue), and the folder \(log.rawValue)/ is not there. Bring it back from a \
            backup. If it is lost, `touchstone ledger successor` begins another one.
            """
        case NotaryFault.keyMissing(let log):
            """
            The key of the \(log.rawValue) is not in keys/. Bring it back from where its copy is kept. If it is lost, \
            `touchstone ledger successor` begins another ledger.
            """
        case KeyFileFault.needsPassphrase(let path):
            "\(path) is sealed. Name the file of its passphrase in `ledger.passphrase_file`."
        case KeyFileFault.wrongPassphrase(let path):
            "The passphrase does not open \(path)."
        case KeyFileFault.othersMayRead(let path):
            "Others may read \(path). Take that from them: chmod 600 \(path)"
        case NotaryFault.noLog:
            "The store has no ledger yet. `touchstone ledger commit` begins one."
        case NotaryFault.notCommitted:
            "Nothing of it is in the ledger yet. `touchstone ledger commit` commits what waits."
        case NotaryFault.changed(let subject, let first, let last):
            "\(subject) \(first)\(last == first ? "" : " to \(last)") is no longer what was committed."
        default: "\(error)"
        }
    }
}
