/// Writes the pre-hash string of an event: its fields as `name=value` in one order, without separators
/// (CBV 2.0 section 8.9.2).
struct PreHash: Sendable {
    /// A field on its way into the string.
    struct Field: Sendable {
        var rank: UInt8
        var node: Int32
        /// Whether the reference's walk through the ordered fields leaves part of it for the tail.
        var hasRest = false
    }

    let order: HashOrder
    let ranks: PropertyOrder
    var values: ValueForm
    var output: [UInt8] = []
    var segments: [Range<Int>] = []
    private var sorted: [UInt8] = []
    var fields: [Field] = []
    private var ignored: [[UInt8]] = []

    init(order: HashOrder, values: HashValues) {
        self.order = order
        ranks = PropertyOrder(order)
        self.values = ValueForm(order: order, values: values)
    }

    /// The pre-hash string of an event.
    ///
    /// - Parameter ignored: The names of fields that are left out, as written.
    mutating func write(_ tree: EventTree, ignoring ignored: [[UInt8]]) -> [UInt8] {
        output.removeAll(keepingCapacity: true)
        segments.removeAll(keepingCapacity: true)
        fields.removeAll(keepingCapacity: true)
        self.ignored = ignored
        values.ambiguities = HashAmbiguities()
        guard !tree.nodes.isEmpty else { return [] }
        CanonicalLink.append("eventType=", to: &output)
        appendName(tree, tree.nodes[0].name)
        let base = fields.count
        collect(tree, 0, isTop: true)
        rank(tree, from: base, in: .event)
        noteOrder(tree, from: base)
        _ = appendOrdered(tree, from: base, in: .event, parent: nil)
        appendTail(tree, from: base)
        fields.removeSubrange(base...)
        return output
    }

    // MARK: Fields

    /// Collects the fields of an object as the rules see them: a list of repeated extensions is that many fields.
    mutating func collect(_ tree: EventTree, _ index: Int, isTop: Bool = false) {
        var child = tree.nodes[index].firstChildIndex
        while child != 0 {
            let node = tree.nodes[Int(child)]
            let next = node.nextSiblingIndex
            if !isLeftOut(tree, node, Int(child), isTop: isTop) { collectField(tree, Int(child)) }
            child = next
        }
    }

    private mutating func collectField(_ tree: EventTree, _ index: Int) {
        let node = tree.nodes[index]
        if node.kind == .list, node.name.term?.item == nil, node.name == .context || !isNamedList(tree, node.name) {
            var child = node.firstChildIndex
            while child != 0 {
                if !isNothing(tree.nodes[Int(child)]) { collectField(tree, Int(child)) }
                child = tree.nodes[Int(child)].nextSiblingIndex
            }
            return
        }
        fields.append(Field(rank: PropertyOrder.none, node: Int32(truncatingIfNeeded: index)))
    }

    /// Whether a node is null, which counts only in the reference's reading.
    mutating func isNothing(_ node: EventTree.Node) -> Bool {
        guard node.kind == .null else { return false }
        values.ambiguities.insert(.null)
        return values.rules == .uniform
    }

    /// Whether a list's name ends with `List`: its items have the name without it.
    func isNamedList(_ tree: EventTree, _ name: EventName) -> Bool {
        guard let number = name.extensionIndex, tree.syntax == .json else { return false }
        let local = tree.text[tree.extensionNames[number].local]
        return local.count > 4 && local.suffix(4).elementsEqual("List".utf8)
    }

    private mutating func isLeftOut(_ tree: EventTree, _ node: EventTree.Node, _ index: Int, isTop: Bool) -> Bool {
        if isNothing(node) { return true }
        guard let term = node.name.term else {
            guard let number = node.name.extensionIndex else { return false }
            let name = tree.extensionNames[number]
            if name.prefix.count == 6, tree.text[name.prefix].elementsEqual("@xmlns".utf8) { return true }
            if name.namespace.count == 37, tree.text[name.local].elementsEqual("comment".utf8),
                tree.text[name.namespace].elementsEqual("http://www.w3.org/2000/01/rdf-schema#".utf8)
            {
                return true
            }
            if isTop, node.isAttribute, name.namespace.isEmpty,
                tree.text[name.local].elementsEqual("schemaVersion".utf8)
                    || tree.text[name.local].elementsEqual("creationDate".utf8)
            {
                return true
            }
            if node.isAttribute, values.rules == .uniform, name.namespace.count == 41,
                tree.text[name.namespace].elementsEqual("http://www.w3.org/2001/XMLSchema-instance".utf8)
            {
                return true
            }
            return isTop && !ignored.isEmpty && isIgnored(tree, node.name)
        }
        switch term {
        case .text, .context, .comment: return true
        case .recordTime, .eventID, .type, .isA: return isTop
        case .errorDeclaration:
            if isTop { values.ambiguities.insert(.errorDeclaration) }
            return isTop
        default: return isTop && !ignored.isEmpty && isIgnored(tree, node.name)
        }
    }

    private mutating func isIgnored(_ tree: EventTree, _ name: EventName) -> Bool {
        let written = Array(tree.writtenName(of: name).utf8)
        let local = Array(tree.localName(of: name))
        let isIgnored = ignored.contains { $0 == written || tree.syntax == .xml && $0 == local }
        if isIgnored { values.ambiguities.insert(.ignoredField) }
        return isIgnored
    }

