extension XMLEventPass {
    /// The name of an element or attribute; nil for what XML cannot name.
    mutating func elementName(_ name: EventName, isAttribute: Bool = false) -> String? {
        if let term = name.term { return EventWalk.spelling(term) }
        let local = tree.localName(of: name)
        guard XMLOutput.isName(local) else { return nil }
        let text = String(decoding: local, as: UTF8.self)
        let prefix = String(decoding: tree.prefix(of: name), as: UTF8.self)
        var namespace = String(decoding: tree.namespace(of: name), as: UTF8.self)
        if namespace.isEmpty {
            guard !prefix.isEmpty else { return text }
            guard XMLOutput.isName(prefix.utf8), prefix != "xml", prefix != "xmlns" else { return nil }
            // A prefix that no context declares is the scheme of an absolute IRI (JSON-LD 1.1 section 5.2.2).
            namespace = prefix + ":"
        }
        // CBV 2.0 gives its master data attributes a name space that ends in a colon in JSON only.
        if namespace == "urn:epcglobal:cbv:mda:" { namespace = "urn:epcglobal:cbv:mda" }
        if namespace == "http://www.w3.org/XML/1998/namespace" { return "xml:" + text }
        return prefixes.prefix(of: namespace, written: prefix) + ":" + text
    }

    /// Writes an extension: an element, one for each entry of a list.
    mutating func writeExtension(_ index: Int, _ name: EventName) {
        guard let text = elementName(name) else {
            losses.append(ConversionLoss(path: tree.path(of: index), reason: .nameOutsideXML))
            return
        }
        let isJSON = tree.syntax == .json
        switch tree.nodes[index].kind {
        case .list:
            if isJSON {
                for child in tree.children(of: index) where tree.nodes[child].kind != .list {
                    writeExtension(child, name)
                }
            } else {
                out += "<\(text)>".utf8
                for child in tree.children(of: index) { writeExtension(child, tree.nodes[child].name) }
                out += "</\(text)>".utf8
            }
        case .null: out += "<\(text) xsi:nil=\"true\"/>".utf8
        case .number: writeTyped(index, text, type: Self.numberType(tree.value(of: index)))
        case .bool: writeTyped(index, text, type: "boolean")
        case .text: writeTyped(index, text, type: nil)
        case .object: writeObject(index, text)
        }
    }

    private mutating func writeTyped(_ index: Int, _ name: String, type: String?) {
        out += "<\(name)".utf8
        if let type { out += " xsi:type=\"xsd:\(type)\"".utf8 }
        out.append(UInt8(ascii: ">"))
        XMLOutput.append(tree.value(of: index), to: &out)
        out += "</\(name)>".utf8
    }

    private static func numberType(_ text: ArraySlice<UInt8>) -> String {
        if text.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }) { return "double" }
        return text.contains(UInt8(ascii: ".")) ? "decimal" : "integer"
    }

    private mutating func writeObject(_ index: Int, _ name: String) {
        let hasText = tree.first(.text, in: index) != nil
        var attributes: [Int] = []
        var elements: [Int] = []
        for child in tree.children(of: index) {
            // In JSON the members beside a text are what attributes were.
            let isAttribute =
                tree.nodes[child].isAttribute
                || tree.syntax == .json && hasText && tree.nodes[child].kind == .text
                    && tree.nodes[child].name.term != .text
            if isAttribute { attributes.append(child) } else { elements.append(child) }
        }
        out += "<\(name)".utf8
        for child in attributes { writeAttribute(child) }
        out.append(UInt8(ascii: ">"))
        for child in elements {
            if tree.nodes[child].name == .text {
                XMLOutput.append(tree.value(of: child), to: &out)
            } else {
                writeExtension(child, tree.nodes[child].name)
            }
        }
        out += "</\(name)>".utf8
    }

    mutating func writeAttribute(_ index: Int, form: FieldForm = .anything) {
        let name = tree.nodes[index].name
        guard let text = elementName(name, isAttribute: true) else {
            losses.append(ConversionLoss(path: tree.path(of: index), reason: .nameOutsideXML))
            return
        }
        out += " \(text)=\"".utf8
        if text == "xsi:type" {
            // The prefix in the value is not one that this document declares, but the type is of XML Schema.
            let value = tree.value(of: index)
            let local = value.split(separator: UInt8(ascii: ":")).last ?? []
            out += "xsd:".utf8
            XMLOutput.append(local, to: &out)
        } else {
            writeValue(index, form)
        }
        out.append(UInt8(ascii: "\""))
    }
}
