internal import Community
internal import Hummingbird
internal import Remedy
internal import Sealing
internal import Store
internal import Vocabulary

/// A complaint as its own person sees it: where it stands, how many days are left, what was found and offered, and what
/// they may say to that.
struct OwnComplaintView: Sendable {
    let visit: Visit
    let say: RemedyWords
    let own: OwnComplaint
    let receipt: Sealing.Receipt
    var faults: [String] = []
    /// Whether something was just written down.
    var isDone = false

    private var glimpse: GrievanceCase.Glimpse { own.one.glimpse }
    private var acts: OwnComplaintActs { OwnComplaintActs(visit: visit, own: own) }

    /// What the person is told of what happened: steps, and what concerns them; not what bodies say of themselves.
    private static let told: Set<String> = [
        "lodge", "acknowledge", "admit", "reject", "find", "offer", "accept", "refuse", "counter", "report-delivery",
        "confirm", "deny", "appeal", "decide-appeal", "mediate", "end-mediation", "close", "reopen", "withdraw",
        "refer", "ask", "answer", "extend", "check-retaliation", "report-retaliation", "offer-adviser",
        "share-documents", "update", "publish", "rate", "survey",
    ]

    var response: Response {
        let words = visit.words
        let frame = ReportFrame(visit: visit, title: words("complaint.yours"), languagePlace: "/r/complaint")
        return frame.response(status: faults.isEmpty ? .ok : .unprocessableContent) { h in
            FormFault(sentences: faults).write(to: &h)
            if isDone { h(.p, .class("notice"), .role("status"), text: words("remedy.done.said")) }
            standing(to: &h)
            next(to: &h)
            if !glimpse.findings.isEmpty { findings(to: &h) }
            if !glimpse.offers.isEmpty { OfferList(say: say, offers: glimpse.offers).write(to: &h) }
            said(to: &h)
            history(to: &h)
            routes(to: &h)
        }
    }

    private func panel(_ title: String, to h: inout HTML, content: (inout HTML) -> Void) {
        h(.section, .class("panel")) { h in
            h(.h2, text: visit.words(title))
            content(&h)
        }
    }

    private func standing(to h: inout HTML) {
        let words = visit.words
        panel("remedy.standing", to: &h) { h in
            h(.p) { h in h(.strong, text: glimpse.step?.label[say.language] ?? "") }
            if let ended = glimpse.ended {
                let why =
                    glimpse.closure.map { words("remedy.closure.\($0.rawValue)") } ?? words("remedy.state.withdrawn")
                h(.p, text: "\(say.day(ended)): \(why)")
                return
            }
            if let step = glimpse.step {
                h(.p, text: words("complaint.waits.\(step.waitsFor.rawValue)", ["body": say.name(glimpse.acting)]))
            }
            if let days = own.daysLeft {
                let left = words.plural(days < 0 ? "complaint.days_late" : "complaint.days_left", abs(days))
                h(.p, text: "\(say.due(glimpse.due, overdue: 0)): \(left)")
            } else if case .stopped? = glimpse.due {
                h(.p, text: words("complaint.stopped"))
            }
            if own.one.file?.state.isRetaliationOpen == true { h(.p, text: words("remedy.retaliation_open")) }
        }
    }

    // MARK: What may be said

    private func form(_ act: String, isMultipart: Bool = false, to h: inout HTML, content: (inout HTML) -> Void) {
        h(
            .form,
            .class("stack"),
            Attribute("method", "post"),
            Attribute("action", visit.path("/r/complaint")),
            isMultipart ? Attribute("enctype", "multipart/form-data") : nil
        ) { h in
            h(.input, .type("hidden"), .name("receipt"), .value(receipt.digits.joined()))
            h(.input, .type("hidden"), .name("do"), .value(act))
            RemedyForm.event(to: &h)
            content(&h)
        }
    }

