/// A node of the schema and which of its kind is meant, from the root down.
typealias InstanceLine = [(schema: Int, place: Int)]

extension FormState {
    /// More repetitions than these no repeat has.
    static let mostRepetitions = 2000
    /// More nodes than these no instance has.
    static let mostNodes = 200_000

    /// Which node of which kind a node and those that it is in are.
    func line(of node: Int) -> InstanceLine {
        tree.line(of: node).map { (tree.nodes[$0].schema, tree.place(of: $0)) }
    }

    /// The nodes of a kind, in the repetitions of a line as far as they are shared.
    func instances(of target: Int, near line: InstanceLine) -> [Int] {
        var reached = [0]
        var isShared = true
        for (depth, place) in definition.schema.line(of: target).enumerated() {
            isShared = isShared && depth < line.count && line[depth].schema == place
            guard depth > 0 else { continue }
            let node = definition.schema.nodes[place]
            var next: [Int] = []
            for parent in reached {
                let children = tree.children(of: parent, named: node.name, isAttribute: node.isAttribute)
                if !isShared {
                    next += children
                } else if children.indices.contains(line[depth].place) {
                    next.append(children[line[depth].place])
                }
            }
            reached = next
        }
        return reached
    }

    /// Works out what depends on nodes that changed.
    ///
    /// - Returns: The numbers of the rules that were worked out.
    mutating func trigger(
        _ schemaNode: Int,
        near line: InstanceLine,
        everywhere: Set<Int> = [],
        but done: Set<Int> = []
    ) throws(SessionFault) -> Set<Int> {
        guard let roots = definition.dependencies.byTrigger[schemaNode] else { return [] }
        return try evaluate(definition.dependencies.closure(of: roots), near: line, everywhere: everywhere, but: done)
    }

    /// Works out all rules for a node and what is in it.
    mutating func initialise(_ schemaNode: Int, near line: InstanceLine) throws(SessionFault) -> Set<Int> {
        let graph = definition.dependencies
        let roots = graph.rules.indices.filter { definition.schema.isInside(graph.rules[$0].node, schemaNode) }
        return try evaluate(graph.closure(of: roots), near: line, everywhere: [], but: [])
    }

    private mutating func evaluate(
        _ rules: Set<Int>,
        near line: InstanceLine,
        everywhere: Set<Int>,
        but done: Set<Int>
    ) throws(SessionFault) -> Set<Int> {
        var evaluated: Set<Int> = []
        for number in definition.dependencies.order where rules.contains(number) && !done.contains(number) {
            if frozen.contains(number) { continue }
            let rule = definition.dependencies.rules[number]
            for node in instances(of: rule.node, near: everywhere.contains(number) ? [] : line) {
                try apply(rule, at: node)
            }
            evaluated.insert(number)
        }
        return evaluated
    }

    private mutating func apply(_ rule: DependencyGraph.Rule, at node: Int) throws(SessionFault) {
        do throws(EvaluationFault) {
            let value = try value(rule.formula.expression, Context(node))
            switch rule.kind {
            case .relevant: tree.nodes[node].isRelevant = value.isTrue
            case .required: tree.nodes[node].isRequired = value.isTrue
            case .readonly: tree.nodes[node].isReadonly = value.isTrue
            case .calculation: tree.nodes[node].value = try wrapped(value, definition.type(of: rule.node))
            }
        } catch {
            throw .evaluation(path: tree.path(of: node, in: definition.schema), error)
        }
    }

    /// What an expression gives as the value of a node of a type; nil for what is blank.
    func wrapped(_ value: FormValue, _ type: FormDataType) throws(EvaluationFault) -> AnswerValue? {
        if value.isBlank { return nil }
        if type == .boolean { return .boolean(value.isTrue) }
        switch value {
        case .boolean(let flag): return .boolean(flag)
        case .number(let number): return Self.wrapped(number, type)
        case .moment(let moment):
            switch type {
            case .date: return .date(calendar.midnight(moment))
            case .time: return .time(moment)
            default: return .dateTime(moment)
            }
        case .nodes: return nil
        case .text(let text):
            switch type {
            // A text stays a text where a number or a date was meant, as it does in JavaRosa.
            case .string, .binary, .int, .long, .decimal, .boolean, .date, .time, .dateTime: return .text(text)
            default: break
            }
            guard let answer = AnswerValue(text, type: type, calendar: calendar, today: now) else {
                throw .wrongValue(function: type.rawValue, found: String(text.prefix(40)))
            }
            return answer
        }
    }

    private static func wrapped(_ number: Double, _ type: FormDataType) -> AnswerValue {
        guard number.isFinite else { return type == .int ? .integer(NumberText.saturated(number)) : .decimal(number) }
        if type == .int { return .integer(NumberText.saturated(number)) }
        guard number.magnitude < 0x1p63 else { return .decimal(number) }
        let whole = Int(number)
        return type == .long || abs(number - Double(whole)) < 1e-9 ? .integer(whole) : .decimal(number)
    }
}
