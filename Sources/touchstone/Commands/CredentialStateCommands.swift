import ArgumentParser
import Notary
import Store

extension CredentialCommand {
    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Withdraws a credential for good; its state says so from then on."
        )

        @OptionGroup var change: StateOptions

        func run() async throws { try await change.apply(.revoked) }
    }

    struct Suspend: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Withdraws a credential for the time being.")

        @OptionGroup var change: StateOptions

        func run() async throws { try await change.apply(.suspended) }
    }

    struct Restore: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Takes a suspension back.")

        @OptionGroup var change: StateOptions

        func run() async throws { try await change.apply(.restored) }
    }
}

/// What is to be done to which credential, and why.
struct StateOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("The credential, as list names it.", valueName: "id"))
    var id: String

    @Option(help: ArgumentHelp("Why; it stands in the access trail.", valueName: "text"))
    var reason: String

    @OptionGroup var store: StoreOption

    func apply(_ change: CredentialEvent.Change) async throws {
        let facts = try store.openExisting()
        do {
            try await facts.change(credential: id, change, because: reason, by: .local)
            try StandardStreams.answer("\(id) is \(change.rawValue).")
        } catch let error as StoreError {
            throw CommandFailure(error.message)
        }
    }
}
