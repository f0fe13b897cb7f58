internal import Community
internal import Remedy
internal import Store
internal import Vocabulary

/// The form of something that may be said in a complaint.
struct GrievanceActForm {
    let visit: Visit
    let say: RemedyWords
    let one: GrievanceCase
    let act: GrievanceAct
    let token: String
    let agencies: [(value: String, text: String)]

    /// How many things an offer can hold on the form.
    static let items = 3

    func write(to h: inout HTML) {
        let prefix = "\(act.part.rawValue)-\(act.word)-"
        h(.details, .class("act")) { h in
            h(.summary, text: say.act(act.word))
            PostForm(visit: visit, action: "/grievances/\(one.id)", token: token).write(to: &h) { h in
                RemedyForm.event(to: &h)
                h(.input, .type("hidden"), .name("act"), .value(act.word))
                h(.input, .type("hidden"), .name("part"), .value(act.part.rawValue))
                let parts = FormParts(words: visit.words, prefix: prefix)
                fields(parts, to: &h)
                RemedyForm.day(parts, to: &h)
                parts.button("remedy.write_down", css: act.isMove ? nil : "quiet-button", to: &h)
            }
        }
    }

    /// The fields of the act, without what every form has.
    func fields(_ parts: FormParts, to h: inout HTML) {
        switch act.word {
        case "acknowledge": routes(parts, to: &h)
        case "reject", "appeal": parts.area("ground", label: "remedy.ground", required: true, to: &h)
        case "find": finding(parts, to: &h)
        case "offer": offer(parts, to: &h)
        case "refuse", "withdraw", "reopen": parts.area("reason", label: "remedy.reason", required: true, to: &h)
        case "counter": parts.area("demand", label: "remedy.demand", required: true, to: &h)
        case "confirm", "report-delivery": item(parts, to: &h)
        case "deny":
            item(parts, to: &h)
            parts.area("reason", label: "remedy.reason", required: true, to: &h)
        case "close": closure(parts, to: &h)
        case "assign": parts.choice("to", label: "remedy.agency", options: agencies, to: &h)
        default: note(parts, to: &h)
        }
    }

    private func note(_ parts: FormParts, to h: inout HTML) {
        let words = visit.words
        switch act.word {
        case "declare-interest": yesOrNo("conflict", "remedy.has_interest", parts, to: &h)
        case "ask": parts.area("question", label: "remedy.question", required: true, to: &h)
        case "extend":
            parts.text("days", label: "remedy.days", type: "number", required: true, to: &h)
            parts.area("reason", label: "remedy.reason", required: true, to: &h)
        case "check-retaliation": yesOrNo("found", "remedy.has_suffered", parts, to: &h)
        case "report-retaliation": parts.area("what", label: "remedy.what_happened", required: true, to: &h)
        case "offer-adviser": yesOrNo("taken", "remedy.adviser_taken", parts, to: &h)
        case "contact":
            parts.choice(
                "channel",
                label: "remedy.channel",
                options: say.options("remedy.channel", Intake.Channel.self),
                to: &h
            )
        case "name-cause": parts.text("cause", label: "remedy.cause", required: true, to: &h)
        case "act-on-lesson":
            let causes = one.file?.state.causes.sorted() ?? []
            parts.choice("cause", label: "remedy.cause", options: causes.map { ($0, $0) }, to: &h)
        case "refer":
            parts.choice("route", label: "remedy.route", options: routeOptions, to: &h)
            parts.text("receipt", label: "remedy.receipt", hint: "remedy.receipt_hint", to: &h)
        case "survey": survey(to: &h)
        case "rate": parts.choice("rating", label: "remedy.rating", options: ratings, chosen: "3", to: &h)
        case "represent":
            let ways = ["signed", "thumbprint", "recorded", "witnessed"] + Consent.Cause.allCases.map(\.rawValue)
            parts.choice(
                "consent",
                label: "remedy.consent",
                options: ways.map { ($0, words("remedy.consent.\($0)")) },
                to: &h
            )
        case "categorise": categories(parts, to: &h)
        case "name-respondents":
            h(.p, .class("hint"), text: words("remedy.added_to_present"))
            parts.organisations("respondent", label: "remedy.respondent", agencies, to: &h)
        default: break
        }
    }

