/// What is known of the things that vocabularies name: their attributes, and what is part of what (EPCIS 2.0 section 6.5).
public struct MasterData: Sendable {
    /// An attribute of an element.
    public struct Attribute: Sendable, Hashable {
        /// The attribute's name, a URI or CURIE such as `urn:epcglobal:cbv:mda#site`.
        public let name: String
        /// Its value.
        public let value: String

        /// Makes an attribute.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// One thing that a vocabulary names.
    public struct Element: Sendable, Hashable {
        /// The vocabulary, such as `urn:epcglobal:epcis:vtype:BusinessLocation`.
        public let vocabulary: String
        /// The identifier as written.
        public let id: String
        /// What is known of it.
        public let attributes: [Attribute]
        /// The identifiers of what is part of it.
        public let children: [String]

        /// Makes an element.
        public init(vocabulary: String, id: String, attributes: [Attribute], children: [String]) {
            self.vocabulary = vocabulary
            self.id = id
            self.attributes = attributes
            self.children = children
        }
    }

    private var attributesByKey: [String: [Attribute]] = [:]
    private var parentsByKey: [String: Set<String>] = [:]

    /// Nothing is known.
    public init() {}

    /// Whether nothing is known.
    public var isEmpty: Bool { attributesByKey.isEmpty && parentsByKey.isEmpty }

    /// Takes in what is known of a thing, beside what is known already.
    public mutating func add(_ element: Element) {
        let key = QueryIdentifier(element.id).key
        attributesByKey[key, default: []] += element.attributes
        for child in element.children { parentsByKey[QueryIdentifier(child).key, default: []].insert(key) }
    }

    /// What is known of a thing.
    func attributes(of id: Span<UInt8>) -> [Attribute] {
        attributesByKey[Self.key(id)] ?? []
    }

    /// Whether a thing is one of those, or is directly or indirectly part of one.
    ///
    /// Complexity: O(number of things that it is part of); rings are walked once.
    func isAmong(_ wanted: [QueryIdentifier], _ id: Span<UInt8>) -> Bool {
        var waiting = [Self.key(id)]
        var seen: Set<String> = []
        while let key = waiting.popLast() {
            if wanted.contains(where: { $0.key.utf8.elementsEqual(key.utf8) }) { return true }
            guard seen.insert(key).inserted else { continue }
            waiting += parentsByKey[key] ?? []
        }
        return false
    }

    /// Those and all that is directly or indirectly part of them, by their keys.
    public func descendants(of keys: [String]) -> Set<String> {
        var children: [String: [String]] = [:]
        for (child, parents) in parentsByKey {
            for parent in parents { children[parent, default: []].append(child) }
        }
        var waiting = keys
        var seen: Set<String> = []
        while let key = waiting.popLast() {
            if seen.insert(key).inserted { waiting += children[key] ?? [] }
        }
        return seen
    }

    private static func key(_ id: Span<UInt8>) -> String {
        var link: [UInt8] = []
        if !CanonicalLink.append(id, to: &link) { link = id.copied(0..<id.count) }
        return String(decoding: link, as: UTF8.self)
    }
}
