import ArgumentParser
import Store

/// The command `touchstone findings`.
struct FindingsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "findings",
        abstract: "Lists findings, and shows single ones to everybody.",
        subcommands: [FindingsListCommand.self, Publish.self, TakeBack.self],
        defaultSubcommand: FindingsListCommand.self
    )

    /// The command `touchstone findings publish`.
    struct Publish: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows a finding to everybody, once a person has looked at it.",
            discussion: """
                A finding names somebody: no finding is public by itself, even if all records that it rests on are. It stays \
                public as long as it rests on the same records and the same version of its rule.

                    touchstone findings publish 1f0c… --reason "The holder was heard; the licence had expired."
                """
        )

        @OptionGroup var store: StoreOption
        @OptionGroup var publication: PublicationOption

        func run() async throws {
            try await store.openExisting().publishFinding(publication.id, because: publication.reason, by: .local)
            try StandardStreams.answer("Everybody sees it from now on.")
        }
    }

    /// The command `touchstone findings take-back`.
    struct TakeBack: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "take-back",
            abstract: "Takes a finding back that was shown to everybody.",
            discussion: """
                It stays for those who are signed in. What somebody copied while it was public stays with them.

                    touchstone findings take-back 1f0c… --reason "The renewal of the licence was found."
                """
        )

        @OptionGroup var store: StoreOption
        @OptionGroup var publication: PublicationOption

        func run() async throws {
            try await store.openExisting().takeBackFinding(publication.id, because: publication.reason, by: .local)
            try StandardStreams.answer("Only those who are signed in see it from now on.")
        }
    }

    /// Which finding, and why.
    struct PublicationOption: ParsableArguments {
        @Argument(help: ArgumentHelp("The finding.", valueName: "id"))
        var id: String

        @Option(help: ArgumentHelp("Why; kept in the trail.", valueName: "text"))
        var reason: String
    }
}
