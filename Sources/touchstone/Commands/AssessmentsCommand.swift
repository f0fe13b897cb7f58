import ArgumentParser
import Community
import Store
import Vocabulary

/// The command `touchstone assessments`.
struct AssessmentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assessments",
        abstract: "Lists impact assessments by communities, shows one, hands one out.",
        discussion: """
            Shown are stages, measurements with their limits, findings and answers. Of interviews there are counts alone: \
            what somebody told is on the page of the assessment, for who leads it.

                touchstone assessments list
                touchstone assessments export 12 --format csv > measurements.csv
            """,
        subcommands: [List.self, Show.self, Export.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists assessments, the newest first.")

        @OptionGroup var store: StoreOption
        @OptionGroup var language: LanguageOption

        @Flag(help: "One JSON object an assessment and line.")
        var json = false

        func run() async throws {
            let shown = try await AssessmentText(try store.openExisting(), language)
            let all = try await shown.office.assessments(as: .local)
            if json {
                for one in all { try StandardStreams.answer(shown.json(one)) }
                return
            }
            var table = TextTable([
                .number("number"), .words("stage"), .number("interviews"), .number("measurements"),
                .number("findings"), .number("missing"), .words("assessment"),
            ])
            for one in all { table.append(shown.row(one)) }
            try StandardStreams.answer(all.isEmpty ? "No assessment has begun." : table.text)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows what is missing from an assessment, its measurements against limits, its findings."
        )

        @Argument(help: ArgumentHelp("The number of the assessment.", valueName: "number"))
        var number: Int64

        @OptionGroup var store: StoreOption
        @OptionGroup var language: LanguageOption

        func run() async throws {
            let shown = try await AssessmentText(try store.openExisting(), language)
            try StandardStreams.answer(shown.text(try await AssessmentsCommand.one(number, shown)))
        }
    }

    struct Export: AsyncParsableCommand {
        /// How an assessment is written.
        enum Format: String, ExpressibleByArgument, CaseIterable {
            case csv, json
        }

        static let configuration = CommandConfiguration(
            abstract: "Writes an assessment to standard output: measurements as CSV, or all but interviews as JSON."
        )

        @Argument(help: ArgumentHelp("The number of the assessment.", valueName: "number"))
        var number: Int64

        @Option(help: "csv: a line for each measurement and limit; json: one object.")
        var format = Format.json

        @OptionGroup var store: StoreOption
        @OptionGroup var language: LanguageOption

        func run() async throws {
            let shown = try await AssessmentText(try store.openExisting(), language)
            let one = try await AssessmentsCommand.one(number, shown)
            switch format {
            case .json: try StandardStreams.answer(shown.json(one))
            case .csv: for line in shown.csv(one) { try StandardStreams.answer(line) }
            }
        }
    }

    private static func one(_ number: Int64, _ shown: AssessmentText) async throws -> AssessmentCase {
        guard let one = try await shown.office.assessment(number, as: .local) else {
            throw CommandFailure("There is no assessment \(number).")
        }
        return one
    }
}
