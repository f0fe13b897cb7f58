import Formats

extension FormReader {
    /// The element that is the form's own instance; nil, with a fault noted, where there is none.
    mutating func primary(of model: XMLNode) -> XMLNode? {
        model.children.first { $0.localName == "instance" }?.children.first
    }

    /// Reads what needs nothing else: texts, lists, and what is refused outright.
    mutating func readModel(_ model: XMLNode) {
        if model.attribute("entities-version", in: FormNamespace.entities) != nil {
            refuse(.entities, "model", line: model.line)
        }
        var hasPrimary = false
        for element in model.children {
            switch element.localName {
            case "itext": readTexts(element)
            case "instance":
                guard element.children.count <= 1 else {
                    refuse(.badStructure, "instance", line: element.line)
                    continue
                }
                if hasPrimary {
                    readInstance(element)
                } else if element.children.isEmpty {
                    refuse(.missingPart, "instance", line: element.line)
                }
                hasPrimary = true
            case "bind": break
            case "submission": readSubmission(element)
            case _ where Self.isAction(element): break
            default: refuse(.unknownElement, element.name, line: element.line)
            }
        }
        if !NumberText.trimmed(model.text).isEmpty { refuse(.badStructure, "model", line: model.line) }
        if !hasPrimary { refuse(.missingPart, "instance", line: model.line) }
    }

    private mutating func readSubmission(_ element: XMLNode) {
        if element.attribute("base64RsaPublicKey") != nil { refuse(.encryption, "submission", line: element.line) }
        if element.attribute("ref") != nil || element.attribute("bind") != nil {
            refuse(.partialSubmission, "submission", line: element.line)
        }
        if let action = element.attribute("action"), !action.isEmpty {
            refuse(.otherServer, "submission", line: element.line, found: String(action.prefix(80)))
        }
    }

    // MARK: Secondary instances

    private mutating func readInstance(_ element: XMLNode) {
        guard let id = element.attribute("id"), !id.isEmpty else {
            refuse(.missingPart, "instance/@id", line: element.line)
            return
        }
        guard !instances.contains(where: { $0.id == id }) else {
            refuse(.badStructure, "instance('\(id)')", line: element.line)
            return
        }
        guard let address = element.attribute("src") else {
            let tree = element.children.first.map { DataTree(reading: $0) }
            guard let tree else {
                refuse(.missingPart, "instance('\(id)')", line: element.line)
                return
            }
            instances.append(SecondaryInstance(id: id, source: .inline, tree: tree))
            return
        }
        if address == "jr://instance/last-saved" {
            instances.append(SecondaryInstance(id: id, source: .lastSaved, tree: nil))
            return
        }
        let place = "instance('\(id)')"
        let name = address.utf8.split(separator: UInt8(ascii: "/")).last.map {
            String(decoding: Array($0), as: UTF8.self)
        }
        guard address.hasPrefix("jr://file"), let name, let format = Self.format(of: name) else {
            refuse(.unknownAttachment, place, line: element.line, found: String(address.prefix(80)))
            return
        }
        add(FormAttachment(name: name, format: format), as: id, line: element.line)
    }

    /// Adds the data of an attachment under a name.
    mutating func add(_ attachment: FormAttachment, as id: String, line: Int) {
        var tree: DataTree?
        if let bytes = attachments[attachment.name] {
            tree = DataTree(reading: bytes, as: attachment.format)
            if tree == nil { refuse(.unknownAttachment, "instance('\(id)')", line: line, found: attachment.name) }
        }
        instances.append(SecondaryInstance(id: id, source: .attachment(attachment), tree: tree))
    }

    private static func format(of name: String) -> FormAttachment.Format? {
        FormAttachment.Format.allCases.first { name.lowercased().hasSuffix("." + $0.rawValue) }
    }

    // MARK: The form's own instance

    /// More nodes than these no form has.
    private static let mostNodes = 20_000

    /// Makes the schema, the instance to begin with and what is added to repeats.
    ///
    /// The values are texts until the types are known: ``fillTrees()``.
    mutating func buildTrees(_ root: XMLNode, body: XMLNode) {
        namespaces = root.declarations.map { ($0.prefix, $0.namespace) }
        if !namespaces.contains(where: { $0.prefix.isEmpty }), root.namespace != FormNamespace.xforms,
            root.namespace != "", !root.name.contains(":")
        {
            namespaces.append(("", root.namespace))
        }
        addSchema(root, parent: nil)
        guard schema.nodes.count <= Self.mostNodes else {
            refuse(.tooLarge, root.name, line: root.line, found: "\(Self.mostNodes) nodes")
            return
        }
        flagRepeats(in: body, below: 0)
        var tree = DataTree()
        addData(root, schemaNode: 0, parent: 0, isTemplate: false, to: &tree)
        initial = tree
        makeTemplates()
    }

    private mutating func addSchema(_ element: XMLNode, parent: Int?) {
        let name = element.localName
        let node: Int
        if let parent, let known = schema.child(name, of: parent) {
            node = known
        } else {
            let isPlain = !element.name.contains(":")
            let path = (parent.map { schema.nodes[$0].path } ?? "") + "/" + name
            node = schema.append(
                name: name,
                writtenName: element.name,
                namespace: isPlain ? nil : element.namespace,
                parent: parent,
                isAttribute: false,
                path: path
            )
        }
        for attribute in element.attributes where !Self.isTemplateMark(attribute) {
            guard schema.child(attribute.localName, of: node, isAttribute: true) == nil else { continue }
            _ = schema.append(
                name: attribute.localName,
                writtenName: attribute.name,
                namespace: attribute.namespace.isEmpty ? nil : attribute.namespace,
                parent: node,
                isAttribute: true,
                path: schema.nodes[node].path + "/@" + attribute.localName
            )
        }
        guard schema.nodes.count <= Self.mostNodes else { return }
        for child in element.children { addSchema(child, parent: node) }
    }