    private func next(to h: inout HTML) {
        let words = visit.words
        panel("complaint.next", to: &h) { h in
            let acts = acts.all
            for act in acts where act.isMove { self.act(act, to: &h) }
            for act in acts where !act.isMove { self.act(act, to: &h) }
            if self.acts.asksSurvey { survey(to: &h) }
            h(.details) { h in
                h(.summary, text: words("remedy.add_paper"))
                form("add", isMultipart: true, to: &h) { h in
                    PaperFields(words: words).write(to: &h)
                    h(.button, .type("submit"), text: words("complaint.send"))
                }
            }
        }
    }

    private func act(_ act: GrievanceAct, to h: inout HTML) {
        let words = visit.words
        h(.details, .class("act")) { h in
            h(.summary, text: say.act(act.word))
            form(act.word, to: &h) { h in
                let parts = FormParts(words: words, prefix: "\(act.word)-")
                if act.word == "answer" {
                    if let question = question { h(.p, .class("said")) { h in h(.bdi, text: question) } }
                    parts.area("words", label: "remedy.answer_text", required: true, to: &h)
                } else {
                    GrievanceActForm(visit: visit, say: say, one: own.one, act: act, token: "", agencies: [])
                        .fields(parts, to: &h)
                }
                h(.button, .type("submit"), text: words("complaint.send"))
            }
        }
    }

    /// What the body asked last.
    private var question: String? {
        own.one.file?.entries.reversed().lazy.compactMap {
            if case .informationAsked(let text) = $0.fact { text } else { nil }
        }.first
    }

    private func survey(to h: inout HTML) {
        let words = visit.words
        h(.h3, text: words("complaint.survey"))
        h(.p, text: words("complaint.survey_about"))
        form("survey", to: &h) { h in
            let act = GrievanceAct(word: "survey", part: .taker, isMove: false)
            let rate = GrievanceAct(word: "rate", part: .taker, isMove: false)
            for one in [act, rate] {
                GrievanceActForm(visit: visit, say: say, one: own.one, act: one, token: "", agencies: [])
                    .fields(FormParts(words: words, prefix: "survey-"), to: &h)
            }
            h(.button, .type("submit"), text: words("complaint.send"))
        }
    }

    // MARK: What is known

    private func findings(to h: inout HTML) {
        let words = visit.words
        panel("complaint.findings", to: &h) { h in
            h(.ul) { h in
                for finding in glimpse.findings {
                    let about = own.one.table[finding.category]?.label[say.language] ?? finding.category.rawValue
                    h(.li, text: "\(about): \(words("remedy.finding.\(finding.outcome.rawValue)"))")
                }
            }
        }
    }

    private func said(to h: inout HTML) {
        let words = visit.words
        panel("remedy.told", to: &h) { h in
            if let account = own.account {
                h(.p, .class("said")) { h in h(.bdi, text: account.words) }
                h(
                    .p,
                    .class("quiet"),
                    text: words(account.tellsWords ? "remedy.told_to_them" : "remedy.not_told_to_them")
                )
            }
            for paper in own.papers {
                PaperLine(words: words, paper: paper).write(to: &h) { h, name in h(.span, text: name) }
            }
        }
    }

    private func history(to h: inout HTML) {
        guard let file = own.one.file else { return }
        let details = GrievanceHistory(say: say, one: own.one, file: file)
        panel("remedy.history", to: &h) { h in
            h(.ol, .class("report-steps")) { h in
                for entry in file.entries where Self.told.contains(entry.fact.word) {
                    let day = say.day(own.one.procedure.calendarDay(of: entry.at))
                    let detail = details.detail(entry.fact)
                    h(.li) { h in
                        h.text("\(day): \(say.act(entry.fact.word))")
                        if !detail.isEmpty { h(.p, .class("said")) { h in h(.bdi, text: detail) } }
                    }
                }
            }
        }
    }

    private func routes(to h: inout HTML) {
        guard !own.one.routes.isEmpty else { return }
        panel("remedy.routes", to: &h) { h in
            h(.p, text: visit.words("remedy.routes_about"))
            h(.ul) { h in for route in own.one.routes { h(.li, text: route.label[say.language]) } }
        }
    }
}
