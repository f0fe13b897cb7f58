/// JSON-LD contexts: known ones are pinned here, none is ever fetched.
///
/// A context inside an event counts for the whole event. Of a context's entries those that give a prefix are used; the
/// terms of EPCIS itself are protected and cannot be given another meaning (JSON-LD 1.1 section 4.1.11).
public enum EventContext {
    /// What a document says of the meaning of its names.
    public enum Reference: Sendable, Hashable {
        /// The context of the EPCIS standard, known here.
        case epcis(String)
        /// A context that would have to be fetched, and is not: names whose prefixes it may declare stay as written.
        case unknown(String)
    }

    /// The prefixes that the context of EPCIS 2.0 declares.
    static let pinned: NamespaceScope = {
        var scope = NamespaceScope()
        let prefixes: [(StaticString, StaticString)] = [
            ("epcis", "https://ref.gs1.org/epcis/"),
            ("cbv", "https://ref.gs1.org/cbv/"),
            ("cbvmda", "urn:epcglobal:cbv:mda:"),
            ("gs1", "https://gs1.org/voc/"),
            ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
            ("owl", "http://www.w3.org/2002/07/owl#"),
            ("xsd", "http://www.w3.org/2001/XMLSchema#"),
            ("dcterms", "http://purl.org/dc/terms/"),
        ]
        for (prefix, namespace) in prefixes {
            scope.declare(
                prefix: prefix.withUTF8Buffer { Array($0) },
                namespace: namespace.withUTF8Buffer { Array($0) }
            )
        }
        return scope
    }()

    /// Whether a context's address is one of those under which GS1 publishes the context of EPCIS 2.0.
    public static func reference(_ address: String) -> Reference {
        let isKnown =
            address == "https://ref.gs1.org/standards/epcis/epcis-context.jsonld"
            || address == "https://gs1.github.io/EPCIS/epcis-context.jsonld"
            || address.hasPrefix("https://ref.gs1.org/standards/epcis/2.")
                && address.hasSuffix("/epcis-context.jsonld")
        return isKnown ? .epcis(address) : .unknown(address)
    }

    /// The prefixes that an event itself declares, in a context or as `@xmlns:prefix` members; nil if it has none.
    static func declarations(in tree: EventTree) throws(DocumentFault) -> NamespaceScope? {
        var result: NamespaceScope?
        if let context = tree.first(.context) {
            var scope = NamespaceScope()
            collect(tree, context, into: &scope)
            result = scope
        }
        let mark = Array("@xmlns".utf8)
        guard tree.extensionNames.contains(where: { tree.text[$0.prefix].elementsEqual(mark) }) else { return result }
        var scope = result ?? NamespaceScope()
        for node in tree.nodes where node.kind == .text {
            guard let name = node.name.extensionIndex,
                tree.text[tree.extensionNames[name].prefix].elementsEqual(mark)
            else { continue }
            let prefix = Array(tree.text[tree.extensionNames[name].local])
            let namespace = tree.text[Int(node.valueStart)..<Int(node.valueEnd)]
            if let earlier = scope.namespace(of: prefix.span), !earlier.elementsEqual(namespace) {
                throw DocumentFault(.prefixBoundTwice, at: node.offset)
            }
            scope.declare(prefix: prefix, namespace: namespace)
        }
        return scope
    }

    /// Takes up the prefixes of a context: an address, an object, or a list of such.
    static func collect(_ tree: EventTree, _ context: Int, into scope: inout NamespaceScope) {
        switch tree.nodes[context].kind {
        case .list:
            for child in tree.children(of: context) { collect(tree, child, into: &scope) }
        case .object:
            for child in tree.children(of: context) {
                // A prefix is declared by an address, or by an object with an `@id`.
                var value: Int? = tree.nodes[child].kind == .text ? child : nil
                if tree.nodes[child].kind == .object {
                    value = tree.children(of: child).first { tree.writtenName(of: tree.nodes[$0].name) == "@id" }
                }
                guard let value, tree.nodes[value].kind == .text else { continue }
                let name = tree.writtenName(of: tree.nodes[child].name)
                scope.declare(prefix: name.utf8, namespace: tree.value(of: value))
            }
        case .text, .number, .bool, .null:
            break
        }
    }
}
