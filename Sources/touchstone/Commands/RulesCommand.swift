import ArgumentParser
import Formats
import Foundation
import Rules
import Store
import Vocabulary

/// The command `touchstone rules`.
struct RulesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Checks rule files with the tests that they carry, and lists them.",
        discussion: """
                touchstone rules check our-own-rules
                touchstone rules list --language fr
            """,
        subcommands: [Check.self, List.self]
    )

    /// The command `touchstone rules check`.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Runs the tests of rules, and names file and line of every fault.",
            discussion: """
                A rule is refused if its query could write, reads a table that is not a fact, or runs too long.

                    touchstone rules check our-own-rules
                """
        )

        @Argument(help: ArgumentHelp("Folders of rules; without one, the shipped rules.", valueName: "folder"))
        var folders: [String] = []

        func run() async throws {
            let urls =
                folders.isEmpty
                ? [try Home.find().rules] : folders.map { URL(filePath: $0, directoryHint: .isDirectory) }
            let loaded = RuleLoader().load(folders: urls)
            let line = ProgressLine()
            let rules = loaded.catalogue.rules
            var faults = loaded.faults
            for (number, rule) in rules.enumerated() {
                line.show("\(ProgressLine.bar(number, of: rules.count))  \(rule.id)")
                faults += RuleChecker().check(rule)
            }
            line.clear()
            for fault in faults { try StandardStreams.answer(Printable.text(fault.description)) }
            guard faults.isEmpty else { throw ExitCode.failure }
            guard !rules.isEmpty else {
                let names = urls.map(\.path).joined(separator: ", ")
                throw CommandFailure("There is no rule in \(names). A rule is a file that ends in .yaml.")
            }
            let tests = rules.reduce(0) { $0 + $1.tests.count }
            try StandardStreams.answer("\(rules.count) rules, \(tests) tests: all pass")
        }
    }

    /// The command `touchstone rules list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the rules that assess runs.",
            discussion: "    touchstone rules list --rules our-own-rules --language es"
        )

        @Option(
            parsing: .upToNextOption,
            help: ArgumentHelp("Folders of rules of your own, besides the shipped ones.", valueName: "folder")
        )
        var rules: [String] = []

        @OptionGroup var languageOption: LanguageOption

        func run() async throws {
            let catalogue = try Home.find().catalogue(and: rules)
            var table = TextTable([
                .words("rule"), .number("severity"), .number("weight"), .words("about"), .words("cells"),
                .words("title"),
            ])
            for rule in catalogue.rules {
                table.append([
                    rule.id, "\(rule.severity)", "\(rule.weight)", rule.subject.rawValue,
                    rule.cells.joined(separator: " "), rule.title[languageOption.language],
                ])
            }
            try StandardStreams.answer(table.text)
        }
    }
}
