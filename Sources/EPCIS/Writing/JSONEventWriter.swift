/// Writes events in the JSON binding (EPCIS 2.0 section 10).
///
/// An event that came as JSON keeps its members as they were. One that came as XML gets the types of the standard's
/// fields, those that `xsi:type` gives to extensions, and bare words for CBV's URNs.
public struct JSONEventWriter: Sendable {
    /// The prefixes that the document around the event declares.
    public var scope: NamespaceScope
    /// How identifiers are written.
    public var translator: IdentifierTranslator

    /// Makes a writer.
    public init(scope: NamespaceScope = NamespaceScope(), translator: IdentifierTranslator = IdentifierTranslator()) {
        self.scope = scope
        self.translator = translator
    }

    /// The event's JSON, in one line.
    ///
    /// - Parameters:
    ///   - tree: The event.
    ///   - source: The bytes of the XML element that it was read from, which may hold what ``XMLEventWriter`` noted of
    ///     the JSON before.
    public func json(of tree: EventTree, source: ArraySlice<UInt8> = []) -> [UInt8] {
        guard !tree.nodes.isEmpty else { return [] }
        var pass = JSONEventPass(tree: tree, writer: self)
        pass.writeEvent()
        // A translation would be undone by what was noted of the event as it came.
        guard tree.syntax == .xml, translator.isIdle, let patch = JSONNote.beforeEnd(of: source) else {
            return pass.out
        }
        return JSONPatch.apply(patch, to: pass.out) ?? pass.out
    }
}

/// One event being written.
struct JSONEventPass {
    let tree: EventTree
    let translator: IdentifierTranslator
    let shape = EventShape.standard
    var out: [UInt8] = []
    private var prefixes: PrefixPlan

    init(tree: EventTree, writer: JSONEventWriter) {
        self.tree = tree
        self.translator = writer.translator
        self.prefixes = PrefixPlan(writer.scope, reserved: EventContext.pinned.declarations)
        out.reserveCapacity(tree.text.count * 2)
    }

    mutating func writeEvent() {
        let place = tree.eventType.flatMap { EventShape.Place($0) }
        out += "{\"type\":".utf8
        JSONText.append(string: name(tree.nodes[EventTree.root].name), to: &out)
        writeMembers(EventTree.root, place, isFirst: false)
        if tree.syntax == .xml, !prefixes.added.isEmpty {
            out += ",\"@context\":[{".utf8
            for (number, entry) in prefixes.added.enumerated() {
                if number > 0 { out.append(UInt8(ascii: ",")) }
                JSONText.append(string: entry.prefix, to: &out)
                out.append(UInt8(ascii: ":"))
                JSONText.append(string: entry.namespace, to: &out)
            }
            out += "}]".utf8
        }
        out.append(UInt8(ascii: "}"))
    }

    private mutating func writeMembers(_ index: Int, _ place: EventShape.Place?, isFirst: Bool) {
        var isFirst = isFirst
        let repeated = tree.syntax == .xml ? repeatedNames(in: index) : [:]
        for child in tree.children(of: index) {
            let node = tree.nodes[child]
            if tree.syntax == .xml, isInstance(node.name) || isLeftOut(child, place) { continue }
            let name = name(node.name)
            let group = repeated[name]
            if let group, group.first != child { continue }
            if !isFirst { out.append(UInt8(ascii: ",")) }
            isFirst = false
            JSONText.append(string: name, to: &out)
            out.append(UInt8(ascii: ":"))
            let form = node.name.term.map { shape.form($0, in: place) } ?? .anything
            if let group {
                // XML repeats what JSON has a list of.
                out.append(UInt8(ascii: "["))
                for (number, item) in group.enumerated() {
                    if number > 0 { out.append(UInt8(ascii: ",")) }
                    writeValue(item, form.item)
                }
                out.append(UInt8(ascii: "]"))
            } else {
                writeValue(child, form)
            }
        }
    }

    /// The nodes of each name that stands more than once in a node; names are compared with their namespaces.
    private mutating func repeatedNames(in index: Int) -> [String: [Int]] {
        var groups: [String: [Int]] = [:]
        for child in tree.children(of: index) { groups[name(tree.nodes[child].name), default: []].append(child) }
        return groups.filter { $0.value.count > 1 }
    }

    private mutating func writeValue(_ index: Int, _ form: FieldForm) {
        switch tree.nodes[index].kind {
        case .object:
            if tree.syntax == .xml, form.place == nil, writeTypedScalar(index) { return }
            out.append(UInt8(ascii: "{"))
            writeMembers(index, form.place, isFirst: true)
            out.append(UInt8(ascii: "}"))
        case .list:
            out.append(UInt8(ascii: "["))
            var isFirst = true
            for child in tree.children(of: index) {
                if !isFirst { out.append(UInt8(ascii: ",")) }
                isFirst = false
                writeValue(child, form.item)
            }
            out.append(UInt8(ascii: "]"))
        case .text: writeText(tree.value(of: index), form)
        case .number, .bool: out += tree.value(of: index)
        case .null: out += "null".utf8
        }
    }

