import ArgumentParser
import Formats
import Foundation
import GRDB
import Installation
import Intake
import Store
import Vocabulary
import Web

/// The command `touchstone quarantine`.
struct QuarantineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine",
        abstract: "Lists the records that were set aside, shows one, and hands a corrected one in.",
        discussion: """
            Nothing that was handed in is lost: a record with a fault waits here with its bytes, its place and the \
            reason.

                touchstone quarantine
                touchstone quarantine show 12
                touchstone quarantine retry 12 --with corrected.csv
            """,
        subcommands: [List.self, Show.self, Retry.self],
        defaultSubcommand: List.self
    )

    /// The command `touchstone quarantine list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the records that wait.",
            discussion: "    touchstone quarantine list --limit 500"
        )

        @OptionGroup var store: StoreOption

        @Option(help: "At most so many records.")
        var limit = 100

        @Flag(help: "Those that were put right too.")
        var all = false

        @OptionGroup var language: LanguageOption

        func validate() throws {
            if limit < 1 { throw ValidationError("--limit is \(limit); it must be at least 1.") }
        }

        func run() async throws {
            let facts = try store.openExisting()
            let words = try Home.find().words(in: language.language)
            let (rows, count) = try await facts.read(as: .local) { [all, limit] db in
                let condition = all ? "1" : "q.state = 'open'"
                let rows = try Row.fetchAll(
                    db,
                    sql: """
                        SELECT q.id, t.file_name, q.line, q.path, q.code, q.state, q.found, q.expected
                        FROM quarantine q JOIN receipt t ON t.id = q.receipt_id
                        WHERE \(condition) ORDER BY q.id LIMIT ?
                        """,
                    arguments: [limit]
                )
                let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM quarantine q WHERE \(condition)") ?? 0
                return (rows.map { Self.cells(of: $0, words) }, count)
            }
            guard count > 0 else { return try StandardStreams.answer("Nothing is set aside.") }
            var table = TextTable([
                .number("id"), .words("file"), .number("line"), .words("where"), .words("why"), .words("what"),
                .words("state"),
            ])
            for row in rows { table.append(row) }
            try StandardStreams.answer(table.text)
            if count > rows.count {
                StandardStreams.remark(
                    "The first \(rows.count) of \(NumberText.grouped(count)); --limit shows more."
                )
            }
        }

        private static func cells(of row: Row, _ words: Words) -> [String] {
            let what = words.refusal(found: row["found"], expected: row["expected"])
            return ["id", "file_name", "line", "path", "code"].map { row[$0].map { "\($0)" } ?? "" }
                + [what, row["state"]]
        }
    }

    /// The command `touchstone quarantine show`.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows one record: what was expected, what was found, its bytes.",
            discussion: "    touchstone quarantine show 12"
        )

        @Argument(help: "Its number in the list.")
        var id: Int64

        @OptionGroup var store: StoreOption

        @OptionGroup var language: LanguageOption

        func run() async throws {
            let facts = try store.openExisting()
            let words = try Home.find().words(in: language.language)
            let found = try await facts.read(as: .local) { [id] db in
                try Row.fetchOne(
                    db,
                    sql: """
                        SELECT q.*, t.file_name, t.kind FROM quarantine q JOIN receipt t ON t.id = q.receipt_id
                        WHERE q.id = ?
                        """,
                    arguments: [id]
                ).map { Self.text(of: $0, words) }
            }
            guard let found else {
                throw CommandFailure("There is no quarantined record \(id); `touchstone quarantine` lists them.")
            }
            try StandardStreams.answer(found)
        }

        private static func text(of row: Row, _ words: Words) -> String {
            let lines = [
                ("file", "file_name"), ("kind", "kind"), ("line", "line"), ("position", "position"),
                ("length", "length"), ("where", "path"), ("why", "code"), ("what", "found"),
                ("expected", "expected"), ("what to do", "advice"), ("state", "state"),
            ].map { label, column in
                let kept = row[column].map { "\($0)" } ?? ""
                let value =
                    switch column {
                    case "found", "expected": words.refusal(kept)
                    case "advice": words(kept)
                    default: kept
                    }
                return label + ":" + String(repeating: " ", count: 11 - label.count) + Printable.text(value)
            }
            let excerpt: Data = row["excerpt"]
            let isCut = (row["length"] as Int) > excerpt.count
            return lines.joined(separator: "\n") + "\n\n" + Printable.bytes(excerpt) + (isCut ? "…" : "")
        }
    }

    /// The command `touchstone quarantine retry`.
    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Hands a record in again, corrected.",
            discussion: """
                The file holds the one record in the form in which it stood in its file, without the header. The \
                faulty record stays where it is, marked as put right.

                    touchstone quarantine retry 12 --with corrected.csv
                """
        )

        @Argument(help: "Its number in the list.")
        var id: Int64

        @Option(help: ArgumentHelp("The file with the corrected record.", valueName: "file"))
        var with: String

        @OptionGroup var store: StoreOption
        @OptionGroup var file: ConfigurationOption

        func run() async throws {
            let facts = try store.openExisting()
            let home = try Home.find()
            let bytes: Data
            do { bytes = try Data(contentsOf: URL(filePath: with)) } catch {
                throw CommandFailure("\(with) cannot be read: \(error.localizedDescription)")
            }
            let service = IntakeService(
                Importer(
                    store: facts,
                    maps: try home.columnMaps(and: facts.folder),
                    lexicon: try home.lexicon().names,
                    terms: try Installed(file.configuration(for: store), home: home).packs.terms
                )
            )
            let end = try await service.resubmit(quarantineID: id, bytes: Array(bytes))
            guard end.counts.quarantined == 0, end.state != .refused else {
                throw CommandFailure(
                    "The corrected record has a fault too; `touchstone quarantine` shows it as the newest."
                )
            }
            guard end.counts.accepted > 0 else {
                throw CommandFailure("Nothing was taken: the store holds these bytes already, or they hold no record.")
            }
            try StandardStreams.answer("Record \(id) is put right.")
        }
    }
}
