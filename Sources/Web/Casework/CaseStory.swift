internal import Casework
internal import Docket
internal import Store
internal import Vocabulary

/// What happened in the world, in the order in which it happened, and all that was done in the case.
struct CaseStory {
    let parts: CaseParts

    private var words: Words { parts.words }
    private var state: CaseState { parts.state }

    func write(to h: inout HTML) {
        parts.panel("moments", "case.moments", to: &h) { h in
            if state.moments.isEmpty { h(.p, .class("quiet"), text: words("case.no_moments")) }
            h(.ol, .class("report-steps")) { h in
                for moment in state.moments.sorted(by: { $0.content.when < $1.content.when }) {
                    h(.li) { h in write(moment, to: &h) }
                }
            }
            guard parts.isOpen else { return }
            parts.folded("happened", prefix: "moment-", to: &h) { form, h in
                form.text("when", label: "case.when", required: true, hint: "case.when_hint", to: &h)
                form.area("what", label: "case.what_happened", required: true, rows: 2, to: &h)
                parts.thing(form, label: "case.shown_by", kinds: CaseParts.evidence, required: false, to: &h)
            }
        }
        parts.panel("acts", "case.acts", to: &h) { h in
            h(.p, .class("hint"), text: words("case.acts_hint"))
            h(.ol, .class("report-steps")) { h in
                for act in parts.one.file.acts {
                    h(.li) { h in
                        h(.strong, text: parts.say.deed(act.deed))
                        if !act.deed.words.isEmpty { h(.p, .class("said")) { h in h(.bdi, text: act.deed.words) } }
                        let own = act.isOwn ? " · " + words("case.own_agency_only") : ""
                        let who = parts.say.name(act.by, of: act.agency)
                        h(.small, .class("quiet"), text: "\(who) · \(words.time(act.at.text))\(own)")
                    }
                }
            }
        }
    }

    private func write(_ moment: CaseState.Item<CaseMoment>, to h: inout HTML) {
        let content = moment.content
        h(.strong, text: CalendarDay(content.when) == nil ? content.when : words.date(content.when))
        h(.p) { h in h(.bdi, text: content.what) }
        if content.rests.isEmpty {
            h(.span, .class("tag"), text: words("case.said_not_shown"))
        } else {
            parts.list(content.rests, to: &h)
        }
        parts.origin(moment.origin, to: &h)
        parts.end(moment.end, to: &h)
        guard parts.isOpen, moment.end == nil, moment.origin.agency == parts.me || state.lead == parts.me else {
            return
        }
        parts.because("moment-struck", item: moment.id, prefix: "strike-\(moment.id.rawValue)-", to: &h)
    }
}
