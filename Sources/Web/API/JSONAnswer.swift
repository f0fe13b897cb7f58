internal import Hummingbird
internal import Store
internal import Vocabulary

/// A JSON value as a response.
enum JSONAnswer {
    static func response(_ value: JSONValue) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "application/json"],
            body: .init(byteBuffer: ByteBuffer(bytes: value.bytes + [10]))
        )
    }
}

/// A parameter of a path, decoded.
enum RouteParameter {
    static func id(_ context: SiteContext) throws -> String {
        try text("id", context)
    }

    static func text(_ name: String, _ context: SiteContext) throws -> String {
        guard let raw = context.parameters.get(name), let text = URLCoding.decode(raw, plusIsSpace: false) else {
            throw SiteError(.notFound)
        }
        return text
    }
}

/// Texts of the catalogue of rules as JSON.
enum APIText {
    static func localised(_ text: LocalisedText) -> JSONValue {
        .object(Language.allCases.map { JSONValue.Member(name: $0.rawValue, value: .string(text[$0])) })
    }

    static func rule(_ rule: RuleView) -> JSONValue {
        .object([
            "id": .string(rule.id),
            "version": .integer(rule.version),
            "title": localised(rule.title),
            "severity": .integer(rule.severity),
            "weight": .number(rule.weight),
            "cells": .array(rule.cells.map { .string($0) }),
            "sources": .array(rule.sources.map { .string($0) }),
            "parameters": .array(
                rule.parameters.map { parameter in
                    .object([
                        "name": .string(parameter.name),
                        "value": .string(parameter.value),
                        "unit": .string(parameter.unit),
                        "standard": .string(parameter.override?.standard ?? parameter.value),
                        "reason": parameter.override.map { localised($0.reason) } ?? .null,
                        "source": parameter.override.map { .string($0.source) } ?? .null,
                        "set_by": parameter.override.map { localised($0.setBy) } ?? .null,
                    ])
                }
            ),
            "query": .string(rule.query),
        ])
    }
}

/// A page of a list as JSON.
enum APIPage {
    static func respond(
        _ services: SiteServices,
        _ request: Request,
        _ definition: ListDefinition,
        as reader: Reader
    ) async throws -> Response {
        let query = QueryString(parsing: request.uri.query ?? "")
        let wanted = ListRequest(definition, query: query)
        let list = ListQuery(definition, wanted)
        let found = try await services.store.read(as: reader) { db in
            (rows: try list.rows(db), total: try list.count(db))
        }
        let words = services.words(for: request)
        let items = found.rows.map { ListItem(definition: definition, row: $0, words: words).json }
        let hasNext = wanted.page * wanted.size < found.total
        let next = query.setting("page", to: String(wanted.page + 1)).encoded
        return JSONAnswer.response(
            .object([
                "items": .array(items),
                "total": .integer(found.total),
                "page": .integer(wanted.page),
                "next": hasNext ? .string("/api/v1/\(definition.segment)\(next)") : .null,
            ])
        )
    }
}
