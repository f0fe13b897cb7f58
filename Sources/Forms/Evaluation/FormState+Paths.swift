extension FormState {
    /// The nodes that a path leads to, without those that do not count.
    ///
    /// As JavaRosa has it, a path from the root keeps to the repetitions that the node whose expression it is stands in:
    /// inside the second `/data/sample`, `/data/sample/ph` is that of the second.
    func nodes(_ path: PathExpression, _ context: Context) throws(EvaluationFault) -> NodeList {
        var list = try allNodes(path, context)
        if list.instance == 0 { list.nodes.removeAll { !tree.isRelevant($0) } }
        return list
    }

    private func allNodes(_ path: PathExpression, _ context: Context) throws(EvaluationFault) -> NodeList {
        switch path.origin {
        case .root:
            guard !path.steps.isEmpty else { return NodeList(instance: 0, nodes: [0]) }
            let picks = context.node.instance == 0 ? picks(of: context.node.node) : []
            return try walk(path.steps[1...], from: [0], in: 0, picks: picks[...].dropFirst(), context)
        case .instance(let id):
            guard let number = definition.instanceNumbers[id] else { throw .missingInstance(id) }
            let picks = context.node.instance == number + 1 ? try self.picks(of: context.node) : []
            return try walk(path.steps.dropFirst(), from: [0], in: number + 1, picks: picks[...].dropFirst(), context)
        case .context(let parents): return try walk(path, from: context.node, parents, context)
        case .current(let parents): return try walk(path, from: context.current ?? context.node, parents, context)
        }
    }

    private func walk(
        _ path: PathExpression,
        from place: NodeList.Place,
        _ parents: Int,
        _ context: Context
    ) throws(EvaluationFault) -> NodeList {
        let tree = try tree(place.instance)
        var node = place.node
        for _ in 0..<parents {
            guard node > 0 else { return NodeList(instance: place.instance, nodes: []) }
            node = tree.nodes[node].parent
        }
        return try walk(path.steps[...], from: [node], in: place.instance, picks: [], context)
    }

    /// The names of a node and of those that it is in, from the root, and which of its kind each is.
    private func picks(of place: NodeList.Place) throws(EvaluationFault) -> [(name: String, place: Int)] {
        let tree = try tree(place.instance)
        return tree.line(of: place.node).map { (tree.nodes[$0].name, tree.place(of: $0)) }
    }

    func picks(of node: Int) -> [(name: String, place: Int)] {
        tree.line(of: node).map { (tree.nodes[$0].name, tree.place(of: $0)) }
    }

    private func walk(
        _ steps: ArraySlice<PathExpression.Step>,
        from start: [Int],
        in instance: Int,
        picks: ArraySlice<(name: String, place: Int)>,
        _ context: Context
    ) throws(EvaluationFault) -> NodeList {
        let tree = try tree(instance)
        var reached = start
        var picks = picks
        for step in steps {
            let pick = picks.popFirst()
            var next: [Int] = []
            for node in reached {
                try budget.spend(tree.nodes[node].children.count + 1)
                var matching = tree.matches(of: step.test, below: node, pick: pick?.name)
                if let pick, step.predicates.isEmpty, tree.fits(step.test, pick.name) {
                    matching = matching.indices.contains(pick.place) ? [matching[pick.place]] : []
                }
                for predicate in step.predicates {
                    matching = try filter(matching, by: predicate, in: instance, context)
                }
                next += matching
            }
            // Behind the first name that differs, the repetitions of the one say nothing about those of the other.
            if let pick, !tree.fits(step.test, pick.name) { picks = [] }
            reached = next
        }
        return NodeList(instance: instance, nodes: reached)
    }

    private func filter(
        _ nodes: [Int],
        by predicate: Expression,
        in instance: Int,
        _ context: Context
    ) throws(EvaluationFault) -> [Int] {
        var kept: [Int] = []
        for (position, node) in nodes.enumerated() {
            var inner = context
            inner.node = NodeList.Place(instance: instance, node: node)
            inner.position = position
            inner.current = context.current ?? context.node
            inner.candidate = nil
            try budget.spend(4)
            // Numbers are no positions here, as they are not in JavaRosa.
            if case .boolean(true) = try evaluate(predicate, inner) { kept.append(node) }
        }
        return kept
    }
}

extension DataTree {
    fileprivate func matches(of test: PathExpression.Step.Test, below node: Int, pick: String?) -> [Int] {
        switch test {
        case .child(let name): children(of: node, named: name)
        case .attribute(let name): children(of: node, named: name, isAttribute: true)
        // As JavaRosa has it, the name of the node whose expression it is fills in for any name.
        case .anyChild:
            if let pick {
                children(of: node, named: pick)
            } else {
                nodes[node].children.filter { !nodes[$0].isAttribute }
            }
        }
    }

    fileprivate func fits(_ test: PathExpression.Step.Test, _ name: String) -> Bool {
        switch test {
        case .child(let other): other == name
        case .anyChild: true
        case .attribute: false
        }
    }
}
