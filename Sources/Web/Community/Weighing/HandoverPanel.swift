internal import Community
internal import Formats
internal import Store
internal import Vocabulary

/// Handing a report to another organisation, and what became of that.
struct HandoverPanel: Sendable {
    let visit: Visit
    let report: Int64
    let view: OpenedView
    let token: String
    /// What was sent in and not taken; nil where nothing was.
    var typed: QueryString?

    private var words: Words { visit.words }

    func write(to h: inout HTML) {
        h(.section, .class("panel"), .id("handover")) { h in
            h(.h2, text: words("handover.title"))
            if !view.handovers.isEmpty {
                h(.ul, .class("plain")) { h in for handover in view.handovers { h(.li) { h in line(handover, to: &h) } }
                }
            }
            guard view.opened.allows(.refer) else {
                h(.p, text: words("handover.not_allowed"))
                return
            }
            guard !view.targets.isEmpty else {
                h(.p, text: words("handover.nobody"))
                return
            }
            form(to: &h)
        }
    }

    private func line(_ handover: ReportHandover, to h: inout HTML) {
        h(
            .a,
            .href(visit.path("/inbox/handed/\(handover.id)")),
            text: words("handover.number", ["number": "\(handover.id)"])
        )
        h.text(": \(view.names[handover.from] ?? "") → \(view.names[handover.to] ?? "") · ")
        h.text(HandoverWords(words: words, today: visit.services.community.today).state(handover))
    }

    private func form(to h: inout HTML) {
        PostForm(visit: visit, action: "/inbox/\(report)", token: token).write(to: &h) { h in
            h(.input, .type("hidden"), .name("do"), .value("handover"))
            let parts = FormParts(words: words, prefix: "handover-")
            h(.p, .class("quiet"), text: words("handover.about"))
            parts.choice(
                "to_agency",
                label: "handover.to",
                options: view.targets.map { ("\($0.number.rawValue)", $0.name) },
                chosen: typed?["to_agency"],
                to: &h
            )
            parts.area("note", label: "handover.note", value: typed?["note"] ?? "", required: true, to: &h)
            if view.opened.content.contact != nil { parts.tick("tells_contact", label: "handover.contact", to: &h) }
            if !view.opened.attachments.isEmpty { parts.tick("sends_files", label: "handover.files", to: &h) }
            if view.weighing.file.grading != nil { parts.tick("tells_grade", label: "handover.grade", to: &h) }
            parts.button("handover.send", css: "quiet-button", to: &h)
        }
    }
}

/// How things stand with a hand-over, in words.
struct HandoverWords: Sendable {
    let words: Words
    let today: CalendarDay

    func state(_ handover: ReportHandover) -> String {
        switch handover.state {
        case .sent:
            words(
                isLate(handover) ? "handover.state.late" : "handover.state.sent",
                ["day": words.date(handover.answerBy.text)]
            )
        case .accepted: words("handover.state.accepted", ["day": words.date(handover.answeredOn?.text ?? "")])
        case .declined:
            words("handover.state.declined", ["day": words.date(handover.answeredOn?.text ?? "")])
                + (handover.reason.map { ": " + words("handover.reason.\($0.rawValue)") } ?? "")
        }
    }

    func isLate(_ handover: ReportHandover) -> Bool { handover.state == .sent && today > handover.answerBy }
}
