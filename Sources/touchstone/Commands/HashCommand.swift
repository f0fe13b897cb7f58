import ArgumentParser
import EPCIS
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

    @Option(help: "Whose order: that of the reference implementation, or that of the standard's table.")
    var order = HashOrder.reference

    @Option(
        help: "How values are read: as the reference does, or the same in every syntax. (default: as --order says)"
    )
    var values: HashValues?

    @Option(help: "The hash function.")
    var algorithm = HashAlgorithm.sha256

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
            guard let input = Self.open(file) else {
                StandardStreams.remark(Printable.text("\(file): it cannot be read."))
                hasFailed = true
                continue
            }
            var run = HashRun(file: file == "-" ? "standard input" : file, order: self, words: words)
            try run.read(input, into: &output)
            if !quiet { run.warn() }
            hasFailed = hasFailed || run.hasFaults
        }
        try output.flush()
        if hasFailed { throw ExitCode.failure }
    }

    private static func open(_ file: String) -> FileHandle? {
        if file == "-" { return .standardInput }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), !isFolder.boolValue else {
            return nil
        }
        return FileHandle(forReadingAtPath: file)
    }
}

extension HashOrder: ExpressibleByArgument {}
extension HashValues: ExpressibleByArgument {}
extension HashAlgorithm: ExpressibleByArgument {}
