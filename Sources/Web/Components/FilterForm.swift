internal import Vocabulary

/// The filters of a list as a form that keeps the order chosen.
struct FilterForm {
    let visit: Visit
    let definition: ListDefinition

    func write(to h: inout HTML) {
        let isAsked =
            visit.query["q"] != nil || visit.query["sort"] != nil
            || definition.filters.contains { visit.query[$0.name] != nil }
        guard isAsked else {
            // The same for everybody: it holds every rule and every row of the matrix, and weighs much.
            let key = KeptPieces.Key.filters(visit.language, list: definition.segment)
            return h.append(visit.services.pieces.piece(key) { h in form(canBeCleared: false, to: &h) })
        }
        form(canBeCleared: true, to: &h)
        kept(to: &h)
    }

    private func form(canBeCleared: Bool, to h: inout HTML) {
        let words = visit.words
        let visible = definition.filters.filter { if case .hidden = $0.control { false } else { true } }
        h(.form, .class("filters"), .role("search"), Attribute("method", "get"), .ariaLabel(words("filter.label"))) {
            h in
            if !definition.searched.isEmpty {
                field("q", label: words("filter.q"), to: &h) { h, id in
                    h(.input, .type("search"), .id(id), .name("q"), .value(visit.query["q"] ?? ""))
                }
            }
            for filter in visible {
                field(filter.name, label: words("filter.\(filter.name)"), to: &h) { h, id in
                    control(filter, id: id, to: &h)
                }
            }
            for filter in definition.filters {
                if case .hidden = filter.control, let value = visit.query[filter.name] {
                    h(.input, .type("hidden"), .name(filter.name), .value(value))
                }
            }
            if let sort = visit.query["sort"] {
                h(.input, .type("hidden"), .name("sort"), .value(sort))
            }
            h(.div, .class("actions")) { h in
                h(.button, .type("submit"), text: words("filter.apply"))
                if canBeCleared {
                    h(
                        .a,
                        .class("button quiet-button"),
                        .href(visit.path("/\(definition.segment)")),
                        text: words("list.clear")
                    )
                }
            }
        }
    }

    /// Says which filter without a control is in force, such as a cell of the matrix.
    private func kept(to h: inout HTML) {
        for filter in definition.filters {
            guard case .hidden = filter.control, let value = visit.query[filter.name] else { continue }
            h(.p, .class("kept")) { h in
                h.text(
                    visit.words(
                        "filter.kept",
                        ["filter": visit.words("filter.\(filter.name)"), "value": described(filter, value)]
                    )
                )
                h.text(" ")
                let without = visit.query.setting(filter.name, to: nil).setting("page", to: nil).encoded
                h(.a, .href(visit.path("/\(definition.segment)\(without)")), text: visit.words("filter.remove"))
            }
        }
    }

    private func described(_ filter: ListFilter, _ value: String) -> String {
        guard filter.name == "cell" else { return value }
        let names = value.split(separator: "/").compactMap {
            visit.services.matrix.title(of: String($0), in: visit.language)
        }
        return names.isEmpty ? value : "\(value) (\(names.joined(separator: ", ")))"
    }

    private func field(
        _ name: String,
        label: String,
        to h: inout HTML,
        control: (inout HTML, String) -> Void
    ) {
        let id = "filter-\(name)"
        h(.div, .class("field")) { h in
            h(.label, .for(id), text: label)
            control(&h, id)
        }
    }

    private func control(_ filter: ListFilter, id: String, to h: inout HTML) {
        let words = visit.words
        switch filter.control {
        case .choice(let group, let codes):
            select(filter.name, id: id, options: codes.map { ($0, words.token(group, $0)) }, to: &h)
        case .rule:
            select(filter.name, id: id, options: visit.services.rules.map { ($0.id, $0.title[visit.language]) }, to: &h)
        case .stage:
            let stages = visit.services.matrix.stages
            select(filter.name, id: id, options: stages.map { ($0.id, "\($0.id) \($0.title[visit.language])") }, to: &h)
        case .vulnerability:
            let rows = visit.services.matrix.rows + visit.services.matrix.moreRows
            select(filter.name, id: id, options: rows.map { ($0.id, "\($0.id) \($0.title[visit.language])") }, to: &h)
        case .text:
            h(.input, .type("text"), .id(id), .name(filter.name), .value(visit.query[filter.name] ?? ""))
        case .date:
            h(.input, .type("date"), .id(id), .name(filter.name), .value(visit.query[filter.name] ?? ""))
        case .hidden:
            break
        }
    }

    private func select(_ name: String, id: String, options: [(value: String, label: String)], to h: inout HTML) {
        let chosen = visit.query[name]
        h(.select, .id(id), .name(name)) { h in
            h(.option, .value(""), text: visit.words("filter.any"))
            for option in options {
                h(.option, .value(option.value), option.value == chosen ? .selected : nil, text: option.label)
            }
        }
    }
}
