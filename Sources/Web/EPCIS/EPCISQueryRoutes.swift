internal import EPCIS
internal import Formats
internal import Hummingbird
internal import Store

/// Named queries of EPCIS, and the tokens of their pages (EPCIS 2.0 sections 12.7 and 12.9).
enum EPCISQueryRoutes {
    static let all = [queries, make, query, remove, events, endToken]

    /// How long a query may be, in bytes.
    static let byteLimit = 1 << 20
    private static let nameLimit = 100
    private static let name = APIRoute.Parameter(name: "name", place: "path", about: "The query's name.")

    private static let queries = APIRoute(
        path: "/epcis/queries",
        id: "list_epcis_queries",
        summary: "The named queries of the agency.",
        parameters: EPCISEventRoutes.paging,
        needs: .capability(.readOriginals)
    ) { services, request, context in
        _ = try EPCISAccept.json(request)
        let page = try await EPCISPage(services, request, context.reader)
        return try await page.answer {
            $0.name
        } read: { limit in
            try await services.store.queries(as: context.reader, after: page.place, limit: limit)
        } answer: { queries in
            response("[" + queries.map(Self.text).joined(separator: ",") + "]")
        }
    }

    private static let make = APIRoute(
        path: "/epcis/queries",
        id: "post_epcis_queries",
        summary: "Gives a query a name.",
        needs: .capability(.readOriginals),
        method: .post,
        takes: "application/json",
        status: 201
    ) { services, request, context in
        try services.csrf.checkOrigin(request)
        let accept = try EPCISAccept.body(request, takesXML: false)
        let bytes = try await EPCISAnswer.body(request, limit: byteLimit)
        guard let root = try? JSONTape(bytes).root, let name = root["name"]?.string, let query = root["query"],
            isName(name)
        else { throw EPCISProblem(QueryFault(.notAQuery)) }
        var namespaces = accept.namespaces
        if let context = root["@context"] { namespaces.declare(context: context) }
        do throws(QueryFault) {
            _ = try EventQuery(json: query, namespaces: namespaces)
        } catch {
            throw EPCISProblem(error)
        }
        guard
            try await services.store.nameQuery(name, String(decoding: bytes, as: UTF8.self), by: context.reader)
        else {
            throw EPCISProblem(
                .resourceAlreadyExists,
                "epcis.problem.ResourceAlreadyExistsException",
                subject: name
            )
        }
        return Response(status: .created).ofEPCIS([
            ("Location", "\(EPCISAnswer.base)/queries/\(URLCoding.encode(name))")
        ])
    }

    private static let query = APIRoute(
        path: "/epcis/queries/{name}",
        id: "get_epcis_queries",
        summary: "A named query.",
        parameters: [name],
        needs: .capability(.readOriginals)
    ) { services, request, context in
        _ = try EPCISAccept.json(request)
        return response(text(try await named(services, context)))
    }

    private static let remove = APIRoute(
        path: "/epcis/queries/{name}",
        id: "delete_epcis_queries",
        summary: "Takes a query's name away.",
        parameters: [name],
        needs: .capability(.readOriginals),
        method: .delete,
        status: 204
    ) { services, request, context in
        try services.csrf.checkOrigin(request)
        let name = try RouteParameter.text("name", context)
        guard try await services.store.removeQuery(name, by: context.reader) else {
            throw EPCISProblem(.noSuchName, "epcis.problem.NoSuchNameException")
        }
        return Response(status: .noContent).ofEPCIS()
    }

    private static let events = APIRoute(
        path: "/epcis/queries/{name}/events",
        id: "list_epcis_queries_events",
        summary: "The captured events that a named query finds.",
        parameters: [name] + EPCISEventRoutes.paging,
        needs: .capability(.readOriginals)
    ) { services, request, context in
        try EPCISAccept(request).checkVersions()
        let kept = try await named(services, context)
        let pages = try EPCISAnswer.pageQuery(request)
        guard let root = try? JSONTape(Array(kept.query.utf8)).root, let body = root["query"] else {
            throw EPCISProblem(QueryFault(.notAQuery))
        }
        var namespaces = EPCISAccept(request).namespaces
        if let context = root["@context"] { namespaces.declare(context: context) }
        var query: EventQuery
        do throws(QueryFault) {
            query = try EventQuery(json: body, namespaces: namespaces)
        } catch {
            throw EPCISProblem(error)
        }
        query.perPage = pages.perPage ?? query.perPage
        query.nextPageToken = pages.nextPageToken
        return try await EPCISAnswer.events(query, name: kept.name, services, request, context.reader)
    }

    private static let endToken = APIRoute(
        path: "/epcis/nextPageToken/{token}",
        id: "delete_epcis_token",
        summary: "Ends the token of a next page.",
        parameters: [APIRoute.Parameter(name: "token", place: "path", about: "The token.")],
        needs: .capability(.readOriginals),
        method: .delete,
        status: 204
    ) { services, request, context in
        try services.csrf.checkOrigin(request)
        try await services.store.removePageToken(try RouteParameter.text("token", context), for: context.reader)
        return Response(status: .noContent).ofEPCIS()
    }

    private static func named(_ services: SiteServices, _ context: SiteContext) async throws -> NamedEventQuery {
        let name = try RouteParameter.text("name", context)
        guard let query = try await services.store.query(named: name, as: context.reader) else {
            throw EPCISProblem(.noSuchName, "epcis.problem.NoSuchNameException")
        }
        return query
    }

    /// The name and the query as JSON, the query as it was handed in.
    private static func text(_ query: NamedEventQuery) -> String {
        let root = try? JSONTape(Array(query.query.utf8)).root
        let body = root?["query"].map { String(decoding: $0.bytes, as: UTF8.self) } ?? "{}"
        let context = root?["@context"].map { "\"@context\":\(String(decoding: $0.bytes, as: UTF8.self))," } ?? ""
        let name = String(decoding: JSONValue.string(query.name).bytes, as: UTF8.self)
        return "{\(context)\"name\":\(name),\"query\":\(body)}"
    }

    private static func response(_ json: String) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "application/json"],
            body: .init(byteBuffer: ByteBuffer(string: json))
        ).ofEPCIS()
    }

    private static func isName(_ text: String) -> Bool {
        (1...nameLimit).contains(text.utf8.count)
            && text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F && $0 != "/" }
    }
}
