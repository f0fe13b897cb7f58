import Formats

/// Reads one XML event, of EPCIS 2.0 or 1.2, into a tree.
///
/// Comments and processing instructions are passed over. White space between elements is no value.
struct XMLEventParser: Sendable {
    /// An element that is open.
    private struct Frame: Sendable {
        /// The name as written, in the source.
        var name: Range<Int>
        /// Its node; -1 for a wrapper, which has none.
        var node: Int
        var term: EventTerm?
        /// Whether the node stands in a list that only the JSON binding has.
        var isListed = false
        /// Whether its text is a member of its own beside `type`.
        var isTyped = false
        /// How many namespaces were declared outside.
        var declared: Int
        /// The node of the list of repeated elements that was closed last.
        var list = -1
        var listEnd = -1
    }

    private var builder = EventTreeBuilder()
    private var tags = XMLTagReader()
    private var frames: [Frame] = []
    private var index = 0
    private var start = 0
    /// Where the text that is being read begins in the tree's bytes.
    private var run = 0
    /// For each declaration in scope where its namespace stands in the tree's bytes, once it was used.
    private var placed: [Range<Int>] = []

    /// Reads the element that begins at `from`; the scope is given back as it came.
    ///
    /// - Returns: The offset behind the element.
    /// - Throws: A fault whose offset counts from `from`; ``DocumentFault/Reason/unexpectedEnd`` if the bytes end
    ///   inside the element.
    mutating func read(
        _ bytes: Span<UInt8>,
        from: Int,
        scope: inout NamespaceScope,
        into tree: inout EventTree
    ) throws(DocumentFault) -> Int {
        (start, index) = (from, from)
        frames.removeAll(keepingCapacity: true)
        placed.removeAll(keepingCapacity: true)
        for _ in 0..<scope.count { placed.append(0..<0) }
        let outside = scope.count
        defer { scope.cut(to: outside) }
        builder.begin(&tree, syntax: .xml)
        repeat {
            try text(bytes, &tree)
            try markup(bytes, &scope, &tree)
        } while !frames.isEmpty
        if let place = UTF8Validation.firstFault(in: bytes.extracting(start..<index)) {
            throw DocumentFault(.notUTF8, at: place)
        }
        return index
    }

    private func fault(_ reason: DocumentFault.Reason, at place: Int? = nil) -> DocumentFault {
        DocumentFault(reason, at: (place ?? index) &- start)
    }

    /// Reads character data up to the next tag.
    private mutating func text(_ bytes: Span<UInt8>, _ tree: inout EventTree) throws(DocumentFault) {
        do throws(DocumentFault) {
            index = try XMLCharacters.append(bytes, from: index, to: &tree.text)
        } catch {
            throw fault(error.reason, at: error.offset)
        }
    }

    private mutating func markup(
        _ bytes: Span<UInt8>,
        _ scope: inout NamespaceScope,
        _ tree: inout EventTree
    ) throws(DocumentFault) {
        guard index &+ 1 < bytes.count else { throw fault(.unexpectedEnd, at: bytes.count) }
        switch bytes[index &+ 1] {
        case UInt8(ascii: "/"):
            try close(bytes, &scope, &tree)
        case UInt8(ascii: "!"), UInt8(ascii: "?"):
            do throws(DocumentFault) {
                index = try XMLCharacters.pass(bytes, from: index, cdata: &tree.text)
            } catch {
                throw fault(error.reason, at: error.offset)
            }
        default:
            try open(bytes, &scope, &tree)
        }
    }

