import Formats
import Foundation
import GRDB
import Intake
import Store
import Web

/// One run of `touchstone import`: what became of each file.
struct ImportRun {
    /// What became of a file.
    private struct Outcome {
        let file: String
        let end: ImportProgress
        let seconds: Double
    }

    private let isQuiet: Bool
    private let words: Words
    private let line: ProgressLine
    private var outcomes: [Outcome] = []
    /// Whether a file as a whole was not taken.
    private(set) var hasRefused = false

    init(isQuiet: Bool, words: Words) {
        self.isQuiet = isQuiet
        self.words = words
        line = ProgressLine(isWanted: !isQuiet)
    }

    /// Says that a file was not taken, and why.
    mutating func refuse(_ file: String, because reason: String) {
        line.clear()
        StandardStreams.remark(Printable.text("\(file): refused: \(reason)"))
        hasRefused = true
    }

    /// Takes a file in; its failure is said, and the run goes on.
    mutating func take(
        _ file: String,
        _ order: Importer.Order,
        with importer: Importer,
        number: Int,
        of count: Int
    ) async {
        let began = ContinuousClock.now
        let name = count > 1 ? "\(order.fileName) (\(number) of \(count))" : order.fileName
        line.show("\(ProgressLine.bar(0, of: 1))  \(name)")
        do throws(IntakeError) {
            let end = try await importer.take(URL(filePath: file), order) { [line] progress in
                line.show(Self.words(for: progress, name, seconds: (ContinuousClock.now - began) / .seconds(1)))
            }
            let seconds = (ContinuousClock.now - began) / .seconds(1)
            line.clear()
            outcomes.append(Outcome(file: order.fileName, end: end, seconds: seconds))
            if end.state == .refused {
                refuse(file, because: reason(end.refusal))
            } else if !isQuiet, !ProgressLine.isPossible {
                StandardStreams.remark(Self.words(for: end, order.fileName, after: seconds))
            }
        } catch {
            refuse(file, because: error.message)
        }
    }

    private static func words(for progress: ImportProgress, _ name: String, seconds: Double) -> String {
        let counts = progress.counts
        let records = counts.accepted + counts.duplicates + counts.quarantined
        let time = max(seconds, 0.001)
        var text = ProgressLine.bar(progress.bytesDone, of: progress.bytesTotal) + "  \(name)"
        text += "  \(NumberText.grouped(Int(Double(records) / time))) records/s"
        text += String(format: ", %.1f MB/s", Double(progress.bytesDone) / time / 1e6)
        if progress.bytesDone > 0 {
            let left = time * Double(progress.bytesTotal - progress.bytesDone) / Double(progress.bytesDone)
            text += ", \(NumberText.duration(left)) left"
        }
        return text
    }

    private static func words(for end: ImportProgress, _ name: String, after seconds: Double) -> String {
        guard end.state != .alreadyKnown else { return Printable.text("\(name): is in the store already") }
        return Printable.text(
            "\(name): \(end.kind), \(NumberText.grouped(end.counts.accepted)) accepted, "
                + "\(NumberText.grouped(end.counts.quarantined)) quarantined, \(NumberText.seconds(seconds)) s"
        )
    }

    private func reason(_ refusal: RefusalReason?) -> String {
        guard let refusal else { return "it cannot be read" }
        return words("quarantine.refused", ["found": words(refusal.found), "expected": words(refusal.expected)])
    }

    /// Prints a table of the files and why records were set aside.
    func report(from store: FactStore, path: String) async throws {
        guard !outcomes.isEmpty else { return }
        var table = TextTable([
            .words("file"), .words("kind"), .number("accepted"), .number("duplicates"), .number("corrections"),
            .number("quarantined"), .number("seconds"), .words("state"),
        ])
        for outcome in outcomes {
            let counts = outcome.end.counts
            table.append([
                outcome.file, outcome.end.kind, NumberText.grouped(counts.accepted),
                NumberText.grouped(counts.duplicates), NumberText.grouped(counts.corrections),
                NumberText.grouped(counts.quarantined), NumberText.seconds(outcome.seconds),
                Self.word(for: outcome.end.state),
            ])
        }
        var text = table.text
        let reasons = try await Self.reasons(in: store, receipts: outcomes.compactMap(\.end.receipt))
        if !reasons.isEmpty {
            text += "\n\nSet aside because:\n"
            text += reasons.map { "  \($0.code): \(NumberText.grouped($0.count))" }.joined(separator: "\n")
            text += "\n`touchstone quarantine --store \(path)` lists them."
        }
        try StandardStreams.answer(text)
    }

    private static func word(for state: ImportProgress.State) -> String {
        switch state {
        case .receiving, .reading: "unfinished"
        case .complete: "taken"
        case .refused: "refused"
        case .alreadyKnown: "there already"
        }
    }

    private static func reasons(
        in store: FactStore,
        receipts: [Int64]
    ) async throws -> [(code: String, count: Int)] {
        try await store.read(as: .local) { db in
            var counts: [String: Int] = [:]
            for receipt in Set(receipts) {
                let rows = try Row.fetchAll(
                    db,
                    sql: """
                        SELECT code, count(*) AS count FROM quarantine
                        WHERE receipt_id = ? AND state = 'open' GROUP BY code
                        """,
                    arguments: [receipt]
                )
                for row in rows { counts[row["code"], default: 0] += row["count"] as Int }
            }
            return counts.map { (code: $0.key, count: $0.value) }.sorted { ($1.count, $0.code) < ($0.count, $1.code) }
        }
    }
}
