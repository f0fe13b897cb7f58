import Formats

extension DataTree {
    /// The data of a secondary instance that stands in the form, or of an XML file.
    init(reading element: XMLNode) {
        self.init()
        add(element, parent: 0)
    }

    private mutating func add(_ element: XMLNode, parent: Int) {
        var node = Node(schema: -1, name: element.localName, parent: parent)
        let children = element.children
        let text = NumberText.trimmed(element.text)
        if children.isEmpty, !text.isEmpty { node.value = .text(text) }
        let number = add(node)
        for attribute in element.attributes { add(attribute.localName, attribute.value, to: number, isAttribute: true) }
        for child in children { add(child, parent: number) }
    }

    private mutating func add(_ name: String, _ text: String, to parent: Int, isAttribute: Bool = false) {
        let value = text.isEmpty ? nil : AnswerValue.text(text)
        _ = add(Node(schema: -1, name: name, isAttribute: isAttribute, parent: parent, value: value))
    }

    /// The data of a file that goes with a form; nil if it cannot be read.
    ///
    /// Rows of a CSV file and features of a GeoJSON file become `/root/item`, their columns and properties what is in
    /// it; a feature's place becomes `geometry`.
    init?(reading bytes: [UInt8], as format: FormAttachment.Format) {
        guard bytes.count <= FormDefinition.largestDocument else { return nil }
        switch format {
        case .xml:
            guard let root = try? XMLNode(parsing: bytes.span) else { return nil }
            self.init(reading: root)
        case .csv:
            self.init()
            guard addRows(of: bytes) else { return nil }
        case .geojson:
            self.init()
            guard addFeatures(of: bytes) else { return nil }
        }
    }

    private mutating func addRows(of bytes: [UInt8]) -> Bool {
        let firstLine = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
        let isBySemicolon = firstLine.contains(UInt8(ascii: ";")) && !firstLine.contains(UInt8(ascii: ","))
        guard let rows = FormTable.rows(of: bytes, delimiter: isBySemicolon ? 0x3B : 0x2C) else { return false }
        _ = add(Node(schema: -1, name: "root", parent: 0))
        guard let header = rows.first else { return true }
        for row in rows.dropFirst() where row.contains(where: { !$0.isEmpty }) {
            let item = add(Node(schema: -1, name: "item", parent: 0))
            for (name, value) in zip(header, row) { add(NumberText.trimmed(name), value, to: item) }
        }
        return true
    }

    private mutating func addFeatures(of bytes: [UInt8]) -> Bool {
        guard let document = try? JSONNode(parsing: bytes), document["type"]?.string == "FeatureCollection",
            let features = document["features"]?.elements
        else { return false }
        _ = add(Node(schema: -1, name: "root", parent: 0))
        for feature in features {
            let item = add(Node(schema: -1, name: "item", parent: 0))
            if let point = feature["geometry"], point["type"]?.string == "Point",
                let numbers = point["coordinates"]?.elements, numbers.count >= 2,
                let longitude = numbers[0].numberText, let latitude = numbers[1].numberText
            {
                add("geometry", "\(latitude) \(longitude) 0 0", to: item)
            } else {
                return false
            }
            if let id = feature["id"] { add("id", id.string ?? id.numberText ?? "", to: item) }
            for member in feature["properties"]?.members ?? [] {
                add(member.name, member.value.string ?? member.value.text(), to: item)
            }
        }
        return true
    }
}
