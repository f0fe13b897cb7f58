internal import Hummingbird
internal import Store
internal import Vocabulary

/// The search as data.
enum SearchRoutes {
    static let all: [APIRoute] = [page, suggestions] + ["csv", "json"].map(export)

    private static let words = APIRoute.Parameter(name: "q", place: "query", about: "What to look for.")
    private static let kind = APIRoute.Parameter(
        name: "kind",
        place: "query",
        about: "Only one of \(SearchKind.allCases.map(\.rawValue).joined(separator: ", "))."
    )
    private static let suggestionCount = 8

    private static func answer(
        _ services: SiteServices,
        _ request: Request,
        as reader: Reader
    ) async throws -> SearchAnswer {
        let query = QueryString(parsing: request.uri.query ?? "")
        return try await services.search.answer(
            to: SearchQuestion(query["q"] ?? "", kind: query["kind"].flatMap { SearchKind(rawValue: $0) }),
            in: language(query, request),
            as: reader
        )
    }

    /// The language of titles of rules and pages.
    private static func language(_ query: QueryString, _ request: Request) -> Language {
        query["language"].flatMap { Language(rawValue: $0) } ?? LanguageChoice.language(of: request)
    }

    private static let page = APIRoute(
        path: "/search",
        id: "search",
        summary: "What is found of everything that the reader may see, closest first.",
        parameters: [
            words, kind,
            APIRoute.Parameter(name: "page", place: "query", about: "Page, from 1.", type: "integer"),
            APIRoute.Parameter(name: "size", place: "query", about: "Hits a page, up to 1000.", type: "integer"),
        ]
    ) { services, request, context in
        let query = QueryString(parsing: request.uri.query ?? "")
        let found = try await answer(services, request, as: context.reader)
        let size = min(max(query["size"].flatMap { Int($0) } ?? 50, 1), 1000)
        let page = min(max(query["page"].flatMap { Int($0) } ?? 1, 1), 100_000)
        let hasNext = page * size < found.total
        let next = query.setting("page", to: String(page + 1)).encoded
        return JSONAnswer.response(
            .object([
                "items": .array(found.hits.dropFirst((page - 1) * size).prefix(size).map(json)),
                "counts": .array(
                    found.counts.map {
                        .object([
                            "kind": .string($0.kind.rawValue), "count": .integer($0.count), "more": .bool($0.isMore),
                        ])
                    }
                ),
                "total": .integer(found.total),
                "page": .integer(page),
                "next": hasNext ? .string("/api/v1/search\(next)") : .null,
                "did_you_mean": found.correction.map { .string($0) } ?? .null,
                "partial": .bool(found.isPartial),
                "complete": .bool(found.isComplete),
            ])
        )
    }

    private static let suggestions = APIRoute(
        path: "/search/suggestions",
        id: "search_suggestions",
        summary: "The closest few hits, for a box that suggests while somebody types.",
        parameters: [
            words,
            APIRoute.Parameter(name: "language", place: "query", about: "Of titles and links: en, fr, pt or es."),
        ]
    ) { services, request, context in
        let query = QueryString(parsing: request.uri.query ?? "")
        let chosen = language(query, request)
        let texts = services.messages.words(in: chosen)
        let found = try await answer(services, request, as: context.reader)
        let items = found.hits.prefix(suggestionCount).compactMap { hit -> JSONValue? in
            guard let place = hit.place else { return nil }
            return .object([
                "text": .string(hit.title.text),
                "pieces": pieces(hit.title),
                "kind": .string(texts.token("search.kind_of_one", hit.kind.rawValue)),
                "path": .string("/\(chosen.rawValue)\(place)"),
            ])
        }
        return JSONAnswer.response(.object(["items": .array(items)]))
    }

    private static func export(_ format: String) -> APIRoute {
        APIRoute(
            path: "/search.\(format)",
            id: "export_search_\(format)",
            summary: "What is found, as \(format.uppercased()).",
            parameters: [words, kind],
            mediaType: format == "csv" ? "text/csv" : "application/json"
        ) { services, request, context in
            let found = try await answer(services, request, as: context.reader.takingAway)
            var bytes: [UInt8]
            if format == "csv" {
                bytes = Array("kind,id,title,record,field,text,likeness\r\n".utf8)
                for hit in found.hits {
                    let best = hit.title.likeness == nil ? hit.passages.first : hit.title
                    let fields = [
                        hit.kind.rawValue, hit.id, hit.title.text, hit.record.map { String($0) } ?? "",
                        best?.field ?? "", best?.text ?? "", best?.likeness?.rawValue ?? "",
                    ]
                    bytes += Array(fields.map(CSVField.text).joined(separator: ",").utf8) + [13, 10]
                }
            } else {
                bytes = JSONValue.array(found.hits.map(json)).bytes + [10]
            }
            return Response(
                status: .ok,
                headers: [
                    .contentType: format == "csv"
                        ? ListExport.Format.csv.mediaType : ListExport.Format.json.mediaType,
                    .contentDisposition: "attachment; filename=\"search.\(format)\"",
                ],
                body: .init(byteBuffer: ByteBuffer(bytes: bytes))
            )
        }
    }

    private static func json(_ hit: SearchHit) -> JSONValue {
        .object([
            "kind": .string(hit.kind.rawValue),
            "id": .string(hit.id),
            "title": .string(hit.title.text),
            "record": hit.record.map { .integer(Int($0)) } ?? .null,
            "page": hit.place.map { .string($0) } ?? .null,
            "matches": .array(
                ([hit.title] + hit.passages).filter { $0.likeness != nil }.map { passage in
                    .object([
                        "field": .string(passage.field),
                        "likeness": passage.likeness.map { .string($0.rawValue) } ?? .null,
                        "pieces": pieces(passage),
                    ])
                }
            ),
        ])
    }

    private static func pieces(_ passage: SearchHit.Passage) -> JSONValue {
        .array(
            passage.pieces(atMost: 220).map {
                .object(["text": .string($0.text), "marked": .bool($0.isMarked)])
            }
        )
    }
}
