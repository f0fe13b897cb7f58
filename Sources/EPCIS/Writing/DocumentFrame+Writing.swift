extension DocumentFrame {
    /// The frame in JSON, with an empty list of events.
    func json() -> [UInt8] {
        var out = Array("{\"@context\":[".utf8)
        JSONText.append(string: Self.context, to: &out)
        for (prefix, namespace) in prefixes {
            out += ",{".utf8
            JSONText.append(string: prefix, to: &out)
            out.append(UInt8(ascii: ":"))
            JSONText.append(string: namespace, to: &out)
            out.append(UInt8(ascii: "}"))
        }
        out += "],\"type\":\"\(kind == .queryDocument ? "EPCISQueryDocument" : "EPCISDocument")\"".utf8
        out += ",\"schemaVersion\":\"2.0\"".utf8
        member("id", id, &out)
        member("creationDate", creationDate, &out)
        member("sender", sender, &out)
        member("receiver", receiver, &out)
        member("instanceIdentifier", instanceIdentifier, &out)
        if !vocabularies.isEmpty { appendVocabularies(&out) }
        if kind == .queryDocument {
            out += ",\"epcisBody\":{\"queryResults\":{\"resultsBody\":{\"eventList\":[]}".utf8
            member("queryName", queryName, &out)
            member("subscriptionID", subscriptionID, &out)
            out += "}}}".utf8
        } else {
            out += ",\"epcisBody\":{\"eventList\":[]}}".utf8
        }
        return out
    }

    private func member(_ name: String, _ value: String?, _ out: inout [UInt8]) {
        guard let value else { return }
        out += ",\"\(name)\":".utf8
        JSONText.append(string: value, to: &out)
    }

    private func appendVocabularies(_ out: inout [UInt8]) {
        out += ",\"epcisHeader\":{\"epcisMasterData\":{\"vocabularyList\":[".utf8
        for (number, vocabulary) in vocabularies.enumerated() {
            out += (number > 0 ? ",{\"type\":" : "{\"type\":").utf8
            JSONText.append(string: vocabulary.type, to: &out)
            out += ",\"vocabularyElementList\":[".utf8
            for (number, element) in vocabulary.elements.enumerated() {
                out += (number > 0 ? ",{\"id\":" : "{\"id\":").utf8
                JSONText.append(string: element.id, to: &out)
                if !element.attributes.isEmpty {
                    out += ",\"attributes\":[".utf8
                    for (number, attribute) in element.attributes.enumerated() {
                        out += (number > 0 ? ",{\"id\":" : "{\"id\":").utf8
                        JSONText.append(string: attribute.id, to: &out)
                        out += ",\"attribute\":".utf8
                        JSONText.append(string: attribute.value, to: &out)
                        out.append(UInt8(ascii: "}"))
                    }
                    out.append(UInt8(ascii: "]"))
                }
                if !element.children.isEmpty {
                    out += ",\"children\":[".utf8
                    for (number, child) in element.children.enumerated() {
                        if number > 0 { out.append(UInt8(ascii: ",")) }
                        JSONText.append(string: child, to: &out)
                    }
                    out.append(UInt8(ascii: "]"))
                }
                out.append(UInt8(ascii: "}"))
            }
            out += "]}".utf8
        }
        out += "]}}".utf8
    }

    /// The frame in XML: what stands before and behind the events.
    func xml(version: XMLEventWriter.Version, header: ArraySlice<UInt8>?) -> (before: [UInt8], behind: [UInt8]) {
        let isQuery = kind == .queryDocument
        let number = version == .v2_0 ? 2 : 1
        let root = isQuery ? "epcisq:EPCISQueryDocument" : "epcis:EPCISDocument"
        var out = Array("<\(root) xmlns:epcis=\"urn:epcglobal:epcis:xsd:\(number)\"".utf8)
        if isQuery { out += " xmlns:epcisq=\"urn:epcglobal:epcis-query:xsd:\(number)\"".utf8 }
        if hasBusinessHeader || header != nil {
            out += " xmlns:sbdh=\"http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader\"".utf8
        }
        let own = Set(prefixes.map(\.prefix))
        for (prefix, namespace) in XMLEventWriter.reserved.filter({ !own.contains($0.prefix) }) + prefixes {
            guard prefix != "epcis", prefix != "epcisq", prefix != "sbdh" else { continue }
            out += " xmlns:\(prefix)".utf8
            attribute(namespace, &out)
        }
        out += " schemaVersion=\"\(version.rawValue)\"".utf8
        if let creationDate {
            out += " creationDate".utf8
            attribute(creationDate, &out)
        }
        out.append(UInt8(ascii: ">"))
        if let header {
            out += header
        } else if hasBusinessHeader || !vocabularies.isEmpty {
            appendHeader(version, &out)
        }
        out += "<EPCISBody>".utf8
        if isQuery {
            out += "<epcisq:QueryResults>".utf8
            element("queryName", queryName, &out)
            element("subscriptionID", subscriptionID, &out)
            out += "<resultsBody>".utf8
        }
        out += "<EventList>".utf8
        let behind =
            isQuery
            ? "</EventList></resultsBody></epcisq:QueryResults></EPCISBody></\(root)>"
            : "</EventList></EPCISBody></\(root)>"
        return (out, Array(behind.utf8))
    }

    private var hasBusinessHeader: Bool { sender != nil || receiver != nil || instanceIdentifier != nil }

    private func attribute(_ value: String, _ out: inout [UInt8]) {
        out += "=\"".utf8
        XMLOutput.append(value.utf8, to: &out)
        out.append(UInt8(ascii: "\""))
    }

    private func element(_ name: String, _ value: String?, _ out: inout [UInt8]) {
        guard let value else { return }
        out += "<\(name)>".utf8
        XMLOutput.append(value.utf8, to: &out)
        out += "</\(name)>".utf8
    }

    private func appendHeader(_ version: XMLEventWriter.Version, _ out: inout [UInt8]) {
        out += "<EPCISHeader>".utf8
        if hasBusinessHeader {
            out += "<sbdh:StandardBusinessDocumentHeader><sbdh:HeaderVersion>1.0</sbdh:HeaderVersion>".utf8
            for (name, value) in [("Sender", sender), ("Receiver", receiver)] {
                out += "<sbdh:\(name)>".utf8
                element("sbdh:Identifier", value, &out)
                out += "</sbdh:\(name)>".utf8
            }
            out += "<sbdh:DocumentIdentification><sbdh:Standard>EPCglobal</sbdh:Standard>".utf8
            out += "<sbdh:TypeVersion>\(version.rawValue)</sbdh:TypeVersion>".utf8
            element("sbdh:InstanceIdentifier", instanceIdentifier, &out)
            out += "<sbdh:Type>Events</sbdh:Type>".utf8
            element("sbdh:CreationDateAndTime", creationDate, &out)
            out += "</sbdh:DocumentIdentification></sbdh:StandardBusinessDocumentHeader>".utf8
        }
        if !vocabularies.isEmpty {
            out += "<extension><EPCISMasterData><VocabularyList>".utf8
            for vocabulary in vocabularies { append(vocabulary, &out) }
            out += "</VocabularyList></EPCISMasterData></extension>".utf8
        }
        out += "</EPCISHeader>".utf8
    }

    private func append(_ vocabulary: Vocabulary, _ out: inout [UInt8]) {
        out += "<Vocabulary type".utf8
        attribute(vocabulary.type, &out)
        out += "><VocabularyElementList>".utf8
        for one in vocabulary.elements {
            out += "<VocabularyElement id".utf8
            attribute(one.id, &out)
            out.append(UInt8(ascii: ">"))
            for (id, value) in one.attributes {
                out += "<attribute id".utf8
                attribute(id, &out)
                out.append(UInt8(ascii: ">"))
                XMLOutput.append(value.utf8, to: &out)
                out += "</attribute>".utf8
            }
            if !one.children.isEmpty {
                out += "<children>".utf8
                for child in one.children { element("id", child, &out) }
                out += "</children>".utf8
            }
            out += "</VocabularyElement>".utf8
        }
        out += "</VocabularyElementList></Vocabulary>".utf8
    }
}
