import ArgumentParser
import Store

/// The command `touchstone agencies`, for the owner of the machine.
struct AgenciesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agencies",
        abstract: "Lists the agencies of a store, and makes one.",
        discussion: "    touchstone agencies add \"Customs of Nowhere\" --kind customs --contact desk@example.org",
        subcommands: [List.self, Add.self],
        defaultSubcommand: List.self
    )

    /// The command `touchstone agencies list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists them.",
            discussion: "    touchstone agencies list"
        )

        @OptionGroup var store: StoreOption

        func run() async throws {
            var table = TextTable([
                .number("id"), .words("name"), .words("kind"), .words("country"), .words("contact"), .words("state"),
            ])
            for agency in try await store.openExisting().agencies() {
                table.append([
                    "\(agency.number.rawValue)", agency.name, agency.about.kind.rawValue, agency.about.country ?? "",
                    agency.contact, agency.about.isActive ? "active" : "suspended",
                ])
            }
            try StandardStreams.answer(table.text)
        }
    }

    /// The command `touchstone agencies add`.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes an agency, and prints its number.",
            discussion: "    touchstone agencies add \"Customs of Nowhere\" --kind customs --country CD"
        )

        @Argument(help: ArgumentHelp("The name.", valueName: "name"))
        var name: String

        @Option(
            help: ArgumentHelp("What it is. (default: other)", valueName: "kind"),
            transform: { try PeopleWork.word($0, of: Agency.Kind.self) }
        )
        var kind: Agency.Kind?

        @Option(help: ArgumentHelp("Its country, as ISO 3166-1 alpha-2.", valueName: "code"))
        var country: String?

        @Option(help: ArgumentHelp("Whom to ask where something is withheld; anybody may read it.", valueName: "text"))
        var contact = ""

        @OptionGroup var store: StoreOption

        func run() async throws {
            let facts = try store.openOrMake()
            let draft = Agency.Draft(name: name, kind: kind ?? .other, country: country, contact: contact)
            let number = try await PeopleWork.doing { try await facts.addAgency(draft, by: .local) }
            try StandardStreams.answer("\(number.rawValue)")
        }
    }
}
