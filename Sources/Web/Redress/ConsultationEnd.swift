internal import Community
internal import Remedy
internal import Store
internal import Vocabulary

/// How a consultation was closed: who closed it, when, what came of it, and what was changed because of which comments;
/// what still stands in the way; and the fields by which it is closed.
struct ConsultationEnd {
    let say: RemedyWords
    let one: ConsultationCase

    /// Where a comment stands on the page.
    static func anchor(_ comment: String) -> String { "said-\(comment)" }

    /// The comments in the order in which they were made.
    static func comments(of one: ConsultationCase) -> [(id: String, text: String)] {
        one.file.entries.compactMap { entry in
            if case .commented(let id, let text) = entry.fact { (id, text) } else { nil }
        }
    }

    func write(to h: inout HTML) {
        let words = say.words
        let ends = one.file.entries.filter { entry in
            switch entry.fact {
            case .closed, .reopened: true
            default: false
            }
        }
        guard !ends.isEmpty else { return }
        h(.section, .class("panel"), .id("closing"), .ariaLabelledBy("closing-title")) { h in
            h(.h2, .id("closing-title"), text: words("consultation.closing"))
            for entry in ends {
                let (day, who) = (say.day(one.procedure.calendarDay(of: entry.at)), say.name(one.cover.owner))
                switch entry.fact {
                case .closed(let outcome, let changes):
                    h(.p) { h in h(.strong, text: words("consultation.closed_by", ["day": day, "who": who])) }
                    h(.p, .class("said")) { h in h(.bdi, text: outcome) }
                    self.changes(changes, to: &h)
                case .reopened(let reason):
                    h(.p) { h in h(.strong, text: words("consultation.reopened_by", ["day": day, "who": who])) }
                    h(.p, .class("said")) { h in h(.bdi, text: reason) }
                default: continue
                }
            }
        }
    }

    private func changes(_ changes: [ConsultationChange], to h: inout HTML) {
        let words = say.words
        guard !changes.isEmpty else {
            h(.p, text: words("consultation.nothing_changed"))
            return
        }
        h(.p, text: words("consultation.changes"))
        h(.ul) { h in
            for change in changes {
                h(.li) { h in
                    h(.bdi, text: change.what)
                    h.text(" (" + words("consultation.because_of") + " ")
                    links(change.comments, to: &h)
                    h.text(")")
                }
            }
        }
    }

    private func links(_ comments: [String], to h: inout HTML) {
        for (place, comment) in comments.enumerated() {
            if place > 0 { h.text(", ") }
            h(.a, .href("#" + Self.anchor(comment)), text: say.words("consultation.comment", ["number": comment]))
        }
    }

    /// The comments that stand in the way, each with a link to it.
    func unanswered(to h: inout HTML) {
        let open = Self.comments(of: one).map(\.id).filter { one.file.state.unanswered.contains($0) }
        guard !open.isEmpty else { return }
        h(.p, .class("notice"), .id("in-the-way")) { h in
            h.text(say.words("consultation.not_yet") + " ")
            links(open, to: &h)
        }
    }

    func fields(_ parts: FormParts, to h: inout HTML) {
        let words = say.words
        parts.area("outcome", label: "consultation.outcome", required: true, to: &h)
        let comments = Self.comments(of: one)
        guard !comments.isEmpty else { return }
        h(.p, .class("quiet"), text: words("consultation.changes_about"))
        for (id, text) in comments {
            let name = "change_\(id)"
            h(.label, .for(parts.prefix + name)) { h in
                h.text(words("consultation.comment", ["number": id]) + ": ")
                h(.bdi, text: text)
            }
            h(
                .textarea,
                .id(parts.prefix + name),
                .name(name),
                Attribute("rows", "2"),
                Attribute("maxlength", "2000"),
                text: ""
            )
        }
    }
}
