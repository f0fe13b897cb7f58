public import ArgumentParser
import Assessment
import Formats
import Foundation
import Store
import Vocabulary
import Web

/// The command `touchstone trace`.
struct TraceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Shows where a lot comes from, in what shares, and what became of it.",
        discussion: """
            A share says how much of what went in came from a site; it is no physical origin. --as-of answers with what \
            had come in by a day, and gives the same answer ever after.

                touchstone trace LOT-1 --direction both
                touchstone trace LOT-1 --format svg > lot-1.svg
            """
    )

    @Argument(help: "The identifier of the lot.")
    var lot: String

    @OptionGroup var store: StoreOption

    @Option(help: "Which way to go: upstream, downstream or both.")
    var direction = TraceRequest.Direction.upstream

    @Option(help: "At most so many steps; otherwise all.")
    var depth: Int?

    @Option(help: "Only lots of this mineral, such as cobalt, and those whose mineral nobody states.")
    var mineral: String?

    @Option(help: "Only events from this date or time on, such as 2026-01-31.", transform: { try Self.time($0, false) })
    var from: Int?

    @Option(help: "Only events up to this date or time.", transform: { try Self.time($0, true) })
    var to: Int?

    @Option(
        help: "Only what had come in by this date or time, as it was known then.",
        transform: { try Self.time($0, true) }
    )
    var asOf: Int?

    @Option(help: "The format of the answer: tree, json, dot (Graphviz) or svg.")
    var format = TraceFormat.tree

    @OptionGroup var languageOption: LanguageOption

    func validate() throws {
        if let depth, depth < 0 { throw ValidationError("--depth is \(depth); it must be at least 0.") }
    }

    private static func time(_ text: String, _ isEnd: Bool) throws -> Int {
        guard let time = TraceTime.milliseconds(text, isEnd: isEnd) else {
            throw ValidationError("‘\(text)’ is no date, nor a date and time with its zone, such as 2026-01-31T08:00Z.")
        }
        return time
    }

    func run() async throws {
        let facts = try store.openExisting()
        let home = try Home.find()
        let words = try home.words(in: languageOption.language)
        let lexicon = try home.lexicon()
        let request = TraceRequest(
            lot,
            direction: direction,
            depth: depth,
            mineral: mineral.map { lexicon.mineralCode($0) },
            from: from,
            to: to,
            asOf: asOf
        )
        let line = ProgressLine()
        let answer: TraceAnswer
        do {
            answer = try await TraceService(facts).answer(request, as: .local) { done, total in
                line.show("\(ProgressLine.bar(done, of: total))  \(words("trace.reading"))")
            }
            line.clear()
        } catch TraceRefusal.unknownLot(let nearest) {
            line.clear()
            let advice =
                nearest.isEmpty
                ? words("trace.no_nearest") : words("trace.nearest", ["names": nearest.joined(separator: ", ")])
            throw CommandFailure(Printable.text(words("trace.unknown_lot", ["lot": lot]) + " " + advice))
        }
        try format.write(answer, words, MineralWords(lexicon, in: languageOption.language))
    }
}

extension TraceRequest.Direction: ExpressibleByArgument {}
