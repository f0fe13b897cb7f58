/// One event being written as XML.
struct XMLEventPass {
    let tree: EventTree
    let writer: XMLEventWriter
    let patch: [UInt8]?
    let shape = EventShape.standard
    var out: [UInt8] = []
    var losses: [ConversionLoss] = []
    var prefixes: PrefixPlan

    init(tree: EventTree, writer: XMLEventWriter, patch: [UInt8]?) {
        self.tree = tree
        self.writer = writer
        self.patch = patch
        prefixes = PrefixPlan(writer.scope, reserved: XMLEventWriter.reserved)
        // Prefixes that only this event uses are declared on its element, which is written last.
        out.reserveCapacity(tree.text.count * 2)
    }

    mutating func writeEvent() {
        let place = tree.eventType.flatMap { EventShape.Place($0) }
        guard let name = elementName(tree.nodes[EventTree.root].name) else {
            losses.append(ConversionLoss(path: "$", reason: .nameOutsideXML))
            return
        }
        let body: [UInt8]
        (body, out) = (inner { $0.writeFields(EventTree.root, place) }, out)
        out += "<\(name)".utf8
        for child in tree.children(of: EventTree.root) where tree.nodes[child].isAttribute { writeAttribute(child) }
        let declared = writer.isBare ? XMLEventWriter.reserved : []
        for (prefix, namespace) in declared + prefixes.added {
            out += " xmlns:\(prefix)=\"".utf8
            XMLOutput.append(namespace.utf8, to: &out)
            out.append(UInt8(ascii: "\""))
        }
        out.append(UInt8(ascii: ">"))
        out += body
        if let patch { JSONNote.append(patch, to: &out) }
        out += "</\(name)>".utf8
    }

    /// What a part of the writing writes.
    private mutating func inner(_ write: (inout XMLEventPass) -> Void) -> [UInt8] {
        let outer = out
        out = []
        write(&self)
        defer { out = outer }
        return out
    }

    /// Writes the fields of an object as elements, the standard's in their order and then the others as they come.
    mutating func writeFields(_ index: Int, _ place: EventShape.Place?) {
        var known: [(rank: UInt8, node: Int)] = []
        var others: [Int] = []
        for child in tree.children(of: index) where !tree.nodes[child].isAttribute {
            if let place, let term = tree.nodes[child].name.term, shape.form(term, in: place) != .none {
                known.append((shape.ranks[EventShape.slot(place, term.rawValue)], child))
            } else {
                others.append(child)
            }
        }
        // A stable sort: fields that are there twice keep their order.
        let sorted = known.enumerated()
            .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(\.element.node)
        if writer.version == .v1_2, let place, place.isEvent {
            writeVersion1(sorted, place)
        } else {
            for child in sorted { writeField(child, place) }
        }
        for child in others { writeExtension(child, tree.nodes[child].name) }
    }

    mutating func writeField(_ index: Int, _ place: EventShape.Place?) {
        guard let term = tree.nodes[index].name.term else { return }
        let form = shape.form(term, in: place)
        let name = EventWalk.spelling(term)
        if term == .context { return }
        switch tree.nodes[index].kind {
        case .list:
            switch form {
            case .uriOrURIs, .dispositions, .sensorReports:
                // XML repeats the element where JSON has a list.
                for item in tree.children(of: index) { writeItem(item, name, form) }
            default:
                out += "<\(name)>".utf8
                for item in tree.children(of: index) {
                    writeItem(item, term.item.map { EventWalk.spelling($0) } ?? name, form)
                }
                out += "</\(name)>".utf8
            }
        default: writeItem(index, name, form)
        }
    }

    /// Writes one value of a field as an element.
    private mutating func writeItem(_ index: Int, _ name: String, _ form: FieldForm) {
        guard tree.nodes[index].kind == .object else {
            out += "<\(name)>".utf8
            writeValue(index, form.item == .anything ? form : form.item)
            out += "</\(name)>".utf8
            return
        }
        switch form {
        case .transactions, .sources, .destinations:
            let value: EventTerm = form == .transactions ? .bizTransaction : form == .sources ? .source : .destination
            out += "<\(name)".utf8
            if let type = tree.first(.type, in: index) { writeAttribute(type, form: shape.form(.type, in: form.place)) }
            out.append(UInt8(ascii: ">"))
            if let node = tree.first(value, in: index) { writeValue(node, .uri) }
            out += "</\(name)>".utf8
        case .sensorMetadata, .sensorReports:
            out += "<\(name)".utf8
            for child in tree.children(of: index) {
                let term = tree.nodes[child].name.term
                if term == .text { continue }
                guard tree.content(of: child) == child else {
                    losses.append(ConversionLoss(path: tree.path(of: child), reason: .noPlaceForExtension))
                    continue
                }
                writeAttribute(child, form: term.map { shape.form($0, in: form.place) } ?? .anything)
            }
            if let text = tree.first(.text, in: index) {
                out.append(UInt8(ascii: ">"))
                XMLOutput.append(tree.value(of: text), to: &out)
                out += "</\(name)>".utf8
            } else {
                out += "/>".utf8
            }
        default:
            out += "<\(name)".utf8
            for child in tree.children(of: index) where tree.nodes[child].isAttribute { writeAttribute(child) }
            out.append(UInt8(ascii: ">"))
            writeFields(index, form.place)
            out += "</\(name)>".utf8
        }
    }

    /// Writes the text of a value.
    mutating func writeValue(_ index: Int, _ form: FieldForm) {
        guard let content = tree.content(of: index) else { return }
        let value = tree.value(of: content)
        if form == .uri, !writer.translator.isIdle {
            let text = String(decoding: JSONEventPass.trimmed(value), as: UTF8.self)
            if let other = writer.translator.translate(text) {
                XMLOutput.append(other.utf8, to: &out)
                return
            }
            if writer.translator.format == .alwaysURN, EPCIdentifier.canonicalLink(of: text) != nil,
                !text.utf8.starts(with: "urn:".utf8)
            {
                losses.append(ConversionLoss(path: tree.path(of: index), reason: .linkWithoutURN))
            }
        }
        // CBV 2.0 section 6.2: bare words are of the JSON binding; XML has URIs.
        if let vocabulary = form.vocabulary, tree.syntax == .json,
            vocabulary.spelling(of: Array(value).span) == .bareWord,
            let term = CBVTerm(String(decoding: value, as: UTF8.self), in: vocabulary)
        {
            out += term.xmlText.utf8
        } else {
            XMLOutput.append(value, to: &out)
        }
    }
}
