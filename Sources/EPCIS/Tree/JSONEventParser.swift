import Formats

/// Reads one JSON event into a tree, strictly: what ``JSONTape`` refuses, this refuses.
struct JSONEventParser: Sendable {
    private enum Expecting {
        case value, firstElement, firstKey, separator
    }

    /// A container that is open.
    private struct Frame: Sendable {
        var node: Int
        var isObject: Bool
        /// The name of a list's items.
        var item: EventName
    }

    private var builder = EventTreeBuilder()
    private var frames: [Frame] = []
    private var index = 0
    private var start = 0
    private var hasType = false
    private var isLast = false

    /// Reads the event that begins at `from`.
    ///
    /// - Parameters:
    ///   - bytes: A window of the document.
    ///   - from: Where the event begins, behind white space.
    ///   - isLast: Whether the document ends with the window.
    ///   - scope: The prefixes that the document's context declares.
    /// - Returns: The offset behind the event.
    /// - Throws: A fault whose offset counts from `from`; ``DocumentFault/Reason/unexpectedEnd`` if the bytes end
    ///   inside the event.
    mutating func read(
        _ bytes: Span<UInt8>,
        from: Int,
        isLast: Bool,
        scope: NamespaceScope,
        into tree: inout EventTree
    ) throws(DocumentFault) -> Int {
        (start, index, hasType, self.isLast) = (from, from, false, isLast)
        frames.removeAll(keepingCapacity: true)
        builder.begin(&tree, syntax: .json)
        guard index < bytes.count else { throw fault(.unexpectedEnd) }
        guard bytes[index] == UInt8(ascii: "{") else { throw fault(.notAnEvent) }
        try push(EventName(.objectEvent), isObject: true, into: &tree)
        var expecting = Expecting.firstKey
        var name = EventName(.text)
        while !frames.isEmpty {
            while index < bytes.count, Self.isSpace(bytes[index]) { index &+= 1 }
            guard index < bytes.count else { throw fault(.unexpectedEnd) }
            let byte = bytes[index]
            switch expecting {
            case .firstElement where byte == UInt8(ascii: "]"), .firstKey where byte == UInt8(ascii: "}"):
                try pop(&tree)
                expecting = .separator
            case .firstKey:
                expecting = try key(bytes, &name, &tree)
            case .value, .firstElement:
                expecting = try value(bytes, byte, name, &tree)
            case .separator:
                let frame = frames[frames.count &- 1]
                switch byte {
                case UInt8(ascii: ","):
                    index &+= 1
                    guard frame.isObject else {
                        name = frame.item
                        expecting = .value
                        continue
                    }
                    while index < bytes.count, Self.isSpace(bytes[index]) { index &+= 1 }
                    expecting = try key(bytes, &name, &tree)
                case UInt8(ascii: "}") where frame.isObject, UInt8(ascii: "]") where !frame.isObject:
                    try pop(&tree)
                default:
                    throw fault(.unexpectedByte)
                }
            }
            if case .firstElement = expecting, let frame = frames.last { name = frame.item }
        }
        if let place = UTF8Validation.firstFault(in: bytes.extracting(start..<index)) {
            throw DocumentFault(.notUTF8, at: place)
        }
        try finish(&tree, scope)
        return index
    }

    @inline(__always)
    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    private func fault(_ reason: DocumentFault.Reason, at place: Int? = nil) -> DocumentFault {
        DocumentFault(reason, at: (place ?? index) &- start)
    }

    private mutating func push(
        _ name: EventName,
        isObject: Bool,
        into tree: inout EventTree
    ) throws(DocumentFault) {
        let offset = index &- start
        let node = try builder.append(name, isObject ? .object : .list, value: 0..<0, at: offset, to: &tree)
        try builder.open(node, at: offset)
        let item = isObject ? name : name.term?.item.map(EventName.init) ?? name
        frames.append(Frame(node: node, isObject: isObject, item: item))
        index &+= 1
    }

    private mutating func pop(_ tree: inout EventTree) throws(DocumentFault) {
        let frame = frames.removeLast()
        builder.close()
        index &+= 1
        guard frame.isObject, let second = builder.duplicate(in: frame.node, of: tree) else { return }
        throw DocumentFault(.duplicateKey, at: tree.nodes[second].offset)
    }

