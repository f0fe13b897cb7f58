internal import Casework
internal import Docket
internal import Store
internal import Vocabulary

/// Tasks, requests between agencies, decisions and notes.
struct CaseWork {
    let parts: CaseParts

    private var words: Words { parts.words }
    private var state: CaseState { parts.state }
    private var say: CaseWords { parts.say }

    func write(to h: inout HTML) {
        tasks(to: &h)
        requests(to: &h)
        decisions(to: &h)
        notes(to: &h)
    }

    /// The field that keeps something from partners.
    private func own(_ form: FormParts, to h: inout HTML) {
        guard state.members.count > 1 else { return }
        form.tick("own", label: "case.own_agency_only", to: &h)
    }

    /// What ends an item is for those who see the item.
    private func sameEyes(_ origin: CaseOrigin, to h: inout HTML) {
        if origin.isOwn { h(.input, .type("hidden"), .name("own"), .value("yes")) }
    }

    private func tasks(to h: inout HTML) {
        parts.panel("tasks", "case.tasks", to: &h) { h in
            if state.tasks.isEmpty { h(.p, .class("quiet"), text: words("case.no_tasks")) }
            h(.ol, .class("report-steps")) { h in
                for task in state.tasks.reversed() {
                    h(.li) { h in
                        h(.strong) { h in h(.bdi, text: task.content.text) }
                        let late = task.end == nil ? parts.one.overdue(task.content.due) : 0
                        let due = say.due(task.content.due, overdue: late)
                        h(.p, text: "\(say.name(task.content.agency)) · \(due)")
                        parts.origin(task.origin, to: &h)
                        parts.end(task.end, to: &h)
                        if task.end == nil, parts.isOpen { ends(of: task, to: &h) }
                    }
                }
            }
            guard state.stage == .open else { return }
            parts.folded("task-set", prefix: "task-", to: &h) { form, h in
                form.text("text", label: "case.what_to_do", required: true, to: &h)
                form.choice("agency", label: "case.agency", options: say.members(of: parts.one), to: &h)
                form.text("due", label: "case.due", type: "date", to: &h)
                own(form, to: &h)
            }
        }
    }

    private func ends(of task: CaseState.Item<CaseTask>, to h: inout HTML) {
        let id = task.id.rawValue
        if task.content.agency == parts.me || state.lead == parts.me {
            parts.folded("task-done", item: task.id, prefix: "done-\(id)-", to: &h) { form, h in
                sameEyes(task.origin, to: &h)
                form.area("reason", label: "case.done_how", to: &h)
            }
        }
        if task.origin.agency == parts.me || state.lead == parts.me {
            parts.folded("task-dropped", item: task.id, prefix: "drop-\(id)-", to: &h) { form, h in
                sameEyes(task.origin, to: &h)
                form.reason(label: "case.reason", to: &h)
            }
        }
    }

    private func requests(to h: inout HTML) {
        parts.panel("requests", "case.requests", to: &h) { h in
            if state.requests.isEmpty { h(.p, .class("quiet"), text: words("case.no_requests")) }
            h(.ol, .class("report-steps")) { h in
                for request in state.requests.reversed() { h(.li) { h in row(request, to: &h) } }
            }
            let others = say.members(of: parts.one, besides: parts.me)
            guard state.stage == .open else { return }
            guard !others.isEmpty else {
                h(.p, .class("hint"), text: words("case.requests_need_partners"))
                return
            }
            parts.folded("requested", prefix: "request-", to: &h) { form, h in
                form.choice("agency", label: "case.asked_agency", options: others, to: &h)
                form.text("what", label: "case.asked_for", required: true, to: &h)
                form.reason(label: "case.asked_why", to: &h)
                form.text("due", label: "case.due", type: "date", required: true, to: &h)
            }
        }
    }

