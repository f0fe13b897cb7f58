import ArgumentParser
import Foundation
import GRDB
import Rules
import Store

/// The command `touchstone findings list`, which is `touchstone findings`.
struct FindingsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Prints what the newest assessment found, the gravest first.",
        discussion: """
            The order is severity, then weight times strength, then id. On the page of a finding (`touchstone serve`) \
            stand the records it rests on and its innocent explanations.

                touchstone findings --vulnerability V3 --severity 4 --format csv --language fr > findings.csv
            """
    )

    @OptionGroup var store: StoreOption

    @Option(help: ArgumentHelp("Only findings of this rule (`touchstone rules list`).", valueName: "id"))
    var rule: String?

    @Option(help: ArgumentHelp("Only this row of the vulnerability matrix: V1 to V9, X1 …", valueName: "row"))
    var vulnerability: String?

    @Option(help: ArgumentHelp("Only this stage of the supply chain: S1 to S7.", valueName: "stage"))
    var stage: String?

    @Option(help: "Only findings of this severity or a graver one, from 1 to 5.")
    var severity: Int?

    @Option(help: ArgumentHelp("Only findings about: \(subjects).", valueName: "kind"))
    var subject: String?

    @Option(help: "At most so many findings; without it 50 as a table, and all in the other formats.")
    var limit: Int?

    @Option(help: "The format of the answer.")
    var format = FindingFormat.table

    @OptionGroup var languageOption: LanguageOption

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Folders of rules of your own, as given to assess.", valueName: "folder")
    )
    var rules: [String] = []

    private static let subjects = Rule.Subject.allCases.map(\.rawValue).joined(separator: ", ")
    private static let tableLimit = 50

    func validate() throws {
        if let severity, !(1...5).contains(severity) {
            throw ValidationError("--severity is \(severity); it must be from 1 to 5.")
        }
        if let limit, limit < 1 { throw ValidationError("--limit is \(limit); it must be at least 1.") }
        if let subject, Rule.Subject(rawValue: subject) == nil {
            throw ValidationError("--subject is ‘\(subject)’; it must be one of \(Self.subjects).")
        }
        for (name, value, letters) in [("vulnerability", vulnerability, "VX"), ("stage", stage, "S")] {
            guard let value else { continue }
            guard let first = value.first, letters.contains(first), Int(value.dropFirst()) != nil else {
                let example = letters.first.map { "\($0)3" } ?? ""
                throw ValidationError("--\(name) is ‘\(value)’; expected such as \(example).")
            }
        }
    }

    func run() async throws {
        let facts = try store.openExisting()
        let home = try Home.find()
        let words = FindingWords(
            try home.catalogue(and: rules),
            lexicon: try home.lexicon(),
            language: languageOption.language
        )
        let filter = FindingFilter(
            rule: rule,
            vulnerability: vulnerability,
            stage: stage,
            severity: severity,
            subject: subject
        )
        let most = limit ?? (format == .table ? Self.tableLimit : .max)
        let count = try await facts.read(as: .local) { [format] db in
            try Self.write(filter, from: db, as: format, words, most: most)
        }
        if let rule, count.found == 0, !words.knows(rule) {
            throw CommandFailure("There is no rule ‘\(rule)’; `touchstone rules list` names them.")
        }
        if count.found > count.written, limit == nil, format == .table {
            StandardStreams.remark(
                "The first \(count.written) of \(NumberText.grouped(count.found)); --limit shows more."
            )
        }
        if count.found == 0, format == .table { try StandardStreams.answer("No findings.") }
    }

    /// Writes the findings while they are read, and counts them.
    private static func write(
        _ filter: FindingFilter,
        from db: Database,
        as format: FindingFormat,
        _ words: FindingWords,
        most: Int
    ) throws -> (written: Int, found: Int) {
        let condition = filter.condition
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT \(FindingRow.columns) FROM finding WHERE \(condition.sql)
                ORDER BY severity DESC, weight * strength DESC, id
                """,
            arguments: StatementArguments(condition.arguments)
        )
        var output = OutputBuffer()
        var written = 0
        var found = 0
        output.append(format.head)
        while let row = try rows.next() {
            let finding = FindingRow(row)
            guard filter.holds(cells: finding.cells) else { continue }
            found += 1
            guard written < most else {
                if format == .table { continue }
                break
            }
            guard format.takes(finding) else { continue }
            output.append(format.text(of: finding, words, isFirst: written == 0))
            try output.flushIfLarge()
            written += 1
        }
        output.append(format.tail)
        try output.flush()
        return (written, found)
    }
}
