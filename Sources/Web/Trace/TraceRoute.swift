internal import Assessment
internal import Hummingbird
internal import Store
internal import Vocabulary

/// Where a lot comes from and what became of it, as data.
enum TraceRoute {
    /// So many lots each way, where the question names no limit, and at the most.
    static let lotLimit = 10_000

    static let route = APIRoute(
        path: "/trace/{lot}",
        id: "trace_lot",
        summary: "What went into a lot and what was made of it, with the shares of the sites behind it.",
        parameters: [
            APIRoute.Parameter(name: "lot", place: "path", about: "The identifier, percent-encoded."),
            APIRoute.Parameter(
                name: "direction",
                place: "query",
                about: "upstream (without it), downstream or both."
            ),
            APIRoute.Parameter(name: "depth", place: "query", about: "Steps at the most.", type: "integer"),
            APIRoute.Parameter(name: "mineral", place: "query", about: "Only lots of this mineral."),
            APIRoute.Parameter(name: "from", place: "query", about: "Only events from this date or time on."),
            APIRoute.Parameter(name: "to", place: "query", about: "Only events up to this date or time."),
            APIRoute.Parameter(name: "as_of", place: "query", about: "Only what had come in by this date or time."),
            APIRoute.Parameter(
                name: "limit",
                place: "query",
                about: "Lots each way, up to \(lotLimit).",
                type: "integer"
            ),
        ]
    ) { services, request, context in
        let lot = try RouteParameter.text("lot", context)
        var question = try Self.question(lot, QueryString(parsing: request.uri.query ?? ""))
        question.mineral = question.mineral.map { services.lexicon.mineralCode($0) }
        do {
            return JSONAnswer.response(
                try await services.traces.answer(question, as: context.reader, namesNearest: false).json
            )
        } catch is TraceRefusal {
            throw try await services.absence(of: .lot, lot, to: context.reader)
        }
    }

    private static func question(_ lot: String, _ query: QueryString) throws -> TraceRequest {
        var question = TraceRequest(lot)
        if let direction = query["direction"], !direction.isEmpty {
            guard let known = TraceRequest.Direction(rawValue: direction) else { throw SiteError(.badRequest) }
            question.direction = known
        }
        question.depth = try number("depth", query)
        question.lotLimit = min(max(try number("limit", query) ?? lotLimit, 1), lotLimit)
        question.mineral = query["mineral"].flatMap { $0.isEmpty ? nil : $0 }
        question.from = try time("from", query, isEnd: false)
        question.to = try time("to", query, isEnd: true)
        question.asOf = try time("as_of", query, isEnd: true)
        return question
    }

    private static func number(_ name: String, _ query: QueryString) throws -> Int? {
        guard let text = query[name], !text.isEmpty else { return nil }
        guard let number = Int(text), number >= 0 else { throw SiteError(.badRequest) }
        return number
    }

    private static func time(_ name: String, _ query: QueryString, isEnd: Bool) throws -> Int? {
        guard let text = query[name], !text.isEmpty else { return nil }
        guard let time = TraceTime.milliseconds(text, isEnd: isEnd) else { throw SiteError(.badRequest) }
        return time
    }
}

/// A moment as a question writes it: a date, or a date and a time with its distance from UTC.
package enum TraceTime {
    /// Milliseconds since 1970; of a date its first moment, or its last one where it ends a period.
    package static func milliseconds(_ text: String, isEnd: Bool) -> Int? {
        if let instant = try? UTCInstant(text) { return instant.milliseconds }
        guard text.utf8.count == 10, let day = try? UTCInstant(text + "T00:00Z") else { return nil }
        return day.milliseconds + (isEnd ? 86_399_999 : 0)
    }
}
