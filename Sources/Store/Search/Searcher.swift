import GRDB
import Screening

/// What is asked of the search.
public struct SearchQuestion: Sendable {
    /// The words.
    public var text: String
    /// Only things of this kind.
    public var kind: SearchKind?

    /// Asks for words.
    public init(_ text: String, kind: SearchKind? = nil) {
        self.text = text
        self.kind = kind
    }
}

/// Searches everything that a reader may see.
///
/// The index proposes rows; each is then read through the reader's views and compared with the question again. Hits,
/// counts, corrections and marks come from what the views show and from nothing else.
public final class Searcher: Sendable {
    private let store: FactStore
    private let documents: [SearchDocument]
    private let dictionaries = SearchDictionaries()

    /// So many hits of a kind are found while all kinds are looked at.
    public static let hitsOfAKind = 200
    /// So many hits of one kind are found when it alone is asked for.
    public static let hitsOfOneKind = 1_000
    /// Fewer hits than these, and slips of the pen are looked for.
    private static let fewHits = 10

    /// Makes a search over a store and over documents outside it.
    public init(store: FactStore, documents: [SearchDocument] = []) {
        self.store = store
        self.documents = documents
    }

    /// Finds what a reader may see.
    ///
    /// - Parameters:
    ///   - question: The words, and what is to be found.
    ///   - reader: Who asks.
    ///   - more: Documents that this reader alone is offered, such as the pages in their language.
    public func search(
        _ question: SearchQuestion,
        as reader: Reader,
        with more: [SearchDocument] = []
    ) async throws -> SearchAnswer {
        guard let plan = SearchPlan(question.text) else { return SearchAnswer() }
        return try await store.readIndexed(as: reader) { [documents, dictionaries] db in
            var run = SearchRun(
                db: db,
                plan: plan,
                question: question,
                documents: documents + more,
                dictionaries: try dictionaries.current(db)
            )
            return try run.answer()
        }
    }

    /// One search within one transaction.
    private struct SearchRun {
        let db: Database
        var plan: SearchPlan
        let question: SearchQuestion
        let documents: [SearchDocument]
        let dictionaries: [SearchDictionary]
        private var hits: [SearchHit] = []
        private var seen: [SearchKind: Set<Int64>] = [:]
        private var full: Set<SearchKind> = []
        private var isPartial = false
        private static let fewProposals = 1_000

        init(
            db: Database,
            plan: SearchPlan,
            question: SearchQuestion,
            documents: [SearchDocument],
            dictionaries: [SearchDictionary]
        ) {
            self.db = db
            self.plan = plan
            self.question = question
            self.documents = documents
            self.dictionaries = dictionaries
        }

        mutating func answer() throws -> SearchAnswer {
            hits = try DirectSearch(db: db, text: question.text).hits()
            seen[.quarantine] = Set(hits.filter { $0.kind == .quarantine }.compactMap { Int64($0.id) })
            try plan.findBeginnings(db, dictionaries)
            let strict = SearchMatcher(plan: plan, isForgiving: false, takesSome: false)
            for reach in [SearchPlan.Reach.whole, .exact, .beginning] { try look(reach, strict) }
            look(in: documents, strict)
            if hits.count < Searcher.fewHits {
                try plan.findNear(db, dictionaries)
                let forgiving = SearchMatcher(plan: plan, isForgiving: true, takesSome: false)
                try look(.near, forgiving)
                look(in: documents, forgiving)
                if hits.isEmpty, plan.words.count > 1 {
                    isPartial = true
                    let some = SearchMatcher(plan: plan, isForgiving: true, takesSome: true)
                    try look(.some, some)
                    look(in: documents, some)
                }
            }
            try addFindings()
            return try finished()
        }

        private func limit(_ kind: SearchKind) -> Int {
            question.kind == kind ? Searcher.hitsOfOneKind : Searcher.hitsOfAKind
        }

        private mutating func look(_ reach: SearchPlan.Reach, _ matcher: SearchMatcher) throws {
            guard let expression = plan.expression(reach) else { return }
            // Few rows are read as the index gives them; of many, each kind gets its share.
            let proposed = try Int64.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT rowid FROM main.search_index WHERE search_index MATCH ?
                        ORDER BY rowid DESC LIMIT \(Self.fewProposals + 1)
                        """
                ),
                arguments: [expression]
            )
            guard proposed.count > Self.fewProposals else { return try look(at: proposed, matcher) }
            for table in SearchTable.all where !full.contains(table.kind) {
                let reading = SearchReading(table)
                let cursor = try Row.fetchCursor(
                    db.cachedStatement(sql: reading.proposed),
                    arguments: [expression, table.range.lowerBound, table.range.upperBound]
                )
                while let row = try cursor.next(), try take(row, reading, matcher) {}
            }
        }

        private mutating func look(at proposed: [Int64], _ matcher: SearchMatcher) throws {
            for number in proposed {
                guard let table = SearchTable.byNumber[number >> SearchTable.shift], !full.contains(table.kind),
                    seen[table.kind]?.contains(number - table.range.lowerBound) != true
                else { continue }
                let reading = SearchReading(table)
                let row = try Row.fetchOne(
                    db.cachedStatement(sql: reading.single),
                    arguments: [number - table.range.lowerBound]
                )
                if let row { _ = try take(row, reading, matcher) }
            }
        }

        /// Takes a row that matches; false if there are enough of its kind.
        private mutating func take(_ row: Row, _ reading: SearchReading, _ matcher: SearchMatcher) throws -> Bool {
            let kind = reading.table.kind
            let number: Int64 = row[0]
            guard !seen[kind, default: []].contains(number), let hit = try reading.hit(row, db, matcher) else {
                return true
            }
            if seen[kind, default: []].count >= limit(kind) {
                full.insert(kind)
                return false
            }
            seen[kind, default: []].insert(number)
            hits.append(hit)
            return true
        }

        private mutating func look(in documents: [SearchDocument], _ matcher: SearchMatcher) {
            for (place, document) in documents.enumerated() {
                guard !seen[document.kind, default: []].contains(Int64(place)),
                    let match = matcher.match(document.texts)
                else { continue }
                seen[document.kind, default: []].insert(Int64(place))
                hits.append(
                    SearchHit(kind: document.kind, id: document.id, texts: document.texts, match: match)
                )
            }
        }

        /// Findings are found by what they are about, and by their rule.
        private mutating func addFindings() throws {
            hits += try FindingSearch(db: db, other: hits, documents: documents, isPartial: isPartial).hits()
        }

        private func finished() throws -> SearchAnswer {
            var answer = SearchAnswer()
            let sorted = hits.enumerated().sorted {
                ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset)
            }
            .map(\.element)
            var counts: [SearchKind: Int] = [:]
            var order: [SearchKind] = []
            for hit in sorted {
                if counts[hit.kind] == nil { order.append(hit.kind) }
                counts[hit.kind, default: 0] += 1
            }
            answer.counts = order.map {
                SearchCount(kind: $0, count: counts[$0] ?? 0, isMore: full.contains($0))
            }
            answer.hits = question.kind.map { kind in sorted.filter { $0.kind == kind } } ?? sorted
            answer.isPartial = isPartial && !hits.isEmpty
            answer.isComplete = try SearchWriter.backlog(db) == 0
            answer.correction = SearchCorrection(plan: plan, question: question.text).text(by: sorted.first)
            return answer
        }
    }
}
