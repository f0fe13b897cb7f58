import ArgumentParser
import EPCIS
import Formats
import Foundation
import Web

/// The command `touchstone validate`.
struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Judges EPCIS documents: line, path, what was found, what was expected, and the clause.",
        discussion: """
            JSON, JSON-LD and XML of EPCIS 2.0, and XML of 1.2. The shape of events, and the rules that stand in the \
            standard's prose only. A notice is no reason to refuse an event; with --strict, whatever the standard's \
            conformance requirements refuse is an error. Exit code 1 says that a document is not valid.

                touchstone validate events.json events.xml --language fr
            """
    )

    /// How the answer is written.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text
        case json
    }

    @Argument(
        help: ArgumentHelp(
            "Files with EPCIS documents, events or queries, however long; - is standard input.",
            valueName: "file"
        )
    )
    var files: [String]

    @Flag(help: "Take the prose rules as GS1's conformance requirements do.")
    var strict = false

    @Option(help: "The format of the answer.")
    var format = Format.text

    @OptionGroup var languageOption: LanguageOption

    func run() async throws {
        let words = try Home.find().words(in: languageOption.language)
        var output = OutputBuffer()
        var isValid = true
        var count = 0
        if format == .json { output.append("[") }
        for file in files {
            let input: FileHandle
            do {
                input = try EventFile.open(file)
            } catch let failure as CommandFailure {
                StandardStreams.remark(Printable.text("\(failure)"))
                isValid = false
                continue
            }
            if count > 0, format == .json { output.append(",\n") }
            count += 1
            var run = ValidationRun(file: file, profile: strict ? .strict : .standard, format: format, words: words)
            try run.read(input, into: &output)
            isValid = isValid && run.isValid
        }
        if format == .json { output.append("]\n") }
        try output.flush()
        guard isValid else { throw ExitCode.failure }
    }
}
