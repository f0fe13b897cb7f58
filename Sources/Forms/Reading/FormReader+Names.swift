extension FormReader {
    /// An expression and the node whose expression it is.
    private struct Use {
        var formula: Formula
        var context: Int
    }

    /// Looks whether what expressions name exists.
    mutating func checkNames(in items: [FormItem]) {
        var uses: [Use] = []
        for bind in binds.values.sorted(by: { $0.node < $1.node }) {
            var formulas = [bind.constraint, bind.calculation].compactMap { $0 }
            for condition in [bind.relevant, bind.required, bind.readonly] {
                if case .when(let formula) = condition { formulas.append(formula) }
            }
            uses += formulas.map { Use(formula: $0, context: bind.node) }
        }
        for action in actions { gather(action, into: &uses) }
        for item in items { gather(item, context: 0, into: &uses) }
        for translation in translations {
            for id in translation.texts.keys.sorted() {
                for sentence in (translation.texts[id] ?? [:]).values { gather(sentence, context: nil, into: &uses) }
            }
        }
        for use in uses { check(use) }
    }

    private func gather(_ action: FormAction, into uses: inout [Use]) {
        guard case .setValue(let formula?) = action.kind else { return }
        uses.append(Use(formula: formula, context: action.target))
    }

    private func gather(_ sentence: FormSentence, context: Int?, into uses: inout [Use]) {
        for case .output(let formula) in sentence.pieces { uses.append(Use(formula: formula, context: context ?? -1)) }
    }

    private func gather(_ text: FormText?, context: Int, into uses: inout [Use]) {
        if case .inline(let sentence)? = text { gather(sentence, context: context, into: &uses) }
    }

    private func gather(_ item: FormItem, context: Int, into uses: inout [Use]) {
        switch item {
        case .group(let group):
            let own = group.node ?? context
            gather(group.label, context: own, into: &uses)
            for item in group.items { gather(item, context: own, into: &uses) }
        case .repetition(let repetition):
            gather(repetition.label, context: repetition.node, into: &uses)
            for action in repetition.actions { gather(action, into: &uses) }
            for item in repetition.items { gather(item, context: repetition.node, into: &uses) }
        case .question(let question):
            let own = question.node ?? context
            gather(question.label, context: own, into: &uses)
            gather(question.hint, context: own, into: &uses)
            for action in question.actions { gather(action, into: &uses) }
            if case .fixed(let choices)? = question.choices {
                for choice in choices { gather(choice.label, context: own, into: &uses) }
            }
            if case .nodes(let set)? = question.choices {
                uses.append(Use(formula: set.nodes, context: own))
                if let seed = set.seed {
                    uses.append(Use(formula: Formula(expression: seed, source: "", line: set.nodes.line), context: own))
                }
            }
        }
    }

    private mutating func check(_ use: Use) {
        let place = use.context >= 0 ? schema.nodes[use.context].path : "output"
        checkCalls(use.formula, place)
        for path in use.formula.expression.paths {
            if case .instance(let id) = path.origin {
                guard !instances.contains(where: { $0.id == id }) else { continue }
                refuse(.missingInstance, place, line: use.formula.line, found: id)
            } else if case .root = path.origin, let first = path.steps.first {
                let isRoot = first.test == .child(schema.nodes[0].name) || first.test == .anyChild
                if !isRoot || schema.nodes(of: path, context: 0, current: 0).isEmpty {
                    warn(.pathToNothing, place, line: use.formula.line)
                }
            }
        }
    }

    /// `pulldata()` looks into a file that need not be declared otherwise.
    private mutating func checkCalls(_ formula: Formula, _ place: String) {
        var files: [String] = []
        let isComputed = formula.expression.contains { expression in
            guard case .call(.pulldata, let arguments) = expression else { return false }
            guard case .text(let name) = arguments[0] else { return true }
            files.append(name)
            return false
        }
        if isComputed { refuse(.outsideXPathSubset, place, line: formula.line, found: "pulldata()") }
        for file in files where !instances.contains(where: { $0.id == file }) {
            let name = file.hasSuffix(".csv") ? file : file + ".csv"
            add(FormAttachment(name: name, format: .csv), as: file, line: formula.line)
        }
    }
}
