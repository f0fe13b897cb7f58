import ArgumentParser
import Formats
import Foundation
import Rules
import Store
import Vocabulary
import Web

/// The command `touchstone search`.
struct SearchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Finds anything in a store by name, number or word.",
        discussion: """
            Names are found in any script and spelling, numbers with or without punctuation, and words with a letter \
            or two wrong; the same spelling comes first. What a bulk import left is indexed first.

                touchstone search kivu mining
                touchstone search CD2025-00001234 --kind declaration --format json
            """
    )

    @Argument(help: "What to look for; all the words.")
    var words: [String] = []

    @OptionGroup var store: StoreOption

    @Option(help: ArgumentHelp("Only one of: \(kinds).", valueName: "kind"))
    var kind: String?

    @Option(help: "At most so many hits; without it 20 as a table, and all in the other formats.")
    var limit: Int?

    @Option(help: "The format of the answer: table, csv or json.")
    var format = SearchFormat.table

    @OptionGroup var languageOption: LanguageOption

    private static let kinds = SearchKind.allCases.map(\.rawValue).joined(separator: ", ")
    private static let tableLimit = 20

    func validate() throws {
        guard !words.isEmpty else { throw ValidationError("Name the words to look for.") }
        if let kind, SearchKind(rawValue: kind) == nil {
            throw ValidationError("--kind is ‘\(kind)’; it must be one of \(Self.kinds).")
        }
        if let limit, limit < 1 { throw ValidationError("--limit is \(limit); it must be at least 1.") }
    }

    func run() async throws {
        let facts = try store.openExisting()
        let home = try Home.find()
        try await SearchIndexing.catchUp(facts, isQuiet: false)
        let documents = try home.catalogue(and: []).rules.map { rule in
            SearchDocument(
                kind: .rule,
                id: rule.id,
                texts: [("title", rule.title[languageOption.language]), ("id", rule.id)]
                    + Language.allCases.map { ("about", rule.title[$0]) }
            )
        }
        let answer = try await Searcher(store: facts, documents: documents).search(
            SearchQuestion(words.joined(separator: " "), kind: kind.flatMap { SearchKind(rawValue: $0) }),
            as: .local
        )
        if let correction = answer.correction {
            StandardStreams.remark(Printable.text("Did you mean: \(correction)"))
        }
        if answer.isPartial { StandardStreams.remark("Nothing has all these words; these have some of them.") }
        let most = limit ?? (format == .table ? Self.tableLimit : .max)
        try format.write(answer.hits.prefix(most))
        guard format == .table else { return }
        if answer.hits.isEmpty {
            try StandardStreams.answer("Nothing was found.")
        } else if answer.total > most, limit == nil {
            StandardStreams.remark(
                "The first \(most) of \(NumberText.grouped(answer.total)); --limit shows more, --kind narrows down."
            )
        }
    }
}

/// Brings the search index up to date, with a line that says how far it is.
enum SearchIndexing {
    /// More new rows than these are a bulk load, which does not wait for the search.
    private static let soonDone = 250_000

    /// Makes what was imported ready for the search, unless that would take longer than a few seconds: then the site
    /// does it while it runs, or the next `touchstone search`.
    static func afterImport(_ store: FactStore, isQuiet: Bool) async throws {
        guard try await store.searchBacklog() <= soonDone else { return }
        try await catchUp(store, isQuiet: isQuiet)
    }

    static func catchUp(_ store: FactStore, isQuiet: Bool) async throws {
        let backlog = try await store.searchBacklog()
        guard backlog > 0 else { return }
        let line = ProgressLine(isWanted: !isQuiet)
        try await store.updateSearchIndex { done in
            line.show("\(ProgressLine.bar(done, of: max(backlog, done)))  making ready for the search")
        }
        line.clear()
    }
}

/// The format of what `touchstone search` answers.
enum SearchFormat: String, CaseIterable, ExpressibleByArgument {
    case table
    case csv
    case json

    func write(_ hits: ArraySlice<SearchHit>) throws {
        switch self {
        case .table:
            guard !hits.isEmpty else { return }
            var table = TextTable([.words("kind"), .words("id"), .words("found"), .words("why")])
            for hit in hits {
                table.append([hit.kind.rawValue, Self.cut(hit.id), Self.cut(hit.title.text), Self.why(hit)])
            }
            try StandardStreams.answer(table.text)
        case .csv:
            var lines = ["kind,id,title,record,field,text,likeness"]
            for hit in hits {
                let best = Self.best(hit)
                let fields = [
                    hit.kind.rawValue, hit.id, hit.title.text, hit.record.map { String($0) } ?? "", best?.field ?? "",
                    best?.text ?? "", best?.likeness?.rawValue ?? "",
                ]
                lines.append(fields.map(CSVText.field).joined(separator: ","))
            }
            try StandardStreams.answer(lines.joined(separator: "\n"))
        case .json:
            let items = hits.map { hit in
                let best = Self.best(hit)
                return JSONText.object([
                    ("kind", JSONText.string(hit.kind.rawValue)), ("id", JSONText.string(hit.id)),
                    ("title", JSONText.string(hit.title.text)),
                    ("record", hit.record.map { "\($0)" } ?? "null"),
                    ("field", JSONText.string(best?.field)), ("text", JSONText.string(best?.text)),
                    ("likeness", JSONText.string(best?.likeness?.rawValue)),
                ])
            }
            try StandardStreams.answer("[" + items.joined(separator: ",\n") + "]")
        }
    }

    private static func best(_ hit: SearchHit) -> SearchHit.Passage? {
        hit.title.likeness == nil ? hit.passages.first : hit.title
    }

    private static func cut(_ text: String) -> String {
        text.count > 60 ? text.prefix(59) + "…" : text
    }

    private static func why(_ hit: SearchHit) -> String {
        guard let best = best(hit) else { return "" }
        let words: String? =
            switch best.likeness {
            case .exact, .beginning, nil: nil
            case .slip: "spelt a little differently"
            case .sound: "sounds alike, or another script"
            }
        if best == hit.title { return words ?? "" }
        return "\(best.field): \(cut(best.text))" + (words.map { " (\($0))" } ?? "")
    }
}
