/// Appends the nodes of one event to a tree.
///
/// It keeps its storage from one event to the next.
struct EventTreeBuilder: Sendable {
    /// A container that is open.
    struct Level: Sendable {
        var node: UInt32
        var lastChild: UInt32
    }

    let terms = TermTable()
    private(set) var levels: [Level] = []
    /// The names of extensions by the hash of what was written, for each event anew.
    private var slots = [UInt16](repeating: .max, count: 64)
    /// Which event the slots are of is not known to the tree: it may be a fresh one.
    private var hasNames = false
    /// Nobody outside this process can choose names that collide.
    private let seed = UInt64.random(in: .min ... .max)
    /// For each name the last container whose members were compared, to find two of one name.
    private var stamps: [UInt32] = []

    mutating func begin(_ tree: inout EventTree, syntax: EventTree.Syntax) {
        tree.nodes.removeAll(keepingCapacity: true)
        tree.text.removeAll(keepingCapacity: true)
        tree.extensionNames.removeAll(keepingCapacity: true)
        if hasNames {
            if slots.count > 64 {
                slots = [UInt16](repeating: .max, count: 64)
            } else {
                for index in slots.indices { slots[index] = .max }
            }
            hasNames = false
        }
        tree.syntax = syntax
        levels.removeAll(keepingCapacity: true)
    }

    /// Appends a node in the innermost open container.
    @inline(__always)
    @discardableResult
    mutating func append(
        _ name: EventName,
        _ kind: EventTree.Kind,
        value: Range<Int>,
        at offset: Int,
        isAttribute: Bool = false,
        to tree: inout EventTree
    ) throws(DocumentFault) -> Int {
        let index = tree.nodes.count
        guard index < EventTree.nodeLimit else { throw DocumentFault(.tooManyNodes, at: offset) }
        let number = UInt32(truncatingIfNeeded: index)
        var parent = UInt32.max
        if let top = levels.indices.last {
            parent = levels[top].node
            let last = levels[top].lastChild
            if last == 0 {
                tree.nodes[Int(parent)].firstChildIndex = number
            } else {
                tree.nodes[Int(last)].nextSiblingIndex = number
            }
            levels[top].lastChild = number
        }
        tree.nodes.append(
            EventTree.Node(
                name: name,
                kind: kind,
                isAttribute: isAttribute,
                valueStart: UInt32(truncatingIfNeeded: value.lowerBound),
                valueEnd: UInt32(truncatingIfNeeded: value.upperBound),
                parentIndex: parent,
                firstChildIndex: 0,
                nextSiblingIndex: 0,
                sourceOffset: UInt32(truncatingIfNeeded: offset)
            )
        )
        return index
    }

    /// Makes a node the innermost open container.
    @inline(__always)
    mutating func open(_ index: Int, at offset: Int) throws(DocumentFault) {
        guard levels.count < EventTree.depthLimit else { throw DocumentFault(.tooDeep, at: offset) }
        levels.append(Level(node: UInt32(truncatingIfNeeded: index), lastChild: 0))
    }

    /// Makes a node that was closed the innermost open container again; nothing may stand behind it.
    mutating func reopen(_ index: Int, lastChild: Int, at offset: Int) throws(DocumentFault) {
        try open(index, at: offset)
        levels[levels.count - 1].lastChild = UInt32(truncatingIfNeeded: lastChild)
    }

    @inline(__always)
    mutating func close() {
        levels.removeLast()
    }

    /// The name of an extension whose parts stand in the source; the namespace is put in later, or was found before.
    ///
    /// - Parameter namespace: What tells two names of one spelling apart: the namespace's range in the tree's text.
    mutating func extensionName(
        _ bytes: Span<UInt8>,
        prefix: Range<Int>,
        local: Range<Int>,
        namespace: Range<Int>,
        at offset: Int,
        in tree: inout EventTree
    ) throws(DocumentFault) -> EventName {
        var hash = seed ^ UInt64(truncatingIfNeeded: namespace.lowerBound)
        for index in local { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
        for index in prefix { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
        var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & (slots.count - 1)
        while slots[slot] != .max {
            let known = tree.extensionNames[Int(slots[slot])]
            if known.namespace == namespace, Self.isEqual(bytes, local, tree.text, known.local),
                Self.isEqual(bytes, prefix, tree.text, known.prefix)
            {
                return EventName(extension: Int(slots[slot]))
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        let number = tree.extensionNames.count
        guard number < EventTree.extensionNameLimit else { throw DocumentFault(.tooManyNames, at: offset) }
        slots[slot] = UInt16(truncatingIfNeeded: number)
        hasNames = true
        let start = tree.text.count
        for index in prefix { tree.text.append(bytes[index]) }
        let middle = tree.text.count
        for index in local { tree.text.append(bytes[index]) }
        tree.extensionNames.append(
            EventTree.ExtensionName(
                namespace: namespace,
                prefix: start..<middle,
                local: middle..<tree.text.count
            )
        )
        if number * 2 >= slots.count { grow(tree) }
        return EventName(extension: number)
    }

    private mutating func grow(_ tree: EventTree) {
        var larger = [UInt16](repeating: .max, count: slots.count * 4)
        for (number, name) in tree.extensionNames.enumerated() {
            var hash = seed ^ UInt64(truncatingIfNeeded: name.namespace.lowerBound)
            for index in name.local { hash = (hash ^ UInt64(tree.text[index])) &* 0x100_0000_01B3 }
            for index in name.prefix { hash = (hash ^ UInt64(tree.text[index])) &* 0x100_0000_01B3 }
            var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & (larger.count - 1)
            while larger[slot] != .max { slot = (slot + 1) & (larger.count - 1) }
            larger[slot] = UInt16(truncatingIfNeeded: number)
        }
        slots = larger
    }

    private static func isEqual(_ left: Span<UInt8>, _ a: Range<Int>, _ right: [UInt8], _ b: Range<Int>) -> Bool {
        guard a.count == b.count else { return false }
        var step = 0
        while step < a.count, left[a.lowerBound &+ step] == right[b.lowerBound &+ step] { step &+= 1 }
        return step == a.count
    }

    /// The index of the second child of one name in a node, if two have one.
    ///
    /// Complexity: O(children).
    mutating func duplicate(
        in index: Int,
        of tree: EventTree,
        attributesOnly: Bool = false
    ) -> Int? {
        let names = EventTerm.allCases.count + tree.extensionNames.count
        if stamps.count < names { stamps += [UInt32](repeating: .max, count: names - stamps.count + 64) }
        let mark = UInt32(truncatingIfNeeded: index)
        var child = tree.nodes[index].firstChildIndex
        var result: Int?
        while child != 0 {
            let node = tree.nodes[Int(child)]
            if attributesOnly, !node.isAttribute { break }
            let name = node.name
            let place = name.extensionIndex.map { $0 + EventTerm.allCases.count } ?? Int(name.rawValue)
            if stamps[place] == mark {
                result = Int(child)
                break
            }
            stamps[place] = mark
            child = node.nextSiblingIndex
        }
        // The marks are taken back, so that the next event's containers of that number find none.
        child = tree.nodes[index].firstChildIndex
        while child != 0 {
            let name = tree.nodes[Int(child)].name
            stamps[name.extensionIndex.map { $0 + EventTerm.allCases.count } ?? Int(name.rawValue)] = .max
            child = tree.nodes[Int(child)].nextSiblingIndex
        }
        return result
    }
}
