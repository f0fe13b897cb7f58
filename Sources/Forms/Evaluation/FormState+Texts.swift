/// A choice as it is offered.
public struct OfferedChoice: Sendable, Hashable {
    /// What is kept.
    public let value: String
    /// What is shown.
    public let label: String

    /// Describes a choice.
    public init(value: String, label: String) {
        self.value = value
        self.label = label
    }
}

extension FormState {
    /// A text as it is shown in a language, the default one if nil; expressions in it stand at the context's node.
    func shown(_ text: FormText, in language: String?, _ context: Context) throws(EvaluationFault) -> String {
        switch text {
        case .inline(let sentence): return try shown(sentence, context)
        case .translated(let id):
            let forms = self.forms(of: id, in: language)
            guard let sentence = forms[.long] ?? forms[.plain] ?? forms[.short] else { return "" }
            return try shown(sentence, context)
        }
    }

    /// The forms of a text in a language, or in the default language where it is absent in that.
    func forms(of id: String, in language: String?) -> [FormTextForm: FormSentence] {
        let translations = definition.translations
        let wanted = translations.first { $0.language == language } ?? translations.first
        return wanted?.texts[id] ?? translations.first?.texts[id] ?? [:]
    }

    private func shown(_ sentence: FormSentence, _ context: Context) throws(EvaluationFault) -> String {
        var result = ""
        for piece in sentence.pieces {
            switch piece {
            case .text(let text): result += text
            case .output(let formula): result += try text(formula.expression, context)
            }
        }
        return result
    }

    /// The choices that a question offers at a node, in the order of the form or as they are shuffled.
    func offered(
        by question: FormQuestion,
        at node: Int,
        in language: String?
    ) throws(EvaluationFault)
        -> [OfferedChoice]
    {
        let context = Context(node)
        switch question.choices {
        case nil: return []
        case .fixed(let choices):
            var found: [OfferedChoice] = []
            for choice in choices {
                found.append(OfferedChoice(value: choice.value, label: try shown(choice.label, in: language, context)))
            }
            return found
        case .nodes(let set):
            guard case .nodes(var list) = try evaluate(set.nodes.expression, context) else { return [] }
            if set.isShuffled { list.nodes = shuffled(list.nodes, seed: try seed(set.seed, context)) }
            var found: [OfferedChoice] = []
            for item in list.nodes {
                var inner = Context(item)
                inner.node.instance = list.instance
                let value = try single(.nodes(try nodes(set.value, inner)), inner).text(calendar)
                let label = try single(.nodes(try nodes(set.label, inner)), inner).text(calendar)
                let words = set.isLabelTranslated ? try shown(.translated(label), in: language, context) : label
                found.append(OfferedChoice(value: value, label: words))
            }
            return found
        }
    }

    /// What is shown for a choice of a question, in the default language.
    func choiceName(_ value: String, path: String, _ context: Context) throws(EvaluationFault) -> String {
        guard case .path(let parsed)? = try? Expression(path), context.node.instance == 0,
            let target = definition.schema.nodes(
                of: parsed,
                context: tree.nodes[context.node.node].schema,
                current: tree.nodes[context.node.node].schema
            ).first, let question = definition.questions[target]
        else { return "" }
        // Where the question is repeated, that of the own repetition is meant, else the first.
        let node = try nearest(target, to: context.node.node)
        guard let node else { return "" }
        return try offered(by: question, at: node, in: nil).first { $0.value.isSame(as: value) }?.label ?? ""
    }

    /// The node for a place of the schema in the repetitions that another stands in, else in the first.
    private func nearest(_ target: Int, to node: Int) throws(EvaluationFault) -> Int? {
        let line = definition.schema.line(of: target)
        let own = tree.line(of: node)
        var reached = 0
        for depth in line.indices.dropFirst() {
            if depth < own.count, tree.nodes[own[depth]].schema == line[depth], tree.nodes[own[depth]].parent == reached
            {
                reached = own[depth]
                continue
            }
            let name = definition.schema.nodes[line[depth]].name
            guard let first = tree.children(of: reached, named: name).first else { return nil }
            reached = first
        }
        return reached
    }
}
