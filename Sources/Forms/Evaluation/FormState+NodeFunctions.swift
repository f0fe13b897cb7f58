extension FormState {
    /// The functions of lists of nodes.
    func nodeFunction(
        _ function: FormFunction,
        _ arguments: [Expression],
        _ context: Context
    ) throws(EvaluationFault)
        -> FormValue
    {
        switch function {
        case .count: return .number(Double(try list(arguments[0], for: function, context).nodes.count))
        case .countNonEmpty:
            let list = try list(arguments[0], for: function, context)
            let tree = try tree(list.instance)
            let count = list.nodes.count { node in
                tree.nodes[node].value != nil || tree.nodes[node].children.contains { !tree.nodes[$0].isAttribute }
            }
            return .number(Double(count))
        case .sum:
            let values = try values(try list(arguments[0], for: function, context), context)
            return .number(values.map { $0.number(calendar) }.filter { !$0.isNaN }.reduce(0, +))
        case .max, .min:
            let numbers = try values(arguments[...], context).map { $0.number(calendar) }.filter { !$0.isNaN }
            guard !numbers.isEmpty else { return .number(.nan) }
            // JavaRosa begins its search for the largest at the smallest number above zero.
            return .number(
                function == .max
                    ? numbers.reduce(Double.leastNonzeroMagnitude, Swift.max)
                    : numbers.reduce(Double.greatestFiniteMagnitude, Swift.min)
            )
        case .position: return .number(try position(arguments, context))
        case .randomize:
            var list = try list(arguments[0], for: function, context)
            list.nodes = shuffled(list.nodes, seed: try seed(arguments.count > 1 ? arguments[1] : nil, context))
            return .nodes(list)
        case .pulldata: return .text(try pulledData(arguments, context))
        default: return .nodes(try indexedRepeat(arguments, context))
        }
    }

    private func position(_ arguments: [Expression], _ context: Context) throws(EvaluationFault) -> Double {
        guard let argument = arguments.first else {
            if let position = context.position { return Double(position + 1) }
            return Double(try tree(context.node.instance).place(of: context.node.node) + 1)
        }
        let list = try list(argument, for: .position, context)
        guard let first = list.nodes.first else { return 0 }
        return Double(try tree(list.instance).place(of: first) + 1)
    }

    // MARK: Repetitions by number

    /// The node of a field in a repetition that is given by its number; see the XLSForm reference, `indexed-repeat`.
    private func indexedRepeat(_ arguments: [Expression], _ context: Context) throws(EvaluationFault) -> NodeList {
        let name = FormFunction.indexedRepeat.rawValue
        let schema = definition.schema
        guard context.node.instance == 0, let target = schemaNode(arguments[0], context) else {
            throw .wrongValue(function: name, found: "no field")
        }
        let line = schema.line(of: target)
        let own = picks(of: context.node.node)
        var picks: [Int?] = line.indices.map { depth in
            let isShared = depth < own.count && (0...depth).allSatisfy { own[$0].name == schema.nodes[line[$0]].name }
            return isShared ? own[depth].place : nil
        }
        if case .path(let path) = arguments[0] {
            // Steps up leave the repetitions of what they leave.
            let kept: Int? =
                switch path.origin {
                case .context(let parents), .current(let parents): own.count - parents
                case .root, .instance: nil
                }
            if let kept { for depth in picks.indices where depth >= kept { picks[depth] = nil } }
        }
        for index in stride(from: 1, to: arguments.count - 1, by: 2) {
            guard let group = schemaNode(arguments[index], context), group != target, schema.isInside(target, group)
            else { throw .wrongValue(function: name, found: "argument \(index + 1)") }
            picks[schema.nodes[group].depth] = Swift.max(1, try whole(arguments[index + 1], context)) - 1
        }
        var reached = [0]
        for depth in line.indices.dropFirst() {
            let node = schema.nodes[line[depth]]
            var next: [Int] = []
            for parent in reached {
                let children = tree.children(of: parent, named: node.name, isAttribute: node.isAttribute)
                guard let pick = picks[depth] else {
                    next += children
                    continue
                }
                if children.indices.contains(pick) { next.append(children[pick]) }
            }
            reached = next
        }
        return NodeList(instance: 0, nodes: reached.filter { tree.isRelevant($0) })
    }

    private func schemaNode(_ expression: Expression, _ context: Context) -> Int? {
        guard case .path(let path) = expression else { return nil }
        let own = context.node.instance == 0 ? tree.nodes[context.node.node].schema : nil
        let current = context.current.map { $0.instance == 0 ? tree.nodes[$0.node].schema : nil } ?? own
        return definition.schema.nodes(of: path, context: own, current: current).first
    }

    // MARK: Look-ups and order by chance

    /// The column of the first row of a list whose key has a value.
    private func pulledData(_ arguments: [Expression], _ context: Context) throws(EvaluationFault) -> String {
        let name = try text(arguments[0], context)
        guard let number = definition.instanceNumbers[name] else { throw .missingInstance(name) }
        let tree = try tree(number + 1)
        let (wanted, column) = (try text(arguments[1], context), try text(arguments[2], context))
        let key = try text(arguments[3], context)
        try budget.spend(tree.nodes.count)
        for item in tree.children(of: 0, named: "item") {
            let isRow = tree.children(of: item, named: column).contains {
                (tree.nodes[$0].value?.text(calendar) ?? "").isSame(as: key)
            }
            guard isRow else { continue }
            return tree.children(of: item, named: wanted).first.flatMap { tree.nodes[$0].value?.text(calendar) } ?? ""
        }
        return ""
    }

    /// The number that an order follows from; nil where none is given.
    func seed(_ expression: Expression?, _ context: Context) throws(EvaluationFault) -> Int? {
        guard let expression else { return nil }
        let value = try value(expression, context)
        let number = value.number(calendar)
        if number.isNaN {
            // JavaRosa takes the SHA-256 of a text here, and 0 for an empty one.
            guard value.text(calendar).isEmpty || value == .number(.nan) else {
                throw .outsideSubset("randomize(…, '\(value.text(calendar))')")
            }
            return 0
        }
        return Int(max(-0x1p62, min(0x1p62, number)))
    }

    /// Elements in an order by chance: Fisher and Yates, from the numbers of Park and Miller where a seed is given.
    func shuffled(_ elements: [Int], seed: Int?) -> [Int] {
        var result = elements
        var state = seed.map { seed in
            let start = Double(seed).truncatingRemainder(dividingBy: 2_147_483_647)
            return start <= 0 ? start + 2_147_483_646 : start
        }
        for index in elements.indices {
            let chance: Double
            if let before = state {
                let next = (before * 16_807).truncatingRemainder(dividingBy: 2_147_483_647)
                state = next
                chance = (next - 1) / 2_147_483_646
            } else {
                chance = Double(environment.random() >> 11) * 0x1p-53
            }
            let place = min(index, Int(chance * Double(index + 1)))
            if place != index { result[index] = result[place] }
            result[place] = elements[index]
        }
        return result
    }
}