    private mutating func open(
        _ bytes: Span<UInt8>,
        _ scope: inout NamespaceScope,
        _ tree: inout EventTree
    ) throws(DocumentFault) {
        let place = index
        let declared = scope.count
        do throws(DocumentFault) {
            index = try tags.read(bytes, from: index, scope: &scope)
        } catch {
            throw fault(error.reason, at: error.offset)
        }
        while placed.count < scope.count { placed.append(0..<0) }
        try flush(&tree, at: place &- start)
        let name = try elementName(bytes, tags.name, scope, at: place, &tree)
        let term = name.term
        // An event of a type of its own has a name of its own; a field of the standard is none.
        guard !frames.isEmpty || term?.isEventType != false else { throw fault(.notAnEvent, at: place) }
        var frame = Frame(name: tags.name, node: -1, term: term, declared: declared)
        let isWrapper = !frames.isEmpty && isWrapperName(bytes, tags.name)
        if isWrapper {
            guard frames.count < EventTree.depthLimit else { throw fault(.tooDeep, at: place) }
            // What the wrapper holds stands in what the wrapper stands in.
            frame.term = frames.last?.term
        } else {
            try append(name, &frame, at: place &- start, &tree)
            try attributes(bytes, scope, of: frame.node, &tree)
        }
        run = tree.text.count
        if frames.isEmpty { tree.scope = scope }
        frames.append(frame)
        if tags.isEmpty { try end(&scope, &tree) }
    }

    private func isWrapperName(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        XMLCharacters.isEqual(bytes, range, "extension") || XMLCharacters.isEqual(bytes, range, "baseExtension")
    }

    private mutating func append(
        _ name: EventName,
        _ frame: inout Frame,
        at offset: Int,
        _ tree: inout EventTree
    ) throws(DocumentFault) {
        let parent = frames.last?.term
        if let term = frame.term {
            frame.isTyped = term.isTyped && parent?.item == term
            frame.isListed = term.repeats(inside: parent)
        }
        if frame.isListed {
            let top = frames.count - 1
            if frames[top].list >= 0, builder.levels.last?.lastChild == UInt32(frames[top].list),
                tree.nodes[frames[top].list].name == name
            {
                try builder.reopen(frames[top].list, lastChild: frames[top].listEnd, at: offset)
            } else {
                frames[top].list = try builder.append(name, .list, value: 0..<0, at: offset, to: &tree)
                try builder.open(frames[top].list, at: offset)
            }
        }
        let isList = frame.term?.item != nil
        frame.node = try builder.append(name, isList ? .list : .object, value: 0..<0, at: offset, to: &tree)
        if frame.isListed { frames[frames.count - 1].listEnd = frame.node }
        try builder.open(frame.node, at: offset)
    }

    private mutating func attributes(
        _ bytes: Span<UInt8>,
        _ scope: NamespaceScope,
        of node: Int,
        _ tree: inout EventTree
    ) throws(DocumentFault) {
        var count = 0
        for attribute in tags.attributes where !attribute.isDeclaration {
            let name = try attributeName(bytes, attribute.name, scope, &tree)
            let from = tree.text.count
            do throws(DocumentFault) {
                try XMLCharacters.appendAttribute(bytes, attribute.value, to: &tree.text)
            } catch {
                throw fault(error.reason, at: error.offset)
            }
            let offset = attribute.name.lowerBound &- start
            let value = from..<tree.text.count
            try builder.append(name, .text, value: value, at: offset, isAttribute: true, to: &tree)
            count += 1
        }
        if count > 1, let second = builder.duplicate(in: node, of: tree, attributesOnly: true) {
            throw DocumentFault(.duplicateAttribute, at: tree.nodes[second].offset)
        }
    }

    private mutating func close(
        _ bytes: Span<UInt8>,
        _ scope: inout NamespaceScope,
        _ tree: inout EventTree
    ) throws(DocumentFault) {
        let place = index
        guard let frame = frames.last else { throw fault(.badMarkup) }
        var cursor = index &+ 2
        for expected in frame.name {
            guard cursor < bytes.count else { throw fault(.unexpectedEnd, at: cursor) }
            guard bytes[cursor] == bytes[expected] else { throw fault(.mismatchedTag, at: place) }
            cursor &+= 1
        }
        while cursor < bytes.count, XMLCharacters.isSpace(bytes[cursor]) { cursor &+= 1 }
        guard cursor < bytes.count else { throw fault(.unexpectedEnd, at: cursor) }
        guard bytes[cursor] == UInt8(ascii: ">") else { throw fault(.mismatchedTag, at: place) }
        index = cursor &+ 1
        try end(&scope, &tree)
    }

