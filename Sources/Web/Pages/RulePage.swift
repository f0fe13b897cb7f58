internal import Hummingbird
internal import Vocabulary

/// One rule: what it looks for, with what numbers, where from, and how it is tested.
struct RulePage {
    let visit: Visit
    let rule: RuleView
    let findings: Int

    static func respond(_ visit: Visit, id: String) async throws -> Response {
        guard let rule = visit.services.rule(id) else { throw SiteError(.notFound) }
        let findings = try await RuleFindings.read(visit)[id] ?? 0
        return RulePage(visit: visit, rule: rule, findings: findings).response
    }

    var response: Response {
        let words = visit.words
        let language = visit.language
        return PageFrame(visit: visit, title: rule.title[language], section: "/rules").response { h, _ in
            h(.p, .class("crumbs")) { h in h(.a, .href(visit.path("/rules")), text: words("nav.rules")) }
            h(.h1, text: rule.title[language])
            h(.p, .class("lead")) { h in
                SeverityMark(level: rule.severity, words: words).write(to: &h)
                h.text(" · ")
                h(.code, text: "\(rule.id) v\(rule.version)")
                guard visit.services.isOn(.finding) else { return }
                h.text(" · ")
                h(
                    .a,
                    .href(visit.path("/findings?rule=\(URLCoding.encode(rule.id))")),
                    text: words.plural("rule.findings", findings)
                )
            }
            h(.section, .class("panel")) { h in
                h(.h2, text: words("rule.looks_for"))
                if let note = rule.weightNote { h(.p, text: note) }
                h(.p) { h in CellLinks(visit: visit, cells: rule.cells).write(to: &h) }
                h(.p, .class("quiet"), text: words("rule.weight", ["weight": words.number(rule.weight, places: 2)]))
            }
            parameters(to: &h)
            h(.div, .class("columns")) { h in
                list(words("finding.innocent"), rule.innocentExplanations.map { $0[language] }, to: &h)
                list(words("finding.next"), rule.nextSteps.map { $0[language] }, to: &h)
            }
            list(words("rule.sources"), rule.sources, to: &h)
            if !rule.query.isEmpty {
                h(.section, .class("panel")) { h in
                    h(.h2, text: words("rule.query"))
                    h(.p, text: words("rule.query_about"))
                    h(.pre, .class("bytes"), .focusable, .role("region"), .ariaLabel(words("rule.query"))) { h in
                        h(.code, text: rule.query)
                    }
                }
            }
            list(words("rule.tests"), rule.tests, to: &h)
        }
    }

    private func parameters(to h: inout HTML) {
        guard !rule.parameters.isEmpty else { return }
        let words = visit.words
        h(.section, .class("panel")) { h in
            h(.h2, text: words("rule.parameters"))
            h(.dl, .class("particulars")) { h in
                for parameter in rule.parameters {
                    h(.div) { h in
                        h(.dt) { h in
                            h(.code, text: parameter.name)
                            h.text(" " + parameter.meaning[visit.language])
                        }
                        h(.dd) { h in
                            h.text(parameter.shown)
                            OverrideNote(visit: visit, parameter: parameter).write(to: &h)
                        }
                    }
                }
            }
        }
    }

    private func list(_ title: String, _ items: [String], to h: inout HTML) {
        guard !items.isEmpty else { return }
        h(.section, .class("panel")) { h in
            h(.h2, text: title)
            h(.ul) { h in
                for item in items { h(.li, text: item) }
            }
        }
    }
}