    private func row(_ request: CaseState.Item<CaseRequest>, to h: inout HTML) {
        let (content, id) = (request.content, request.id.rawValue)
        h(.strong) { h in h(.bdi, text: content.what) }
        let late = request.end == nil ? parts.one.overdue(content.due) : 0
        let asked = words("case.asked", ["from": say.name(request.origin.agency), "to": say.name(content.agency)])
        h(.p, text: "\(asked) · \(say.due(content.due, overdue: late))")
        h(.p, .class("said")) { h in h(.bdi, text: content.reason) }
        parts.origin(request.origin, to: &h)
        parts.end(request.end, to: &h)
        guard request.end == nil, parts.isOpen else { return }
        if content.agency == parts.me {
            parts.folded("request-given", item: request.id, prefix: "give-\(id)-", to: &h) { form, h in
                form.reason(label: "case.given_what", to: &h)
                parts.thing(
                    form,
                    label: "case.given_thing",
                    kinds: CaseParts.evidence,
                    required: false,
                    to: &h
                )
            }
            parts.because("request-refused", item: request.id, prefix: "refuse-\(id)-", to: &h)
        }
        if request.origin.agency == parts.me || state.lead == parts.me {
            parts.because("request-withdrawn", item: request.id, prefix: "withdraw-\(id)-", to: &h)
        }
    }

    private func decisions(to h: inout HTML) {
        parts.panel("decisions", "case.decisions", to: &h) { h in
            if state.decisions.isEmpty { h(.p, .class("quiet"), text: words("case.no_decisions")) }
            h(.ol, .class("report-steps")) { h in
                for decision in state.decisions {
                    h(.li) { h in
                        h(.strong) { h in h(.bdi, text: decision.content.what) }
                        h(.p, .class("said")) { h in h(.bdi, text: decision.content.reason) }
                        if !decision.content.instead.isEmpty {
                            h(
                                .p,
                                text: words(
                                    "case.instead_of",
                                    ["what": decision.content.instead.joined(separator: "; ")]
                                )
                            )
                        }
                        parts.list(decision.content.rests, to: &h)
                        parts.origin(decision.origin, to: &h)
                    }
                }
            }
            guard parts.leads, parts.isOpen else { return }
            parts.folded("decided", prefix: "decision-", to: &h) { form, h in
                form.text("what", label: "case.decision", required: true, to: &h)
                form.reason(label: "case.reason", to: &h)
                form.area("instead", label: "case.instead", hint: "case.instead_hint", rows: 2, to: &h)
                parts.thing(form, label: "case.rests_on", kinds: CaseParts.evidence, required: false, to: &h)
            }
        }
    }

    private func notes(to h: inout HTML) {
        parts.panel("notes", "case.notes", to: &h) { h in
            if state.notes.isEmpty { h(.p, .class("quiet"), text: words("case.no_notes")) }
            h(.ol, .class("report-steps")) { h in
                for note in state.notes.reversed() {
                    h(.li) { h in
                        h(.p, .class("said")) { h in h(.bdi, text: note.content.text) }
                        parts.origin(note.content.revisions.last?.origin ?? note.origin, to: &h)
                        let earlier = note.content.revisions.dropLast()
                        if !earlier.isEmpty {
                            h(.details) { h in
                                h(.summary, text: words.plural("case.revisions", earlier.count))
                                for revision in earlier {
                                    h(.p, .class("said")) { h in h(.bdi, text: revision.text) }
                                    parts.origin(revision.origin, to: &h)
                                }
                            }
                        }
                        guard note.origin.agency == parts.me else { return }
                        let prefix = "note-\(note.id.rawValue)-"
                        parts.folded("note-revised", item: note.id, prefix: prefix, to: &h) { form, h in
                            sameEyes(note.origin, to: &h)
                            form.area("text", label: "case.note", value: note.content.text, required: true, to: &h)
                        }
                    }
                }
            }
            parts.folded("note-written", prefix: "note-", to: &h) { form, h in
                form.area("text", label: "case.note", required: true, to: &h)
                own(form, to: &h)
            }
        }
    }
}
