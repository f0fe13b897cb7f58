import Formats

/// What a CASE/UCO document says of exhibits, files and acts: read from JSON-LD whose terms are prefixed names, as the
/// samples of the CASE community have them.
///
/// No general reader of JSON-LD: remote contexts, aliases of keywords and nested contexts are not understood, and a
/// document that uses them is refused rather than misread.
public struct CaseDocument: Sendable {
    /// A file and one of its hashes.
    public struct FileHash: Sendable, Hashable {
        /// What the file is called in the graph.
        public let id: String
        /// Its path; nil if none is told.
        public let path: String?
        /// The name of the algorithm, such as `SHA256`.
        public let method: String
        /// The digits as they stand.
        public let value: String
    }

    /// An act of an investigation.
    public struct Action: Sendable, Hashable {
        /// What it is called in the graph.
        public let id: String
        /// What was done.
        public let name: String?
        /// When it began, as it stands.
        public let start: String?
        /// Who did it, by its name in the graph.
        public let performer: String?
        /// What came of it, by names in the graph.
        public let results: [String]
    }

    /// A record of where things came from.
    public struct Provenance: Sendable, Hashable {
        /// What it is called in the graph.
        public let id: String
        /// The label of the exhibit; nil if none is told.
        public let exhibit: String?
        /// The things, by names in the graph.
        public let objects: [String]
    }

    /// Why a text is no such document.
    public enum Fault: Error, Sendable, Hashable {
        /// It is not JSON; where.
        case notJSON(offset: Int)
        /// It has no `@graph`, or a context that is not a list of prefixes.
        case form
    }

    /// How many nodes have each type, by the full name of the type.
    public private(set) var types: [String: Int] = [:]
    /// The acts, in the order of the document.
    public private(set) var actions: [Action] = []
    /// The records, in the order of the document.
    public private(set) var provenance: [Provenance] = []
    /// The hashes, in the order of the document.
    public private(set) var hashes: [FileHash] = []
    private var prefixes: [(String, String)] = []

    private static let investigation = "https://ontology.caseontology.org/case/investigation/"
    private static let uco = "https://ontology.unifiedcyberontology.org/uco/"

    /// Reads a document.
    public init(reading bytes: [UInt8]) throws(Fault) {
        let root: JSONNode
        do {
            root = try JSONNode(parsing: bytes)
        } catch { throw .notJSON(offset: error.offset) }
        guard let context = root["@context"]?.members, let graph = root["@graph"]?.elements else { throw .form }
        for member in context {
            guard let address = member.value.string else { throw .form }
            prefixes.append((member.name, address))
        }
        for node in graph { read(node) }
    }

    /// The full name of a term.
    private func full(_ term: String) -> String {
        guard let colon = term.firstIndex(of: ":") else { return term }
        let prefix = term[..<colon]
        guard let address = prefixes.first(where: { $0.0 == prefix })?.1 else { return term }
        return address + term[term.index(after: colon)...]
    }

    private func values(_ node: JSONNode, _ name: String) -> [JSONNode] {
        (node.members ?? []).filter { full($0.name) == name }.flatMap { $0.value.elements ?? [$0.value] }
    }

    private func text(_ node: JSONNode, _ name: String) -> String? {
        values(node, name).first.flatMap { $0.string ?? $0["@value"]?.string }
    }

    private func ids(_ node: JSONNode, _ name: String) -> [String] {
        values(node, name).compactMap { $0["@id"]?.string ?? $0.string }.map { full($0) }
    }

    private func types(of node: JSONNode) -> [String] {
        let value = node["@type"]
        return (value?.elements ?? value.map { [$0] } ?? []).compactMap(\.string).map { full($0) }
    }

    private mutating func read(_ node: JSONNode) {
        let own = types(of: node)
        for type in own { types[type, default: 0] += 1 }
        let id = full(node["@id"]?.string ?? "")
        if own.contains(Self.investigation + "InvestigativeAction") {
            actions.append(
                Action(
                    id: id,
                    name: text(node, Self.uco + "core/name"),
                    start: text(node, Self.uco + "action/startTime"),
                    performer: ids(node, Self.uco + "action/performer").first,
                    results: ids(node, Self.uco + "action/result")
                )
            )
        }
        if own.contains(Self.investigation + "ProvenanceRecord") {
            provenance.append(
                Provenance(
                    id: id,
                    exhibit: text(node, Self.investigation + "exhibitNumber"),
                    objects: ids(node, Self.uco + "core/object")
                )
            )
        }
        let facets = values(node, Self.uco + "core/hasFacet")
        let path = facets.compactMap { text($0, Self.uco + "observable/filePath") }.first
        for hash in facets.flatMap({ values($0, Self.uco + "observable/hash") }) {
            guard let method = text(hash, Self.uco + "types/hashMethod"),
                let value = text(hash, Self.uco + "types/hashValue")
            else { continue }
            hashes.append(FileHash(id: id, path: path, method: method, value: value))
        }
    }
}
