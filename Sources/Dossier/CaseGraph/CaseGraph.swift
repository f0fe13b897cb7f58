import Formats

/// The case in the terms of CASE 1.4 and UCO 1.4, as JSON-LD: exhibits, files with their hashes, who did what with them.
///
/// Made from the documents of the dossier as they are given away, and from nothing else: what they withhold cannot come
/// back here. Each act of custody is an `InvestigativeAction` whose result is a `ProvenanceRecord`
/// (casework/CASE issue 146).
struct CaseGraph {
    private static let context: [(String, String)] = [
        ("case-investigation", "https://ontology.caseontology.org/case/investigation/"),
        ("uco-action", "https://ontology.unifiedcyberontology.org/uco/action/"),
        ("uco-core", "https://ontology.unifiedcyberontology.org/uco/core/"),
        ("uco-identity", "https://ontology.unifiedcyberontology.org/uco/identity/"),
        ("uco-observable", "https://ontology.unifiedcyberontology.org/uco/observable/"),
        ("uco-tool", "https://ontology.unifiedcyberontology.org/uco/tool/"),
        ("uco-types", "https://ontology.unifiedcyberontology.org/uco/types/"),
        ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ]

    private let reference: String
    private let organisations: Set<String>
    private var nodes: [JSONNode] = []
    /// What stands in the graph already.
    private var known: Set<String> = []
    /// The things of each exhibit.
    private var items: [String: [JSONNode]] = [:]

    /// The graph of a dossier.
    ///
    /// - Parameters:
    ///   - dossier: `data/dossier.json`.
    ///   - logs: The lines of each custody log.
    init(dossier: JSONNode, logs: [[JSONNode]]) {
        reference = dossier["reference"]?.string ?? ""
        organisations = Set(
            (dossier["people"]?.elements ?? []).filter { $0["organisation"] == .bool(true) }
                .compactMap { $0["name"]?.string }
        )
        for exhibit in dossier["exhibits"]?.elements ?? [] { add(exhibit: exhibit) }
        for line in logs.joined() where line["act"] != nil { add(entry: line) }
        let objects = nodes.compactMap { $0["@id"] }
        var members: [JSONNode.Member] = [
            .init("@id", id("investigation", [reference])),
            .init("@type", .string("case-investigation:Investigation")),
            .init("uco-core:name", dossier["title"] ?? .string("")),
        ]
        if !objects.isEmpty {
            members.append(.init("uco-core:object", .array(objects.map { .object([.init("@id", $0)]) })))
        }
        nodes.insert(.object(members), at: 0)
    }

    /// The document.
    var json: JSONNode {
        .object([
            .init("@context", .object(Self.context.map { .init($0.0, .string($0.1)) })),
            .init("@graph", .array(nodes)),
        ])
    }

    private func id(_ kind: String, _ parts: [String]) -> JSONNode {
        .string("urn:uuid:" + NameUUID.text([kind, reference] + parts))
    }

    private static func typed(_ value: String, _ type: String) -> JSONNode {
        .object([.init("@type", .string(type)), .init("@value", .string(value))])
    }

    private static func reference(to id: JSONNode) -> JSONNode { .object([.init("@id", id)]) }

    // MARK: - Exhibits

    private mutating func add(exhibit: JSONNode) {
        guard let label = exhibit["id"]?.string else { return }
        let item = id("exhibit", [label])
        var own = [item]
        insert(
            item,
            "uco-core:Item",
            [
                .init("uco-core:name", .string(label)),
                .init("uco-core:description", exhibit["description"] ?? .string("")),
            ]
        )
        for file in exhibit["files"]?.elements ?? [] {
            let path = file["path"]?.string ?? ""
            let name = id("file", [label, path])
            own.append(name)
            insert(
                name,
                "uco-observable:File",
                [.init("uco-core:hasFacet", .array(facets(of: file, path: path, name: label)))]
            )
        }
        items[label] = own
    }

