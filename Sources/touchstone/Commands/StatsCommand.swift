import ArgumentParser
import Foundation
import Store

/// The command `touchstone stats`.
struct StatsCommand: AsyncParsableCommand {
    /// How the counts are written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table
        case json
    }

    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "Counts what a store holds: files, records, facts, findings, what was set aside.",
        discussion: "    touchstone stats --format json"
    )

    @OptionGroup var store: StoreOption

    @Option(help: "The format of the answer.")
    var format = Format.table

    func run() async throws {
        let facts = try store.openExisting()
        let counts = try await facts.read(as: .local) { try StoreCounts($0) }
        try StandardStreams.answer(format == .json ? counts.json : counts.text)
    }
}
