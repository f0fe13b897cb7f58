import ArgumentParser
import Community
import Remedy
import Store
import Vocabulary
import Web

/// The command `touchstone dialogue`.
struct DialogueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dialogue",
        abstract: "Lists dialogue groups with their balance and meetings, shows a meeting, writes what is public.",
        discussion: """
            Seats stand in `show` alone, which the owner of the machine uses; mediations are in none of these.

                touchstone dialogue list --json
                touchstone dialogue export --site S-1
            """,
        subcommands: [List.self, Show.self, Export.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists groups: seats held and due, women among them, meetings, decisions."
        )

        @OptionGroup var store: StoreOption
        @OptionGroup var language: LanguageOption

        @Flag(help: "One JSON object a group and line.")
        var json = false

        @Flag(name: .customLong("public"), help: "Only those that everybody may see.")
        var isPublic = false

        func run() async throws {
            let shown = DialogueText(try RedressText(try store.openExisting(), language), isPublic ? .everyone : .local)
            let groups = try await shown.groups(at: nil)
            if json {
                for group in groups { try StandardStreams.answer(shown.json(group)) }
                return
            }
            var table = TextTable([
                .number("number"), .words("group"), .words("site"), .number("held"), .number("due"), .number("women"),
                .number("meetings"), .number("decisions"),
            ])
            for group in groups { table.append(shown.row(group)) }
            try StandardStreams.answer(groups.isEmpty ? "There is no dialogue group." : table.text)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shows what happened in a meeting.")

        @Argument(help: ArgumentHelp("The number of the meeting.", valueName: "number"))
        var number: Int64

        @OptionGroup var store: StoreOption
        @OptionGroup var language: LanguageOption

        @Flag(help: "As one JSON object.")
        var json = false

        func run() async throws {
            let shown = DialogueText(try RedressText(try store.openExisting(), language), .local)
            guard let one = try await shown.office.meeting(number, as: .local), let file = one.file else {
                throw CommandFailure("There is no meeting \(number).")
            }
            try StandardStreams.answer(json ? shown.json(one, file) : shown.text(one, file))
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes the public dialogue as one JSON object: balance, decisions, commitments with state."
        )

        @OptionGroup var store: StoreOption
        @OptionGroup var language: LanguageOption

        @Option(help: ArgumentHelp("Only what is about this site.", valueName: "identifier"))
        var site: String?

        func run() async throws {
            let text = try RedressText(try store.openExisting(), language)
            let shown = DialogueText(text, .everyone)
            let groups = try await shown.groups(at: site)
            var commitments: [String] = []
            for one in try await text.office.commitments(as: .everyone) where site == nil || one.cover.site == site {
                commitments.append(try await text.json(one))
            }
            try StandardStreams.answer(
                JSONText.object([
                    ("site", JSONText.string(site)),
                    ("groups", "[" + groups.map(shown.json).joined(separator: ",") + "]"),
                    ("commitments", "[" + commitments.joined(separator: ",") + "]"),
                ])
            )
        }
    }
}
