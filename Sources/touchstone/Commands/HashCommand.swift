import ArgumentParser
import EPCIS
import Formats
import Foundation
import Vocabulary

/// The command `touchstone hash`.
struct HashCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hash",
        abstract:
            "Prints the event hash id of each event of EPCIS documents, one a line, in the order of the document.",
        discussion: """
            JSON, JSON-LD and XML of EPCIS 2.0, and XML of 1.2; documents of any length. An event that cannot be read \
            is a line with a hyphen, so that line and event keep the same number; standard error says what is wrong \
            with it, and the exit code is 1. Standard error also says where the id says less than it seems to: the \
            standard gives some different events one id, and programs differ. Evidence rests on --digest.

                touchstone hash events.xml
                touchstone hash events.jsonld --order cbv --digest
                curl -s https://example.org/events | touchstone hash - --format json
            """
    )

    /// How the ids are written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
    }

    @Argument(help: ArgumentHelp("The documents; - is standard input.", valueName: "file"))
    var files: [String] = []

    @Option(
        help:
            "Whose order: reference, that of the reference implementation; cbv, that of the standard's table. (default: reference)",
        transform: { try choice($0) }
    )
    var order: HashOrder?

    @Option(
        help:
            "How values are read: reference, as the reference implementation does; uniform, the same in every syntax. (default: as --order says)",
        transform: { try choice($0) }
    )
    var values: HashValues?

    @Option(
        help: "The hash function: sha-256, sha3-256, sha-384 or sha-512. (default: sha-256)",
        transform: { try choice($0) }
    )
    var algorithm: HashAlgorithm?

    @Flag(help: "Print the pre-hash string as well, behind a tab.")
    var prehash = false

    @Flag(help: "Print the SHA-256 of the bytes as received and of the canonical form (RFC 8785), behind tabs.")
    var digest = false

    @Flag(help: "Say nothing of ids that say less than they seem to.")
    var quiet = false

    @Option(help: "The format of the answer; json is one object a line.")
    var format = Format.text

    @OptionGroup var language: LanguageOption

    func validate() throws {
        guard !files.isEmpty else { throw ValidationError("Name the documents; - is standard input.") }
    }

    func run() async throws {
        let words = try Home.find().words(in: language.language)
        var output = OutputBuffer()
        var hasFailed = false
        for file in files {
            let input: FileHandle
            do {
                input = try EventFile.open(file)
            } catch let failure as CommandFailure {
                StandardStreams.remark(Printable.text("\(failure)"))
                hasFailed = true
                continue
            }
            var run = HashRun(file: file, order: self, words: words)
            try run.read(input, into: &output)
            if !quiet { run.warn() }
            hasFailed = hasFailed || run.hasFaults
        }
        try output.flush()
        if hasFailed { throw ExitCode.failure }
    }

    private static func choice<Choice: RawRepresentable & CaseIterable>(
        _ text: String
    ) throws -> Choice where Choice.RawValue == String {
        guard let choice = Choice(rawValue: text) else {
            let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("‘\(text)’ is not one of \(all).")
        }
        return choice
    }
}
