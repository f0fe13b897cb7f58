import ArgumentParser
import Formats
import Foundation
import MiningData
import Vocabulary

/// The command `touchstone conformance`.
struct ConformanceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conformance",
        abstract: "Holds files and servers against a standard of data exchange, check by check.",
        discussion: """
            Nothing is written to a store.

                touchstone conformance icglr lots/ --as-of 2026-11-22
            """,
        subcommands: [ICGLR.self]
    )

    /// The command `touchstone conformance icglr`.
    struct ICGLR: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "icglr",
            abstract: "Checks the ICGLR mining data standard: its levels 1 and 2, and the rules of its prose.",
            discussion: """
                A file holds one record, an array, one record a line, or XML; of a folder every .json, .jsonl and .xml \
                file is read. An address is a server: its lists, records, filters, pages and errors are asked for, and \
                every record that it gives is checked as well. Exit code 0 if it conforms, 1 if it does not.

                    touchstone conformance icglr lot.json --profile rwanda
                    touchstone conformance icglr https://mines.example/v1 --level 2 --format json
                """
        )

        @Argument(help: ArgumentHelp("Files, folders, or the address of one server.", valueName: "target"))
        var targets: [String] = []

        @Option(
            help: ArgumentHelp(
                "The edition: core or rwanda; otherwise each record is held against the one that fits it.",
                valueName: "name"
            ),
            transform: { text in
                guard let profile = Profile(rawValue: text) else {
                    throw ValidationError("‘\(text)’ is not core or rwanda.")
                }
                return profile
            }
        )
        var profile: Profile?

        @Option(help: "The level of conformance, 1 or 2; 2 needs an address. (default: 2 for an address, else 1)")
        var level: Int?

        @Option(help: "The form of the answer: table or json.")
        var format = ConformanceFormat.table

        @Option(
            help: ArgumentHelp(
                "The day up to which a status that goes on is counted; otherwise only what has ended is judged.",
                valueName: "date"
            ),
            transform: { text in
                guard let date = try? CalendarDate(text), date.day != nil else {
                    throw ValidationError("‘\(text)’ is not a day such as 2026-11-22.")
                }
                return date
            }
        )
        var asOf: CalendarDate?

        @Option(help: ArgumentHelp("A file whose first line is the bearer token for the server.", valueName: "file"))
        var tokenFile: String?

        @Flag(help: "Allow a server on this machine; otherwise only public addresses are asked, over https.")
        var allowLoopback = false

        @Flag(help: "Post what is no record, to see that the server refuses it.")
        var post = false

        @Flag(help: "Print our JSON Schema of the standard, and stop.")
        var printSchema = false

        @OptionGroup var language: LanguageOption

        private var address: String? {
            targets.count == 1 && (targets[0].hasPrefix("https://") || targets[0].hasPrefix("http://"))
                ? targets[0] : nil
        }

        func validate() throws {
            guard !targets.isEmpty || printSchema else { throw ValidationError("Name a file, a folder or an address.") }
            if let level, !(1...2).contains(level) { throw ValidationError("--level is \(level); it must be 1 or 2.") }
            if level == 2, address == nil { throw ValidationError("Level 2 needs the address of one server.") }
        }

        func run() async throws {
            if printSchema {
                return try StandardStreams.answer(SchemaDocument.json(profile ?? .core).text(indented: true))
            }
            let words = try Home.find().words(in: language.language)
            let report: ConformanceReport
            if let address {
                report = try await ConformanceServer(address, token: token(), allowLoopback: allowLoopback)
                    .report(level: level ?? 2, profile: profile, asOf: asOf, isPosting: post)
            } else {
                var runner = ConformanceRunner(profile: profile, asOf: asOf)
                for file in try ConformanceFiles.files(in: targets) {
                    runner.add(try ConformanceFiles.bytes(of: file), source: file)
                }
                report = runner.report(level: 1)
            }
            try StandardStreams.answer(ConformanceText(report, words).text(as: format))
            if !report.isConformant { throw ExitCode.failure }
        }

        private func token() throws -> String? {
            guard let tokenFile else { return nil }
            guard let text = try? String(contentsOfFile: tokenFile, encoding: .utf8),
                let line = text.split(whereSeparator: \.isNewline).first
            else { throw CommandFailure("\(tokenFile) has no first line that can be read.") }
            return line.trimmingCharacters(in: .whitespaces)
        }
    }
}

/// The forms of a conformance report.
enum ConformanceFormat: String, ExpressibleByArgument, CaseIterable {
    case table, json
}
