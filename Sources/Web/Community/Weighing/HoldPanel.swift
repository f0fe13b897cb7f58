internal import Community
internal import Store
internal import Vocabulary

/// Keeping a report beyond its day while a case runs: who does, until when, and the form for it.
struct HoldPanel: Sendable {
    let visit: Visit
    let view: OpenedView
    let token: String
    /// What was sent in and not taken; nil where nothing was.
    var typed: QueryString?

    private var words: Words { visit.words }
    private var report: SealedReport { view.opened.report }

    func write(to h: inout HTML) {
        h(.section, .class("panel"), .id("hold")) { h in
            h(.h2, text: words("hold.title"))
            h(.p, .class("quiet"), text: words("hold.about"))
            list(to: &h)
            guard report.state != .withdrawn else {
                h(.p, text: words("hold.fault.withdrawn"))
                return
            }
            form(to: &h)
            if view.holds.contains(where: { $0.agency == visit.reader.agency }) {
                PostForm(visit: visit, action: "/inbox/\(report.id)", token: token).write(to: &h) { h in
                    h(.input, .type("hidden"), .name("do"), .value("release"))
                    FormParts(words: words).button("hold.release", css: "quiet-button", to: &h)
                }
            }
        }
    }

    private func list(to h: inout HTML) {
        guard !view.holds.isEmpty else { return }
        h(.ul) { h in
            for hold in view.holds {
                let who = [hold.by, view.names[hold.agency] ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
                h(
                    .li,
                    text: words(
                        "hold.one",
                        ["day": words.date(hold.until.text), "made": words.date(hold.madeOn.text), "who": who]
                    )
                )
            }
        }
    }

    private func form(to h: inout HTML) {
        let last = FactStore.lastHoldDay(of: report, on: visit.services.community.today)
        PostForm(visit: visit, action: "/inbox/\(report.id)", token: token).write(to: &h) { h in
            h(.input, .type("hidden"), .name("do"), .value("hold"))
            let parts = FormParts(words: words, prefix: "hold-")
            parts.text("until", label: "hold.until", value: typed?["until"] ?? "", type: "date", required: true, to: &h)
            h(.p, .class("hint"), text: words("hold.until_about", ["day": words.date(last.text)]))
            parts.area("hold_reason", label: "hold.reason", value: typed?["hold_reason"] ?? "", required: true, to: &h)
            parts.button("hold.keep", css: "quiet-button", to: &h)
        }
    }
}
