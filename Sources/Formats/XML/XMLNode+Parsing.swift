extension XMLNode {
    /// Parses one document: an element, and around it nothing but comments and white space.
    ///
    /// - Throws: ``XMLFault`` with the offset of what is wrong. What ``XMLElement/init(parsing:)`` refuses is refused,
    ///   and so is a prefix that nothing declares.
    public init(parsing bytes: Span<UInt8>) throws(XMLFault) {
        if let fault = UTF8Validation.firstFault(in: bytes) { throw XMLFault(.notUTF8, at: fault) }
        var reader = XMLNodeReader()
        var index = XMLMarkup.starts(with: "\u{FEFF}", in: bytes, at: 0) ? 3 : 0
        while true {
            var next = index
            while next < bytes.count, bytes[next] != UInt8(ascii: "<") { next &+= 1 }
            try reader.take(text: try XMLText.resolve(bytes, index..<next), at: index)
            guard next < bytes.count else {
                guard let root = reader.root else { throw XMLFault(.unexpectedEnd, at: next) }
                self = root
                return
            }
            switch XMLMarkup.next(in: bytes, at: next) {
            case .cut: throw XMLFault(.unexpectedEnd, at: next)
            case .bad(let reason): throw XMLFault(reason, at: next)
            case .other(let behind):
                if XMLMarkup.starts(with: "<![CDATA[", in: bytes, at: next) {
                    let inside = bytes.copy((next &+ 9)..<(behind &- 3))
                    try reader.take(text: String(decoding: inside, as: UTF8.self), at: next, isMarkup: true)
                }
                index = behind
            case .opening(let name, let isEmpty, let behind):
                let from = next + 1 + name.utf8.count
                let written = try XMLText.attributes(bytes, from..<(behind - (isEmpty ? 2 : 1)))
                try reader.open(name, written, in: bytes, at: next)
                if isEmpty { try reader.close(name, at: next) }
                index = behind
            case .closing(let name, let behind):
                try reader.close(name, at: next)
                index = behind
            }
        }
    }
}

/// The elements that are open while a document is read, and the namespaces that count in each.
private struct XMLNodeReader {
    var root: XMLNode?
    private var open: [XMLNode] = []
    private var scopes: [[String: String]] = [["xml": "http://www.w3.org/XML/1998/namespace"]]
    private var line = 1
    private var counted = 0

    mutating func take(text: String, at offset: Int, isMarkup: Bool = false) throws(XMLFault) {
        guard !text.isEmpty else { return }
        guard let last = open.indices.last else {
            let isSpace = text.utf8.allSatisfy { XMLMarkup.isSpace($0) }
            guard isSpace, !isMarkup else { throw XMLFault(.badMarkup, at: offset) }
            return
        }
        if case .text(let before)? = open[last].content.last {
            open[last].content[open[last].content.count - 1] = .text(before + text)
        } else {
            open[last].content.append(.text(text))
        }
    }

    mutating func open(
        _ name: String,
        _ written: [XMLElement.Attribute],
        in bytes: Span<UInt8>,
        at offset: Int
    ) throws(XMLFault) {
        guard root == nil else { throw XMLFault(.badMarkup, at: offset) }
        guard open.count < XMLElement.depthLimit else { throw XMLFault(.tooDeep, at: offset) }
        while counted < offset {
            if bytes[counted] == 0x0A { line &+= 1 }
            counted &+= 1
        }
        var declarations: [XMLNode.Declaration] = []
        var scope = scopes[scopes.count - 1]
        for attribute in written {
            if attribute.name == "xmlns" {
                declarations.append(XMLNode.Declaration(prefix: "", namespace: attribute.value))
                scope[""] = attribute.value
            } else if attribute.name.hasPrefix("xmlns:") {
                let prefix = String(attribute.name.dropFirst(6))
                declarations.append(XMLNode.Declaration(prefix: prefix, namespace: attribute.value))
                scope[prefix] = attribute.value
            }
        }
        var attributes: [XMLNode.Attribute] = []
        for attribute in written where attribute.name != "xmlns" && !attribute.name.hasPrefix("xmlns:") {
            let prefix = XMLNode.prefix(of: attribute.name)
            guard let namespace = prefix.isEmpty ? "" : scope[prefix] else { throw XMLFault(.badMarkup, at: offset) }
            attributes.append(XMLNode.Attribute(name: attribute.name, namespace: namespace, value: attribute.value))
        }
        let prefix = XMLNode.prefix(of: name)
        guard let namespace = scope[prefix] ?? (prefix.isEmpty ? "" : nil) else {
            throw XMLFault(.badMarkup, at: offset)
        }
        scopes.append(scope)
        open.append(
            XMLNode(
                name: name,
                namespace: namespace,
                line: line,
                attributes: attributes,
                declarations: declarations
            )
        )
    }

    mutating func close(_ name: String, at offset: Int) throws(XMLFault) {
        guard let closed = open.popLast(), closed.name == name else { throw XMLFault(.mismatchedTag, at: offset) }
        scopes.removeLast()
        if let parent = open.indices.last {
            open[parent].content.append(.element(closed))
        } else {
            root = closed
        }
    }
}