    private func facets(of file: JSONNode, path: String, name label: String) -> [JSONNode] {
        var facts: [JSONNode.Member] = [
            .init("@id", id("file-facet", [label, path])), .init("@type", .string("uco-observable:FileFacet")),
            .init("uco-observable:filePath", .string(path)),
            .init(
                "uco-observable:fileName",
                .string(path.split(separator: "/", omittingEmptySubsequences: true).last.map { String($0) } ?? path)
            ),
        ]
        guard let digest = file["sha256"]?.string, let size = file["bytes"]?.numberText else { return [.object(facts)] }
        let bytes = Self.typed(size, "xsd:integer")
        facts.append(.init("uco-observable:sizeInBytes", bytes))
        let hash = JSONNode.object([
            .init("@id", id("hash", [label, path])), .init("@type", .string("uco-types:Hash")),
            .init("uco-types:hashMethod", .string("SHA256")),
            .init("uco-types:hashValue", Self.typed(digest, "xsd:hexBinary")),
        ])
        let content = JSONNode.object([
            .init("@id", id("content-facet", [label, path])),
            .init("@type", .string("uco-observable:ContentDataFacet")),
            .init("uco-observable:hash", .array([hash])), .init("uco-observable:sizeInBytes", bytes),
        ])
        return [.object(facts), content]
    }

    // MARK: - Acts

    private mutating func add(entry: JSONNode) {
        guard let label = entry["exhibit"]?.string, let entryID = entry["id"]?.string,
            let act = entry["act"]?.string
        else { return }
        if items[label] == nil {
            let item = id("exhibit", [label])
            insert(item, "uco-core:Item", [.init("uco-core:name", .string(label))])
            items[label] = [item]
        }
        let objects = (items[label] ?? []).map { Self.reference(to: $0) }
        let record = id("record", [label, entryID])
        insert(
            record,
            "case-investigation:ProvenanceRecord",
            [
                .init("uco-core:description", .string("\(act), \(entryID)")),
                .init("case-investigation:exhibitNumber", .string(label)), .init("uco-core:object", .array(objects)),
            ]
        )
        var facts: [JSONNode.Member] = [.init("uco-core:name", .string(act))]
        if let purpose = entry["purpose"] { facts.append(.init("uco-core:description", purpose)) }
        // A moment that is withheld is no moment.
        if let at = entry["at"]?.string, Commitment(marked: at) == nil {
            facts.append(.init("uco-action:startTime", Self.typed(at, "xsd:dateTime")))
        }
        if let by = entry["by"]?.string {
            facts.append(.init("uco-action:performer", Self.reference(to: person(by))))
        }
        let others = ["to", "from", "carrier", "witness"].compactMap { entry[$0]?.string }.map {
            Self.reference(to: person($0))
        }
        if !others.isEmpty { facts.append(.init("uco-action:participant", .array(others))) }
        if let tool = entry["tool"]?.string {
            let name = id("tool", [tool])
            insert(name, "uco-tool:Tool", [.init("uco-core:name", .string(tool))])
            facts.append(.init("uco-action:instrument", Self.reference(to: name)))
        }
        facts.append(.init("uco-action:object", .array(objects)))
        facts.append(.init("uco-action:result", Self.reference(to: record)))
        insert(id("action", [label, entryID]), "case-investigation:InvestigativeAction", facts)
    }

    private mutating func person(_ name: String) -> JSONNode {
        let own = id("identity", [name])
        let isHidden = name.hasPrefix(Redactor.pseudonym) || Commitment(marked: name) != nil
        let type =
            isHidden
            ? "uco-identity:Identity"
            : organisations.contains(name) ? "uco-identity:Organization" : "uco-identity:Person"
        insert(own, type, [.init("uco-core:name", .string(name))])
        return own
    }

    private mutating func insert(_ id: JSONNode, _ type: String, _ members: [JSONNode.Member]) {
        guard let name = id.string, known.insert(name).inserted else { return }
        nodes.append(.object([.init("@id", id), .init("@type", .string(type))] + members))
    }
}