    private mutating func writeText(_ value: ArraySlice<UInt8>, _ form: FieldForm) {
        guard tree.syntax == .xml, form != .anything else {
            append(value, form)
            return
        }
        let value = form == .text ? value : Self.trimmed(value)
        switch form {
        case .number:
            if let number = JSONText.number(value) { out += number } else { append(value, form) }
        case .boolean:
            switch value {
            case [UInt8(ascii: "1")]: out += "true".utf8
            case [UInt8(ascii: "0")]: out += "false".utf8
            default:
                if value.elementsEqual("true".utf8) || value.elementsEqual("false".utf8) {
                    out += value
                } else {
                    append(value, form)
                }
            }
        default:
            guard let word = bareWord(value, form) else {
                append(value, form)
                return
            }
            JSONText.append(string: word, to: &out)
        }
    }

    /// The bare word of a term that stands in the spelling that this project writes in XML.
    private func bareWord(_ value: ArraySlice<UInt8>, _ form: FieldForm) -> String? {
        guard let vocabulary = form.vocabulary else { return nil }
        let bytes = Array(value)
        guard let spelling = vocabulary.spelling(of: bytes.span),
            case .term(let term) = vocabulary.recognise(bytes.span)
        else { return nil }
        return spelling == term.xmlSpelling ? term.word : nil
    }

    private mutating func append(_ value: ArraySlice<UInt8>, _ form: FieldForm) {
        if form == .uri, !translator.isIdle,
            let other = translator.translate(String(decoding: value, as: UTF8.self))
        {
            JSONText.append(string: other, to: &out)
        } else {
            JSONText.append(string: value, to: &out)
        }
    }

    /// An extension of a simple type: `xsi:type` says which, `xsi:nil` that there is no value.
    private mutating func writeTypedScalar(_ index: Int) -> Bool {
        var type: ArraySlice<UInt8>?
        var text: ArraySlice<UInt8> = []
        var isNil = false
        for child in tree.children(of: index) {
            let name = tree.nodes[child].name
            if name == .text {
                text = tree.value(of: child)
            } else if isInstance(name) {
                if tree.localName(of: name).elementsEqual("nil".utf8) { isNil = true }
                if tree.localName(of: name).elementsEqual("type".utf8) { type = tree.value(of: child) }
            } else {
                return false
            }
        }
        if isNil {
            out += "null".utf8
            return true
        }
        let local = type.map { $0.split(separator: UInt8(ascii: ":")).last ?? [] } ?? []
        switch String(decoding: local, as: UTF8.self) {
        case "boolean": writeText(text, .boolean)
        case "decimal", "double", "float", "integer", "int", "long", "short", "byte", "nonNegativeInteger",
            "positiveInteger", "negativeInteger", "nonPositiveInteger", "unsignedInt", "unsignedLong", "unsignedShort",
            "unsignedByte":
            writeText(text, .number)
        default: JSONText.append(string: text, to: &out)
        }
        return true
    }

    /// What JSON has no member for: a nil field, and an attribute of a bare event that belongs to documents.
    private func isLeftOut(_ index: Int, _ place: EventShape.Place?) -> Bool {
        let node = tree.nodes[index]
        if node.isAttribute, node.parent == EventTree.root, node.name.term == nil {
            return tree.namespace(of: node.name).isEmpty
        }
        guard node.kind == .object, let term = node.name.term, shape.form(term, in: place) == .number else {
            return false
        }
        return tree.content(of: index) == nil
    }

    private func isInstance(_ name: EventName) -> Bool {
        name.extensionIndex != nil && tree.namespace(of: name).elementsEqual(PrefixPlan.instance.utf8)
    }

    private mutating func name(_ name: EventName) -> String {
        guard tree.syntax == .xml, name.extensionIndex != nil else { return tree.writtenName(of: name) }
        var namespace = String(decoding: tree.namespace(of: name), as: UTF8.self)
        guard !namespace.isEmpty else { return tree.writtenName(of: name) }
        // CBV 2.0 gives its master data attributes a prefix whose name space ends in a colon in JSON only.
        if namespace == "urn:epcglobal:cbv:mda" { namespace += ":" }
        let written = String(decoding: tree.prefix(of: name), as: UTF8.self)
        let local = String(decoding: tree.localName(of: name), as: UTF8.self)
        // The name of an absolute IRI whose prefix nobody declared.
        if namespace == written + ":" { return namespace + local }
        return prefixes.prefix(of: namespace, written: written) + ":" + local
    }

    static func trimmed(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var value = value
        while let first = value.first, first <= 0x20 { value = value.dropFirst() }
        while let last = value.last, last <= 0x20 { value = value.dropLast() }
        return value
    }
}

extension CBVTerm {
    /// How this project spells the term in XML, and so what becomes a bare word again.
    var xmlSpelling: CBVSpelling {
        switch vocabulary {
        case .bizStep, .disposition, .bizTransactionType, .sourceDestinationType, .errorReason: .urn
        case .measurementType: .curie
        case .component, .sensorAlert: .uri
        }
    }

    /// The term as this project spells it in XML.
    var xmlText: String {
        switch xmlSpelling {
        case .urn: urn ?? uri
        case .curie: curie
        case .uri, .bareWord: uri
        }
    }
}
