/// What is wrong with an answer.
public struct FormProblem: Sendable, Hashable {
    /// The path of the node.
    public let path: String
    /// What is wrong.
    public let outcome: FormSession.Outcome
}

extension FormState {
    /// An answer as the type has it, or why it has none.
    func read(_ text: String, for node: Int) throws(SessionFault) -> (AnswerValue?, FormSession.Outcome?) {
        let place = tree.nodes[node].schema
        let type = definition.type(of: place)
        let isWritable = text.unicodeScalars.allSatisfy {
            ($0.value >= 0x20 || [9, 10, 13].contains($0.value)) && $0.value != 0xFFFE && $0.value != 0xFFFF
        }
        guard isWritable, text.utf8.count <= 1_000_000 else { return (nil, .wrongType(type)) }
        guard !NumberText.trimmed(text).isEmpty else { return (nil, nil) }
        guard let value = AnswerValue(text, type: type, calendar: calendar, today: now) else {
            return (nil, .wrongType(type))
        }
        if case .point(let point) = value, !point.isOnEarth { return (nil, .wrongType(type)) }
        if case .line(let points) = value, !points.allSatisfy(\.isOnEarth) { return (nil, .wrongType(type)) }
        guard let question = definition.questions[place], question.choices != nil else { return (value, nil) }
        let offered = try values(offeredBy: question, at: node)
        let chosen: [String] =
            switch value {
            case .choice(let choice): [choice]
            case .choices(let choices): choices
            default: []
            }
        if let foreign = chosen.first(where: { choice in !offered.contains { $0.isSame(as: choice) } }) {
            return (nil, .notAChoice(foreign))
        }
        return (value, nil)
    }

    private func values(offeredBy question: FormQuestion, at node: Int) throws(SessionFault) -> [String] {
        do throws(EvaluationFault) {
            return try offered(by: question, at: node, in: nil).map(\.value)
        } catch {
            throw .evaluation(path: tree.path(of: node, in: definition.schema), error)
        }
    }

    /// Why a value cannot be the answer of a node; nil if it can.
    func check(_ value: AnswerValue?, at node: Int) throws(SessionFault) -> FormSession.Outcome? {
        let bind = definition.binds[tree.nodes[node].schema]
        do throws(EvaluationFault) {
            guard let value else {
                guard tree.nodes[node].isRequired else { return nil }
                return .requiredButEmpty(message: try message(bind?.requiredMessage, at: node))
            }
            guard let constraint = bind?.constraint else { return nil }
            var context = Context(node)
            context.candidate = value
            if try truth(constraint.expression, context) { return nil }
            return .constraintViolated(message: try message(bind?.constraintMessage, at: node))
        } catch {
            throw .evaluation(path: tree.path(of: node, in: definition.schema), error)
        }
    }

    private func message(_ text: FormText?, at node: Int) throws(EvaluationFault) -> String? {
        guard let text else { return nil }
        return try shown(text, in: nil, Context(node))
    }

    /// The nodes of questions that count, in the order in which they are asked.
    func askedNodes() -> [(question: FormQuestion, node: Int)] {
        var found: [(question: FormQuestion, node: Int)] = []
        gather(definition.body, near: [], into: &found)
        return found
    }

    private func gather(
        _ items: [FormItem],
        near line: InstanceLine,
        into found: inout [(question: FormQuestion, node: Int)]
    ) {
        for item in items {
            switch item {
            case .group(let group): gather(group.items, near: line, into: &found)
            case .repetition(let repetition):
                for node in instances(of: repetition.node, near: line) where tree.isRelevant(node) {
                    gather(repetition.items, near: self.line(of: node), into: &found)
                }
            case .question(let question):
                guard let place = question.node else { continue }
                for node in instances(of: place, near: line) where tree.isRelevant(node) {
                    found.append((question, node))
                }
            }
        }
    }

    /// Takes away choices that are not offered any more, and says what is wrong with the answers as they stand.
    mutating func checkAll() throws(SessionFault) -> [FormProblem] {
        for (question, node) in askedNodes() {
            guard var value = tree.nodes[node].value else { continue }
            if case .nodes? = question.choices {
                let kept = value.kept(among: try values(offeredBy: question, at: node))
                guard let kept else {
                    try set(nil, at: node)
                    continue
                }
                value = kept
            }
            // Everything is worked out once more from what was answered.
            try set(value, at: node)
        }
        try fitCounts()
        var problems: [FormProblem] = []
        for (_, node) in askedNodes() {
            guard let outcome = try check(tree.nodes[node].value, at: node) else { continue }
            problems.append(FormProblem(path: tree.path(of: node, in: definition.schema), outcome: outcome))
        }
        return problems
    }
}
