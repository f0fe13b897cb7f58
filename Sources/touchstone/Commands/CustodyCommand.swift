import ArgumentParser
import Custody
import Foundation
import Vocabulary

/// The command `touchstone custody`.
struct CustodyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "custody",
        abstract: "Reads custody logs of exhibits: who had each of them when, and what a court will ask about.",
        discussion: """
            A log is JSON Lines: one exhibit or one entry a line, in any order. No store is needed.

                touchstone custody custody.jsonl
                touchstone custody custody.jsonl --at 2026-03-01T00:00:00Z --format json

            Exit codes: 0 nothing grave is the matter; 1 a chain is broken; 2 a line could not be read, or is of an exhibit \
            that no line describes; 64 the command line was not understood.
            """
    )

    /// How the answer is written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
    }

    @Argument(help: ArgumentHelp("The logs.", valueName: "file"))
    var files: [String] = []

    @Option(
        help: ArgumentHelp("The moment up to which what is open goes on. (default: now)", valueName: "time"),
        transform: { text in
            guard let moment = try? UTCInstant(text) else {
                throw ValidationError("‘\(text)’ is not a moment such as 2026-03-01T12:00:00Z.")
            }
            return moment
        }
    )
    var at: UTCInstant?

    @Option(help: "The format of the answer; json is one object for each exhibit, one a line.")
    var format = Format.text

    @OptionGroup var language: LanguageOption

    func validate() throws {
        guard !files.isEmpty else { throw ValidationError("Name the logs.") }
    }

    func run() async throws {
        let text = CustodyText(words: try Home.find().words(in: language.language))
        let now = at ?? UTCInstant(Date())
        var (isBroken, isUnread) = (false, false)
        for file in files {
            let log = CustodyLog(reading: try EventFile.bytes(of: file))
            for remark in text.remarks(of: log, in: file) { StandardStreams.remark(remark) }
            isUnread = isUnread || !log.faults.isEmpty || !log.strays.isEmpty
            for chain in log.chains(asOf: now) {
                isBroken = isBroken || !chain.isUnbroken
                try StandardStreams.answer(format == .json ? text.json(of: chain) : text.text(of: chain))
            }
        }
        if isUnread { throw ExitCode(2) }
        if isBroken { throw ExitCode.failure }
    }
}
