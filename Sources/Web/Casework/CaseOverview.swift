internal import Casework
internal import Docket
internal import Store
internal import Vocabulary

/// What a case is about, who works on it, what it comes from and speaks of, and its course.
struct CaseOverview {
    let parts: CaseParts

    private var words: Words { parts.words }
    private var state: CaseState { parts.state }
    private var say: CaseWords { parts.say }

    func write(to h: inout HTML) {
        parts.panel("about", "case.about", to: &h) { h in
            h(.p, .class("said")) { h in h(.bdi, text: state.summary) }
            if let outcome = state.outcome {
                h(.p, text: words("case.ended", ["outcome": words("case.outcome.\(outcome.rawValue)")]))
            }
            if parts.leads, parts.isOpen {
                parts.folded("described", prefix: "about-", to: &h) { form, h in
                    form.text("title", label: "case.title", value: state.title, required: true, to: &h)
                    form.area("summary", label: "case.summary", value: state.summary, to: &h)
                }
            }
        }
        members(to: &h)
        subjects(to: &h)
        if parts.leads { course(to: &h) }
    }

    private func members(to h: inout HTML) {
        parts.panel("members", "case.members", to: &h) { h in
            h(.ul, .class("plain-list")) { h in
                for member in state.members.sorted(by: { $0.rawValue < $1.rawValue }) {
                    h(.li) { h in
                        h(.bdi, text: say.name(member))
                        if member == state.lead { h.text(" · " + words("case.leads")) }
                    }
                }
            }
            h(.p, .class("hint"), text: words(state.isKnown ? "case.is_known" : "case.is_not_known"))
            guard parts.leads, parts.isOpen else { return }
            let others = say.names.filter { !state.members.contains(MemberID(Int($0.key.rawValue))) }
                .sorted { $0.value < $1.value }.map { (value: "\($0.key.rawValue)", text: $0.value) }
            if !others.isEmpty {
                parts.folded("partner-added", prefix: "partner-", to: &h) { form, h in
                    form.choice("agency", label: "case.agency", options: others, to: &h)
                    form.reason(label: "case.reason", to: &h)
                }
            }
            let partners = say.members(of: parts.one, besides: state.lead)
            if !partners.isEmpty {
                for act in ["partner-removed", "lead-moved"] {
                    parts.folded(act, prefix: "\(act)-", to: &h) { form, h in
                        form.choice("agency", label: "case.agency", options: partners, to: &h)
                        form.reason(label: "case.reason", to: &h)
                    }
                }
            }
            parts.folded("made-known", prefix: "known-", to: &h) { form, h in
                h(.p, .class("hint"), text: words("case.known_hint"))
                form.tick("known", label: "case.known", isOn: state.isKnown, to: &h)
            }
            parts.folded("marked", prefix: "marked-", to: &h) { form, h in
                form.choice(
                    "marking",
                    label: "case.marking",
                    options: [HandlingMarking.amber, .amberStrict, .red].map {
                        ("\($0.rawValue)", $0.label)
                    },
                    chosen: "\(state.marking.rawValue)",
                    to: &h
                )
                h(.p, .class("hint"), text: words("case.marking_hint"))
                form.reason(label: "case.reason", to: &h)
            }
        }
    }

    private func subjects(to h: inout HTML) {
        parts.panel("subjects", "case.subjects", to: &h) { h in
            h(.h3, text: words("case.sources"))
            if state.sources.isEmpty { h(.p, .class("quiet"), text: words("case.no_sources")) }
            parts.list(state.sources, to: &h)
            h(.h3, text: words("case.speaks_of"))
            if state.subjects.isEmpty { h(.p, .class("quiet"), text: words("case.no_subjects")) }
            if !state.subjects.isEmpty {
                h(.ul, .class("plain-list")) { h in
                    for (thing, role) in state.subjects.sorted(by: { $0.key < $1.key }) {
                        h(.li) { h in
                            say.write(thing, to: &h)
                            h.text(" · ")
                            h(.bdi, text: role)
                            if parts.isOpen { removal(of: thing, to: &h) }
                        }
                    }
                }
            }
            h(.h3, text: words("case.exhibits"))
            if state.exhibits.isEmpty { h(.p, .class("quiet"), text: words("case.no_exhibits")) }
            parts.list(state.exhibits, to: &h)
            guard parts.isOpen else { return }
            parts.folded("subject-added", prefix: "subject-", to: &h) { form, h in
                parts.thing(form, label: "case.thing", kinds: CaseParts.filed + ["party-name"], to: &h)
                form.text("role", label: "case.role", required: true, hint: "case.role_hint", to: &h)
            }
            parts.folded("source-added", prefix: "source-", to: &h) { form, h in
                parts.thing(form, label: "case.thing", kinds: CaseParts.filed, to: &h)
            }
            parts.folded("exhibit-added", prefix: "exhibit-", to: &h) { form, h in
                parts.thing(form, label: "case.thing", kinds: ["exhibit", "statement", "record"], to: &h)
            }
        }
    }

    private func removal(of thing: CaseReference, to h: inout HTML) {
        parts.folded("subject-removed", prefix: "remove-\(thing.kind)-\(thing.id)-", to: &h) { form, h in
            h(.input, .type("hidden"), .name("thing_kind"), .value(thing.kind))
            h(.input, .type("hidden"), .name("thing_id"), .value(thing.id))
            form.reason(label: "case.reason", to: &h)
        }
    }

    private func course(to h: inout HTML) {
        parts.panel("course", "case.course", to: &h) { h in
            switch state.stage {
            case .open: parts.because("paused", prefix: "paused-", to: &h)
            case .paused: parts.because("resumed", prefix: "resumed-", to: &h)
            case .closed: parts.because("reopened", prefix: "reopened-", to: &h)
            }
            guard parts.isOpen else { return }
            parts.folded("closed", prefix: "closed-", to: &h) { form, h in
                form.choice(
                    "outcome",
                    label: "case.outcome",
                    options: CaseOutcome.allCases.map { ($0.rawValue, words("case.outcome.\($0.rawValue)")) },
                    to: &h
                )
                form.reason(label: "case.reason", to: &h)
                form.area("lessons", label: "case.lessons", hint: "case.lessons_hint", to: &h)
            }
        }
    }
}