    private mutating func value(
        _ bytes: Span<UInt8>,
        _ byte: UInt8,
        _ name: EventName,
        _ tree: inout EventTree
    ) throws(DocumentFault) -> Expecting {
        let offset = index &- start
        switch byte {
        case UInt8(ascii: "\""):
            let range = try string(bytes, &tree)
            try builder.append(name, .text, value: range, at: offset, to: &tree)
        case UInt8(ascii: "{"):
            try push(name, isObject: true, into: &tree)
            return .firstKey
        case UInt8(ascii: "["):
            try push(name, isObject: false, into: &tree)
            return .firstElement
        case UInt8(ascii: "t"):
            try builder.append(name, .bool, value: word("true", bytes, &tree), at: offset, to: &tree)
        case UInt8(ascii: "f"):
            try builder.append(name, .bool, value: word("false", bytes, &tree), at: offset, to: &tree)
        case UInt8(ascii: "n"):
            let range = try word("null", bytes, &tree)
            tree.text.removeSubrange(range)
            try builder.append(name, .null, value: range.lowerBound..<range.lowerBound, at: offset, to: &tree)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            guard let end = JSONNumber.end(in: bytes, from: index) else {
                let isCut = !isLast && Self.isNumeric(bytes, from: index)
                throw isCut ? fault(.unexpectedEnd, at: bytes.count) : fault(.badNumber)
            }
            let range = Self.append(bytes, index..<end, to: &tree)
            index = end
            try builder.append(name, .number, value: range, at: offset, to: &tree)
        default:
            throw fault(.unexpectedByte)
        }
        return .separator
    }

