public import Formats

/// Our JSON Schema of the standard (draft 2020-12), made from ``EntitySchema``, with the conditions of its prose that
/// JSON Schema can say.
public enum SchemaDocument {
    /// The schema of a record that stands on its own.
    public static func json(_ profile: Profile) -> JSONNode {
        let definitions = Entity.allCases.map { JSONNode.Member($0.rawValue, object(EntitySchema.of($0, profile))) }
        return .object([
            .init("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
            .init("title", .string("ICGLR mining data, \(profile.rawValue) profile, as Touchstone reads it")),
            .init("anyOf", .array(Entity.records.map { reference(to: $0) })),
            .init("$defs", .object(definitions)),
        ])
    }

    private static func reference(to entity: Entity) -> JSONNode {
        .object([.init("$ref", .string("#/$defs/\(entity.rawValue)"))])
    }

    private static func object(_ schema: EntitySchema) -> JSONNode {
        let properties = schema.fields.map { field in JSONNode.Member(field.term, property(field, schema.profile)) }
        var members: [JSONNode.Member] = [
            .init("title", .string("\(schema.entity.number) \(schema.entity.rawValue)")),
            .init("type", .string("object")),
            .init("required", .array(schema.fields.filter(\.isRequired).map { .string($0.term) })),
            .init("properties", .object(properties)),
        ]
        if let conditions = conditions(of: schema) { members.append(.init("allOf", .array(conditions))) }
        return .object(members)
    }

    private static func property(_ field: FieldSchema, _ profile: Profile) -> JSONNode {
        let value = form(field.form, isRequired: field.isRequired || field.isList, profile)
        guard field.isList else { return .object(value + [.init("description", .string(field.meaning))]) }
        return .object([
            .init("type", .string("array")), .init("minItems", .integer(field.isRequired ? 1 : 0)),
            .init("items", .object(value)), .init("description", .string(field.meaning)),
        ])
    }

    // MARK: Forms

    private static func form(_ form: FieldSchema.Form, isRequired: Bool, _ profile: Profile) -> [JSONNode.Member] {
        switch form {
        case .text: return text(isRequired ? #"\S"# : nil)
        case .identifier: return text(#"\S"#)
        case .date: return text(#"^\d{4}-\d{2}-\d{2}$"#) + [.init("format", .string("date"))]
        case .time:
            let core = #"^([01]\d|2[0-3])[0-5]\d[0-5]\d$"#
            return text(profile == .core ? core : #"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-][01]\d:[0-5]\d)?$"#)
        case .decimal: return [.init("type", .string("number"))]
        case .count: return [.init("type", .string("integer")), .init("minimum", .integer(0))]
        case .numberCode(let codes): return [.init("enum", .array(codes.map(JSONNode.integer)))]
        case .wordCode(let words): return [.init("enum", .array(words.map(JSONNode.string)))]
        case .memberState:
            return [.init("enum", .array((profile == .core ? MemberState.codes : ["RW"]).map(JSONNode.string)))]
        case .country: return text("^[A-Z]{2}$")
        case .subdivision: return text("^[A-Z]{2}-[A-Z0-9]{1,3}$")
        case .mineral(let allowsIMA):
            let code = #"^\d{4}\.\d{2}(\.\d{2})?$"#
            return text(allowsIMA ? code + #"|^IMA\d{4}-[0-9A-Za-z]{1,4}$"# : code)
        case .currency: return text("^[A-Z]{3}$")
        case .siteNumber: return text(#"^[A-Z]{2}-[+-]?\d{1,2}\.\d{4}[+-]\d{1,3}\.\d{4}-\d{5}$"#)
        case .telephone: return text(#"^\+[1-9]\d{1,14}$"#)
        case .email: return text(#"^[\w.\-]+@([\w-]+\.)+[\w-]{2,4}$"#)
        case .degrees(let limit):
            return [
                .init("type", .string("number")), .init("minimum", .integer(-limit)), .init("maximum", .integer(limit)),
                .init("multipleOf", .number("0.0001")),
            ]
        case .polygon: return polygon
        case .entity(let entity): return reference(to: entity).members ?? []
        }
    }

    private static func text(_ pattern: String?) -> [JSONNode.Member] {
        [.init("type", .string("string"))] + (pattern.map { [.init("pattern", .string($0))] } ?? [])
    }

    private static let polygon: [JSONNode.Member] = {
        let position = JSONNode.object([
            .init("type", .string("array")), .init("minItems", .integer(2)), .init("maxItems", .integer(2)),
            .init("items", .object([.init("type", .string("number")), .init("multipleOf", .number("0.0001"))])),
        ])
        let ring = JSONNode.object([
            .init("type", .string("array")), .init("minItems", .integer(4)), .init("items", position),
        ])
        return [
            .init("type", .string("object")),
            .init("required", .array([.string("type"), .string("coordinates")])),
            .init("additionalProperties", .bool(false)),
            .init(
                "properties",
                .object([
                    .init("type", .object([.init("const", .string("Polygon"))])),
                    .init(
                        "coordinates",
                        .object([
                            .init("type", .string("array")), .init("minItems", .integer(1)), .init("items", ring),
                        ])
                    ),
                ])
            ),
        ]
    }()

    // MARK: Conditions

    /// The rules of the prose that bear on one record and that JSON Schema can say.
    private static func conditions(of schema: EntitySchema) -> [JSONNode]? {
        switch schema.entity {
        case .lot:
            let production = ["mineSiteId", "tag"] + (schema.profile == .rwanda ? ["miner"] : [])
            return [
                when("originatingOperation", contains: .production, require: production),
                when("originatingOperation", contains: .exporting, require: ["exportCertificateId"]),
            ]
        case .licence:
            let types = LicenceType.allCases.filter(\.needsOwner).map { JSONNode.string($0.rawValue) }
            let condition = JSONNode.object([.init("enum", .array(types))])
            return [when("licenseType", is: condition, require: ["licenseId", "owner"])]
        case .businessEntity:
            let choice = ["legalAddress", "physicalAddress"].map { JSONNode.object([require([$0])]) }
            return [.object([.init("anyOf", .array(choice))])]
        default: return nil
        }
    }

    private static func when(
        _ term: String,
        contains operation: OriginatingOperation,
        require terms: [String]
    ) -> JSONNode {
        let element = JSONNode.object([.init("const", .integer(operation.rawValue))])
        return when(term, is: .object([.init("contains", element)]), require: terms)
    }

    private static func when(_ term: String, is condition: JSONNode, require terms: [String]) -> JSONNode {
        .object([
            .init("if", .object([.init("properties", .object([.init(term, condition)])), require([term])])),
            .init("then", .object([require(terms)])),
        ])
    }

    private static func require(_ terms: [String]) -> JSONNode.Member {
        .init("required", .array(terms.map(JSONNode.string)))
    }
}
