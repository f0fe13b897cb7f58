import Formats

extension FormDefinition {
    /// The largest document that is read, in bytes.
    public static let largestDocument = 5_000_000

    /// Reads an XForm, as pyxform makes it of an XLSForm, and checks it.
    ///
    /// What is outside the subset is refused; nothing is left out in silence. See docs/forms.md.
    ///
    /// - Parameters:
    ///   - xml: The document.
    ///   - attachments: By their names, the files that go with the form. Those that are absent are named by
    ///     ``missingAttachments``.
    /// - Throws: ``FormRefusal`` with all faults that were found.
    public init(xml: [UInt8], attachments: [String: [UInt8]] = [:]) throws(FormRefusal) {
        guard xml.count <= Self.largestDocument else {
            throw FormRefusal(faults: [FormFault(.tooLarge, "/", found: "\(xml.count) bytes")])
        }
        let document: XMLNode
        do throws(XMLFault) { document = try XMLNode(parsing: xml.span) } catch {
            let line = xml.prefix(error.offset).count { $0 == 0x0A } + 1
            throw FormRefusal(faults: [FormFault(.notXML, "/", line: line, found: error.reason.rawValue)])
        }
        var reader = FormReader(attachments: attachments)
        self = try reader.read(document)
    }
}

/// Reads a form piece by piece and gathers what is wrong with it.
struct FormReader {
    let attachments: [String: [UInt8]]
    var faults: [FormFault] = []
    var warnings: [FormWarning] = []

    var schema = FormSchema()
    var initial = DataTree()
    var templates: [Int: DataTree] = [:]
    var namespaces: [(prefix: String, namespace: String)] = []
    var instances: [SecondaryInstance] = []
    var translations: [FormTranslation] = []
    var binds: [Int: FormBind] = [:]
    var bindNodes: [String: Int] = [:]
    var actions: [FormAction] = []
    var questions: [Int: FormQuestion] = [:]
    var repeats: [FormRepeat] = []
    /// Nodes that stand several times beside one another and are not repeated.
    var doubled: Set<Int> = []
    /// What rules with an id are for, before their nodes are known.
    var bindNodesets: [String: String] = [:]

    init(attachments: [String: [UInt8]]) {
        self.attachments = attachments
    }

    mutating func refuse(_ code: FormFault.Code, _ place: String, line: Int?, found: String = "") {
        guard faults.count < FormRefusal.mostFaults else { return }
        faults.append(FormFault(code, place, line: line, found: found))
    }

    mutating func warn(_ code: FormWarning.Code, _ place: String, line: Int?) {
        warnings.append(FormWarning(code: code, place: place, line: line))
    }

    private func checked() throws(FormRefusal) {
        if !faults.isEmpty { throw FormRefusal(faults: faults) }
    }

    mutating func read(_ document: XMLNode) throws(FormRefusal) -> FormDefinition {
        guard document.localName == "html", document.namespace == FormNamespace.html else {
            refuse(.notAForm, document.name, line: document.line)
            throw FormRefusal(faults: faults)
        }
        let models = document.child("head")?.children.filter { $0.localName == "model" } ?? []
        guard models.count == 1, let body = document.child("body") else {
            refuse(models.count > 1 ? .badStructure : .missingPart, models.isEmpty ? "model" : "body", line: nil)
            throw FormRefusal(faults: faults)
        }
        readModel(models[0])
        try checked()
        let elements = models[0].children
        for element in elements where element.localName == "bind" {
            if let id = element.attribute("id") { bindNodesets[id] = element.attribute("nodeset") }
        }
        if let root = primary(of: models[0]) { buildTrees(root, body: body) }
        try checked()
        for element in elements where element.localName == "bind" { readBind(element) }
        let items = readItems(body, below: 0, in: nil)
        for element in elements where Self.isAction(element) {
            if let action = readAction(element, inRepeat: false) { actions.append(action) }
        }
        try checked()
        for node in questions.keys.sorted() where doubled.contains(where: { schema.isInside(node, $0) }) {
            refuse(.badStructure, schema.nodes[node].path, line: questions[node]?.line, found: "several, not repeated")
        }
        fillTrees()
        checkNames(in: items)
        let graph = DependencyGraph(rules: rules(), schema: schema)
        if !graph.circle.isEmpty {
            let names = graph.circle.prefix(8).map { schema.nodes[$0].path }.joined(separator: ", ")
            let line = graph.rules.first { $0.node == graph.circle[0] }?.formula.line
            refuse(.cycle, schema.nodes[graph.circle[0]].path, line: line, found: names)
        }
        try checked()
        return definition(document, body: items, graph)
    }

