import Formats

extension FormJSON {
    static func action(_ action: FormAction) -> JSONNode {
        let events = action.events.map(\.rawValue).sorted().map { JSONNode.string($0) }
        let value: JSONNode =
            switch action.kind {
            case .setPlace: .string("place")
            case .setValue(let formula): formula.map { .array([expression($0.expression)]) } ?? .null
            }
        return .array([.array(events), .integer(action.target), value])
    }

    static func item(_ item: FormItem, _ form: FormDefinition) -> JSONNode {
        var members: [JSONNode.Member] = []
        func head(_ kind: String, _ node: Int?, _ label: FormText?, _ appearance: [String]) {
            members.append(.init("k", .string(kind)))
            if let node { members.append(.init("n", .integer(node))) }
            if let label { members.append(.init("l", text(label))) }
            if !appearance.isEmpty { members.append(.init("a", .array(appearance.map { .string($0) }))) }
        }
        func actions(_ actions: [FormAction]) {
            if !actions.isEmpty { members.append(.init("e", .array(actions.map { action($0) }))) }
        }
        switch item {
        case .group(let group):
            head("g", group.node, group.label, group.appearance)
            members.append(.init("i", .array(group.items.map { self.item($0, form) })))
        case .repetition(let repetition):
            head("r", repetition.node, repetition.label, repetition.appearance)
            if let count = repetition.count { members.append(.init("count", .integer(count))) }
            if repetition.isFixed { members.append(.init("fixed", .integer(1))) }
            if form.growing.contains(repetition.node) { members.append(.init("grows", .integer(1))) }
            members.append(.init("i", .array(repetition.items.map { self.item($0, form) })))
            actions(repetition.actions)
        case .question(let question):
            head(question.kind.name, question.node, question.label, question.appearance)
            if let hint = question.hint { members.append(.init("h", text(hint))) }
            if let choices = question.choices { members.append(.init("c", self.choices(choices))) }
            if case .upload(let type) = question.kind { members.append(.init("m", .string(type))) }
            if case .range(let start, let end, let step) = question.kind {
                members.append(.init("limits", .array([start, end, step].map { .string($0) })))
            }
            actions(question.actions)
        }
        return .object(members)
    }

    private static func choices(_ choices: FormChoices) -> JSONNode {
        switch choices {
        case .fixed(let choices): return .array(choices.map { .array([.string($0.value), text($0.label)]) })
        case .nodes(let set):
            var members: [JSONNode.Member] = [
                .init("nodes", expression(set.nodes.expression)), .init("value", path(set.value)),
                .init("label", path(set.label)),
            ]
            if set.isLabelTranslated { members.append(.init("translated", .integer(1))) }
            if set.isShuffled { members.append(.init("shuffled", .integer(1))) }
            if let seed = set.seed { members.append(.init("seed", expression(seed))) }
            return .object(members)
        }
    }
}

extension FormQuestion.Kind {
    /// The name of the control.
    var name: String {
        switch self {
        case .input: "input"
        case .secret: "secret"
        case .selectOne: "select1"
        case .selectMany: "select"
        case .rank: "rank"
        case .upload: "upload"
        case .trigger: "trigger"
        case .range: "range"
        }
    }
}
