/// The nodes that a form's own instance may have, each once, however often it is repeated.
public struct FormSchema: Sendable, Hashable {
    /// One of them.
    public struct Node: Sendable, Hashable {
        /// The name without prefix.
        public let name: String
        /// The name as the instance writes it.
        public let writtenName: String
        /// Its namespace, if it is not the document's default one.
        public let namespace: String?
        /// The number of the node that it is in; nil for the root.
        public let parent: Int?
        /// The numbers of the nodes in it, attributes among them, in order.
        public internal(set) var children: [Int] = []
        /// The number of steps from the root.
        public let depth: Int
        /// Whether it is an attribute.
        public let isAttribute: Bool
        /// Whether it is repeated.
        public internal(set) var isRepeated = false
        /// Its path: `/data/group/name`.
        public let path: String
    }

    /// The nodes; the root is the first.
    public internal(set) var nodes: [Node] = []

    /// The number of the child of that name.
    func child(_ name: String, of parent: Int, isAttribute: Bool = false) -> Int? {
        nodes[parent].children.first { nodes[$0].name == name && nodes[$0].isAttribute == isAttribute }
    }

    /// The numbers of a node and of those that it is in, from the root.
    func line(of node: Int) -> [Int] {
        var found = [node]
        while let parent = nodes[found[found.count - 1]].parent { found.append(parent) }
        return found.reversed()
    }

    /// Whether a node is another, or is in it.
    func isInside(_ node: Int, _ other: Int) -> Bool {
        var current: Int? = node
        while let each = current {
            if each == other { return true }
            current = nodes[each].parent
        }
        return false
    }

    /// The node and all in it.
    func below(_ node: Int) -> [Int] {
        [node] + nodes[node].children.flatMap { below($0) }
    }

    /// The number of the node that steps lead to from another; nil if there is none.
    func node(_ names: [String], from start: Int) -> Int? {
        var current = start
        for name in names {
            guard let next = child(name, of: current) else { return nil }
            current = next
        }
        return current
    }

    /// The number of the node with that path; nil if there is none.
    public func node(at path: String) -> Int? {
        let names = path.utf8.split(separator: UInt8(ascii: "/")).map { String(decoding: Array($0), as: UTF8.self) }
        guard path.hasPrefix("/"), let root = nodes.first, names.first == root.name else { return nil }
        if let last = names.last, last.hasPrefix("@") {
            guard let parent = node(Array(names.dropFirst().dropLast()), from: 0) else { return nil }
            return child(String(last.dropFirst()), of: parent, isAttribute: true)
        }
        return node(Array(names.dropFirst()), from: 0)
    }
}
