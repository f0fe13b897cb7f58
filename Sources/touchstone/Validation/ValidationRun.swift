import EPCIS
import Formats
import Foundation
import Vocabulary
import Web

/// One document on its way through `touchstone validate`.
struct ValidationRun {
    private let file: String
    private let format: ValidateCommand.Format
    private let words: Words
    private var validation: DocumentValidation
    private var faultCount = 0
    /// Whether nothing was found that makes the document invalid.
    private(set) var isValid = true

    init(file: String, profile: ValidationProfile, format: ValidateCommand.Format, words: Words) {
        self.file = file
        self.format = format
        self.words = words
        validation = DocumentValidation(profile: profile)
    }

    /// Judges a document to its end, in constant memory, and writes each fault as it is found.
    mutating func read(_ input: FileHandle, into output: inout OutputBuffer) throws {
        if format == .json { output.append("{\"file\":\(JSONText.string(file)),\"faults\":[") }
        reading: while true {
            switch validation.next() {
            case .faults(let faults):
                for fault in faults { write(fault, to: &output) }
                try output.flushIfLarge()
            case .needMore:
                let piece = try EventFile.piece(of: input, file)
                if piece.isEmpty { validation.finish() } else { validation.feed(piece.span) }
            case .end: break reading
            }
        }
        switch format {
        case .text:
            let summary = words.plural(isValid ? "validation.valid" : "validation.invalid", validation.eventCount)
            output.append(Printable.text("\(file): \(summary)") + "\n")
        case .json: output.append("],\"valid\":\(isValid),\"events\":\(validation.eventCount)}")
        }
    }

    private mutating func write(_ located: DocumentValidator.LocatedFault, to output: inout OutputBuffer) {
        isValid = isValid && located.fault.severity != .error
        switch format {
        case .text:
            let severity = words("validation.severity.\(located.fault.severity.rawValue)")
            let line = "\(file):\(located.line): \(severity): \(located.path): \(sentence(located.fault))"
            output.append(Printable.text(line) + "\n")
        case .json: output.append((faultCount > 0 ? ",\n" : "") + json(located))
        }
        faultCount += 1
    }

    private func sentence(_ fault: ValidationFault) -> String {
        words(
            "validation.sentence",
            [
                "why": words("validation.\(fault.reason.rawValue)"), "found": words(fault.found),
                "expected": words(fault.expected), "clause": fault.clause,
            ]
        )
    }

    private func json(_ located: DocumentValidator.LocatedFault) -> String {
        JSONText.object([
            ("event", located.event.map { "\($0)" } ?? "null"), ("line", "\(located.line)"),
            ("path", JSONText.string(located.path)),
            ("severity", JSONText.string(located.fault.severity.rawValue)),
            ("layer", JSONText.string(located.fault.layer.rawValue)),
            ("reason", JSONText.string(located.fault.reason.rawValue)),
            ("found", JSONText.string(words(located.fault.found))),
            ("expected", JSONText.string(words(located.fault.expected))),
            ("clause", JSONText.string(located.fault.clause)),
            ("sentence", JSONText.string(sentence(located.fault))),
        ])
    }
}
