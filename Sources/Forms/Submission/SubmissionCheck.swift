/// Works a received instance out again and notes where it comes to something else.
struct SubmissionCheck {
    private(set) var state: FormState
    private(set) var disagreements: [Disagreement]
    private let present: Set<Int>
    private let received: DataTree

    init(_ reader: InstanceReader, _ environment: FormEnvironment) {
        state = FormState(reader.form, tree: reader.tree, environment: environment)
        // What is another each time, and what depends on nothing and was put there once, is taken as it came.
        let rules = reader.form.dependencies.rules
        state.frozen = Set(
            rules.indices.filter { rules[$0].kind == .calculation && rules[$0].formula.expression.isVolatile }
        )
        disagreements = reader.disagreements
        present = reader.present
        received = reader.tree
    }

    private var form: FormDefinition { state.definition }

    mutating func run() {
        do throws(SessionFault) {
            _ = try state.initialise(0, near: [])
            compareNodes(0)
            for (question, node) in state.askedNodes() { try compare(question, node) }
            compareCounts()
        } catch {
            note(error)
        }
        // The answers are told as they came, not as they were worked out here.
        for node in received.nodes.indices { state.tree.nodes[node].value = received.nodes[node].value }
    }

    private mutating func note(_ fault: SessionFault) {
        switch fault {
        case .evaluation(let path, let fault): note(path, .notEvaluable(fault))
        case .unknownPath(let path), .notARepeat(let path), .tooMany(let path), .actionsWithoutEnd(let path),
            .foreignInstance(let path):
            note(path, .notEvaluable(.tooMuchWork))
        case .missingAttachments: note(form.schema.nodes[0].path, .notEvaluable(.tooMuchWork))
        }
    }

    private mutating func note(_ path: String, _ kind: Disagreement.Kind, isCertain: Bool = true) {
        guard disagreements.count < SubmissionReport.mostDisagreements else { return }
        disagreements.append(Disagreement(path: path, kind: kind, isCertain: isCertain))
    }

    private func path(_ node: Int) -> String { state.tree.path(of: node, in: form.schema) }

    /// Relevance and calculations of a node and what is in it.
    private mutating func compareNodes(_ node: Int) {
        let place = state.tree.nodes[node].schema
        let bind = form.binds[place]
        guard state.tree.isRelevant(node) else {
            let isAnswered = state.tree.hasValue(below: node, in: received)
            if isAnswered { note(path(node), .irrelevantAnswered, isCertain: !isVolatile(bind?.relevant)) }
            return
        }
        if let bind, let calculation = bind.calculation, !calculation.expression.isVolatile {
            let expected = state.tree.nodes[node].value?.text(state.calendar) ?? ""
            let found = received.nodes[node].value?.text(state.calendar) ?? ""
            if !Self.isSame(expected, found) {
                note(path(node), .otherCalculation(expected: expected, found: found))
            }
        } else if !present.contains(node), form.questions[place] != nil, !state.tree.nodes[node].isAttribute {
            note(path(node), .missing, isCertain: !isVolatile(bind?.relevant))
        }
        for child in state.tree.nodes[node].children { compareNodes(child) }
    }

    private func isVolatile(_ condition: FormCondition?) -> Bool {
        if case .when(let formula)? = condition { formula.expression.isVolatile } else { false }
    }

    /// Whether two values are the same text, or numbers that differ by less than arithmetic does.
    private static func isSame(_ one: String, _ other: String) -> Bool {
        if one.isSame(as: other) { return true }
        guard let first = NumberText.decimal(one), let second = NumberText.decimal(other) else { return false }
        return abs(first - second) <= 1e-9 * max(abs(first), abs(second), 1e-3)
    }

    /// The answer to a question.
    private mutating func compare(_ question: FormQuestion, _ node: Int) throws(SessionFault) {
        let bind = form.binds[state.tree.nodes[node].schema]
        let value = state.tree.nodes[node].value
        if let value, question.choices != nil, bind?.calculation == nil {
            let (_, fault) = try state.read(value.text(state.calendar), for: node)
            if case .notAChoice(let choice)? = fault { note(path(node), .notAChoice(choice)) }
        }
        switch try state.check(value, at: node) {
        case .requiredButEmpty?: note(path(node), .requiredButEmpty, isCertain: !isVolatile(bind?.required))
        case .constraintViolated(let message)?:
            let isCertain = bind?.constraint?.expression.isVolatile != true
            note(path(node), .constraintViolated(message: message), isCertain: isCertain)
        default: break
        }
        compareReadonly(node, bind)
    }

    /// What nobody may change is what the form begins with, unless the form itself puts something there.
    private mutating func compareReadonly(_ node: Int, _ bind: FormBind?) {
        let place = state.tree.nodes[node].schema
        guard state.tree.isReadonly(node), bind?.calculation == nil, bind?.preload == nil,
            !form.allActions.contains(where: { $0.target == place })
        else { return }
        let trees = [form.initial] + form.templates.values
        let defaults = trees.flatMap(\.nodes).filter { $0.schema == place }.map { $0.value?.text(state.calendar) ?? "" }
        let found = state.tree.nodes[node].value?.text(state.calendar) ?? ""
        if !found.isEmpty, !defaults.contains(where: { $0.isSame(as: found) }) {
            note(path(node), .readonlyChanged(found: found))
        }
    }

    private mutating func compareCounts() {
        for repetition in form.repeats where !form.growing.contains(repetition.node) {
            guard let count = repetition.count, let parent = form.schema.nodes[repetition.node].parent else { continue }
            for node in state.instances(of: parent, near: []) where state.tree.isRelevant(node) {
                guard let wanted = state.number(of: count, in: node) else { continue }
                let name = form.schema.nodes[repetition.node].name
                let there = state.tree.children(of: node, named: name)
                let isRelevant = there.allSatisfy { state.tree.isRelevant($0) }
                if there.count < wanted, isRelevant, !there.isEmpty || form.binds[repetition.node] == nil {
                    note("\(path(node))/\(name)", .tooFewRepetitions(expected: wanted, found: there.count))
                }
            }
        }
    }
}

extension DataTree {
    /// Whether a node or anything in it had a value when it came.
    fileprivate func hasValue(below node: Int, in received: DataTree) -> Bool {
        if received.nodes[node].value != nil, !nodes[node].isAttribute { return true }
        return nodes[node].children.contains { hasValue(below: $0, in: received) }
    }
}
