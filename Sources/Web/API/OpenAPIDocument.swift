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
            "paths": .object(routes.map { JSONValue.Member(name: $0.path, value: .object(["get": operation($0)])) }),
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

    private static func operation(_ route: APIRoute) -> JSONValue {
        .object([
            "operationId": .string(route.id),
            "summary": .string(route.summary),
            "parameters": .array(
                route.parameters.map { parameter in
                    .object([
                        "name": .string(parameter.name),
                        "in": .string(parameter.place),
                        "required": .bool(parameter.place == "path"),
                        "description": .string(parameter.about),
                        "schema": .object(["type": .string(parameter.type)]),
                    ])
                }
            ),
            "responses": .object([
                "200": .object([
                    "description": .string(route.summary),
                    "content": .object([
                        JSONValue.Member(name: route.mediaType, value: .object([] as [JSONValue.Member]))
                    ]),
                ]),
                "default": .object([
                    "description": .string("Problem details."),
                    "content": .object([
                        "application/problem+json": .object([
                            "schema": .object(["$ref": .string("#/components/schemas/Problem")])
                        ])
                    ]),
                ]),
            ]),
        ])
    }
}
