import Formats
import Foundation
import Notary
import Store
import Upkeep
import Vocabulary

/// Opens what issues credentials, with what the configuration says of it.
struct CredentialOpening {
    let store: FactStore
    let configuration: ServerConfiguration

    init(_ option: StoreOption, _ file: ConfigurationOption) throws {
        store = try option.openExisting()
        configuration = try file.configuration(for: option)
    }

    init(store: FactStore, configuration: ServerConfiguration) {
        self.store = store
        self.configuration = configuration
    }

    var ledger: LedgerOpening { LedgerOpening(store: store, configuration: configuration.ledger) }

    /// What issues.
    var office: CredentialOffice { CredentialOffice(store, settings: settings) }

    var settings: CredentialOffice.Settings {
        let file = configuration.ledger.passphraseFile
        return CredentialOffice.Settings(issuerName: configuration.credentialIssuer) {
            try file.map { try KeyOptions.passphrase(in: $0) }
        }
    }

    /// Now, which the machine's clock must be able to say.
    static func now() throws -> UTCInstant {
        guard let now = CredentialOffice.clock() else { throw CommandFailure("The clock of this machine is wrong.") }
        return now
    }

    /// Has the log told of a change of keys, unless a server holds it and does so by itself.
    ///
    /// - Returns: Whether the log was told.
    func tell() async throws -> Bool {
        do {
            _ = try await ledger.notary(isAlone: true).commit(atMost: 0)
            return true
        } catch  where LedgerOpening.isHeld(error) {
            return false
        }
    }

    /// Says what is wrong in words, with what to do.
    static func words(_ error: any Error) -> String {
        guard let fault = error as? IssuingFault else { return LedgerOpening.words(error) }
        switch fault {
        case .noHost:
            return "No name is known under which this site is reached. Set credentials.host, or server.names."
        case .badHost(let host):
            return """
                \(Printable.text(host)) cannot be the name of an issuer: it takes a name such as mines.example, with a port only if \
                it is not the usual one.
                """
        case .noKey: return "There is no key for credentials. `touchstone credential keys create` makes one."
        case .hasKey: return "There is a key already. `touchstone credential keys rotate` puts another in its place."
        case .unknownKey(let name): return "There is no valid key \(Printable.text(name)) here."
        case .pending:
            return """
                A change of keys is not in the ledger yet; a server tells it within a second. Without one, \
                `touchstone ledger commit` does.
                """
        case .damagedHistory: return "What the store has of its keys cannot be read. Bring a backup back."
        case .notFound: return "The store has nothing of that kind and identifier."
        case .notActive(let status):
            return "The licence is \(Printable.text(status)); only one in force is certified."
        case .needsReason(let count):
            return "\(count) findings about it are open, or its state is not known: say with --reason why it is issued."
        case .badValidity: return "It would run out before it begins, or the time lies in the future."
        case .badContent(let part): return "The content is not what such a credential says: \(Printable.text(part))"
        }
    }
}