    /// Whether nothing but characters of numbers stands from here to the end of the window.
    private static func isNumeric(_ bytes: Span<UInt8>, from start: Int) -> Bool {
        for index in start..<bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
                UInt8(ascii: "e"), UInt8(ascii: "E"):
                continue
            default: return false
            }
        }
        return true
    }

    private mutating func word(
        _ word: StaticString,
        _ bytes: Span<UInt8>,
        _ tree: inout EventTree
    ) throws(DocumentFault) -> Range<Int> {
        let length = word.utf8CodeUnitCount
        let present = min(length, bytes.count &- index)
        let matches = word.withUTF8Buffer { expected in
            (0..<present).allSatisfy { bytes[index &+ $0] == expected[$0] }
        }
        guard matches else { throw fault(.unexpectedByte) }
        guard present == length else { throw fault(.unexpectedEnd, at: bytes.count) }
        let range = Self.append(bytes, index..<(index &+ length), to: &tree)
        index &+= length
        return range
    }

    @inline(__always)
    private static func append(_ bytes: Span<UInt8>, _ range: Range<Int>, to tree: inout EventTree) -> Range<Int> {
        let start = tree.text.count
        bytes.extracting(range).withUnsafeBufferPointer { tree.text.append(contentsOf: $0) }
        return start..<tree.text.count
    }

    /// Reads the string at the cursor into the arena.
    private mutating func string(_ bytes: Span<UInt8>, _ tree: inout EventTree) throws(DocumentFault) -> Range<Int> {
        let from = index &+ 1
        let stop = ByteSearch.stringStop(in: bytes, from: from)
        guard stop < bytes.count else { throw fault(.unexpectedEnd, at: stop) }
        if bytes[stop] == UInt8(ascii: "\"") {
            index = stop &+ 1
            return Self.append(bytes, from..<stop, to: &tree)
        }
        let unescaped = try escaped(bytes, from: from)
        let range = tree.text.count..<(tree.text.count + unescaped.count)
        tree.text.append(contentsOf: unescaped)
        return range
    }

    /// Reads a string with escapes whose inside starts at `from`.
    private mutating func escaped(_ bytes: Span<UInt8>, from: Int) throws(DocumentFault) -> [UInt8] {
        let end: Int
        do throws(JSONFault) {
            end = try JSONString.end(in: bytes, from: from).end
        } catch {
            // An escape that the window cuts reads as a bad one: the longest has twelve bytes.
            let isCut =
                error.reason == .unexpectedEnd
                || !isLast && error.reason != .controlCharacter && error.offset &+ 12 > bytes.count
            throw fault(isCut ? .unexpectedEnd : Self.reason(error.reason), at: error.offset)
        }
        index = end &+ 1
        return JSONString.unescape(bytes, from: from, to: end)
    }

    private static func reason(_ reason: JSONFault.Reason) -> DocumentFault.Reason {
        switch reason {
        case .badEscape: .badEscape
        case .loneSurrogate: .loneSurrogate
        case .controlCharacter: .controlCharacter
        default: .unexpectedByte
        }
    }

    /// Reads a key and its colon; the event's type is read with it.
    private mutating func key(
        _ bytes: Span<UInt8>,
        _ name: inout EventName,
        _ tree: inout EventTree
    ) throws(DocumentFault) -> Expecting {
        guard index < bytes.count else { throw fault(.unexpectedEnd) }
        guard bytes[index] == UInt8(ascii: "\"") else { throw fault(.unexpectedByte) }
        let from = index &+ 1
        let place = index
        let stop = ByteSearch.stringStop(in: bytes, from: from)
        guard stop < bytes.count else { throw fault(.unexpectedEnd, at: stop) }
        if bytes[stop] == UInt8(ascii: "\"") {
            index = stop &+ 1
            name = try self.name(bytes, from..<stop, at: place, &tree)
        } else {
            let unescaped = try escaped(bytes, from: from)
            name = try self.name(unescaped.span, 0..<unescaped.count, at: place, &tree)
        }
        while index < bytes.count, Self.isSpace(bytes[index]) { index &+= 1 }
        guard index < bytes.count else { throw fault(.unexpectedEnd) }
        guard bytes[index] == UInt8(ascii: ":") else { throw fault(.unexpectedByte) }
        index &+= 1
        guard name == .type, frames.count == 1 else { return .value }
        try type(bytes, at: place, &tree)
        return .separator
    }

    private mutating func type(
        _ bytes: Span<UInt8>,
        at place: Int,
        _ tree: inout EventTree
    ) throws(DocumentFault) {
        guard !hasType else { throw fault(.duplicateKey, at: place) }
        hasType = true
        while index < bytes.count, Self.isSpace(bytes[index]) { index &+= 1 }
        guard index < bytes.count else { throw fault(.unexpectedEnd) }
        guard bytes[index] == UInt8(ascii: "\"") else { throw fault(.wrongType) }
        let from = index &+ 1
        let stop = ByteSearch.stringStop(in: bytes, from: from)
        guard stop < bytes.count else { throw fault(.unexpectedEnd, at: stop) }
        if bytes[stop] == UInt8(ascii: "\"") {
            index = stop &+ 1
            tree.nodes[0].name = try name(bytes, from..<stop, at: place, &tree)
        } else {
            let unescaped = try escaped(bytes, from: from)
            tree.nodes[0].name = try name(unescaped.span, 0..<unescaped.count, at: place, &tree)
        }
    }

    /// The name that a key spells; the namespace of a prefix is found at the end, when all declarations are known.
    private mutating func name(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        at place: Int,
        _ tree: inout EventTree
    ) throws(DocumentFault) -> EventName {
        if let term = builder.terms.term(bytes, range) { return term }
        let offset = place &- start
        var colon = range.lowerBound
        while colon < range.upperBound, bytes[colon] != UInt8(ascii: ":") { colon &+= 1 }
        // What follows "://" is no CURIE but an IRI.
        let isPrefixed =
            colon > range.lowerBound && colon &+ 1 < range.upperBound && bytes[colon &+ 1] != UInt8(ascii: "/")
        let prefix = isPrefixed ? range.lowerBound..<colon : range.lowerBound..<range.lowerBound
        let local = isPrefixed ? (colon &+ 1)..<range.upperBound : range
        return try builder.extensionName(bytes, prefix: prefix, local: local, namespace: 0..<0, at: offset, in: &tree)
    }

    /// Finds the event's type and the namespaces of its names.
    private func finish(_ tree: inout EventTree, _ scope: NamespaceScope) throws(DocumentFault) {
        if !hasType {
            guard let child = tree.first(.isA), tree.nodes[child].kind == .text else {
                throw DocumentFault(.missingType, at: 0)
            }
            let spelling = Array(tree.value(of: child))
            guard let term = builder.terms.term(spelling.span, 0..<spelling.count) else {
                throw DocumentFault(.missingType, at: tree.nodes[child].offset)
            }
            tree.nodes[0].name = term
        }
        guard tree.nodes[0].name.term?.isEventType != false else { throw DocumentFault(.wrongType, at: 0) }
        tree.scope = scope
        guard !tree.extensionNames.isEmpty || tree.first(.context) != nil else { return }
        let inner = try EventContext.declarations(in: tree)
        if let inner {
            for (prefix, namespace) in inner.declarations {
                tree.scope.declare(prefix: prefix.utf8, namespace: namespace.utf8)
            }
        }
        for index in tree.extensionNames.indices where !tree.extensionNames[index].prefix.isEmpty {
            let prefix = Array(tree.text[tree.extensionNames[index].prefix])
            guard
                let namespace = inner?.namespace(of: prefix.span) ?? scope.namespace(of: prefix.span)
                    ?? EventContext.pinned.namespace(of: prefix.span)
            else { continue }
            let start = tree.text.count
            tree.text.append(contentsOf: namespace)
            tree.extensionNames[index].namespace = start..<tree.text.count
        }
    }
}
