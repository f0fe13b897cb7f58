extension EventTree {
    /// The index of the event itself.
    public static let root = 0

    /// The type of the event; nil if it is not one of the standard's.
    public var eventType: EventTerm? {
        nodes.first?.name.term.flatMap { $0.isEventType ? $0 : nil }
    }

    /// The indices of the nodes that stand directly in a node, in order.
    public func children(of index: Int) -> Children {
        Children(tree: self, upcoming: nodes[index].firstChildIndex)
    }

    /// The indices of nodes that stand beside one another.
    public struct Children: Sequence, IteratorProtocol {
        let tree: EventTree
        var upcoming: UInt32

        /// The index of the next node.
        public mutating func next() -> Int? {
            guard upcoming != 0 else { return nil }
            let index = Int(upcoming)
            upcoming = tree.nodes[index].nextSiblingIndex
            return index
        }
    }

    /// The index of the first node of that name directly in a node.
    public func first(_ term: EventTerm, in index: Int = EventTree.root) -> Int? {
        guard index < nodes.count else { return nil }
        var child = nodes[index].firstChildIndex
        while child != 0 {
            if nodes[Int(child)].name == term { return Int(child) }
            child = nodes[Int(child)].nextSiblingIndex
        }
        return nil
    }

    /// Where the value of a node stands in ``text``; empty for an object, a list and null.
    public func valueRange(of index: Int) -> Range<Int> {
        Int(nodes[index].valueStart)..<Int(nodes[index].valueEnd)
    }

    /// The unescaped value of a node, a number as written; empty for an object, a list and null.
    ///
    /// An XML element that has attributes beside its text keeps the text in a node named ``EventTerm/text``: see
    /// ``content(of:)``.
    public func value(of index: Int) -> ArraySlice<UInt8> {
        text[valueRange(of: index)]
    }

    /// The index of the node that holds the text of a node: itself, or its first ``EventTerm/text`` child.
    public func content(of index: Int) -> Int? {
        switch nodes[index].kind {
        case .text, .number, .bool: index
        case .object: first(.text, in: index)
        case .list, .null: nil
        }
    }

    /// The value of a node as a string; nil for an object without text, a list and null.
    public func string(of index: Int) -> String? {
        content(of: index).map { String(decoding: value(of: $0), as: UTF8.self) }
    }

    /// The value of the first node of that name directly in a node, as a string.
    public func string(_ term: EventTerm, in index: Int = EventTree.root) -> String? {
        first(term, in: index).flatMap { string(of: $0) }
    }

    /// The namespace of a node's name; empty for a term and for an extension without one.
    public func namespace(of name: EventName) -> ArraySlice<UInt8> {
        guard let index = name.extensionIndex, index < extensionNames.count else { return [] }
        return text[extensionNames[index].namespace]
    }

    /// The name without namespace and prefix.
    public func localName(of name: EventName) -> ArraySlice<UInt8> {
        if let term = name.term { return term.bytes[...] }
        guard let index = name.extensionIndex, index < extensionNames.count else { return [] }
        return text[extensionNames[index].local]
    }

    /// The prefix as written; empty if there is none.
    public func prefix(of name: EventName) -> ArraySlice<UInt8> {
        guard let index = name.extensionIndex, index < extensionNames.count else { return [] }
        return text[extensionNames[index].prefix]
    }

    /// The name as the JSON binding writes it: `prefix:name` or `name`.
    public func writtenName(of name: EventName) -> String {
        let (prefix, local) = (prefix(of: name), localName(of: name))
        return prefix.isEmpty
            ? String(decoding: local, as: UTF8.self)
            : String(decoding: prefix, as: UTF8.self) + ":" + String(decoding: local, as: UTF8.self)
    }
}