    mutating func rank(_ tree: EventTree, from base: Int, in context: PropertyOrder.Context) {
        for index in base..<fields.count {
            fields[index].rank = ranks.rank(of: tree.nodes[Int(fields[index].node)].name, in: context)
        }
        // Few fields, nearly in order: insertion is quickest, and keeps equals in order. Many are sorted otherwise.
        if fields.count - base > 64 {
            let ordered = fields[base...].enumerated().sorted {
                ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
            }
            fields.replaceSubrange(base..., with: ordered.map(\.element))
            return
        }
        var index = base + 1
        while index < fields.count {
            var place = index
            let field = fields[index]
            while place > base, fields[place &- 1].rank > field.rank {
                fields[place] = fields[place &- 1]
                place &-= 1
            }
            fields[place] = field
            index &+= 1
        }
    }

    // MARK: The ordered part

    /// Appends the fields that have a place in the order; says whether the reference leaves any of them for its tail.
    mutating func appendOrdered(
        _ tree: EventTree,
        from base: Int,
        in context: PropertyOrder.Context,
        parent: EventTerm?
    ) -> Bool {
        let end = fields.count
        let gathers = gathersExtensions(tree, from: base, to: end, in: context)
        var hasRest = false
        var index = base
        while index < end, fields[index].rank != PropertyOrder.none {
            let rank = fields[index].rank
            let first = segments.count
            while index < end, fields[index].rank == rank {
                let start = output.count
                let rest = appendField(tree, Int(fields[index].node), in: context, parent: parent)
                if output.count > start { segments.append(start..<output.count) }
                fields[index].hasRest = rest
                hasRest = hasRest || rest
                index &+= 1
            }
            sortSegments(from: first)
        }
        guard index < end else { return hasRest }
        guard gathers else { return true }
        let first = segments.count
        while index < end {
            if isGathered(tree, Int(fields[index].node)) {
                let start = output.count
                appendGeneric(tree, Int(fields[index].node), parent: parent)
                if output.count > start { segments.append(start..<output.count) }
            } else {
                hasRest = true
            }
            index &+= 1
        }
        sortSegments(from: first)
        return hasRest
    }

    /// Whether extensions go behind the fields of the object that they stand in.
    func gathersExtensions(
        _ tree: EventTree,
        from base: Int,
        to end: Int,
        in context: PropertyOrder.Context
    ) -> Bool {
        guard context != .event else { return false }
        // The reference looks for a field beside them.
        return order == .cbv || end - base > 1
    }

    /// Whether a field without a place in the order is taken for an extension of the object that it stands in.
    func isGathered(_ tree: EventTree, _ index: Int) -> Bool {
        guard order == .reference else { return true }
        // The reference knows an extension by `{…/}` in its name.
        guard let number = tree.nodes[index].name.extensionIndex else { return false }
        return tree.text[tree.extensionNames[number].namespace].last == UInt8(ascii: "/")
    }

    /// Appends a field that has a place in the order.
    ///
    /// - Returns: Whether the reference leaves part of it for the tail.
    private mutating func appendField(
        _ tree: EventTree,
        _ index: Int,
        in context: PropertyOrder.Context,
        parent: EventTerm?
    ) -> Bool {
        let name = tree.nodes[index].name
        let start = output.count
        appendName(tree, name)
        let named = output.count
        let hasText = appendText(tree, index, name: name, parent: parent, isOrdered: true)
        var hasRest = false
        if tree.nodes[index].firstChildIndex != 0 {
            if order == .cbv, name.term?.item?.isTyped == true || name == .ilmd {
                appendGenericChildren(tree, index)
            } else {
                let base = fields.count
                collect(tree, index)
                if let inner = PropertyOrder.inner(name.term, in: context) {
                    rank(tree, from: base, in: inner)
                    hasRest = appendOrdered(tree, from: base, in: inner, parent: name.term)
                } else {
                    hasRest = fields.count > base
                    if order == .cbv { appendGenericChildren(tree, index) }
                }
                fields.removeSubrange(base...)
            }
        }
        if !hasText, output.count == named { output.removeSubrange(start...) }
        return hasRest && order == .reference
    }

    // MARK: Sorting

    /// Sorts the last segments, which end where the output ends, by their bytes, and forgets them.
    mutating func sortSegments(from first: Int) {
        let count = segments.count - first
        defer { segments.removeSubrange(first...) }
        guard count > 1 else { return }
        var isSorted = true
        for index in (first + 1)..<segments.count where isLess(segments[index], segments[index - 1]) {
            isSorted = false
            break
        }
        guard !isSorted else { return }
        let start = segments[first].lowerBound
        let sortedSegments = segments[first...].sorted { isLess($0, $1) }
        sorted.removeAll(keepingCapacity: true)
        for segment in sortedSegments { sorted.append(contentsOf: output[segment]) }
        output.replaceSubrange(start..., with: sorted)
    }

    private func isLess(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
        let count = min(left.count, right.count)
        var step = 0
        while step < count {
            let (a, b) = (output[left.lowerBound &+ step], output[right.lowerBound &+ step])
            if a != b { return a < b }
            step &+= 1
        }
        return left.count < right.count
    }

    private mutating func noteOrder(_ tree: EventTree, from base: Int) {
        var lists = 0
        var others = false
        var hasParent = false
        var hasEPCs = false
        for field in fields[base...] {
            switch tree.nodes[Int(field.node)].name.term {
            case .bizTransactionList, .sourceList, .destinationList: lists += 1
            case .ilmd, .sensorElementList: others = true
            case .parentID: hasParent = true
            case .epcList: hasEPCs = true
            default: break
            }
        }
        if lists > 1 || lists > 0 && others || hasParent && hasEPCs { values.ambiguities.insert(.fieldOrder) }
    }
}
