import Formats

/// Reads one start tag and takes up the namespaces that it declares.
struct XMLTagReader: Sendable {
    /// An attribute as ranges of the source.
    struct Attribute: Sendable {
        var name: Range<Int>
        var value: Range<Int>
        /// Whether it declares a namespace.
        var isDeclaration: Bool
    }

    /// The element's name as written.
    private(set) var name = 0..<0
    private(set) var attributes: [Attribute] = []
    /// Whether the element ends with its start tag.
    private(set) var isEmpty = false

    /// More attributes than these no format that we read has.
    static let attributeLimit = 256

    /// Reads the tag whose `<` stands at `from`.
    ///
    /// - Returns: The offset behind the tag.
    /// - Throws: A fault whose offset is one in the bytes.
    mutating func read(
        _ bytes: Span<UInt8>,
        from: Int,
        scope: inout NamespaceScope
    ) throws(DocumentFault) -> Int {
        attributes.removeAll(keepingCapacity: true)
        name = try Self.name(bytes, from: from &+ 1)
        var index = name.upperBound
        while true {
            let gap = index
            while index < bytes.count, XMLCharacters.isSpace(bytes[index]) { index &+= 1 }
            guard index < bytes.count else { throw DocumentFault(.unexpectedEnd, at: index) }
            switch bytes[index] {
            case UInt8(ascii: ">"):
                isEmpty = false
                try declare(bytes, &scope)
                return index &+ 1
            case UInt8(ascii: "/"):
                guard index &+ 1 < bytes.count else { throw DocumentFault(.unexpectedEnd, at: bytes.count) }
                guard bytes[index &+ 1] == UInt8(ascii: ">") else { throw DocumentFault(.badMarkup, at: index) }
                isEmpty = true
                try declare(bytes, &scope)
                return index &+ 2
            default:
                guard index > gap, attributes.count < Self.attributeLimit else {
                    throw DocumentFault(.badMarkup, at: index)
                }
                index = try attribute(bytes, from: index)
            }
        }
    }

    private mutating func attribute(_ bytes: Span<UInt8>, from: Int) throws(DocumentFault) -> Int {
        let name = try Self.name(bytes, from: from)
        var index = name.upperBound
        while index < bytes.count, XMLCharacters.isSpace(bytes[index]) { index &+= 1 }
        guard index < bytes.count else { throw DocumentFault(.unexpectedEnd, at: index) }
        guard bytes[index] == UInt8(ascii: "=") else { throw DocumentFault(.badMarkup, at: index) }
        index &+= 1
        while index < bytes.count, XMLCharacters.isSpace(bytes[index]) { index &+= 1 }
        guard index < bytes.count else { throw DocumentFault(.unexpectedEnd, at: index) }
        let quote = bytes[index]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            throw DocumentFault(.badMarkup, at: index)
        }
        let first = index &+ 1
        index = first
        while index < bytes.count, bytes[index] != quote {
            guard bytes[index] != UInt8(ascii: "<") else { throw DocumentFault(.badMarkup, at: index) }
            index &+= 1
        }
        guard index < bytes.count else { throw DocumentFault(.unexpectedEnd, at: index) }
        let isDeclaration =
            XMLCharacters.isEqual(bytes, name, "xmlns")
            || name.count > 6 && XMLCharacters.isEqual(bytes, name.lowerBound..<(name.lowerBound &+ 6), "xmlns:")
        attributes.append(Attribute(name: name, value: first..<index, isDeclaration: isDeclaration))
        return index &+ 1
    }

    /// Takes up the declarations, which count for the tag's own name as well.
    private func declare(_ bytes: Span<UInt8>, _ scope: inout NamespaceScope) throws(DocumentFault) {
        let outside = scope.count
        for attribute in attributes where attribute.isDeclaration {
            let behind = attribute.name.count > 6 ? attribute.name.lowerBound &+ 6 : attribute.name.upperBound
            let prefix = bytes.copy(behind..<attribute.name.upperBound)
            var namespace: [UInt8] = []
            try XMLCharacters.appendAttribute(bytes, attribute.value, to: &namespace)
            // A prefix cannot be taken back (Namespaces in XML 1.0 section 5).
            guard prefix.isEmpty || !namespace.isEmpty else {
                throw DocumentFault(.badMarkup, at: attribute.name.lowerBound)
            }
            if let earlier = scope.index(of: prefix.span), earlier >= outside {
                throw DocumentFault(.duplicateAttribute, at: attribute.name.lowerBound)
            }
            scope.declare(prefix: prefix, namespace: namespace)
        }
    }

    /// The range of the name from an offset on: at most one colon, and not at an end.
    static func name(_ bytes: Span<UInt8>, from: Int) throws(DocumentFault) -> Range<Int> {
        var index = from
        var colon = -1
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: ":") {
                guard colon < 0 else { throw DocumentFault(.badMarkup, at: index) }
                colon = index
            } else if !isNameByte(byte) {
                break
            }
            index &+= 1
        }
        guard index < bytes.count else { throw DocumentFault(.unexpectedEnd, at: index) }
        guard index > from, colon != from, colon != index &- 1, isNameStart(bytes[from]) else {
            throw DocumentFault(.badMarkup, at: from)
        }
        return from..<index
    }

    @inline(__always)
    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte | 0x20 &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 || byte >= 0x80
            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    private static func isNameStart(_ byte: UInt8) -> Bool {
        byte | 0x20 &- UInt8(ascii: "a") < 26 || byte >= 0x80 || byte == UInt8(ascii: "_")
    }
}