    static func isTemplateMark(_ attribute: XMLNode.Attribute) -> Bool {
        attribute.namespace == FormNamespace.javaRosa && attribute.localName == "template"
    }

    private mutating func addData(
        _ element: XMLNode,
        schemaNode: Int,
        parent: Int,
        isTemplate: Bool,
        to tree: inout DataTree
    ) {
        var node = DataTree.Node(schema: schemaNode, name: element.localName, parent: parent)
        let text = NumberText.trimmed(element.text)
        if element.children.isEmpty, !text.isEmpty { node.value = .text(text) }
        if !schema.nodes[schemaNode].isRepeated, tree.nodes.count > 0,
            tree.nodes[parent].children.contains(where: { tree.nodes[$0].schema == schemaNode })
        {
            doubled.insert(schemaNode)
        }
        let number = tree.add(node)
        for attribute in element.attributes where !Self.isTemplateMark(attribute) {
            guard let place = schema.child(attribute.localName, of: schemaNode, isAttribute: true) else { continue }
            var node = DataTree.Node(schema: place, name: attribute.localName, isAttribute: true, parent: number)
            if !attribute.value.isEmpty { node.value = .text(attribute.value) }
            _ = tree.add(node)
        }
        for child in element.children {
            guard let place = schema.child(child.localName, of: schemaNode) else { continue }
            guard child.attributes.contains(where: { Self.isTemplateMark($0) }) else {
                addData(child, schemaNode: place, parent: number, isTemplate: isTemplate, to: &tree)
                continue
            }
            guard schema.nodes[place].isRepeated, templates[place] == nil else { continue }
            // Templates of templates stand in them.
            guard
                isTemplate || !tree.line(of: number).contains(where: { schema.nodes[tree.nodes[$0].schema].isRepeated })
            else { continue }
            var template = DataTree()
            addData(child, schemaNode: place, parent: 0, isTemplate: true, to: &template)
            templates[place] = template
        }
    }

    /// Where no template is given, the first that is there is one, without its values and the repetitions in it.
    private mutating func makeTemplates() {
        for place in schema.nodes.indices where schema.nodes[place].isRepeated && templates[place] == nil {
            let trees = [initial] + templates.sorted { $0.key < $1.key }.map(\.value)
            for tree in trees {
                guard let first = tree.nodes.firstIndex(where: { $0.schema == place }) else { continue }
                var template = DataTree()
                copyEmpty(first, of: tree, parent: 0, to: &template)
                templates[place] = template
                break
            }
        }
    }

    private func copyEmpty(_ node: Int, of tree: DataTree, parent: Int, to copy: inout DataTree) {
        var each = tree.nodes[node]
        each.parent = parent
        each.children = []
        if !each.isAttribute { each.value = nil }
        let number = copy.add(each)
        for child in tree.nodes[node].children where !schema.nodes[tree.nodes[child].schema].isRepeated {
            copyEmpty(child, of: tree, parent: number, to: &copy)
        }
    }

    /// Gives the values their types, now that they are known, and the nodes what always holds of them.
    mutating func fillTrees() {
        var tree = initial
        fill(&tree)
        initial = tree
        for place in Array(templates.keys) {
            if var template = templates[place] {
                fill(&template)
                templates[place] = template
            }
        }
    }

    private func fill(_ tree: inout DataTree) {
        let calendar = FormCalendar(offsetMinutes: 0)
        for number in tree.nodes.indices {
            let place = tree.nodes[number].schema
            if case .text(let text)? = tree.nodes[number].value {
                tree.nodes[number].value = AnswerValue(text, type: type(of: place), calendar: calendar, today: 0)
                if let question = questions[place], case .fixed(let choices)? = question.choices {
                    tree.nodes[number].value = tree.nodes[number].value?.kept(among: choices.map(\.value))
                }
            }
            guard let bind = binds[place] else { continue }
            if case .always(let flag) = bind.relevant { tree.nodes[number].isRelevant = flag }
            if case .always(let flag) = bind.required { tree.nodes[number].isRequired = flag }
            if case .always(let flag) = bind.readonly { tree.nodes[number].isReadonly = flag }
        }
    }

    func type(of node: Int) -> FormDataType { FormDataType(given: binds[node]?.type, question: questions[node]) }
}

extension FormSchema {
    mutating func append(
        name: String,
        writtenName: String,
        namespace: String?,
        parent: Int?,
        isAttribute: Bool,
        path: String
    ) -> Int {
        let depth = parent.map { nodes[$0].depth + 1 } ?? 0
        nodes.append(
            Node(
                name: name,
                writtenName: writtenName,
                namespace: namespace,
                parent: parent,
                depth: depth,
                isAttribute: isAttribute,
                path: path
            )
        )
        if let parent { nodes[parent].children.append(nodes.count - 1) }
        return nodes.count - 1
    }
}

extension AnswerValue {
    /// The value without the choices that are not offered; nil if nothing is left.
    func kept(among offered: [String]) -> AnswerValue? {
        switch self {
        case .choice(let choice): return offered.contains { $0.isSame(as: choice) } ? self : nil
        case .choices(let choices):
            let kept = choices.filter { choice in offered.contains { $0.isSame(as: choice) } }
            return kept.isEmpty ? nil : .choices(kept)
        default: return self
        }
    }
}
