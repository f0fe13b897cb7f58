import Formats

/// Reads an instance that was received into the nodes of its form.
struct InstanceReader {
    let form: FormDefinition
    let calendar: FormCalendar
    let now: Int
    var tree = DataTree()
    var disagreements: [Disagreement] = []
    /// The nodes that were there.
    var present: Set<Int> = []

    init(_ form: FormDefinition, calendar: FormCalendar, now: Int) {
        self.form = form
        self.calendar = calendar
        self.now = now
    }

    /// The root of what was received, if it answers the form.
    static func root(of xml: [UInt8], for form: FormDefinition) throws(SubmissionFault) -> XMLNode {
        guard xml.count <= FormDefinition.largestDocument else { throw .tooLarge }
        let root: XMLNode
        do throws(XMLFault) { root = try XMLNode(parsing: xml.span) } catch {
            throw .notXML(line: xml.prefix(error.offset).count { $0 == 0x0A } + 1)
        }
        let id = root.attribute("id") ?? ""
        guard root.localName == form.schema.nodes[0].name, id == form.id else { throw .otherForm(id: id) }
        let version = root.attribute("version") ?? ""
        guard version == form.version ?? "" else { throw .otherVersion(version) }
        return root
    }

    mutating func read(_ root: XMLNode) throws(SubmissionFault) {
        try add(root, place: 0, parent: 0)
    }

    private mutating func add(_ element: XMLNode, place: Int, parent: Int) throws(SubmissionFault) {
        guard tree.nodes.count < FormState.mostNodes else { throw .tooLarge }
        var node = DataTree.Node(schema: place, name: element.localName, parent: parent)
        mark(&node, place)
        let number = tree.add(node)
        present.insert(number)
        for attribute in element.attributes {
            guard let place = form.schema.child(attribute.localName, of: place, isAttribute: true) else {
                refuse("\(path(number))/@\(attribute.localName)", .unknownNode)
                continue
            }
            var node = DataTree.Node(schema: place, name: attribute.localName, isAttribute: true, parent: number)
            node.value = attribute.value.isEmpty ? nil : .text(attribute.value)
            present.insert(tree.add(node))
        }
        let children = element.children
        if children.isEmpty { readValue(element.text, number) }
        var seen: Set<Int> = []
        for child in children {
            guard let childPlace = form.schema.child(child.localName, of: place),
                form.schema.nodes[childPlace].isRepeated || seen.insert(childPlace).inserted
            else {
                refuse("\(path(number))/\(child.localName)", .unknownNode)
                continue
            }
            try add(child, place: childPlace, parent: number)
        }
        for childPlace in form.schema.nodes[place].children where !seen.contains(childPlace) {
            addAbsent(childPlace, parent: number)
        }
    }

    /// Adds nodes that are not there, so that expressions find them empty.
    private mutating func addAbsent(_ place: Int, parent: Int) {
        let each = form.schema.nodes[place]
        guard !each.isAttribute, !each.isRepeated else { return }
        var node = DataTree.Node(schema: place, name: each.name, parent: parent)
        mark(&node, place)
        let number = tree.add(node)
        for child in each.children { addAbsent(child, parent: number) }
    }

    private func mark(_ node: inout DataTree.Node, _ place: Int) {
        guard let bind = form.binds[place] else { return }
        if case .always(let flag) = bind.relevant { node.isRelevant = flag }
        if case .always(let flag) = bind.required { node.isRequired = flag }
        if case .always(let flag) = bind.readonly { node.isReadonly = flag }
    }

    private mutating func readValue(_ text: String, _ node: Int) {
        guard !NumberText.trimmed(text).isEmpty else { return }
        let type = form.type(of: tree.nodes[node].schema)
        let value = AnswerValue(text, type: type, calendar: calendar, today: now)
        // What is worked out may be a text where a number was meant.
        if value == nil, form.binds[tree.nodes[node].schema]?.calculation == nil {
            refuse(path(node), .wrongType(type, found: String(text.prefix(60))))
        }
        tree.nodes[node].value = value ?? .text(text)
    }

    private func path(_ node: Int) -> String { tree.path(of: node, in: form.schema) }

    private mutating func refuse(_ path: String, _ kind: Disagreement.Kind) {
        guard disagreements.count < SubmissionReport.mostDisagreements else { return }
        disagreements.append(Disagreement(path: path, kind: kind, isCertain: true))
    }
}
