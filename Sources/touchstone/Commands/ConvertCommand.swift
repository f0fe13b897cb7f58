import ArgumentParser
import EPCIS
import Formats
import Foundation
import Vocabulary
import Web

/// The command `touchstone convert`.
struct ConvertCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Writes an EPCIS document in another format, or with other identifiers.",
        discussion: """
            From JSON to XML of EPCIS 2.0 and back nothing is lost. What EPCIS 1.2 cannot hold is left out and told on \
            standard error, and so is what could not be read (then the exit code is 1).

                touchstone convert events.json --to xml > events.xml
                touchstone convert events.json --to xml12 --epc urn --prefixes gcpprefixformatlist.json > events12.xml
            """
    )

    /// How identifiers are written.
    enum Identifiers: String, CaseIterable, ExpressibleByArgument {
        case urn
        case link
    }

    @Argument(help: ArgumentHelp("A file with an EPCIS document or events.", valueName: "file"))
    var file: String

    @Option(
        help: "The format: json, jsonld, xml (EPCIS 2.0) or xml12 (EPCIS 1.2).",
        transform: {
            guard let target = DocumentTarget(rawValue: $0) else {
                throw ValidationError("‘\($0)’ is not json, jsonld, xml or xml12.")
            }
            return target
        }
    )
    var to: DocumentTarget

    @Option(help: "Identifiers as EPC URNs or as GS1 Digital Links; without it as they are.")
    var epc: Identifiers?

    @Option(
        help: ArgumentHelp(
            "GS1's GCP Prefix Format List as JSON: how long company prefixes are, which URNs need.",
            valueName: "file"
        )
    )
    var prefixes: String?

    @OptionGroup var languageOption: LanguageOption

    func run() async throws {
        let words = try Home.find().words(in: languageOption.language)
        let format: EPCFormat =
            switch epc {
            case .urn: .alwaysURN
            case .link: .alwaysDigitalLink
            case nil: .noPreference
            }
        let translator = IdentifierTranslator(format: format, prefixes: try prefixTable())
        let bytes = try EventFile.bytes(of: file)
        let converted: ConvertedDocument
        do throws(DocumentFault) {
            converted = try DocumentConverter(target: to, translator: translator).convert(bytes)
        } catch {
            throw CommandFailure("\(file) cannot be read: byte \(error.offset + 1), \(error.reason.rawValue).")
        }
        var output = OutputBuffer()
        output.append(converted.bytes)
        try output.flush()
        for (event, loss) in converted.losses {
            let what = words("conversion.loss.\(loss.reason.rawValue)")
            StandardStreams.remark(Printable.text("\(file): \(event + 1): \(loss.path): \(what)"))
        }
        for fault in converted.faults {
            let what = "\(fault.fault.reason.rawValue) (\(fault.fault.reason.clause))"
            StandardStreams.remark(Printable.text("\(file):\(fault.line): \(fault.path): \(what)"))
        }
        guard converted.faults.isEmpty else { throw ExitCode.failure }
    }

    private func prefixTable() throws -> CompanyPrefixTable {
        guard let prefixes else { return CompanyPrefixTable() }
        let bytes = try EventFile.bytes(of: prefixes)
        let tape: JSONTape
        do throws(JSONFault) {
            tape = try JSONTape(bytes)
        } catch {
            throw CommandFailure("\(prefixes) is no JSON: byte \(error.offset + 1).")
        }
        guard let table = CompanyPrefixTable(list: tape.root) else {
            throw CommandFailure("\(prefixes) is no GCP Prefix Format List of GS1 in JSON.")
        }
        return table
    }
}
