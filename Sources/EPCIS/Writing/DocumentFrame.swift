import Formats

/// What stands around the events of a document, without them.
struct DocumentFrame {
    /// The GS1 address of the context of EPCIS 2.0.
    static let context = "https://ref.gs1.org/standards/epcis/epcis-context.jsonld"

    var kind: DocumentHeader.Kind
    var creationDate: String?
    var id: String?
    var sender: String?
    var receiver: String?
    var instanceIdentifier: String?
    var queryName: String?
    var subscriptionID: String?
    /// The prefixes of extensions, in order.
    var prefixes: [(prefix: String, namespace: String)] = []
    var vocabularies: [Vocabulary] = []

    /// Master data of one kind.
    struct Vocabulary {
        var type: String
        var elements: [Element] = []

        struct Element {
            var id: String
            var attributes: [(id: String, value: String)] = []
            var children: [String] = []
        }
    }

    init(kind: DocumentHeader.Kind) {
        self.kind = kind
    }

    /// Reads the frame of a JSON document, whose list of events is empty.
    init(json root: JSONValue, kind: DocumentHeader.Kind, scope: NamespaceScope) {
        self.kind = kind
        creationDate = root["creationDate"]?.string
        id = root["id"]?.string
        sender = root["sender"]?.string
        receiver = root["receiver"]?.string
        instanceIdentifier = root["instanceIdentifier"]?.string
        queryName = root["epcisBody"]?["queryResults"]?["queryName"]?.string
        subscriptionID = root["epcisBody"]?["queryResults"]?["subscriptionID"]?.string
        prefixes = Self.extensions(scope)
        let list = root["epcisHeader"]?["epcisMasterData"]?["vocabularyList"]?.elements ?? []
        for entry in list {
            var vocabulary = Vocabulary(type: entry["type"]?.string ?? "")
            for element in entry["vocabularyElementList"]?.elements ?? [] {
                var one = Vocabulary.Element(id: element["id"]?.string ?? "")
                one.children = element["children"]?.elements.compactMap(\.string) ?? []
                for attribute in element["attributes"]?.elements ?? [] {
                    let value = attribute["attribute"]?.scalarText.map { String(decoding: $0, as: UTF8.self) }
                    one.attributes.append((attribute["id"]?.string ?? "", value ?? ""))
                }
                vocabulary.elements.append(one)
            }
            vocabularies.append(vocabulary)
        }
    }

    /// Reads the frame of an XML document, whose list of events is empty.
    init(xml root: XMLElement, kind: DocumentHeader.Kind, scope: NamespaceScope) {
        self.kind = kind
        creationDate = root.attributes.first { $0.name == "creationDate" }?.value
        id = root.attributes.first { $0.name == "id" }?.value
        prefixes = Self.extensions(scope)
        let header = root.local("EPCISHeader")
        if let business = header?.local("StandardBusinessDocumentHeader") {
            sender = business.local("Sender")?.local("Identifier")?.trimmedText
            receiver = business.local("Receiver")?.local("Identifier")?.trimmedText
            instanceIdentifier =
                business.local("DocumentIdentification")?.local("InstanceIdentifier")?.trimmedText
        }
        let results = root.local("EPCISBody")?.local("QueryResults")
        queryName = results?.local("queryName")?.trimmedText
        subscriptionID = results?.local("subscriptionID")?.trimmedText
        let list = header?.local("extension")?.local("EPCISMasterData")?.local("VocabularyList")
        for entry in list?.children ?? [] where entry.localName == "Vocabulary" {
            var vocabulary = Vocabulary(type: entry.attribute("type") ?? "")
            for element in entry.local("VocabularyElementList")?.children ?? [] {
                var one = Vocabulary.Element(id: element.attribute("id") ?? "")
                for child in element.children {
                    switch child.localName {
                    case "attribute": one.attributes.append((child.attribute("id") ?? "", child.trimmedText ?? ""))
                    case "children": one.children += child.children.compactMap(\.trimmedText)
                    default: break
                    }
                }
                vocabulary.elements.append(one)
            }
            vocabularies.append(vocabulary)
        }
    }

    /// The prefixes of extensions among the declared ones; of a prefix declared twice, the inner declaration.
    static func extensions(_ scope: NamespaceScope) -> [(prefix: String, namespace: String)] {
        var result: [(prefix: String, namespace: String)] = []
        for (prefix, namespace) in scope.declarations where XMLOutput.isName(prefix.utf8) && !namespace.isEmpty {
            if prefix == "xml" || prefix == "xmlns" || isStandard(namespace) { continue }
            result.removeAll { $0.prefix == prefix }
            result.append((prefix, namespace))
        }
        return result
    }

    /// Whether the namespace is one that every document has, or that JSON has no use for.
    private static func isStandard(_ namespace: String) -> Bool {
        namespace.utf8.starts(with: "urn:epcglobal:epcis".utf8) || namespace == PrefixPlan.instance
            || namespace == PrefixPlan.schema || namespace == "urn:epcglobal:cbv:mda"
            || namespace == "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"
    }

    /// The prefixes as a scope.
    var scope: NamespaceScope {
        var scope = NamespaceScope()
        for (prefix, namespace) in prefixes { scope.declare(prefix: prefix.utf8, namespace: namespace.utf8) }
        return scope
    }
}

extension XMLElement {
    /// The name without its prefix.
    var localName: Substring {
        name.split(separator: ":", maxSplits: 1).last ?? ""
    }

    /// The first child with that name, whatever its prefix.
    func local(_ name: String) -> XMLElement? {
        children.first { $0.localName == name }
    }

    /// The value of an attribute.
    func attribute(_ name: String) -> String? {
        attributes.first { $0.name == name }?.value
    }
}
