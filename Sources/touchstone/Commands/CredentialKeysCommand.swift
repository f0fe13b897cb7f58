import ArgumentParser
import Formats
import Foundation
import Notary
import Store
import Upkeep
import Vocabulary

/// The command `touchstone credential keys`.
struct CredentialKeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "The keys that sign credentials, and those that did; makes, changes and retires them.",
        discussion: """
            The first key makes the installation's identifier, did:web and its public name. Each change is said in the public \
            ledger: a credential is checked against the keys that the ledger had when it saw the credential. Private halves \
            stand in keys/ of the store, sealed if ledger.passphrase_file is set; they are never printed.
            """,
        subcommands: [Shown.self, Create.self, Rotate.self, Retire.self],
        defaultSubcommand: Shown.self
    )

    struct Shown: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the keys.")

        @OptionGroup var store: StoreOption
        @OptionGroup var file: ConfigurationOption

        func run() async throws {
            let opening = try CredentialOpening(store, file)
            do {
                guard let book = try await opening.office.book() else { throw IssuingFault.noKey }
                let files = CredentialKeys(opening.store)
                try StandardStreams.answer(Printable.text(book.identifier))
                for key in book.keys {
                    let file = try files.file(of: key.name)
                    var state = "signs since \(key.since)"
                    if let revoked = key.revoked {
                        state = key.isCompromised ? "in wrong hands since \(revoked)" : "retired \(revoked)"
                    } else if file == nil {
                        state = "valid, and its private half is not here"
                    } else if file?.isSealed == true {
                        state += ", sealed"
                    }
                    try StandardStreams.answer(Printable.text("\(key.name)  \(state)"))
                }
                if book.isPending { try StandardStreams.answer(CredentialOpening.words(IssuingFault.pending)) }
            } catch {
                throw CommandFailure(CredentialOpening.words(error))
            }
        }
    }

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes the first key, and with it the identifier; or the next where all were retired."
        )

        @OptionGroup var store: StoreOption
        @OptionGroup var file: ConfigurationOption
        @OptionGroup var source: KeySourceOptions

        func run() async throws {
            try await CredentialKeysCommand.change(store, file) { opening, now in
                let name = try await CredentialKeys(opening.store)
                    .create(forHost: opening.configuration.credentialHost, source.source(opening), now: now)
                return "\(name) signs credentials now."
            }
        }
    }

    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Puts a new key in the place of the present one, which is deleted.",
            discussion: "What the old key signed stays valid if the ledger saw it before."
        )

        @OptionGroup var store: StoreOption
        @OptionGroup var file: ConfigurationOption
        @OptionGroup var source: KeySourceOptions

        func run() async throws {
            try await CredentialKeysCommand.change(store, file) { opening, now in
                let name = try await CredentialKeys(opening.store).rotate(source.source(opening), now: now)
                return "\(name) signs credentials now."
            }
        }
    }

    struct Retire: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes a key out, and says since when it was in wrong hands, if it was.",
            discussion: """
                With --compromised-since nothing is valid that the ledger saw since then, whoever signed it; a key that was \
                rotated out before can be named too. Then create makes the next key.
                """
        )

        @Argument(help: ArgumentHelp("The key, as list names it.", valueName: "key"))
        var key: String

        @OptionGroup var store: StoreOption
        @OptionGroup var file: ConfigurationOption

        @Option(
            help: ArgumentHelp("Since when it was in wrong hands.", valueName: "time"),
            transform: { text in
                guard let time = text.utf8.count == 10 ? try? UTCInstant("\(text)T00:00:00Z") : try? UTCInstant(text)
                else { throw ValidationError("‘\(text)’ is no time such as 2026-11-22T10:00:00Z or 2026-11-22.") }
                return time
            }
        )
        var compromisedSince: UTCInstant?

        func run() async throws {
            try await CredentialKeysCommand.change(store, file) { opening, now in
                try await CredentialKeys(opening.store).retire(key, compromisedSince: compromisedSince, now: now)
                return "\(key) signs no more."
            }
        }
    }

    /// Makes a change, has the ledger told of it, and says so.
    static func change(
        _ store: StoreOption,
        _ file: ConfigurationOption,
        _ make: (CredentialOpening, UTCInstant) async throws -> String
    ) async throws {
        let opening = try CredentialOpening(store, file)
        do {
            let answer = try await make(opening, try CredentialOpening.now())
            try StandardStreams.answer(Printable.text(answer))
            if try await !opening.tell() {
                try StandardStreams.answer("The server that holds the ledger tells it within a second.")
            }
        } catch {
            throw CommandFailure(CredentialOpening.words(error))
        }
    }
}

/// Where a new key comes from.
struct KeySourceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A file of a key that is there already, or of a program that holds it (docs/ledger.md).",
            valueName: "file"
        )
    )
    var keyFile: String?

    func source(_ opening: CredentialOpening) throws -> CredentialKeys.Source {
        if let keyFile { return .file(keyFile) }
        return .chance(passphrase: try opening.ledger.passphrase())
    }
}
