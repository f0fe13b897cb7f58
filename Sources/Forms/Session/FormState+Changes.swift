extension FormState {
    /// Puts a value into a node, works out what depends on it and does what is to be done at the change.
    mutating func set(_ value: AnswerValue?, at node: Int, depth: Int = 0) throws(SessionFault) {
        guard depth < 50 else { throw .actionsWithoutEnd(path: tree.path(of: node, in: definition.schema)) }
        let schemaNode = tree.nodes[node].schema
        let old = tree.nodes[node].value?.text(calendar) ?? ""
        tree.nodes[node].value = value
        let line = line(of: node)
        _ = try trigger(schemaNode, near: line)
        guard !old.isSame(as: value?.text(calendar) ?? ""), let question = definition.questions[schemaNode] else {
            return
        }
        for action in question.actions where action.events.contains(.valueChanged) {
            try perform(action, near: line.dropLast(), depth: depth + 1)
        }
    }

    /// Does what is to be done at an event, in the repetitions of a line.
    mutating func perform(_ action: FormAction, near line: InstanceLine, depth: Int = 0) throws(SessionFault) {
        guard case .setValue(let formula) = action.kind else { return }
        let targets = instances(of: action.target, near: line)
        let path = definition.schema.nodes[action.target].path
        guard let target = targets.first else { return }
        guard targets.count == 1 else { throw .evaluation(path: path, .repeatedNode(path: path)) }
        var value: AnswerValue?
        if let formula {
            do throws(EvaluationFault) {
                let type = definition.type(of: action.target)
                let result = try wrapped(try self.value(formula.expression, Context(target)), type)
                if let text = result?.text(calendar), !text.isEmpty {
                    // The text of the value is read once more by the type, so that a text is no number.
                    guard let read = AnswerValue(text, type: type, calendar: calendar, today: now) else {
                        throw .wrongValue(function: type.rawValue, found: String(text.prefix(40)))
                    }
                    value = read
                }
            } catch {
                throw .evaluation(path: path, error)
            }
        }
        try set(value, at: target, depth: depth)
    }

    // MARK: Loading

    /// Fills in what is known before anything is asked and works everything out.
    mutating func begin(isNew: Bool) throws(SessionFault) {
        if isNew { preload(0) }
        for event in isNew ? [FormAction.Event.firstLoad, .ready, .load] : [.load] {
            for action in definition.actions where action.events.contains(event) { try perform(action, near: []) }
            try performInBody(event)
        }
        _ = try initialise(0, near: [])
        try fitCounts()
    }

    /// Does what questions and repeats have for an event, for each node that they stand for.
    private mutating func performInBody(_ event: FormAction.Event) throws(SessionFault) {
        for (schemaNode, question) in definition.questions.sorted(by: { $0.key < $1.key }) {
            let actions = question.actions.filter { $0.events.contains(event) }
            guard !actions.isEmpty, let parent = definition.schema.nodes[schemaNode].parent else { continue }
            for node in instances(of: parent, near: []) {
                for action in actions { try perform(action, near: line(of: node)) }
            }
        }
        for repetition in definition.repeats {
            let actions = repetition.actions.filter { $0.events.contains(event) }
            guard !actions.isEmpty else { continue }
            for node in instances(of: repetition.node, near: []) {
                for action in actions { try perform(action, near: line(of: node)) }
            }
        }
    }

    private mutating func preload(_ node: Int) {
        if let preload = definition.binds[tree.nodes[node].schema]?.preload {
            switch preload {
            case .start: tree.nodes[node].value = .dateTime(now)
            case .today: tree.nodes[node].value = .date(calendar.midnight(now))
            case .identifier: tree.nodes[node].value = .text("uuid:" + uuid())
            case .property(let name):
                if let text = environment.properties[name], !text.isEmpty { tree.nodes[node].value = .text(text) }
            case .end: break
            }
        }
        for child in tree.nodes[node].children { preload(child) }
    }

    /// Notes the end, after everything was answered.
    mutating func end() throws(SessionFault) {
        for action in definition.actions where action.events.contains(.revalidate) { try perform(action, near: []) }
        try performInBody(.revalidate)
        for bind in definition.binds.values where bind.preload == .end {
            for node in instances(of: bind.node, near: []) { tree.nodes[node].value = .dateTime(now) }
        }
    }
}
