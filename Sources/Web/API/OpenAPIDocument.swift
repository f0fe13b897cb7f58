internal import HTTPTypes

/// The OpenAPI 3.1 description of the API, made from its route table.
enum OpenAPIDocument {
    static func document(of routes: [APIRoute]) -> JSONValue {
        .object([
            "openapi": .string("3.1.0"),
            "info": .object([
                "title": .string("Touchstone"),
                "version": .string("1"),
                "description": .string(
                    "The lists and layers of the site as data. Findings are observations, not accusations."
                ),
            ]),
            "servers": .array([.object(["url": .string("/api/v1")])]),
            "paths": .object(paths(routes)),
            "components": .object([
                "schemas": .object([
                    "Problem": .object([
                        "type": .string("object"),
                        "description": .string("Problem details, RFC 9457."),
                        "properties": .object([
                            "type": .object(["type": .string("string")]),
                            "title": .object(["type": .string("string")]),
                            "status": .object(["type": .string("integer")]),
                            "detail": .object(["type": .string("string")]),
                            "code": .object(["type": .string("string")]),
                            "instance": .object(["type": .string("string")]),
                        ]),
                    ])
                ])
            ]),
        ])
    }

    /// Each path once, with its methods.
    private static func paths(_ routes: [APIRoute]) -> [JSONValue.Member] {
        var names: [String] = []
        var operations: [String: [JSONValue.Member]] = [:]
        for route in routes {
            if operations[route.path] == nil { names.append(route.path) }
            operations[route.path, default: []].append(
                JSONValue.Member(name: route.method.rawValue.lowercased(), value: operation(route))
            )
        }
        return names.map { JSONValue.Member(name: $0, value: .object(operations[$0] ?? [])) }
    }

    private static func operation(_ route: APIRoute) -> JSONValue {
        let parameters = route.parameters.map { parameter in
            JSONValue.object([
                "name": .string(parameter.name),
                "in": .string(parameter.place),
                "required": .bool(parameter.place == "path"),
                "description": .string(parameter.about),
                "schema": .object(["type": .string(parameter.type)]),
            ])
        }
        var members = [
            JSONValue.Member(name: "operationId", value: .string(route.id)),
            JSONValue.Member(name: "summary", value: .string(route.summary)),
            JSONValue.Member(name: "parameters", value: .array(parameters)),
        ]
        if let type = route.takes {
            members.append(
                JSONValue.Member(
                    name: "requestBody",
                    value: .object([
                        "required": .bool(true),
                        "content": .object([
                            JSONValue.Member(name: type, value: .object([] as [JSONValue.Member]))
                        ]),
                    ])
                )
            )
        }
        members.append(
            JSONValue.Member(
                name: "responses",
                value: .object([
                    JSONValue.Member(name: String(route.status), value: success(route)),
                    JSONValue.Member(name: "default", value: problem),
                ])
            )
        )
        return .object(members)
    }

    private static let problem = JSONValue.object([
        "description": .string("Problem details."),
        "content": .object([
            "application/problem+json": .object([
                "schema": .object(["$ref": .string("#/components/schemas/Problem")])
            ])
        ]),
    ])

    private static func success(_ route: APIRoute) -> JSONValue {
        guard route.status == 200 else { return .object(["description": .string(route.summary)]) }
        return .object([
            "description": .string(route.summary),
            "content": .object([
                JSONValue.Member(name: route.mediaType, value: .object([] as [JSONValue.Member]))
            ]),
        ])
    }
}
