extension FormState {
    /// Adds a repetition to a node.
    ///
    /// - Returns: The new node.
    mutating func addRepetition(_ schemaNode: Int, to parent: Int) throws(SessionFault) -> Int {
        let schema = definition.schema
        let path = schema.nodes[schemaNode].path
        guard let template = definition.templates[schemaNode] else { throw .notARepeat(path) }
        guard tree.children(of: parent, named: schema.nodes[schemaNode].name).count < Self.mostRepetitions,
            tree.nodes.count + template.nodes.count < Self.mostNodes
        else { throw .tooMany(path: path) }
        let node = copy(0, of: template, to: parent)
        preloadNew(node)
        let line = line(of: node)
        for action in definition.actions where action.events.contains(.insert) { try perform(action, near: line) }
        for repetition in definition.repeats where repetition.node == schemaNode {
            for action in repetition.actions where action.events.contains(.newRepeat) {
                try perform(action, near: line)
            }
        }
        let everywhere = rulesForAllRepetitions(of: schemaNode)
        let seen = try trigger(schemaNode, near: line, everywhere: everywhere)
        let done = seen.union(try initialise(schemaNode, near: line))
        for line in linesBelow(node) {
            if let last = line.last { _ = try trigger(last.schema, near: line, but: done) }
        }
        return node
    }

    /// Takes a repetition away with all that is in it.
    mutating func removeRepetition(_ node: Int) throws(SessionFault) {
        let schemaNode = tree.nodes[node].schema
        let line = line(of: node)
        let gone = linesBelow(node)
        tree.nodes[tree.nodes[node].parent].children.removeAll { $0 == node }
        let everywhere = rulesForAllRepetitions(of: schemaNode)
        let done = try trigger(schemaNode, near: line, everywhere: everywhere)
        for line in gone {
            if let last = line.last { _ = try trigger(last.schema, near: line, but: done) }
        }
    }

    /// What stands in a node, at any depth.
    ///
    /// JavaRosa looks at the children alone and leaves the rest to the next
    /// change: a sum over a group in a repeat is wrong until then.
    private func linesBelow(_ node: Int) -> [InstanceLine] {
        tree.nodes[node].children.flatMap { [line(of: $0)] + linesBelow($0) }
    }

    private mutating func copy(_ node: Int, of template: DataTree, to parent: Int) -> Int {
        var each = template.nodes[node]
        each.parent = parent
        each.children = []
        let number = tree.add(each)
        for child in template.nodes[node].children { _ = copy(child, of: template, to: number) }
        return number
    }

    private mutating func preloadNew(_ node: Int) {
        let preload = definition.binds[tree.nodes[node].schema]?.preload
        if preload == .identifier { tree.nodes[node].value = .text("uuid:" + uuid()) }
        if preload == .start { tree.nodes[node].value = .dateTime(now) }
        if preload == .today { tree.nodes[node].value = .date(calendar.midnight(now)) }
        for child in tree.nodes[node].children { preloadNew(child) }
    }

    /// The rules in a repeat that must be worked out for all its repetitions when one comes or goes: those that look
    /// at the repeat itself, and those behind something outside that does.
    private func rulesForAllRepetitions(of schemaNode: Int) -> Set<Int> {
        let (graph, schema) = (definition.dependencies, definition.schema)
        guard let roots = graph.byTrigger[schemaNode] else { return [] }
        var found = Set(roots.filter { schema.isInside(graph.rules[$0].node, schemaNode) })
        var outside: Set<Int> = []
        var level = Set(roots)
        var seen: Set<Int> = []
        while !level.isEmpty {
            for rule in level.sorted() {
                let node = graph.rules[rule].node
                guard node != schemaNode, schema.isInside(node, schemaNode) else {
                    outside.insert(rule)
                    continue
                }
                if outside.union(found).contains(where: { graph.cascades[$0].contains(rule) }) { found.insert(rule) }
            }
            seen.formUnion(level)
            level = Set(level.flatMap { graph.cascades[$0] }).subtracting(seen)
        }
        return found
    }

    /// Adds repetitions until there are as many as the form says; those beyond stay, so that nothing said is lost.
    mutating func fitCounts() throws(SessionFault) {
        var rounds = 0
        var isChanged = true
        while isChanged {
            isChanged = false
            rounds += 1
            guard rounds <= 100 else { throw .tooMany(path: definition.schema.nodes[0].path) }
            for repetition in definition.repeats {
                guard let count = repetition.count,
                    let parent = definition.schema.nodes[repetition.node].parent
                else { continue }
                for node in instances(of: parent, near: []) where tree.isRelevant(node) {
                    if try fit(repetition, count, in: node) { isChanged = true }
                }
            }
        }
    }

    private mutating func fit(_ repetition: FormRepeat, _ count: Int, in parent: Int) throws(SessionFault) -> Bool {
        let schema = definition.schema
        let name = schema.nodes[repetition.node].name
        guard var wanted = number(of: count, in: parent) else { return false }
        var there = tree.children(of: parent, named: name).count
        if definition.growing.contains(repetition.node) { wanted = min(wanted, max(there, 1)) }
        var isChanged = false
        while there < wanted, try isWanted(repetition.node, in: parent) {
            _ = try addRepetition(repetition.node, to: parent)
            there += 1
            isChanged = true
        }
        return isChanged
    }

    /// The number of repetitions that the form asks for in a node; nil where it says none.
    ///
    /// Whether the node that says it counts is not looked at, as JavaRosa does not.
    func number(of count: Int, in parent: Int) -> Int? {
        let value = instances(of: count, near: line(of: parent)).first.flatMap { tree.nodes[$0].value }
        guard let number = value?.formValue(calendar).number(calendar), number.isFinite else { return nil }
        return NumberText.saturated(number)
    }

    /// Whether a new repetition would count.
    private func isWanted(_ schemaNode: Int, in parent: Int) throws(SessionFault) -> Bool {
        guard tree.isRelevant(parent), case .when(let formula)? = definition.binds[schemaNode]?.relevant else {
            return tree.isRelevant(parent) && definition.templates[schemaNode]?.nodes[0].isRelevant != false
        }
        guard let last = tree.children(of: parent, named: definition.schema.nodes[schemaNode].name).last else {
            do throws(EvaluationFault) {
                // Worked out at the parent's place: there is no repetition to stand in yet.
                return try relevance(formula.expression, ofNew: schemaNode, in: parent)
            } catch {
                throw .evaluation(path: definition.schema.nodes[schemaNode].path, error)
            }
        }
        return tree.nodes[last].isRelevant
    }

    /// The relevance of a repetition that is not there yet, tried on a copy.
    private func relevance(
        _ expression: Expression,
        ofNew schemaNode: Int,
        in parent: Int
    ) throws(EvaluationFault)
        -> Bool
    {
        guard let template = definition.templates[schemaNode] else { return false }
        var trial = self
        let node = trial.copy(0, of: template, to: parent)
        return try trial.truth(expression, Context(node))
    }
}
