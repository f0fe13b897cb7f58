public import Formats

extension MasterData {
    /// The elements of the vocabularies in the header of a JSON document (EPCIS 2.0 section 10.3).
    ///
    /// - Parameter header: The value of `epcisHeader`.
    public static func elements(json header: JSONValue) -> [Element] {
        let masterData = header["epcisMasterData"] ?? header
        return (masterData["vocabularyList"]?.elements ?? []).flatMap { vocabulary in
            let type = vocabulary["type"]?.string ?? ""
            return (vocabulary["vocabularyElementList"]?.elements ?? []).compactMap { element -> Element? in
                guard let id = element["id"]?.string else { return nil }
                let attributes = (element["attributes"]?.elements ?? []).compactMap { attribute -> Attribute? in
                    guard let name = attribute["id"]?.string else { return nil }
                    let value = attribute["attribute"]?.scalarText.map { String(decoding: $0, as: UTF8.self) }
                    return Attribute(name: name, value: value ?? "")
                }
                return Element(
                    vocabulary: type,
                    id: id,
                    attributes: attributes,
                    children: (element["children"]?.elements ?? []).compactMap(\.string)
                )
            }
        }
    }

    /// The elements of the vocabularies in the header of an XML document (EPCIS 2.0 section 9.4).
    ///
    /// - Parameter header: `EPCISHeader`, or anything that holds a `VocabularyList`.
    public static func elements(xml header: XMLElement) -> [Element] {
        vocabularies(below: header).flatMap { vocabulary in
            let type = vocabulary.attribute("type")
            let list = vocabulary.children.filter { $0.hasName("VocabularyElementList") }
            return list.flatMap(\.children).compactMap { element -> Element? in
                guard element.hasName("VocabularyElement"), let id = element.attribute("id") else { return nil }
                let attributes = element.children.compactMap { child -> Attribute? in
                    guard child.hasName("attribute"), let name = child.attribute("id") else { return nil }
                    return Attribute(name: name, value: child.trimmedText ?? "")
                }
                let children = element.children.filter { $0.hasName("children") }.flatMap(\.children)
                    .compactMap { $0.hasName("id") ? $0.trimmedText : nil }
                return Element(vocabulary: type ?? "", id: id, attributes: attributes, children: children)
            }
        }
    }

    private static func vocabularies(below element: XMLElement) -> [XMLElement] {
        element.children.flatMap { $0.hasName("Vocabulary") ? [$0] : vocabularies(below: $0) }
    }
}

extension XMLElement {
    /// Whether the element has the name, with whatever prefix.
    fileprivate func hasName(_ local: String) -> Bool {
        let start = name.lastIndex(of: ":").map { name.index(after: $0) } ?? name.startIndex
        return name[start...].utf8.elementsEqual(local.utf8)
    }
}
