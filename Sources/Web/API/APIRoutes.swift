internal import GRDB
internal import Hummingbird
internal import Store
internal import Vocabulary

/// The table of the API.
enum APIRoutes {
    static let all: [APIRoute] =
        ListDefinition.all.flatMap(listRoutes) + ListDefinition.all.map(itemRoute) + [
            MeRoute.route, matrix, rules, rule, map, picture, importJob, CountryRoute.country, AssessmentRoute.route,
            NoticeRoute.route, TraceRoute.route, TonnageRoute.json, TonnageRoute.csv,
        ] + ReportedRoutes.api + LedgerRoutes.api + CredentialRoutes.api + FormRoutes.api + SearchRoutes.all
        + EPCISCaptureRoutes.all
        + EPCISEventRoutes.all
        + EPCISResourceRoutes.all
        + EPCISQueryRoutes.all + EPCISSubscriptionRoutes.all

    private static func listRoutes(_ definition: ListDefinition) -> [APIRoute] {
        let filters =
            [APIRoute.Parameter(name: "q", place: "query", about: "Words to look for.")]
            + definition.filters.map {
                APIRoute.Parameter(name: $0.name, place: "query", about: "Filter, as on the page.")
            }
        let paging = [
            APIRoute.Parameter(name: "sort", place: "query", about: "Column to sort by; with - before it, descending."),
            APIRoute.Parameter(name: "page", place: "query", about: "Page, from 1.", type: "integer"),
            APIRoute.Parameter(name: "size", place: "query", about: "Rows a page, up to 1000.", type: "integer"),
        ]
        let page = APIRoute(
            path: "/\(definition.segment)",
            id: "list_\(definition.segment)",
            summary: "A page of \(definition.segment), with a link to the next.",
            parameters: filters + paging,
            needs: definition.needs
        ) { services, request, context in
            try await APIPage.respond(services, request, definition, as: context.reader)
        }
        let formats = ListExport.Format.allCases.filter { $0 != .geojson || definition.position != nil }
        return [page]
            + formats.map { format in
                APIRoute(
                    path: "/\(definition.segment).\(format.rawValue)",
                    id: "export_\(definition.segment)_\(format.rawValue)",
                    summary: "All \(definition.segment) that the filters leave, as \(format.rawValue.uppercased()).",
                    parameters: filters + [paging[0]],
                    mediaType: String(format.mediaType.prefix { $0 != ";" }),
                    needs: definition.needs
                ) { services, request, context in
                    let query = QueryString(parsing: request.uri.query ?? "")
                    let list = ListQuery(definition, ListRequest(definition, query: query.setting("page", to: nil)))
                    return ListExport(
                        services: services,
                        reader: context.reader.takingAway,
                        words: services.words(for: request),
                        query: list,
                        format: format
                    )
                    .response
                }
            }
    }

    private static func itemRoute(_ definition: ListDefinition) -> APIRoute {
        APIRoute(
            path: "/\(definition.segment)/{id}",
            id: "get_\(definition.segment)",
            summary: "One of \(definition.segment) by its identifier.",
            parameters: [APIRoute.Parameter(name: "id", place: "path", about: "The identifier, percent-encoded.")],
            needs: definition.needs
        ) { services, request, context in
            let id = try RouteParameter.id(context)
            let single = definition.single
            let query = ListQuery(single, ListRequest(single, query: QueryString().setting("id", to: id), size: 1))
            let rows = try await services.store.read(as: context.reader) { db in try query.rows(db) }
            guard let row = rows.first else {
                throw try await services.absence(of: definition.subject, id, to: context.reader)
            }
            return JSONAnswer.response(
                ListItem(
                    definition: definition,
                    row: row,
                    words: services.words(for: request)
                )
                .json
            )
        }
    }

