import ArgumentParser
import Formats
import Foundation
import Interchange
import MiningData
import Store
import Web

/// The command `touchstone export`.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes what a store has received as records of a standard of data exchange.",
        discussion: """
            Whoever may not have a record as it came does not get it here either. What the standard has no term for is \
            carried as an extension, or with --plain is named as lost.

                touchstone export icglr --losses losses.json > lots.json
            """,
        subcommands: [ICGLR.self, UNTP.self]
    )

    /// What both have.
    struct Options: ParsableArguments {
        @OptionGroup var store: StoreOption

        @Flag(help: "Write no extensions of ours.")
        var plain = false

        @Flag(help: "Write records too that lack something their standard requires.")
        var incomplete = false

        @Option(help: ArgumentHelp("A file for the list of what was lost or is lacking, in JSON.", valueName: "file"))
        var losses: String?

        @OptionGroup var language: LanguageOption
    }

    /// The command `touchstone export icglr`.
    struct ICGLR: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "icglr",
            abstract: "Writes mine sites, lots, certificates and tags of the ICGLR mining data standard.",
            discussion: "    touchstone export icglr --profile rwanda --xml > batch.xml"
        )

        @OptionGroup var options: Options

        @Option(
            help: ArgumentHelp("The edition: core or rwanda. (default: core)", valueName: "name"),
            transform: { text in
                guard let profile = Profile(rawValue: text) else {
                    throw ValidationError("‘\(text)’ is not core or rwanda.")
                }
                return profile
            }
        )
        var profile: Profile?

        @Flag(help: "Write XML instead of JSON.")
        var xml = false

        func run() async throws {
            let profile = profile ?? .core
            var records: [MiningRecord] = []
            try await Run(options, .icglr(profile)).write(asJSON: !xml) { node in
                if xml, let record = try? MiningReader(profile).read(node).record { records.append(record) }
            }
            if xml { try StandardStreams.answer(MiningXML.document(records, profile)) }
        }
    }

    /// The command `touchstone export untp`.
    struct UNTP: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "untp",
            abstract: "Writes events of the UN Transparency Protocol 0.7, and its credentials as they came.",
            discussion: "    touchstone export untp > events.json"
        )

        @OptionGroup var options: Options

        func run() async throws {
            try await Run(options, .untp).write(asJSON: true) { _ in }
        }
    }

    /// One export.
    private struct Run {
        let options: Options
        let target: ExportTarget

        init(_ options: Options, _ target: ExportTarget) {
            self.options = options
            self.target = target
        }

        func write(asJSON isJSON: Bool, _ take: (JSONNode) -> Void) async throws {
            let words = try Home.find().words(in: options.language.language)
            let export = StandardExport(
                try options.store.openExisting(),
                as: .local,
                to: target,
                carryingRest: !options.plain,
                keepingIncomplete: options.incomplete
            )
            var output = OutputBuffer()
            var isFirst = true
            if isJSON { output.append("[") }
            let report = try await export.run { node in
                take(node)
                guard isJSON else { return }
                output.append(isFirst ? "\n" : ",\n")
                output.append(node.bytes())
                isFirst = false
                try output.flushIfLarge()
            }
            if isJSON { output.append("\n]\n") }
            try output.flush()
            let text = ExportText(report, words)
            if let file = options.losses {
                do { try Data(text.json.bytes(indented: true)).write(to: URL(filePath: file)) } catch {
                    throw CommandFailure("\(file) cannot be written: \(error.localizedDescription)")
                }
            }
            StandardStreams.remark(text.summary)
        }
    }
}
