/// Where an extension's field stands in an event, by its name in a query (EPCIS 2.0 section 8.2.7.1).
public struct QueryFieldPath: Sendable, Hashable {
    /// The part of an event that holds the field.
    public enum Region: String, Sendable, Hashable, CaseIterable {
        case event = ""
        case ilmd = "ILMD_"
        case errorDeclaration = "ERROR_DECLARATION_"
        case sensorElement = "SENSORELEMENT_"
        case sensorMetadata = "SENSORMETADATA_"
        case sensorReport = "SENSORREPORT_"
        case readPoint = "readPoint_"
        case bizLocation = "bizLocation_"
    }

    /// The part of the event.
    public let region: Region
    /// Whether the field stands anywhere below the fields of that part (`INNER_`), not among them.
    public let isInner: Bool
    /// The field's name.
    public let name: QueryName

    /// Reads what stands behind `EQ_` and its like: `ILMD_ex:grade`, `INNER_ex:name`; nil if it is no such path.
    public init?(_ text: some StringProtocol, namespaces: QueryNamespaces = QueryNamespaces()) {
        var rest = text[...]
        isInner = rest.utf8.starts(with: "INNER_".utf8)
        if isInner { rest = rest.dropFirst(6) }
        region =
            Region.allCases.first { $0 != .event && rest.utf8.starts(with: $0.rawValue.utf8) } ?? .event
        rest = rest.dropFirst(region.rawValue.count)
        guard let name = QueryName(String(rest), namespaces: namespaces) else { return nil }
        self.name = name
    }
}

extension EventTree {
    /// Calls with every node that a path leads to, lists resolved into their items, until one call says true.
    func anyNode(at path: QueryFieldPath, where holds: (Int) -> Bool) -> Bool {
        guard !nodes.isEmpty else { return false }
        func isFound(_ owner: Int) -> Bool { anyExtension(in: owner, path, depth: 0, where: holds) }
        switch path.region {
        case .event: return isFound(Self.root)
        case .ilmd: return anyItem(.ilmd, in: Self.root, where: isFound)
        case .errorDeclaration: return anyItem(.errorDeclaration, in: Self.root, where: isFound)
        case .readPoint: return anyItem(.readPoint, in: Self.root, where: isFound)
        case .bizLocation: return anyItem(.bizLocation, in: Self.root, where: isFound)
        case .sensorElement: return anySensor(where: isFound)
        case .sensorMetadata: return anySensor { self.anyItem(.sensorMetadata, in: $0, where: isFound) }
        case .sensorReport: return anySensor { self.anyItem(.sensorReport, in: $0, where: isFound) }
        }
    }

    /// Calls with every node of a name in a node, those of a list one by one, until one call says true.
    func anyItem(_ term: EventTerm, in owner: Int, where holds: (Int) -> Bool) -> Bool {
        guard owner < nodes.count else { return false }
        for child in children(of: owner) where nodes[child].name == term {
            if nodes[child].kind == .list {
                for item in children(of: child) where holds(item) { return true }
            } else if holds(child) {
                return true
            }
        }
        return false
    }

    /// Calls with every sensor element until one call says true.
    func anySensor(where holds: (Int) -> Bool) -> Bool {
        anyItem(.sensorElementList, in: Self.root, where: holds)
    }

    /// Walks the extension fields of a node; a list's items are on the level of the list.
    private func anyExtension(
        in owner: Int,
        _ path: QueryFieldPath,
        depth: Int,
        where holds: (Int) -> Bool
    ) -> Bool {
        for child in children(of: owner) {
            // Only what an extension holds is searched deeper; there, whatever its name is.
            guard depth > 0 || nodes[child].name.extensionIndex != nil else { continue }
            if path.isInner == (depth > 0), path.name.matches(nodes[child].name, of: self) {
                if nodes[child].kind == .list {
                    for item in children(of: child) where holds(item) { return true }
                } else if holds(child) {
                    return true
                }
            }
            guard path.isInner else { continue }
            if nodes[child].kind == .list {
                for item in children(of: child)
                where anyExtension(in: item, path, depth: depth + 1, where: holds) { return true }
            } else if anyExtension(in: child, path, depth: depth + 1, where: holds) {
                return true
            }
        }
        return false
    }
}