    private static let matrix = APIRoute(
        path: "/matrix",
        id: "get_matrix",
        summary: "The vulnerability matrix with the number of findings in each cell."
    ) { services, _, context in
        let counts = try await SituationQuery.read(services, as: context.reader).cells
        let rows = (services.matrix.rows + services.matrix.moreRows).map { row in
            JSONValue.object([
                "id": .string(row.id),
                "title": APIText.localised(row.title),
                "cells": .array(
                    services.matrix.stages.map { stage in
                        let id = "\(stage.id)/\(row.id)"
                        let certainty = row.cells[stage.id].map { JSONValue.string("\($0)") } ?? .null
                        return .object([
                            "id": .string(id), "certainty": certainty, "findings": .integer(counts[id] ?? 0),
                        ])
                    }
                ),
            ])
        }
        let stages = services.matrix.stages.map {
            JSONValue.object(["id": .string($0.id), "title": APIText.localised($0.title)])
        }
        return JSONAnswer.response(.object(["stages": .array(stages), "vulnerabilities": .array(rows)]))
    }

    private static let rules = APIRoute(path: "/rules", id: "list_rules", summary: "The rules in force.") {
        services,
        _,
        _ in
        JSONAnswer.response(
            .object(["items": .array(services.rules.map(APIText.rule)), "total": .integer(services.rules.count)])
        )
    }

    private static let rule = APIRoute(
        path: "/rules/{id}",
        id: "get_rules",
        summary: "One rule by its identifier.",
        parameters: [APIRoute.Parameter(name: "id", place: "path", about: "The identifier.")]
    ) { services, _, context in
        guard let rule = services.rule(try RouteParameter.id(context)) else { throw SiteError(.notFound) }
        return JSONAnswer.response(APIText.rule(rule))
    }

    private static let map = APIRoute(
        path: "/map/{layer}",
        id: "get_map_layer",
        summary:
            "One layer of the map as GeoJSON: \(MapLayer.Name.allCases.map { "\($0.rawValue).geojson" }.joined(separator: ", ")).",
        parameters: [
            APIRoute.Parameter(name: "layer", place: "path", about: "The layer, with .geojson."),
            APIRoute.Parameter(name: "bbox", place: "query", about: "west,south,east,north in degrees."),
        ],
        mediaType: "application/geo+json"
    ) { services, request, context in
        let file = try RouteParameter.text("layer", context)
        guard file.hasSuffix(".geojson"), let name = MapLayer.Name(rawValue: String(file.dropLast(8))) else {
            throw SiteError(.notFound)
        }
        let query = QueryString(parsing: request.uri.query ?? "")
        return try await MapLayer(name: name, query: query).respond(services, reader: context.reader)
    }

    private static let picture = APIRoute(
        path: "/map/overview.svg",
        id: "get_map_picture",
        summary: "The map as a picture.",
        parameters: [APIRoute.Parameter(name: "at", place: "query", about: "lon,lat of a place in the middle.")],
        mediaType: "image/svg+xml"
    ) { services, request, context in
        let query = QueryString(parsing: request.uri.query ?? "")
        return try await MapPicture(query: query).respond(services, reader: context.reader)
    }

    private static let importJob = APIRoute(
        path: "/imports/{id}",
        id: "get_imports",
        summary: "How far an import is.",
        parameters: [APIRoute.Parameter(name: "id", place: "path", about: "The import.")],
        needs: .capability(.handIn)
    ) { services, _, context in
        guard let progress = await services.progress(of: try RouteParameter.id(context), for: context.reader) else {
            throw SiteError(.notFound)
        }
        return JSONAnswer.response(
            .object([
                "state": .string(progress.state.rawValue),
                "bytes_done": .integer(progress.bytesDone),
                "bytes_total": .integer(progress.bytesTotal),
                "accepted": .integer(progress.accepted),
                "duplicates": .integer(progress.duplicates),
                "corrections": .integer(progress.corrections),
                "quarantined": .integer(progress.quarantined),
                "seconds_left": progress.secondsLeft.map { .number($0) } ?? .null,
            ])
        )
    }
}

extension ListDefinition {
    /// The same list, with the identifier as its only filter.
    fileprivate var single: ListDefinition {
        ListDefinition(
            subject: subject,
            source: source,
            columns: columns,
            filters: [ListFilter("id", .hidden, subject.hasNumber ? "id = CAST(? AS INTEGER)" : "id = ?")],
            searched: [],
            defaultSort: "id",
            position: position
        )
    }
}

extension Subject {
    /// Whether its identifiers are numbers of the store, not texts of a source.
    fileprivate var hasNumber: Bool { self == .record || self == .quarantine }
}
