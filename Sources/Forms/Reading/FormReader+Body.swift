import Formats

extension FormReader {
    private static let controls: Set<String> = [
        "input", "secret", "select", "select1", "rank", "upload", "trigger", "range",
    ]

    /// Notes the nodes that are repeated, before the instance is read.
    mutating func flagRepeats(in element: XMLNode, below context: Int) {
        for child in element.children where child.localName == "group" || child.localName == "repeat" {
            let written =
                child.attribute("bind").flatMap { bindNodesets[$0] } ?? child.attribute("ref")
                ?? child.attribute("nodeset")
            var own = context
            if let written, let expression = try? Expression(written), case .path(let path) = expression,
                let node = schema.nodes(of: path, context: context, current: context).first
            {
                own = node
                if child.localName == "repeat", node != 0 { schema.nodes[node].isRepeated = true }
            }
            flagRepeats(in: child, below: own)
        }
    }

    /// Reads what stands in the body, a group or a repeat.
    mutating func readItems(_ element: XMLNode, below context: Int, in repeated: Int?) -> [FormItem] {
        var items: [FormItem] = []
        for child in element.children {
            switch child.localName {
            case "group": if let item = readGroup(child, below: context, in: repeated) { items.append(item) }
            case "repeat": if let item = readRepeat(child, below: context, in: repeated) { items.append(item) }
            case let name where Self.controls.contains(name):
                if let question = readQuestion(child, below: context, in: repeated) {
                    items.append(.question(question))
                }
            case "label": break
            case _ where Self.isAction(child): break
            default: refuse(.unknownElement, child.name, line: child.line)
            }
        }
        if !NumberText.trimmed(element.text).isEmpty { refuse(.badStructure, element.name, line: element.line) }
        return items
    }

    private mutating func readGroup(_ element: XMLNode, below context: Int, in repeated: Int?) -> FormItem? {
        let place = element.attribute("ref") ?? element.attribute("nodeset") ?? "group"
        if element.attribute("intent") != nil { refuse(.externalApp, place, line: element.line, found: "intent") }
        var own: Int?
        if element.attribute("bind") != nil || place != "group" {
            guard let found = target(of: element, from: context) else { return nil }
            own = found
        }
        let label = element.child("label").flatMap { text($0, place: place) }
        let items = readItems(element, below: own ?? context, in: repeated)
        // A group around nothing but a repeat is its heading.
        if items.count == 1, case .repetition(let inner) = items[0] {
            let merged = FormRepeat(
                node: inner.node,
                label: label,
                appearance: inner.appearance,
                count: inner.count,
                isFixed: inner.isFixed,
                items: inner.items,
                actions: inner.actions,
                line: inner.line
            )
            if let place = repeats.firstIndex(of: inner) { repeats[place] = merged }
            return .repetition(merged)
        }
        return .group(
            FormGroup(
                node: own,
                label: label,
                appearance: appearance(of: element, place: place),
                items: items,
                line: element.line
            )
        )
    }

    private mutating func readRepeat(_ element: XMLNode, below context: Int, in outer: Int?) -> FormItem? {
        let place = element.attribute("nodeset") ?? "repeat"
        guard let own = target(of: element, from: context) else { return nil }
        guard own != 0, outer == nil || schema.isInside(own, outer ?? 0), own != outer else {
            refuse(.repeatOutsideRepeat, place, line: element.line)
            return nil
        }
        var count: Int?
        if let text = element.attribute("count", in: FormNamespace.javaRosa) {
            let faultCount = faults.count
            count = node(text, from: context, place, line: element.line)
            if count == nil, faults.count == faultCount { refuse(.unknownNode, place, line: element.line, found: text) }
        }
        let actions = element.children.filter { Self.isAction($0) }.compactMap { readAction($0, inRepeat: true) }
        let number = repeats.count
        let shell = FormRepeat(
            node: own,
            label: nil,
            appearance: [],
            count: nil,
            isFixed: false,
            items: [],
            actions: [],
            line: element.line
        )
        repeats.append(shell)
        let repetition = FormRepeat(
            node: own,
            label: nil,
            appearance: appearance(of: element, place: place),
            count: count,
            isFixed: count != nil || element.attribute("noAddRemove", in: FormNamespace.javaRosa) != nil,
            items: readItems(element, below: own, in: own),
            actions: actions,
            line: element.line
        )
        repeats[number] = repetition
        return .repetition(repetition)
    }

    /// The node that an element is for, by its `bind`, `ref` or `nodeset`; nil, with a fault noted, if there is none.
    private mutating func target(of element: XMLNode, from context: Int) -> Int? {
        if let id = element.attribute("bind") {
            if let found = bindNodes[id] { return found }
            refuse(.unknownNode, element.name, line: element.line, found: id)
            return nil
        }
        guard let reference = element.attribute("ref") ?? element.attribute("nodeset") else {
            refuse(.missingPart, "\(element.name)/@ref", line: element.line)
            return nil
        }
        let count = faults.count
        let found = node(reference, from: context, reference, line: element.line)
        if found == nil, faults.count == count { refuse(.unknownNode, reference, line: element.line) }
        return found
    }