    /// A yes and a no to tap for each question; who leaves one out has not answered it.
    private func survey(to h: inout HTML) {
        let words = visit.words
        for question in SurveyQuestion.allCases {
            h(.fieldset, .class("boxes")) { h in
                h(.legend, text: words("remedy.survey.\(question.rawValue)"))
                for (value, key) in [("yes", "yes_no.1"), ("no", "yes_no.0")] {
                    h(.label) { h in
                        h(.input, .type("radio"), .name("survey_\(question.rawValue)"), .value(value))
                        h.text(" " + words(key))
                    }
                }
            }
        }
    }

    private var ratings: [(value: String, text: String)] {
        (1...5).map { ("\($0)", visit.words("remedy.rating.\($0)")) }
    }

    private var routeOptions: [(value: String, text: String)] {
        one.routes.map { ($0.id.rawValue, $0.label[say.language]) }
    }

    private func yesOrNo(_ name: String, _ label: String, _ parts: FormParts, to h: inout HTML) {
        let words = visit.words
        let options = [("no", words("yes_no.0")), ("yes", words("yes_no.1"))]
        parts.choice(name, label: label, options: options, any: "remedy.choose", to: &h)
    }

    private func routes(_ parts: FormParts, to h: inout HTML) {
        h(.p, text: visit.words("remedy.routes_tell"))
        h(.ul) { h in
            for route in one.routes { h(.li, text: route.label[say.language]) }
        }
        parts.tick("told", label: "remedy.routes_told", required: true, to: &h)
    }

    private func finding(_ parts: FormParts, to h: inout HTML) {
        let words = visit.words
        let open = one.glimpse.categories.filter { id in !one.glimpse.findings.contains { $0.category == id } }
        parts.choice(
            "category",
            label: "remedy.about",
            options: open.map { id in
                let standard = one.table[id].map { words("remedy.standard.\($0.standard.rawValue)") } ?? ""
                return (id.rawValue, "\(one.table[id]?.label[say.language] ?? id.rawValue) – \(standard)")
            },
            to: &h
        )
        parts.choice(
            "outcome",
            label: "remedy.outcome",
            options: say.options("remedy.finding", Finding.Outcome.self),
            any: "remedy.choose",
            to: &h
        )
        parts.tick("standard", label: "remedy.standard_held", required: true, to: &h)
    }

    private func offer(_ parts: FormParts, to h: inout HTML) {
        let words = visit.words
        for number in 1...Self.items {
            h(.fieldset) { h in
                h(.legend, text: words("remedy.item", ["number": "\(number)"]))
                let part = FormParts(words: words, prefix: parts.prefix)
                part.text("what_\(number)", label: "remedy.what", required: number == 1, to: &h)
                part.choice(
                    "form_\(number)",
                    label: "remedy.form",
                    options: say.options("remedy.form", Remedy.RemedyForm.self),
                    to: &h
                )
                part.text("amount_\(number)", label: "remedy.amount", hint: "remedy.amount_hint", to: &h)
            }
        }
        if !one.glimpse.categories.contains(where: { one.table[$0]?.isGrave ?? false }) {
            parts.tick("waiver", label: "remedy.waiver", to: &h)
        }
    }

    private func item(_ parts: FormParts, to h: inout HTML) {
        let offer = one.glimpse.offers.last { $0.answer == .accepted && !$0.isDelivered }
        let items = (offer?.offer.items ?? []).filter { offer?.delivery[$0.id] != .confirmed }
        parts.choice("item", label: "remedy.which_item", options: items.map { ($0.id, $0.what) }, to: &h)
        h(.input, .type("hidden"), .name("offer"), .value(offer?.offer.id ?? ""))
    }

    private func closure(_ parts: FormParts, to h: inout HTML) {
        parts.choice(
            "reason",
            label: "remedy.why_closed",
            options: say.options("remedy.closure", Closure.Reason.self),
            any: "remedy.choose",
            to: &h
        )
        parts.tick("asked", label: "remedy.asked_satisfaction", to: &h)
    }

    private func categories(_ parts: FormParts, to h: inout HTML) {
        parts.boxes(
            "categories",
            legend: "remedy.about",
            options: one.table.categories.map { ($0.id.rawValue, $0.label[say.language]) },
            chosen: Set(one.glimpse.categories.map(\.rawValue)),
            to: &h
        )
        parts.tick("danger", label: "remedy.danger", isOn: one.glimpse.isUrgent, to: &h)
    }
}
