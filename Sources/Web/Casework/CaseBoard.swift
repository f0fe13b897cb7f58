internal import Casework
internal import Docket
internal import Offences
internal import Store
internal import Vocabulary

/// The offences that are looked at, each with what the case holds for its elements, and the money trail.
struct CaseBoard {
    let parts: CaseParts

    private var words: Words { parts.words }
    private var state: CaseState { parts.state }
    private var one: WorkCase { parts.one }

    func write(to h: inout HTML) {
        offences(to: &h)
        for offence in one.offences {
            OffenceBoard(parts: parts, board: one.board(of: offence)).write(to: &h)
        }
        if !one.offences.isEmpty { money(to: &h) }
    }

    private func offences(to h: inout HTML) {
        parts.panel("offences", "case.offences", to: &h) { h in
            h(.p, .class("hint"), text: words("case.offences_hint"))
            if one.offences.isEmpty { h(.p, .class("quiet"), text: words("case.no_offences")) }
            h(.ul, .class("plain-list")) { h in
                for offence in one.offences {
                    h(.li) { h in
                        let id = offence.id.rawValue
                        h(.a, .href("#offence-\(id)"), text: "\(id) \(offence.title[parts.say.language])")
                        if parts.leads, parts.isOpen { drop(offence, to: &h) }
                    }
                }
            }
            for prompt in one.convergence.prompts { suggestion(prompt, to: &h) }
            if let days = state.days {
                let values: KeyValuePairs = [
                    "from": words.date(days.lowerBound.text), "to": words.date(days.upperBound.text),
                ]
                h(.p, text: words("case.acts_between", values))
            } else {
                h(.p, .class("notice"), text: words("case.acts_undated"))
            }
            guard parts.isOpen else { return }
            parts.folded("offence-considered", prefix: "offence-", to: &h) { form, h in
                let others = one.shelf.catalogue.offences.filter { !state.offences.contains($0.id.rawValue) }
                form.choice(
                    "offence",
                    label: "case.offence",
                    options: others.map { ($0.id.rawValue, "\($0.id.rawValue) \($0.title[parts.say.language])") },
                    to: &h
                )
            }
            parts.folded("acts-dated", prefix: "dated-", to: &h) { form, h in
                let (from, to) = (state.days?.lowerBound.text ?? "", state.days?.upperBound.text ?? "")
                form.text("from", label: "case.first_day", value: from, type: "date", required: true, to: &h)
                form.text("to", label: "case.last_day", value: to, type: "date", required: true, to: &h)
            }
        }
    }

    private func drop(_ offence: OffenceChecklist, to h: inout HTML) {
        let id = offence.id.rawValue
        parts.folded("offence-dropped", prefix: "drop-\(id)-", to: &h) { form, h in
            h(.input, .type("hidden"), .name("offence"), .value(id))
            form.reason(label: "case.reason", to: &h)
        }
    }

    private func suggestion(_ prompt: ConvergencePrompts.Prompt, to h: inout HTML) {
        guard let offence = one.shelf.catalogue[prompt.offence] else { return }
        h(.details) { h in
            let name = "\(offence.id.rawValue) \(offence.title[parts.say.language])"
            h(.summary, text: words("case.look_at_too", ["offence": name]))
            h(.ul) { h in
                for link in prompt.links {
                    h(.li, text: "\(link.from.rawValue): \(link.reason[parts.say.language])")
                }
            }
            guard parts.isOpen else { return }
            parts.form("offence-considered", prefix: "too-\(offence.id.rawValue)-", to: &h) { _, h in
                h(.input, .type("hidden"), .name("offence"), .value(offence.id.rawValue))
            }
        }
    }

    private func money(to h: inout HTML) {
        parts.panel("money", "case.money", to: &h) { h in
            h(.p, .class("hint"), text: words("case.money_hint"))
            h(.ol, .class("report-steps")) { h in
                for prompt in one.financial.prompts {
                    h(.li) { h in
                        h(.strong, text: prompt.step.text[parts.say.language])
                        step(prompt, to: &h)
                    }
                }
            }
        }
    }

    private func step(_ prompt: FinancialPrompts.Prompt, to h: inout HTML) {
        let id = prompt.step.id.rawValue
        h(.p, .class("quiet"), text: prompt.offences.map(\.rawValue).joined(separator: ", "))
        if let due = prompt.due, prompt.answer == nil {
            let css = prompt.isOverdue ? "tag tag-failed" : "tag"
            h(.p) { h in h(.span, .class(css), text: words("case.step_due", ["time": words.time(due.text)])) }
        }
        if let answer = state.steps[id] {
            h(.p) { h in
                let key = answer.isDone ? "offences.financial.done" : "offences.financial.not-applicable"
                h(.span, .class("tag tag-active"), text: words(key))
                h.text(" ")
                h(.bdi, text: answer.words)
            }
            parts.origin(answer.origin, to: &h)
        }
        guard parts.isOpen else { return }
        parts.folded("step-answered", prefix: "step-\(id)-", to: &h) { form, h in
            h(.input, .type("hidden"), .name("step"), .value(id))
            form.choice(
                "outcome",
                label: "case.step_outcome",
                options: ["done", "not-applicable"].map { ($0, words("offences.financial.\($0)")) },
                to: &h
            )
            form.area("reason", label: "case.in_words", to: &h)
        }
    }
}
