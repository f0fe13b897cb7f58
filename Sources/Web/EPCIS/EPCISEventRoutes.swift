internal import EPCIS
internal import Hummingbird
internal import Store

/// Events of the query interface of EPCIS (EPCIS 2.0 section 12.7).
enum EPCISEventRoutes {
    static let all = [events, event]

    static let paging = [
        APIRoute.Parameter(name: "perPage", place: "query", about: "Entries a page, up to 1000.", type: "integer"),
        APIRoute.Parameter(name: "nextPageToken", place: "query", about: "Where the page begins, as a link told."),
    ]

    /// The parameters whose names are fixed; those of units, types and extensions are made as docs/epcis.md says.
    static let parameters: [APIRoute.Parameter] =
        ["eventType", "orderBy", "orderDirection", "eventCountLimit", "maxEventCount"].map {
            APIRoute.Parameter(name: $0, place: "query", about: "As EPCIS 2.0 section 8.2.7.1 has it.")
        }
        + [
            "GE_eventTime", "LT_eventTime", "GE_recordTime", "LT_recordTime", "EQ_action", "EQ_bizStep",
            "EQ_disposition", "EQ_eventID", "EQ_readPoint", "EQ_bizLocation", "MATCH_anyEPC", "MATCH_anyEPCClass",
        ].map {
            APIRoute.Parameter(name: $0, place: "query", about: "One of the parameters of docs/epcis.md.")
        } + paging

    private static let events = APIRoute(
        path: "/epcis/events",
        id: "list_epcis_events",
        summary: "The captured events that a query finds.",
        parameters: parameters,
        needs: .capability(.readOriginals)
    ) { services, request, context in
        try EPCISAccept(request).checkVersions()
        return try await EPCISAnswer.events(try EPCISAnswer.query(request), services, request, context.reader)
    }

    private static let event = APIRoute(
        path: "/epcis/events/{id}",
        id: "get_epcis_events",
        summary: "The captured event of an id, and what declares it wrong.",
        parameters: [APIRoute.Parameter(name: "id", place: "path", about: "The event's id, percent-encoded.")],
        needs: .capability(.readOriginals)
    ) { services, request, context in
        try EPCISAccept(request).checkVersions()
        var query = EventQuery()
        query.conditions = [.identifier(.eventID, [QueryIdentifier(try RouteParameter.id(context))])]
        let response = try await EPCISAnswer.events(query, services, request, context.reader, isOne: true)
        guard let response else { throw SiteError(.notFound) }
        return response
    }
}
