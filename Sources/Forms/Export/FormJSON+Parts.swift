import Formats

extension FormJSON {
    // MARK: Expressions

    static func expression(_ expression: Expression) -> JSONNode {
        switch expression {
        case .number(let number): .number(plain(number))
        case .text(let text): .string(text)
        case .negation(let operand): .array([.string("-"), self.expression(operand)])
        case .call(let function, let arguments):
            .array([.string("f"), .string(function.rawValue)] + arguments.map { self.expression($0) })
        case .chain(let first, let links):
            .array(
                [.string("~"), self.expression(first)]
                    + links.flatMap { [.string($0.operator.rawValue), self.expression($0.operand)] }
            )
        case .path(let path): self.path(path)
        }
    }

    /// A number without a needless fraction; those of expressions are finite.
    private static func plain(_ number: Double) -> String {
        guard number.isFinite else { return "0" }
        return number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : number.description
    }

    static func path(_ path: PathExpression) -> JSONNode {
        let origin: [JSONNode] =
            switch path.origin {
            case .root: [.string("/")]
            case .context(let parents): [.string("."), .integer(parents)]
            case .current(let parents): [.string("c"), .integer(parents)]
            case .instance(let id): [.string("i"), .string(id)]
            }
        return .array(origin + path.steps.map { step($0) })
    }

    private static func step(_ step: PathExpression.Step) -> JSONNode {
        let test: JSONNode =
            switch step.test {
            case .child(let name): .string(name)
            case .anyChild: .string("*")
            case .attribute(let name): .string("@" + name)
            }
        return step.predicates.isEmpty ? test : .array([test] + step.predicates.map { expression($0) })
    }

    // MARK: Texts

    static func text(_ text: FormText) -> JSONNode {
        switch text {
        case .translated(let id): .object([.init("t", .string(id))])
        case .inline(let sentence): self.sentence(sentence)
        }
    }

    private static func sentence(_ sentence: FormSentence) -> JSONNode {
        if sentence.pieces.isEmpty { return .string("") }
        if case .text(let text) = sentence.pieces[0], sentence.pieces.count == 1 { return .string(text) }
        return .array(
            sentence.pieces.map { piece in
                switch piece {
                case .text(let text): .string(text)
                case .output(let formula): .object([.init("o", expression(formula.expression))])
                }
            }
        )
    }

    static func texts(_ form: FormDefinition) -> JSONNode {
        let ids = Set(form.translations.flatMap(\.texts.keys)).sorted {
            Array($0.utf8).lexicographicallyPrecedes($1.utf8)
        }
        return .object(
            ids.map { id in
                .init(id, .array(form.translations.map { translation in wording(translation.texts[id]) }))
            }
        )
    }

    private static func wording(_ forms: [FormTextForm: FormSentence]?) -> JSONNode {
        guard let forms else { return .null }
        if forms.count == 1, let plain = forms[.plain] { return sentence(plain) }
        return .object(
            FormTextForm.allCases.compactMap { form in
                forms[form].map { .init(form.rawValue, sentence($0)) }
            }
        )
    }

    // MARK: Data

    static func tree(_ tree: DataTree, _ node: Int) -> JSONNode {
        let each = tree.nodes[node]
        let name: JSONNode =
            each.schema >= 0 ? .integer(each.schema) : .string((each.isAttribute ? "@" : "") + each.name)
        let value = each.value?.text(FormCalendar(offsetMinutes: 0)) ?? ""
        var parts = [name]
        if !value.isEmpty || !each.children.isEmpty { parts.append(.string(value)) }
        if !each.children.isEmpty { parts.append(.array(each.children.map { self.tree(tree, $0) })) }
        return .array(parts)
    }

    static func data(_ instance: SecondaryInstance) -> JSONNode {
        guard let tree = instance.tree else { return .null }
        return table(tree) ?? self.tree(tree, 0)
    }

    /// A list of items with the same columns; nil for anything else.
    private static func table(_ tree: DataTree) -> JSONNode? {
        let items = tree.nodes[0].children
        guard tree.nodes[0].name == "root", let first = items.first else { return nil }
        let columns = tree.nodes[first].children.map { tree.nodes[$0].name }
        guard Set(columns).count == columns.count else { return nil }
        var rows: [JSONNode] = []
        for item in items {
            let cells = tree.nodes[item].children
            guard tree.nodes[item].name == "item", tree.nodes[item].value == nil,
                cells.map({ tree.nodes[$0].name }) == columns,
                cells.allSatisfy({ tree.nodes[$0].children.isEmpty && !tree.nodes[$0].isAttribute })
            else { return nil }
            rows.append(
                .array(cells.map { .string(tree.nodes[$0].value?.text(FormCalendar(offsetMinutes: 0)) ?? "") })
            )
        }
        return .object([.init("columns", .array(columns.map { .string($0) })), .init("rows", .array(rows))])
    }
}
