internal import EPCIS
internal import Hummingbird
internal import Intake
internal import Store
internal import Vocabulary

/// What the events of the query interface are listed by: types, EPCs, steps, places and dispositions
/// (EPCIS 2.0 section 12.7).
enum EPCISResourceRoutes {
    /// One of the lists.
    private enum Resource: String, CaseIterable {
        case eventTypes, epcs, bizSteps, bizLocations, readPoints, dispositions

        var kind: EventKeys.Kind? {
            switch self {
            case .eventTypes: nil
            case .epcs: .epc
            case .bizSteps: .bizStep
            case .bizLocations: .bizLocation
            case .readPoints: .readPoint
            case .dispositions: .disposition
            }
        }

        /// The parameter that asks for one of them.
        var parameter: String {
            switch self {
            case .eventTypes: "eventType"
            case .epcs: "MATCH_anyEPC"
            case .bizSteps: "EQ_bizStep"
            case .bizLocations: "EQ_bizLocation"
            case .readPoints: "EQ_readPoint"
            case .dispositions: "EQ_disposition"
            }
        }

        /// The key by which one of them is known.
        func key(_ text: String) -> String {
            switch self {
            case .eventTypes: text
            case .bizSteps: QueryWord(text, in: .bizStep).text
            case .dispositions: QueryWord(text, in: .disposition).text
            case .epcs, .bizLocations, .readPoints: QueryIdentifier(text).key
            }
        }
    }

    static let all = [top] + Resource.allCases.flatMap { [list($0), one($0), events($0)] }

    private static let types = EventOutline.Kind.allCases.map(\.rawValue).sorted()

    private static let top = APIRoute(
        path: "/epcis",
        id: "get_epcis",
        summary: "What there is of EPCIS.",
        needs: .capability(.readOriginals)
    ) { _, request, _ in
        _ = try EPCISAccept.json(request)
        return EPCISAnswer.json(
            EPCISAnswer.collection(Resource.allCases.map(\.rawValue) + ["capture", "events", "queries"])
        )
    }

    private static func list(_ resource: Resource) -> APIRoute {
        APIRoute(
            path: "/epcis/\(resource.rawValue)",
            id: "list_epcis_\(resource.rawValue)",
            summary: "The \(resource.rawValue) of the captured events.",
            parameters: EPCISEventRoutes.paging,
            needs: .capability(.readOriginals)
        ) { services, request, context in
            let accept = try EPCISAccept.json(request)
            let page = try await EPCISPage(services, request, context.reader)
            guard let kind = resource.kind else { return EPCISAnswer.json(EPCISAnswer.collection(types)) }
            let translator = try accept.translator()
            return try await page.answer {
                $0
            } read: { limit in
                try await EventArchive(services.store)
                    .values(of: kind, as: context.reader, after: page.place, limit: limit)
            } answer: { values in
                EPCISAnswer.json(EPCISAnswer.collection(values.map { translator.translate($0) ?? $0 }))
            }
        }
    }

    private static func one(_ resource: Resource) -> APIRoute {
        APIRoute(
            path: "/epcis/\(resource.rawValue)/{id}",
            id: "get_epcis_\(resource.rawValue)",
            summary: "What there is of one of \(resource.rawValue).",
            parameters: [APIRoute.Parameter(name: "id", place: "path", about: "Its name, percent-encoded.")],
            needs: .capability(.readOriginals)
        ) { services, request, context in
            _ = try EPCISAccept.json(request)
            try await check(resource, try RouteParameter.id(context), services, context.reader)
            return EPCISAnswer.json(EPCISAnswer.collection(["events"]))
        }
    }

    private static func events(_ resource: Resource) -> APIRoute {
        APIRoute(
            path: "/epcis/\(resource.rawValue)/{id}/events",
            id: "list_epcis_\(resource.rawValue)_events",
            summary: "The captured events of one of \(resource.rawValue).",
            parameters: [APIRoute.Parameter(name: "id", place: "path", about: "Its name, percent-encoded.")]
                + EPCISEventRoutes.parameters,
            needs: .capability(.readOriginals)
        ) { services, request, context in
            try EPCISAccept(request).checkVersions()
            let id = try RouteParameter.id(context)
            try await check(resource, id, services, context.reader)
            let query = try EPCISAnswer.query(request, with: [(resource.parameter, id)])
            return try await EPCISAnswer.events(query, services, request, context.reader)
        }
    }

    private static func check(
        _ resource: Resource,
        _ id: String,
        _ services: SiteServices,
        _ reader: Reader
    ) async throws {
        let isThere =
            if let kind = resource.kind {
                try await EventArchive(services.store).contains(resource.key(id), of: kind, as: reader)
            } else {
                types.contains(id)
            }
        guard isThere else { throw SiteError(.notFound) }
    }
}