    /// Closes the innermost element.
    private mutating func end(_ scope: inout NamespaceScope, _ tree: inout EventTree) throws(DocumentFault) {
        guard let frame = frames.last else { return }
        if frame.node >= 0 {
            let kind = tree.nodes[frame.node].kind
            let isSingle = kind == .object && tree.nodes[frame.node].firstChildIndex == 0
            if frame.isTyped, let term = frame.term {
                let value = run..<tree.text.count
                let offset = tree.nodes[frame.node].offset
                try builder.append(EventName(term), .text, value: value, at: offset, to: &tree)
            } else if isSingle, frames.count > 1, frame.term?.isAlwaysObject != true {
                tree.nodes[frame.node].kind = .text
                tree.nodes[frame.node].valueStart = UInt32(truncatingIfNeeded: run)
                tree.nodes[frame.node].valueEnd = UInt32(truncatingIfNeeded: tree.text.count)
            } else {
                try flush(&tree, at: tree.nodes[frame.node].offset)
            }
            builder.close()
            if frame.isListed { builder.close() }
        } else {
            try flush(&tree, at: index &- start)
        }
        frames.removeLast()
        scope.cut(to: frame.declared)
        if placed.count > frame.declared { placed.removeSubrange(frame.declared...) }
        run = tree.text.count
    }

    /// Keeps the text read so far as a node beside the elements; drops it if it is white space.
    private mutating func flush(_ tree: inout EventTree, at offset: Int) throws(DocumentFault) {
        guard run < tree.text.count, !frames.isEmpty else { return }
        var cursor = run
        while cursor < tree.text.count, XMLCharacters.isSpace(tree.text[cursor]) { cursor &+= 1 }
        if cursor == tree.text.count {
            tree.text.removeSubrange(run...)
        } else {
            try builder.append(EventName(.text), .text, value: run..<tree.text.count, at: offset, to: &tree)
        }
        run = tree.text.count
    }

    private mutating func elementName(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        _ scope: NamespaceScope,
        at place: Int,
        _ tree: inout EventTree
    ) throws(DocumentFault) -> EventName {
        var colon = range.lowerBound
        while colon < range.upperBound, bytes[colon] != UInt8(ascii: ":") { colon &+= 1 }
        let isPrefixed = colon < range.upperBound
        let prefix = isPrefixed ? range.lowerBound..<colon : range.lowerBound..<range.lowerBound
        let local = isPrefixed ? (colon &+ 1)..<range.upperBound : range
        let declaration = scope.index(of: bytes.extracting(prefix))
        guard declaration != nil || !isPrefixed else { throw fault(.undeclaredPrefix, at: place) }
        return try resolve(bytes, prefix, local, declaration, scope, at: place, &tree)
    }

    private mutating func attributeName(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        _ scope: NamespaceScope,
        _ tree: inout EventTree
    ) throws(DocumentFault) -> EventName {
        for index in range where bytes[index] == UInt8(ascii: ":") {
            return try elementName(bytes, range, scope, at: range.lowerBound, &tree)
        }
        // The default namespace does not count for attributes (Namespaces in XML 1.0 section 6.2).
        return try resolve(bytes, range.lowerBound..<range.lowerBound, range, nil, scope, at: range.lowerBound, &tree)
    }

    private mutating func resolve(
        _ bytes: Span<UInt8>,
        _ prefix: Range<Int>,
        _ local: Range<Int>,
        _ declaration: Int?,
        _ scope: NamespaceScope,
        at place: Int,
        _ tree: inout EventTree
    ) throws(DocumentFault) -> EventName {
        var namespace = 0..<0
        if let declaration, !scope.entries[declaration].isStandard {
            if placed[declaration].isEmpty {
                let from = tree.text.count
                tree.text.append(contentsOf: scope.bytes[scope.entries[declaration].namespace])
                placed[declaration] = from..<tree.text.count
            }
            namespace = placed[declaration]
        } else if let term = builder.terms.term(bytes, local) {
            return term
        }
        return try builder.extensionName(
            bytes,
            prefix: prefix,
            local: local,
            namespace: namespace,
            at: place &- start,
            in: &tree
        )
    }
}
