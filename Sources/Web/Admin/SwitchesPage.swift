internal import Assessment
internal import Hummingbird
internal import Store
internal import Vocabulary

/// Which rules are in force.
enum SwitchesPage {
    static func respond(_ visit: Visit) async throws -> Response {
        let off = try await visit.services.store.rulesOff()
        let counts = try await RuleFindings.read(visit)
        let words = visit.words
        let title = words("nav.admin_rules")
        return PageFrame(visit: visit, title: title, section: "/admin/rules", isWide: true).response { h, _ in
            h(.h1, text: title)
            h(.p, .class("lead"), text: words("switches.about"))
            PlainTable<RuleView>(
                words: words,
                caption: title,
                items: visit.services.rules,
                columns: [
                    .init("column.rule") { rule, h in
                        let path = "/admin/rules/\(URLCoding.encode(rule.id))"
                        h(.a, .href(visit.path(path)), text: rule.title[visit.language])
                    },
                    .init("column.severity") { rule, h in
                        SeverityMark(level: rule.severity, words: words).write(to: &h)
                    },
                    .init("column.findings", isNumeric: true) { rule, h in
                        h.text(words.integer(counts[rule.id] ?? 0))
                    },
                    .init("people.state") { rule, h in
                        let state = off.contains(rule.id) ? "off" : "on"
                        h(.span, .class("tag tag-\(state)"), text: words("switches.\(state)"))
                    },
                ]
            )
            .write(to: &h)
        }
    }
}

/// One rule: whether it is in force, what would change, and who switched it when and why.
struct SwitchPage: Sendable {
    let visit: Visit
    let rule: RuleView
    let isOn: Bool
    let history: [RuleSwitch]
    let trial: RuleTrial?

    static func respond(_ visit: Visit, id: String) async throws -> Response {
        guard let rule = visit.services.rule(id) else { throw SiteError(.notFound) }
        let store = visit.services.store
        let isTried = visit.query["trial"] != nil
        return SwitchPage(
            visit: visit,
            rule: rule,
            isOn: try await !store.rulesOff().contains(id),
            history: try await store.switches(of: id, as: visit.reader),
            trial: isTried ? try await visit.services.assessments.trial(of: id) : nil
        )
        .response
    }

    static func change(_ visit: Visit, request: Request, id: String) async throws -> Response {
        let form = try await visit.form(request)
        guard visit.services.rule(id) != nil else { throw SiteError(.notFound) }
        let isOn = try form.need("state") == "on"
        let reason = try form.need("reason")
        try await visit.services.store.switchRule(id, isOn: isOn, because: reason, by: visit.reader)
        return visit.confirm(
            isOn ? "done.rule_on" : "done.rule_off",
            undoing: .rule(id, isOn: !isOn),
            at: "/admin/rules/\(URLCoding.encode(id))"
        )
    }

    private var response: Response {
        let words = visit.words
        let title = rule.title[visit.language]
        return PageFrame(visit: visit, title: title, section: "/admin/rules", hasForm: true).response { h, token in
            h(.p, .class("crumbs")) { h in
                h(.a, .href(visit.path("/admin/rules")), text: words("nav.admin_rules"))
            }
            h(.h1, text: title)
            h(.p) { h in
                let state = isOn ? "on" : "off"
                h(.span, .class("tag tag-\(state)"), text: words("switches.\(state)"))
                h.text(" ")
                h(.a, .href(visit.path(to: .rule, rule.id)), text: words("switches.read_rule"))
            }
            trial(to: &h)
            h(.section, .class("panel")) { h in
                h(.h2, text: words(isOn ? "switches.turn_off" : "switches.turn_on"))
                h(.p, text: words(isOn ? "switches.turn_off_about" : "switches.turn_on_about"))
                let action = "/admin/rules/\(URLCoding.encode(rule.id))"
                PostForm(visit: visit, action: action, token: token).write(to: &h) { h in
                    h(.input, .type("hidden"), .name("state"), .value(isOn ? "off" : "on"))
                    let parts = FormParts(words: words, prefix: "switch-")
                    parts.reason(label: "handling.reason", to: &h)
                    parts.button(isOn ? "switches.turn_off" : "switches.turn_on", to: &h)
                }
            }
            past(to: &h)
        }
    }

    private func trial(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .id("trial")) { h in
            h(.h2, text: words("switches.trial"))
            guard let trial else {
                h(.p, text: words("switches.trial_about"))
                h(.p) { h in
                    h(.a, .class("button"), .href("?trial=yes#trial"), text: words("switches.try"))
                }
                return
            }
            h(.ul) { h in
                if isOn {
                    h(.li, text: words.plural("switches.would_disappear", trial.present))
                    h(.li, text: words.plural("switches.judged", trial.judged))
                    h(.li, text: words.plural("switches.next_appear", trial.appearing))
                    h(.li, text: words.plural("switches.next_disappear", trial.disappearing))
                } else {
                    h(.li, text: words.plural("switches.would_appear", trial.found))
                    if trial.present > 0 { h(.li, text: words.plural("switches.still_there", trial.present)) }
                }
            }
        }
    }

    private func past(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel")) { h in
            h(.h2, text: words("switches.history"))
            guard !history.isEmpty else {
                h(.p, .class("quiet"), text: words("switches.never"))
                return
            }
            PlainTable<RuleSwitch>(
                words: words,
                caption: words("switches.history"),
                items: history,
                columns: [
                    .text("column.at") { words.time($0.at) },
                    .text("people.state") { words($0.isOn ? "switches.on" : "switches.off") },
                    .text("column.reason") { $0.reason }, .text("column.named_by") { $0.by },
                ]
            )
            .write(to: &h)
        }
    }
}
