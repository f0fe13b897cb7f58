import ArgumentParser
import Community
import Remedy
import Store
import Vocabulary
import Web

/// The command `touchstone grievances`.
struct GrievancesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grievances",
        abstract: "Lists complaints with their clocks, shows one, measures the mechanism.",
        discussion: """
            What is shown are kinds, steps, bodies and days: no name, no contact and no words of whoever complains. Those \
            are on the page of the complaint, for those who have a part in it.

                touchstone grievances list --json
                touchstone grievances measures
            """,
        subcommands: [List.self, Show.self, Measures.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists complaints: what nobody may deal with first, then what is overdue, urgent, due."
        )

        @OptionGroup var store: StoreOption
        @OptionGroup var language: LanguageOption

        @Flag(help: "One JSON object a complaint and line.")
        var json = false

        @Flag(help: "Those that have ended too.")
        var all = false

        func run() async throws {
            let shown = try RedressText(try store.openExisting(), language)
            let cases = try await shown.office.grievances(as: .local).filter { all || $0.glimpse.ended == nil }
            if json {
                for one in cases { try StandardStreams.answer(shown.json(one)) }
                return
            }
            var table = TextTable([
                .number("number"), .words("step"), .words("body"), .words("due"), .number("days late"),
                .words("urgent"),
                .words("about"),
            ])
            for one in cases { table.append(try await shown.row(one)) }
            try StandardStreams.answer(cases.isEmpty ? "No complaint is open." : table.text)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows what happened in a complaint, and what may happen next."
        )

        @Argument(help: ArgumentHelp("The number of the complaint.", valueName: "number"))
        var number: Int64

        @OptionGroup var store: StoreOption
        @OptionGroup var language: LanguageOption

        @Flag(help: "As one JSON object.")
        var json = false

        func run() async throws {
            let shown = try RedressText(try store.openExisting(), language)
            guard let one = try await shown.office.grievance(number, as: .local), let file = one.file else {
                throw CommandFailure("There is no complaint \(number).")
            }
            if json { return try StandardStreams.answer(shown.json(one, history: file)) }
            try StandardStreams.answer(try await shown.text(one, file))
        }
    }

    struct Measures: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The eight criteria of UNGP 31 as measures from the records, with the cases behind each."
        )

        @OptionGroup var store: StoreOption
        @OptionGroup var language: LanguageOption

        @Flag(help: "One JSON object a measure and line.")
        var json = false

        func run() async throws {
            let shown = try RedressText(try store.openExisting(), language)
            let report = try await shown.office.report(by: .local)
            if json {
                for measure in report.measures.measures { try StandardStreams.answer(shown.json(measure)) }
                return
            }
            var table = TextTable([.words("criterion"), .words("measure"), .words("value"), .words("cases")])
            for measure in report.measures.measures {
                table.append([
                    shown.words("remedy.criterion.\(measure.kind.criterion.rawValue)"),
                    shown.words(measure.kind.messageKey), shown.value(measure.value),
                    measure.cases.map(\.rawValue).joined(separator: " "),
                ])
            }
            try StandardStreams.answer(table.text)
        }
    }
}

/// The command `touchstone commitments`.
struct CommitmentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "commitments",
        abstract: "Lists what was promised in dialogues, and what became of it.",
        subcommands: [List.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists commitments: late and disputed ones first.")

        @OptionGroup var store: StoreOption
        @OptionGroup var language: LanguageOption

        @Flag(help: "One JSON object a commitment and line.")
        var json = false

        @Flag(name: .customLong("public"), help: "Only those that everybody may see.")
        var isPublic = false

        func run() async throws {
            let shown = try RedressText(try store.openExisting(), language)
            let commitments = try await shown.office.commitments(as: isPublic ? .everyone : .local)
            if json {
                for one in commitments { try StandardStreams.answer(try await shown.json(one)) }
                return
            }
            var table = TextTable([
                .number("number"), .words("state"), .words("due"), .words("first due"), .words("owner"),
                .words("promise"),
            ])
            for one in commitments { table.append(try await shown.row(one)) }
            try StandardStreams.answer(commitments.isEmpty ? "Nothing was promised yet." : table.text)
        }
    }
}
