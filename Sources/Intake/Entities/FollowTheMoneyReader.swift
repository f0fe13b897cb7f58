import EPCIS
import Formats
import Store
import Vocabulary

/// Reads entities of the FollowTheMoney model: parties, the links between them, and list entries.
///
/// The model: an entity has an `id`, a `schema` and `properties`, each an array of strings.
struct FollowTheMoneyReader: JSONRecordReader {
    /// Whether every person and organisation in the file is a list entry.
    let isList: Bool
    /// The name of the list, where the entities do not say it.
    let listName: String

    private static let listTopics: Set<String> = ["sanction", "sanction.linked", "debarment", "poi", "crime", "wanted"]

    func read(_ value: JSONValue, digest: ContentDigest, into batch: inout FactBatch) throws(RefusalReason) -> Int {
        guard value.kind == .object else {
            throw RefusalReason(.wrongType, at: "$", expected: .entity)
        }
        for key in ["id", "schema"] {
            guard let found = value.member(key), !found.isNull, found.kind != .string else { continue }
            throw RefusalReason(.wrongType, at: "$.\(key)", found: found.kind.refusalText, expected: .text)
        }
        guard let id = value["id"]?.string, !id.isEmpty else {
            throw RefusalReason(.missingValue, at: "$.id", expected: .entityIdentifier)
        }
        guard !id.contains(where: \.isWhitespace) else {
            throw RefusalReason(
                .badIdentifier,
                at: "$.id",
                found: .quoted(String(id.prefix(80))),
                expected: .identifierInOnePiece
            )
        }
        guard let schema = value["schema"]?.string else {
            throw RefusalReason(.missingValue, at: "$.schema", expected: .entitySchema)
        }
        try check(value["properties"])
        let entity = Entity(id: id, properties: value["properties"], datasets: value["datasets"])
        if let kind = Self.partyKinds[schema] {
            let isListed = isList || !Self.listTopics.isDisjoint(with: entity.all("topics"))
            return isListed
                ? try listing(entity, kind: kind, caption: value["caption"]?.string, into: &batch)
                : try party(entity, kind: kind, caption: value["caption"]?.string, into: &batch)
        }
        if let link = Self.links[schema] { return try self.link(entity, link, into: &batch) }
        if Self.ignored.contains(schema) { return 0 }
        throw RefusalReason(
            .unknownWord,
            at: "$.schema",
            found: .quoted(String(schema.prefix(60))),
            expected: .oneOf(
                "Person, Company, Organization, PublicBody, Ownership, Directorship, Employment, Family, Associate …"
            )
        )
    }

    /// Refuses properties that are no lists of texts, and control characters in them.
    private func check(_ properties: JSONValue?) throws(RefusalReason) {
        guard let properties, !properties.isNull else { return }
        guard properties.kind == .object else {
            throw RefusalReason(
                .wrongType,
                at: "$.properties",
                found: properties.kind.refusalText,
                expected: .textsByProperty
            )
        }
        for (key, value) in properties.members {
            let path = "$.properties.\(key.prefix(60))"
            guard value.kind == .array || value.isNull else {
                throw RefusalReason(.wrongType, at: path, found: value.kind.refusalText, expected: .texts)
            }
            for (index, element) in value.elements.enumerated() {
                guard element.kind != .object, element.kind != .array else {
                    throw RefusalReason(
                        .wrongType,
                        at: "\(path)[\(index)]",
                        found: element.kind.refusalText,
                        expected: .text
                    )
                }
                guard !(element.content ?? []).contains(where: { $0 < 0x20 && ![9, 10, 13].contains($0) }) else {
                    throw RefusalReason(
                        .controlCharacter,
                        at: "\(path)[\(index)]",
                        found: .controlCharacter,
                        expected: .noControlCharacters
                    )
                }
            }
        }
    }

    private struct Entity {
        let id: String
        let properties: JSONValue?
        let datasets: JSONValue?

        func all(_ name: String) -> [String] {
            properties?.member(name)?.elements.compactMap(\.string) ?? []
        }

        func first(_ names: String...) -> String? {
            for name in names {
                if let value = all(name).first, !value.isEmpty { return value }
            }
            return nil
        }
    }

    /// Schemata that are parties of ours.
    private static let partyKinds: [String: String] = [
        "Person": "person", "Company": "company", "Organization": "company", "LegalEntity": "other",
        "PublicBody": "public_body", "Cooperative": "cooperative", "SecurityUnit": "security_unit",
    ]

    private struct Link {
        let kind: String
        let source: String
        let target: String
    }

    private static let links: [String: Link] = [
        "Ownership": Link(kind: "owns", source: "owner", target: "asset"),
        "Directorship": Link(kind: "directs", source: "director", target: "organization"),
        "Employment": Link(kind: "works_for", source: "employee", target: "employer"),
        "Membership": Link(kind: "works_for", source: "member", target: "organization"),
        "Family": Link(kind: "relative", source: "person", target: "relative"),
        "Associate": Link(kind: "associate", source: "person", target: "associate"),
    ]

