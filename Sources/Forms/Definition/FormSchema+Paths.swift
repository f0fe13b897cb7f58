extension FormSchema {
    /// The nodes that a path may lead to; none where it leads out of the form's own instance or to nothing.
    ///
    /// - Parameters:
    ///   - path: The path; predicates are not looked at.
    ///   - context: The node whose expression it is; nil inside the predicate of another instance.
    ///   - current: The node whose expression the whole is.
    func nodes(of path: PathExpression, context: Int?, current: Int?) -> [Int] {
        guard var (found, steps) = beginning(of: path, context: context, current: current) else { return [] }
        while let step = steps.popFirst() {
            found = found.flatMap { step.matches(below: $0, in: self) }
        }
        return found
    }

    /// Where a path begins and the steps from there; the name of the root is not compared, as JavaRosa does not.
    func beginning(
        of path: PathExpression,
        context: Int?,
        current: Int?
    ) -> (nodes: [Int], steps: ArraySlice<PathExpression.Step>)? {
        switch path.origin {
        case .instance: return nil
        case .root: return path.steps.isEmpty ? nil : ([0], path.steps[1...])
        case .context(let parents): return raised(context, by: parents).map { ([$0], path.steps[...]) }
        case .current(let parents): return raised(current, by: parents).map { ([$0], path.steps[...]) }
        }
    }

    private func raised(_ node: Int?, by parents: Int) -> Int? {
        var node = node
        for _ in 0..<parents { node = node.flatMap { nodes[$0].parent } }
        return node
    }

    /// The nodes that an expression depends on.
    func triggers(of expression: Expression, context: Int?, current: Int?) -> Set<Int> {
        switch expression {
        case .number, .text: return []
        case .negation(let operand): return triggers(of: operand, context: context, current: current)
        case .call(_, let arguments):
            return arguments.reduce(into: []) { $0.formUnion(triggers(of: $1, context: context, current: current)) }
        case .chain(let first, let links):
            return links.reduce(into: triggers(of: first, context: context, current: current)) {
                $0.formUnion(triggers(of: $1.operand, context: context, current: current))
            }
        case .path(let path):
            var found = Set(nodes(of: path, context: context, current: current))
            guard var (reached, steps) = beginning(of: path, context: context, current: current) else {
                for predicate in path.steps.flatMap(\.predicates) {
                    found.formUnion(triggers(of: predicate, context: nil, current: current))
                }
                return found
            }
            while let step = steps.popFirst() {
                reached = reached.flatMap { step.matches(below: $0, in: self) }
                for predicate in step.predicates {
                    for node in reached {
                        found.formUnion(triggers(of: predicate, context: node, current: current))
                    }
                }
            }
            return found
        }
    }
}

extension PathExpression.Step {
    /// The numbers of the nodes in a node that the step means.
    func matches(below node: Int, in schema: FormSchema) -> [Int] {
        let children = schema.nodes[node].children
        switch test {
        case .child(let name): return children.filter { !schema.nodes[$0].isAttribute && schema.nodes[$0].name == name }
        case .anyChild: return children.filter { !schema.nodes[$0].isAttribute }
        case .attribute(let name):
            return children.filter { schema.nodes[$0].isAttribute && schema.nodes[$0].name == name }
        }
    }
}
