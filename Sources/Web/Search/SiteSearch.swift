internal import Installation
internal import Store
internal import Vocabulary

/// The search of the site: the store's, and beside it the rules and the pages in the reader's language.
struct SiteSearch: Sendable {
    private let searcher: Searcher
    private let documents: [Language: [SearchDocument]]
    private let modules: ModuleSet

    /// Pages with a few words about what they are for.
    private static let pages: [(path: String, title: String, about: String)] =
        ListDefinition.all.map { ("/\($0.segment)", "nav.\($0.segment)", "\($0.segment).about") } + [
            ("/", "nav.situation", "matrix.title"), ("/import", "nav.import", "import.about"),
            ("/rules", "nav.rules", "rules.about"), ("/country", "nav.country", "country.about"),
            ("/search", "search.title", "search.help.names"),
        ]

    private static let aboutParts = ["flow", "findings", "limits", "protection", "data"]

    init(store: FactStore, rules: [RuleView], messages: MessageCatalogue, modules: ModuleSet = .all) {
        self.modules = modules
        searcher = Searcher(store: store)
        var documents: [Language: [SearchDocument]] = [:]
        for language in Language.allCases {
            let words = messages.words(in: language)
            documents[language] =
                rules.map { Self.document($0, language) }
                + Self.pages.filter { RouteOwner.owner(ofPage: $0.path).map(modules.contains) ?? true }.map { page in
                    SearchDocument(
                        kind: .page,
                        id: page.path,
                        texts: [("title", words(page.title)), ("about", words(page.about))]
                    )
                } + [
                    SearchDocument(
                        kind: .page,
                        id: "/about",
                        texts: [("title", words("nav.about")), ("about", words("about.lead"))]
                            + Self.aboutParts.flatMap { part in
                                [
                                    ("about", words("about.\(part).title")),
                                    ("about", words("about.\(part).text")),
                                ]
                            }
                    )
                ]
        }
        self.documents = documents
    }

    /// A rule by its title in the reader's language; the other languages and its number find it too.
    private static func document(_ rule: RuleView, _ language: Language) -> SearchDocument {
        let others = Language.allCases.filter { $0 != language }.map { ("about", rule.title[$0]) }
        return SearchDocument(
            kind: .rule,
            id: rule.id,
            texts: [("title", rule.title[language]), ("id", rule.id)] + others
        )
    }

    func answer(to question: SearchQuestion, in language: Language, as reader: Reader) async throws -> SearchAnswer {
        let answer = try await searcher.search(question, as: reader, with: documents[language] ?? [])
        return modules == .all ? answer : answer.keeping(modules.searchKinds)
    }
}

extension SearchHit {
    /// Where the hit leads, after the language; nil if it has no page.
    var place: String? {
        switch kind {
        case .page: id
        case .payment, .listing, .report, .incident, .sample, .event, .record:
            record.map { "/records/\($0)" }
        case .site, .party, .licence, .lot, .declaration, .detection, .finding, .quarantine, .rule:
            Subject(rawValue: kind.rawValue).map { "/\($0.segment)/\(URLCoding.encode(id))" }
        }
    }
}

extension SearchHit.Passage {
    /// The text in pieces, each with whether it matches; a long text is cut to what stands around its first mark.
    func pieces(atMost length: Int) -> [(text: String, isMarked: Bool)] {
        let bytes = Array(text.utf8)
        var start = 0
        var end = bytes.count
        if bytes.count > length {
            let first = marks.first?.lowerBound ?? 0
            start = max(0, min(first - length / 3, bytes.count - length))
            end = start + length
            // Never within a character, and rather at a space.
            while start > 0, start < first, bytes[start] != 0x20 { start += 1 }
            while end < bytes.count, end > start, bytes[end] != 0x20 { end -= 1 }
            if end == start { end = min(start + length, bytes.count) }
            while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
            while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        }
        var pieces: [(text: String, isMarked: Bool)] = []
        func add(_ range: Range<Int>, _ isMarked: Bool) {
            guard !range.isEmpty else { return }
            pieces.append((String(decoding: bytes[range], as: UTF8.self), isMarked))
        }
        if start > 0 { pieces.append(("… ", false)) }
        var place = start
        for mark in marks {
            let mark = mark.clamped(to: start..<end)
            guard mark.lowerBound >= place, !mark.isEmpty else { continue }
            add(place..<mark.lowerBound, false)
            add(mark, true)
            place = mark.upperBound
        }
        add(place..<end, false)
        if end < bytes.count { pieces.append((" …", false)) }
        return pieces
    }
}
