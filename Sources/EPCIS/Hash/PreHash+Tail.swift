/// What has no place in the order: extensions, ILMD, and what the reference's walk leaves.
extension PreHash {
    mutating func appendTail(_ tree: EventTree, from base: Int) {
        let first = segments.count
        let end = fields.count
        var index = base
        while index < end {
            let field = fields[index]
            let start = output.count
            if field.rank == PropertyOrder.none {
                appendGeneric(tree, Int(field.node), parent: nil)
            } else if field.hasRest {
                appendRest(tree, Int(field.node), in: .event, parent: nil)
            }
            if output.count > start { segments.append(start..<output.count) }
            index &+= 1
        }
        sortSegments(from: first)
    }

    /// Appends what the reference's walk through the ordered fields left of a field.
    private mutating func appendRest(
        _ tree: EventTree,
        _ index: Int,
        in context: PropertyOrder.Context,
        parent: EventTerm?
    ) {
        let name = tree.nodes[index].name
        appendName(tree, name)
        _ = appendText(tree, index, name: name, parent: parent, isOrdered: false)
        let base = fields.count
        collect(tree, index)
        let end = fields.count
        let inner = PropertyOrder.inner(name.term, in: context)
        if let inner { rank(tree, from: base, in: inner) }
        let gathers = inner.map { gathersExtensions(tree, from: base, to: end, in: $0) } ?? false
        let first = segments.count
        for place in base..<end {
            let field = fields[place]
            let start = output.count
            if field.rank == PropertyOrder.none {
                if !gathers || !isGathered(tree, Int(field.node)) {
                    appendGeneric(tree, Int(field.node), parent: name.term)
                }
            } else if let inner, hasRest(tree, Int(field.node), in: inner) {
                appendRest(tree, Int(field.node), in: inner, parent: name.term)
            }
            if output.count > start { segments.append(start..<output.count) }
        }
        sortSegments(from: first)
        fields.removeSubrange(base...)
    }

    /// Whether the reference's walk leaves part of a field that has a place in the order.
    private mutating func hasRest(_ tree: EventTree, _ index: Int, in context: PropertyOrder.Context) -> Bool {
        let base = fields.count
        collect(tree, index)
        defer { fields.removeSubrange(base...) }
        let end = fields.count
        guard let inner = PropertyOrder.inner(tree.nodes[index].name.term, in: context) else { return end > base }
        rank(tree, from: base, in: inner)
        let gathers = gathersExtensions(tree, from: base, to: end, in: inner)
        for place in base..<end {
            let field = fields[place]
            if field.rank == PropertyOrder.none {
                if !gathers || !isGathered(tree, Int(field.node)) { return true }
            } else if hasRest(tree, Int(field.node), in: inner) {
                return true
            }
        }
        return false
    }

    /// Appends a field with everything in it, its parts sorted.
    mutating func appendGeneric(_ tree: EventTree, _ index: Int, parent: EventTerm?, droppingList: Bool = false) {
        appendName(tree, tree.nodes[index].name, droppingList: droppingList)
        let name = tree.nodes[index].name
        _ = appendText(tree, index, name: name, parent: parent, isOrdered: false)
        appendGenericChildren(tree, index)
    }

    mutating func appendGenericChildren(_ tree: EventTree, _ index: Int) {
        guard tree.nodes[index].firstChildIndex != 0 else { return }
        let name = tree.nodes[index].name
        let isTyped = name.term?.item?.isTyped == true
        let isNamedList = tree.nodes[index].kind == .list && isNamedList(tree, name)
        let base = fields.count
        if tree.nodes[index].kind == .list {
            // The list itself was named: its items follow.
            var child = tree.nodes[index].firstChildIndex
            while child != 0 {
                if !isNothing(tree.nodes[Int(child)]) {
                    fields.append(Field(rank: PropertyOrder.none, node: Int32(truncatingIfNeeded: child)))
                }
                child = tree.nodes[Int(child)].nextSiblingIndex
            }
        } else {
            collect(tree, index)
        }
        let first = segments.count
        for place in base..<fields.count {
            let node = Int(fields[place].node)
            let start = output.count
            if isTyped {
                appendTyped(tree, node)
            } else {
                appendGeneric(tree, node, parent: name.term, droppingList: isNamedList)
            }
            if output.count > start { segments.append(start..<output.count) }
        }
        sortSegments(from: first)
        fields.removeSubrange(base...)
    }

    /// Appends a business transaction, source or destination: its type, then its value.
    private mutating func appendTyped(_ tree: EventTree, _ index: Int) {
        guard let term = tree.nodes[index].name.term, tree.nodes[index].kind == .object else {
            appendGeneric(tree, index, parent: nil)
            return
        }
        for part in [EventTerm.type, term] {
            guard let child = tree.first(part, in: index) else { continue }
            appendGeneric(tree, child, parent: term)
        }
    }

    /// Appends `=` and the value of a node, or of the text in it.
    mutating func appendText(
        _ tree: EventTree,
        _ index: Int,
        name: EventName,
        parent: EventTerm?,
        isOrdered: Bool
    ) -> Bool {
        var holder = index
        switch tree.nodes[index].kind {
        case .text, .number, .bool: break
        case .null:
            CanonicalLink.append("=None", to: &output)
            return true
        case .list: return false
        case .object:
            guard let text = tree.first(.text, in: index) else { return false }
            holder = text
        }
        let start = output.count
        output.append(UInt8(ascii: "="))
        let isDone = values.append(
            tree,
            holder,
            name: name,
            parent: parent,
            isOrdered: isOrdered,
            to: &output
        )
        if !isDone { output.removeSubrange(start...) }
        return isDone
    }

    mutating func appendName(_ tree: EventTree, _ name: EventName, droppingList: Bool = false) {
        if let term = name.term {
            term.spelling.withUTF8Buffer { output.append(contentsOf: $0) }
            return
        }
        guard let number = name.extensionIndex else { return }
        let parts = tree.extensionNames[number]
        if !parts.namespace.isEmpty {
            output.append(UInt8(ascii: "{"))
            output.append(contentsOf: tree.text[parts.namespace])
            // The context of EPCIS ends the namespace of master data attributes with a colon, XML documents do not.
            if values.rules == .uniform, parts.namespace.count == 22,
                tree.text[parts.namespace].elementsEqual("urn:epcglobal:cbv:mda:".utf8)
            {
                output.removeLast()
            }
            output.append(UInt8(ascii: "}"))
        } else if !parts.prefix.isEmpty {
            output.append(contentsOf: tree.text[parts.prefix])
            output.append(UInt8(ascii: ":"))
        }
        let local = tree.text[parts.local]
        output.append(contentsOf: droppingList ? local.dropLast(4) : local)
    }
}
