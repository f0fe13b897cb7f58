/// An element of an XML document with everything in it.
public struct XMLElement: Sendable, Hashable {
    /// The name as written, with its prefix, if any.
    public var name: String
    /// The attributes in document order.
    public var attributes: [Attribute] = []
    /// The elements in it, in order.
    public var children: [XMLElement] = []
    /// The character data directly in it, joined.
    public var text = ""

    /// One attribute.
    public struct Attribute: Sendable, Hashable {
        /// The name as written.
        public let name: String
        /// The value with references resolved.
        public let value: String
    }

    init(name: String) {
        self.name = name
    }

    /// How deep elements may nest.
    public static let depthLimit = 64

    /// Parses one element, which is all that the bytes hold.
    ///
    /// - Throws: ``XMLFault`` with the offset of what is wrong. A document type declaration, an entity other than the
    ///   five predefined ones and a duplicate attribute are refused.
    public init(parsing bytes: Span<UInt8>) throws(XMLFault) {
        if let fault = UTF8Validation.firstFault(in: bytes) { throw XMLFault(.notUTF8, at: fault) }
        var open: [XMLElement] = []
        var index = 0
        while true {
            var next = index
            while next < bytes.count, bytes[next] != UInt8(ascii: "<") { next &+= 1 }
            if let last = open.indices.last {
                open[last].text += try XMLText.resolve(bytes, index..<next)
            }
            guard next < bytes.count else { throw XMLFault(.unexpectedEnd, at: next) }
            let start = next
            switch XMLMarkup.next(in: bytes, at: start) {
            case .cut: throw XMLFault(.unexpectedEnd, at: start)
            case .bad(let reason): throw XMLFault(reason, at: start)
            case .other(let behind):
                if let last = open.indices.last, XMLMarkup.starts(with: "<![CDATA[", in: bytes, at: start) {
                    let inside = bytes.copy((start &+ 9)..<(behind &- 3))
                    open[last].text += String(decoding: inside, as: UTF8.self)
                }
                index = behind
                continue
            case .opening(let name, let isEmpty, let behind):
                var element = XMLElement(name: name)
                let from = start + 1 + name.utf8.count
                element.attributes = try XMLText.attributes(bytes, from..<(behind - (isEmpty ? 2 : 1)))
                guard open.count < Self.depthLimit else { throw XMLFault(.tooDeep, at: start) }
                open.append(element)
                index = behind
                guard isEmpty else { continue }
            case .closing(let name, let behind):
                guard open.last?.name == name else { throw XMLFault(.mismatchedTag, at: start) }
                index = behind
            }
            guard let closed = open.popLast() else { throw XMLFault(.mismatchedTag, at: start) }
            guard let parent = open.indices.last else {
                self = closed
                return
            }
            open[parent].children.append(closed)
        }
    }

    /// The first child of that name.
    public func child(_ name: String) -> XMLElement? {
        children.first { $0.name == name }
    }

    /// The trimmed text of the first child of that name; nil if there is none or it is empty.
    public func text(of name: String) -> String? {
        child(name)?.trimmedText
    }

    /// The text without white space around it; nil if nothing is left.
    public var trimmedText: String? {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return nil }
        return String(scalars[first...last])
    }
}