    private mutating func definition(
        _ document: XMLNode,
        body: [FormItem],
        _ graph: DependencyGraph
    ) -> FormDefinition {
        let root = initial.nodes[0]
        func attribute(_ name: String) -> String? {
            root.children.first { initial.nodes[$0].isAttribute && initial.nodes[$0].name == name }
                .flatMap { initial.nodes[$0].value?.text(FormCalendar(offsetMinutes: 0)) }
        }
        let id = attribute("id") ?? ""
        if id.isEmpty { warn(.noFormID, schema.nodes[0].path, line: nil) }
        if schema.node(["meta", "instanceID"], from: 0) == nil {
            warn(.noInstanceID, schema.nodes[0].path + "/meta/instanceID", line: nil)
        }
        let title = document.child("head")?.child("title")?.text ?? ""
        return FormDefinition(
            title: NumberText.trimmed(title),
            id: id,
            version: attribute("version"),
            schema: schema,
            binds: binds,
            translations: translations,
            body: body,
            actions: actions,
            instances: instances,
            warnings: warnings,
            initial: initial,
            templates: templates,
            namespaces: namespaces,
            dependencies: graph,
            instanceNumbers: Dictionary(
                instances.enumerated().map { ($0.element.id, $0.offset) },
                uniquingKeysWith: { first, _ in first }
            ),
            questions: questions,
            repeats: repeats,
            growing: growing(graph)
        )
    }

    /// The repeats whose number depends on themselves.
    private func growing(_ graph: DependencyGraph) -> Set<Int> {
        var found: Set<Int> = []
        for repetition in repeats {
            guard let count = repetition.count else { continue }
            let inside = graph.closure(of: schema.below(repetition.node).flatMap { graph.byTrigger[$0] ?? [] })
            if inside.contains(where: { graph.rules[$0].node == count }) { found.insert(repetition.node) }
        }
        return found
    }

    /// Everything that is worked out, in the order of the nodes.
    private func rules() -> [DependencyGraph.Rule] {
        binds.values.sorted { $0.node < $1.node }.flatMap { bind in
            var found: [DependencyGraph.Rule] = []
            func add(_ kind: DependencyGraph.Rule.Kind, _ formula: Formula) {
                let triggers = schema.triggers(of: formula.expression, context: bind.node, current: bind.node)
                found.append(.init(kind: kind, node: bind.node, formula: formula, triggers: triggers))
            }
            if case .when(let formula) = bind.relevant { add(.relevant, formula) }
            if case .when(let formula) = bind.required { add(.required, formula) }
            if case .when(let formula) = bind.readonly { add(.readonly, formula) }
            if let formula = bind.calculation { add(.calculation, formula) }
            return found
        }
    }

    // MARK: Expressions

    /// Reads an expression; nil, with a fault noted, where it cannot be read.
    mutating func formula(_ text: String, _ place: String, line: Int) -> Formula? {
        do throws(ExpressionFault) {
            return Formula(expression: try Expression(text), source: text, line: line)
        } catch {
            let shown = String(text.prefix(80))
            switch error {
            case .unexpected(let offset):
                let rest = String(decoding: Array(text.utf8.dropFirst(offset).prefix(20)), as: UTF8.self)
                refuse(.badExpression, place, line: line, found: "\(shown) … at: \(rest.isEmpty ? "the end" : rest)")
            case .tooLarge: refuse(.badExpression, place, line: line, found: "too long or too deep")
            case .unknownFunction(let name): refuse(.unknownFunction, place, line: line, found: name)
            case .wrongNumberOfArguments(let function, let count):
                refuse(.badExpression, place, line: line, found: "\(function.rawValue)() with \(count) arguments")
            case .outsideSubset(let part): refuse(.outsideXPathSubset, place, line: line, found: part)
            case .badPattern(let pattern): refuse(.badPattern, place, line: line, found: String(pattern.prefix(80)))
            }
            return nil
        }
    }

    /// The node that a plain path leads to from another; nil, with a fault noted, where there is none.
    mutating func node(_ text: String, from context: Int, _ place: String, line: Int) -> Int? {
        guard let formula = formula(text, place, line: line) else { return nil }
        guard case .path(let path) = formula.expression, path.steps.allSatisfy({ $0.predicates.isEmpty }) else {
            refuse(.outsideXPathSubset, place, line: line, found: text)
            return nil
        }
        if case .root = path.origin, path.steps.isEmpty { return 0 }
        return schema.nodes(of: path, context: context, current: context).first
    }
}
