import ArgumentParser
import EPCIS
import Foundation
import Vocabulary
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

    @Argument(help: ArgumentHelp("Files with EPCIS documents, events or queries.", valueName: "file"))
    var files: [String]

    @Flag(help: "Take the prose rules as GS1's conformance requirements do.")
    var strict = false

    @Option(help: "The format of the answer.")
    var format = Format.text

    @OptionGroup var languageOption: LanguageOption

    func run() async throws {
        let words = try Home.find().words(in: languageOption.language)
        let validator = DocumentValidator(profile: strict ? .strict : .standard)
        var isValid = true
        var answers: [String] = []
        for file in files {
            let verdict = validator.validate(try EventFile.bytes(of: file))
            isValid = isValid && verdict.isValid
            switch format {
            case .text: try StandardStreams.answer(Self.text(file, verdict, words))
            case .json: answers.append(Self.json(file, verdict, words))
            }
        }
        if format == .json { try StandardStreams.answer("[" + answers.joined(separator: ",\n") + "]") }
        guard isValid else { throw ExitCode.failure }
    }

    private static func text(_ file: String, _ verdict: DocumentValidator.Verdict, _ words: Words) -> String {
        let summary = words.plural(verdict.isValid ? "validation.valid" : "validation.invalid", verdict.eventCount)
        let lines = verdict.faults.map { located in
            let severity = words("validation.severity.\(located.fault.severity.rawValue)")
            return "\(file):\(located.line): \(severity): \(located.path): \(sentence(located.fault, words))"
        }
        return (lines + ["\(file): \(summary)"]).map { Printable.text($0) }.joined(separator: "\n")
    }

    private static func sentence(_ fault: ValidationFault, _ words: Words) -> String {
        words(
            "validation.sentence",
            [
                "why": words("validation.\(fault.reason.rawValue)"), "found": words(fault.found),
                "expected": words(fault.expected), "clause": fault.clause,
            ]
        )
    }

    private static func json(_ file: String, _ verdict: DocumentValidator.Verdict, _ words: Words) -> String {
        let faults = verdict.faults.map { located in
            JSONText.object([
                ("event", located.event.map { "\($0)" } ?? "null"), ("line", "\(located.line)"),
                ("path", JSONText.string(located.path)),
                ("severity", JSONText.string(located.fault.severity.rawValue)),
                ("layer", JSONText.string(located.fault.layer.rawValue)),
                ("reason", JSONText.string(located.fault.reason.rawValue)),
                ("found", JSONText.string(words(located.fault.found))),
                ("expected", JSONText.string(words(located.fault.expected))),
                ("clause", JSONText.string(located.fault.clause)),
                ("sentence", JSONText.string(sentence(located.fault, words))),
            ])
        }
        return JSONText.object([
            ("file", JSONText.string(file)), ("valid", "\(verdict.isValid)"), ("events", "\(verdict.eventCount)"),
            ("faults", "[" + faults.joined(separator: ",\n") + "]"),
        ])
    }
}
