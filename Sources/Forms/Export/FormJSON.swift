public import Formats

/// A form as JSON for the script of a phone page, which shows and works out the same form.
///
/// One object with these members:
///
/// | member | what it is |
/// |---|---|
/// | `v` | 1, the version of this format |
/// | `id`, `version`, `title` | of the form; `version` may be absent |
/// | `languages` | `[{"name": "English (en)", "tag": "en"}]`, the default one first |
/// | `nodes` | the schema: `[name, parent, flags]` each, `parent` a number, -1 for the root; flags: 1 repeated, 2 attribute |
/// | `binds` | by the number of a node, an object: `t` type, `r` relevant, `q` required, `o` readonly (an expression or a truth), `c` constraint, `cm` its message, `qm` the message of `q`, `x` calculation, `p` preload (`start`, `end`, `today`, `uid`, or `{"property": name}`), `px` the largest side of a picture |
/// | `names` | by the number of a node, its name as it is written, where that has a prefix |
/// | `namespaces` | `[prefix, namespace]` each, for the root of what is sent |
/// | `order` | the rules in the order in which they are worked out: `[node, "r"\|"q"\|"o"\|"x", [triggers], number]`, the number being that of their place in the form |
/// | `initial` | the instance to begin with, a *tree* |
/// | `templates` | by the number of a repeated node, the *tree* that is added |
/// | `instances` | by their ids, a *table* or a *tree*, or null for a file that is absent |
/// | `texts` | by their ids, one *wording* for each language, null where it is absent |
/// | `body` | *items* |
/// | `actions` | *actions* of the model |
///
/// A *tree* is `[node, value, [trees]]` in the form's own instance, where `node` is a number, and `[name, value, [trees]]`
/// in others, where a name that begins with `@` is an attribute; what is empty at the end is left out. A *table* is
/// `{"columns": […], "rows": [[…]]}` and stands for `/root/item` with columns as children.
///
/// A *text* is `{"t": id}` or a *sentence*: a string, or a list of strings and `{"o": expression}`. A *wording* is a
/// sentence, or an object of sentences by the forms `""`, `long`, `short`, `guidance`, `image`, `big-image`, `audio` and
/// `video`.
///
/// An *item* is an object with `k`: `g` group, `r` repeat, or how a question is answered (`input`, `secret`, `select1`,
/// `select`, `rank`, `upload`, `trigger`, `range`); `n` node; `l` label; `h` hint; `a` appearances; `i` items in it;
/// `count` the node that says how many; `fixed` 1 where nothing can be added; `grows` 1 where the number depends on the
/// answers in it; `c` the choices `[value, text]`, or `{"nodes", "value", "label", "translated", "shuffled", "seed"}`;
/// `m` the media type; `limits` `[start, end, step]`; `e` actions. An *action* is `[[events], target, [expression]]`,
/// with null to empty the node and `"place"` for the place of the device.
///
/// An *expression* is a number, a string, or a list: `["/", steps…]`, `[".", parents, steps…]`, `["c", parents, steps…]`
/// for `current()`, `["i", id, steps…]` for `instance('id')`, `["f", name, arguments…]`, `["-", operand]`, and
/// `["~", operand, operator, operand, …]` to be worked out from left to right. A step is a name, `*`, `@name`, or a list
/// of one of these and its predicates. What functions do is in docs/forms.md.
public enum FormJSON {
    /// The form as JSON.
    public static func node(of form: FormDefinition) -> JSONNode {
        var members: [JSONNode.Member] = [.init("v", .integer(1)), .init("id", .string(form.id))]
        if let version = form.version { members.append(.init("version", .string(version))) }
        members.append(.init("title", .string(form.title)))
        members.append(
            .init(
                "languages",
                .array(
                    form.translations.map { translation in
                        .object(
                            [.init("name", .string(translation.language))]
                                + (translation.tag.map { [.init("tag", .string($0))] } ?? [])
                        )
                    }
                )
            )
        )
        members.append(
            .init(
                "nodes",
                .array(
                    form.schema.nodes.map { node in
                        let flags = (node.isRepeated ? 1 : 0) + (node.isAttribute ? 2 : 0)
                        return .array([.string(node.name), .integer(node.parent ?? -1), .integer(flags)])
                    }
                )
            )
        )
        members.append(
            .init(
                "binds",
                .object(
                    form.schema.nodes.indices.compactMap { number in
                        let bind = bind(number, form)
                        return bind.isEmpty ? nil : .init(String(number), .object(bind))
                    }
                )
            )
        )
        let written = form.schema.nodes.enumerated().filter { $0.element.writtenName != $0.element.name }
        members.append(
            .init("names", .object(written.map { .init(String($0.offset), .string($0.element.writtenName)) }))
        )
        members.append(
            .init("namespaces", .array(form.declarations.map { .array([.string($0.prefix), .string($0.namespace)]) }))
        )
        members.append(.init("order", .array(form.dependencies.order.map { rule($0, form) })))
        members.append(.init("initial", tree(form.initial, 0)))
        members.append(
            .init(
                "templates",
                .object(form.templates.sorted { $0.key < $1.key }.map { .init(String($0.key), tree($0.value, 0)) })
            )
        )
        members.append(.init("instances", .object(form.instances.map { .init($0.id, data($0)) })))
        members.append(.init("texts", texts(form)))
        members.append(.init("body", .array(form.body.map { item($0, form) })))
        members.append(.init("actions", .array(form.actions.map { action($0) })))
        return .object(members)
    }

    /// The form as the bytes of its JSON, without white space.
    public static func bytes(of form: FormDefinition) -> [UInt8] { node(of: form).bytes() }

    private static func rule(_ number: Int, _ form: FormDefinition) -> JSONNode {
        let rule = form.dependencies.rules[number]
        let kind =
            switch rule.kind {
            case .relevant: "r"
            case .required: "q"
            case .readonly: "o"
            case .calculation: "x"
            }
        return .array([
            .integer(rule.node), .string(kind), .array(rule.triggers.sorted().map { .integer($0) }), .integer(number),
        ])
    }

    private static func bind(_ number: Int, _ form: FormDefinition) -> [JSONNode.Member] {
        var members: [JSONNode.Member] = []
        let type = form.type(of: number)
        if type != .string { members.append(.init("t", .string(type.rawValue))) }
        guard let bind = form.binds[number] else { return members }
        func add(_ name: String, _ condition: FormCondition, _ usual: Bool) {
            switch condition {
            case .always(let flag): if flag != usual { members.append(.init(name, .bool(flag))) }
            case .when(let formula): members.append(.init(name, expression(formula.expression)))
            }
        }
        add("r", bind.relevant, true)
        add("q", bind.required, false)
        add("o", bind.readonly, false)
        if let formula = bind.constraint { members.append(.init("c", expression(formula.expression))) }
        if let message = bind.constraintMessage { members.append(.init("cm", text(message))) }
        if let message = bind.requiredMessage { members.append(.init("qm", text(message))) }
        if let formula = bind.calculation { members.append(.init("x", expression(formula.expression))) }
        switch bind.preload {
        case nil: break
        case .start?: members.append(.init("p", .string("start")))
        case .end?: members.append(.init("p", .string("end")))
        case .today?: members.append(.init("p", .string("today")))
        case .identifier?: members.append(.init("p", .string("uid")))
        case .property(let name)?: members.append(.init("p", .object([.init("property", .string(name))])))
        }
        if let pixels = bind.maximumPixels { members.append(.init("px", .integer(pixels))) }
        return members
    }
}
