/// The nodes of an instance: elements and attributes.
///
/// What was taken out stays in the list and is reached from nowhere.
struct DataTree: Sendable, Hashable {
    struct Node: Sendable, Hashable {
        /// The number in the form's schema; -1 in a secondary instance.
        var schema: Int
        var name: String
        var isAttribute = false
        var parent: Int
        /// Attributes and elements in order.
        var children: [Int] = []
        var value: AnswerValue?
        var isRelevant = true
        var isRequired = false
        var isReadonly = false
    }

    var nodes: [Node] = []

    /// Adds a node, the root if it is the first.
    mutating func add(_ node: Node) -> Int {
        nodes.append(node)
        let number = nodes.count - 1
        if number > 0 { nodes[node.parent].children.append(number) }
        return number
    }

    /// The children of that name, in order.
    func children(of parent: Int, named name: String, isAttribute: Bool = false) -> [Int] {
        nodes[parent].children.filter { nodes[$0].isAttribute == isAttribute && nodes[$0].name == name }
    }

    /// How many nodes of the same name stand before it in its parent.
    func place(of node: Int) -> Int {
        guard node > 0 else { return 0 }
        let (name, isAttribute) = (nodes[node].name, nodes[node].isAttribute)
        var place = 0
        for sibling in nodes[nodes[node].parent].children {
            if sibling == node { return place }
            if nodes[sibling].name == name, nodes[sibling].isAttribute == isAttribute { place += 1 }
        }
        return place
    }

    /// The node and those that it is in, from the root.
    func line(of node: Int) -> [Int] {
        var found = [node]
        while let last = found.last, last > 0 { found.append(nodes[last].parent) }
        return found.reversed()
    }

    /// Whether it counts, and all that it is in.
    func isRelevant(_ node: Int) -> Bool {
        var current = node
        while nodes[current].isRelevant {
            if current == 0 { return true }
            current = nodes[current].parent
        }
        return false
    }

    /// Whether it, or what it is in, may not be changed.
    func isReadonly(_ node: Int) -> Bool {
        line(of: node).contains { nodes[$0].isReadonly }
    }

    /// Its path, with places where a schema says that it is repeated: `/data/sample[2]/ph`.
    func path(of node: Int, in schema: FormSchema) -> String {
        line(of: node).map { number in
            let each = nodes[number]
            let isRepeated = each.schema >= 0 && schema.nodes[each.schema].isRepeated
            return "/" + (each.isAttribute ? "@" : "") + each.name + (isRepeated ? "[\(place(of: number) + 1)]" : "")
        }.joined()
    }
}