    /// Schemata that describe others and hold nothing that we keep as a fact of their own.
    private static let ignored: Set<String> = [
        "Address", "Sanction", "Identification", "Passport", "Position", "Occupancy", "Succession", "UnknownLink",
    ]

    private func name(_ entity: Entity, _ caption: String?) throws(RefusalReason) -> String {
        guard let name = entity.first("name", "alias", "weakAlias") ?? caption, !name.isEmpty else {
            throw RefusalReason(.missingValue, at: "$.properties.name", expected: .name)
        }
        return name
    }

    private func party(
        _ entity: Entity,
        kind: String,
        caption: String?,
        into batch: inout FactBatch
    ) throws(RefusalReason) -> Int {
        let name = try name(entity, caption)
        var row = RowBuilder("party")
        row.set("id", entity.id, in: &batch)
        let form = entity.first("legalForm")?.lowercased() ?? ""
        let isCooperative = kind == "company" && (form.contains("cooperat") || form.contains("coopérat"))
        row.set("kind", isCooperative ? "cooperative" : kind, in: &batch)
        row.set("name", name, in: &batch)
        row.set("country", PartyText.country(entity.first("country", "jurisdiction", "nationality")), in: &batch)
        row.set("registration", entity.first("registrationNumber", "idNumber"), in: &batch)
        row.set("birth_date", try PartyText.date(entity.first("birthDate"), at: "$.properties.birthDate"), in: &batch)
        row.set(
            "founded",
            try PartyText.date(entity.first("incorporationDate"), at: "$.properties.incorporationDate"),
            in: &batch
        )
        row.set("position", entity.first("position"), in: &batch)
        row.set("activity", entity.first("sector", "classification"), in: &batch)
        row.set("address", entity.first("address"), in: &batch)
        row.append(to: &batch)
        return 1 + names(of: entity, main: name, table: "party_name", key: "party_id", id: entity.id, into: &batch)
    }

    private func listing(
        _ entity: Entity,
        kind: String,
        caption: String?,
        into batch: inout FactBatch
    ) throws(RefusalReason) -> Int {
        let name = try name(entity, caption)
        let list = entity.datasets?.elements.first?.string ?? listName
        let id = "\(list):\(entity.id)"
        var row = RowBuilder("listing")
        row.set("id", id, in: &batch)
        row.set("list", list, in: &batch)
        row.set("programme", entity.first("programId", "program"), in: &batch)
        row.set("kind", kind == "person" ? "person" : "organisation", in: &batch)
        row.set("name", name, in: &batch)
        row.set("country", PartyText.country(entity.first("nationality", "country", "jurisdiction")), in: &batch)
        row.set("birth_date", try PartyText.date(entity.first("birthDate"), at: "$.properties.birthDate"), in: &batch)
        row.set("listed_on", try PartyText.date(entity.first("createdAt"), at: "$.properties.createdAt"), in: &batch)
        row.set("reason", entity.first("notes", "summary", "description"), in: &batch)
        row.append(to: &batch)
        return 1 + names(of: entity, main: name, table: "listing_name", key: "listing_id", id: id, into: &batch)
    }

    private func names(
        of entity: Entity,
        main: String,
        table: String,
        key: String,
        id: String,
        into batch: inout FactBatch
    ) -> Int {
        var seen: Set<String> = [main]
        var count = 0
        for (property, kind) in [
            ("name", "alias"), ("alias", "alias"), ("previousName", "former"), ("weakAlias", "weak"),
        ] {
            for name in entity.all(property) where !name.isEmpty && seen.insert(name).inserted {
                var row = RowBuilder(table)
                row.set(key, id, in: &batch)
                row.set("name", name, in: &batch)
                row.set("kind", kind, in: &batch)
                row.append(to: &batch)
                count += 1
            }
        }
        return count
    }

    private func link(_ entity: Entity, _ link: Link, into batch: inout FactBatch) throws(RefusalReason) -> Int {
        guard let source = entity.first(link.source) else {
            throw RefusalReason(.missingValue, at: "$.properties.\(link.source)", expected: .party)
        }
        guard let target = entity.first(link.target) else {
            throw RefusalReason(.missingValue, at: "$.properties.\(link.target)", expected: .party)
        }
        var row = RowBuilder("party_link")
        row.set("id", entity.id, in: &batch)
        row.set("kind", link.kind, in: &batch)
        row.set("source", source, in: &batch)
        row.set("target", target, in: &batch)
        row.set("share_ppm", try PartyText.share(entity.first("percentage"), at: "$.properties.percentage"))
        row.set("from_date", try PartyText.date(entity.first("startDate"), at: "$.properties.startDate"), in: &batch)
        row.set("to_date", try PartyText.date(entity.first("endDate"), at: "$.properties.endDate"), in: &batch)
        row.set("role", entity.first("role", "relationship"), in: &batch)
        row.append(to: &batch)
        return 1
    }
}