    private mutating func appearance(of element: XMLNode, place: String) -> [String] {
        let words = (element.attribute("appearance") ?? "").spaceSeparated
        for word in words {
            if word.hasPrefix("ex:") || word.hasPrefix("search(") {
                refuse(.externalApp, place, line: element.line, found: String(word.prefix(60)))
            }
            if word.hasPrefix("printer") || word == "print" {
                refuse(.printing, place, line: element.line, found: word)
            }
        }
        return words
    }

    // MARK: Questions

    private mutating func readQuestion(_ element: XMLNode, below context: Int, in repeated: Int?) -> FormQuestion? {
        let place = element.attribute("ref") ?? element.name
        var own: Int?
        if element.localName != "trigger" || element.attribute("ref") != nil || element.attribute("bind") != nil {
            guard let found = target(of: element, from: context) else { return nil }
            own = found
            // The nearest repeat of the node is that of the question.
            let nearest = schema.line(of: found).last { schema.nodes[$0].isRepeated }
            guard nearest == repeated else {
                refuse(.repeatOutsideRepeat, place, line: element.line)
                return nil
            }
        }
        if element.attribute("query") != nil { refuse(.externalApp, place, line: element.line, found: "query") }
        guard let kind = readKind(element, node: own, place: place) else { return nil }
        var actions: [FormAction] = []
        for child in element.children {
            switch child.localName {
            case "label", "hint", "item", "itemset", "help", "alert": break
            case _ where Self.isAction(child):
                if let action = readAction(child, inRepeat: false) { actions.append(action) }
            default: refuse(.unknownElement, child.name, line: child.line)
            }
        }
        let question = FormQuestion(
            node: own,
            kind: kind,
            label: element.child("label").flatMap { text($0, place: place) },
            hint: element.child("hint").flatMap { text($0, place: place) },
            appearance: appearance(of: element, place: place),
            actions: actions,
            line: element.line
        )
        if let own, questions[own] == nil || !actions.isEmpty { questions[own] = question }
        return question
    }

    private mutating func readKind(_ element: XMLNode, node: Int?, place: String) -> FormQuestion.Kind? {
        switch element.localName {
        case "secret": return .secret
        case "select": return readChoices(element, node: node, place: place).map { .selectMany($0) }
        case "select1": return readChoices(element, node: node, place: place).map { .selectOne($0) }
        case "rank": return readChoices(element, node: node, place: place).map { .rank($0) }
        case "trigger": return .trigger
        case "upload":
            let type = element.attribute("mediatype") ?? "*/*"
            if type.hasPrefix("osm") { refuse(.openStreetMap, place, line: element.line) }
            return .upload(mediaType: type)
        case "range":
            let limits = ["start", "end", "step"].map { element.attribute($0) ?? "" }
            guard limits.allSatisfy({ NumberText.decimal($0) != nil }) else {
                refuse(.badStructure, place, line: element.line, found: "start, end, step")
                return nil
            }
            return .range(start: limits[0], end: limits[1], step: limits[2])
        default: return .input
        }
    }

    private mutating func readChoices(_ element: XMLNode, node: Int?, place: String) -> FormChoices? {
        let items = element.children.filter { $0.localName == "item" }
        let sets = element.children.filter { $0.localName == "itemset" }
        guard items.isEmpty != sets.isEmpty, sets.count <= 1 else {
            refuse(.badStructure, place, line: element.line, found: "item, itemset")
            return nil
        }
        if let set = sets.first { return readItemset(set, node: node ?? 0, place: place).map { .nodes($0) } }
        var choices: [FormChoice] = []
        for item in items {
            let value = item.child("value").map { NumberText.trimmed($0.text) } ?? ""
            guard !value.isEmpty, let label = item.child("label").flatMap({ text($0, place: place) }) else {
                refuse(.missingPart, "\(place) item", line: item.line, found: value)
                continue
            }
            choices.append(FormChoice(value: value, label: label))
        }
        return .fixed(choices)
    }

    private mutating func readItemset(_ element: XMLNode, node: Int, place: String) -> FormItemset? {
        if element.child("copy") != nil { refuse(.copyItemset, place, line: element.line) }
        guard let nodeset = element.attribute("nodeset"), let label = element.child("label")?.attribute("ref"),
            let value = element.child("value")?.attribute("ref")
        else {
            refuse(.missingPart, "\(place) itemset", line: element.line)
            return nil
        }
        guard let formula = formula(nodeset, place, line: element.line),
            let labelFormula = self.formula(label, place, line: element.line),
            let valueFormula = self.formula(value, place, line: element.line)
        else { return nil }
        var nodes = formula
        var seed: Expression?
        var isShuffled = false
        if case .call(.randomize, let arguments) = formula.expression {
            nodes = Formula(expression: arguments[0], source: formula.source, line: formula.line)
            seed = arguments.count > 1 ? arguments[1] : nil
            isShuffled = true
        }
        var labelExpression = labelFormula.expression
        var isTranslated = false
        if case .call(.itext, let arguments) = labelExpression {
            labelExpression = arguments[0]
            isTranslated = true
        }
        guard case .path = nodes.expression, case .path(let labelPath) = labelExpression,
            case .path(let valuePath) = valueFormula.expression
        else {
            refuse(.outsideXPathSubset, place, line: element.line, found: String(nodeset.prefix(80)))
            return nil
        }
        return FormItemset(
            nodes: nodes,
            value: valuePath,
            label: labelPath,
            isLabelTranslated: isTranslated,
            isShuffled: isShuffled,
            seed: seed
        )
    }
}
