import ArgumentParser
import Assessment
import Formats
import Foundation
import Store

/// The command `touchstone assess`.
struct AssessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assess",
        abstract: "Runs the kernels and the rules over a store, and files what they find.",
        discussion: """
            What has not changed since the last time is not computed again, unless --all asks for it. A finding is \
            an observation that deserves a look, not a verdict.

                touchstone assess --rules our-own-rules
            """
    )

    @OptionGroup var store: StoreOption
    @OptionGroup var file: ConfigurationOption

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Folders of rules of your own, besides the shipped ones.", valueName: "folder")
    )
    var rules: [String] = []

    @Flag(help: "Compute everything anew.")
    var all = false

    func run() async throws {
        let home = try Home.find()
        let facts = try store.openExisting()
        let assessor = Assessor(
            store: facts,
            lexicon: try home.lexicon(),
            rules: try Installed(file.configuration(for: store), home: home).catalogue(of: home, and: rules),
            parameters: try AssessmentParameters.load(from: home.content)
        )
        let line = ProgressLine()
        defer { line.clear() }
        let summary = try await assessor.assess(everything: all) { progress in
            line.show("\(ProgressLine.bar(progress.done, of: progress.total))  \(progress.step)")
        }
        line.clear()
        try report(summary)
        guard summary.ruleErrors.isEmpty else {
            throw CommandFailure(
                "Some rules could not be run:\n" + summary.ruleErrors.map { Printable.text($0) }.joined(separator: "\n")
            )
        }
    }

    private func report(_ summary: AssessmentSummary) throws {
        var kernels = TextTable([.words("kernel"), .number("rows"), .number("seconds")])
        for kernel in summary.kernels {
            kernels.append([
                kernel.name, NumberText.grouped(kernel.rows),
                kernel.wasSkipped ? "unchanged" : NumberText.seconds(kernel.seconds),
            ])
        }
        var rules = TextTable([.words("rule"), .number("findings")])
        for rule in summary.byRule.sorted(by: { $0.rule < $1.rule }) {
            rules.append([rule.rule, NumberText.grouped(rule.count)])
        }
        try StandardStreams.answer(
            """
            \(kernels.text)

            \(rules.text)

            \(NumberText.grouped(summary.findings)) findings (\(NumberText.grouped(summary.added)) new, \
            \(NumberText.grouped(summary.removed)) gone): \(NumberText.seconds(summary.seconds)) s
            """
        )
    }
}
