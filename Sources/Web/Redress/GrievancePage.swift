internal import Community
internal import Hummingbird
internal import Remedy
internal import Store
internal import Vocabulary

/// One complaint: where it stands, what may be done next, what was said, what happened.
struct GrievancePage {
    let visit: Visit
    let say: RemedyWords
    let one: GrievanceCase
    let account: RemedyAccount?
    /// What was added since.
    let papers: [RemedyPaper]
    /// The day on which the person was given a receipt, for who took it in.
    let receiptDay: String?
    let agencies: [(value: String, text: String)]
    var faults: [String] = []

    static func respond(_ visit: Visit, id: String) async throws -> Response {
        try await page(visit, RedressRoutes.number(id)).response
    }

    static func page(_ visit: Visit, _ id: Int64) async throws -> GrievancePage {
        guard let one = try await visit.services.redress.grievance(id, as: visit.reader) else {
            throw SiteError(.notFound)
        }
        let agencies = try await visit.services.store.agencies()
        var say = try await RemedyWords.of(visit)
        say.table = one.table
        return GrievancePage(
            visit: visit,
            say: say,
            one: one,
            account: try await visit.services.store.remedyAccount(of: id, as: visit.reader),
            papers: try await visit.services.store.remedyPapers(of: id, as: visit.reader),
            receiptDay: try await visit.services.store.remedyReceiptDay(of: id, as: visit.reader),
            agencies: agencies.map { ("\($0.number.rawValue)", $0.name) }
        )
    }

    /// Takes what somebody says; what is refused is told on the page with what is allowed instead.
    static func act(_ visit: Visit, request: Request, id: String) async throws -> Response {
        let form = try await visit.form(request)
        let number = try RedressRoutes.number(id)
        let reading = RemedyForm(visit: visit, form: form)
        let office = visit.services.redress
        guard let one = try await office.grievance(number, as: visit.reader) else { throw SiteError(.notFound) }
        let part = try reading.word("part", RemedyPart.self)
        let word = try form.need("act")
        do {
            let content: Event<GrievanceFact>.Content
            if word == "correct" {
                let reason = try reading.said("reason")
                content = .correction(of: EventID(try reading.said("of")), nil, because: reason, at: nil)
            } else {
                content = .fact(try GrievanceActReader(form: reading, one: one).fact(word))
            }
            try await office.say(
                content,
                as: part,
                in: number,
                event: try reading.event,
                at: try reading.moment,
                by: visit.reader
            )
            let isStillSeen = try await office.grievance(number, as: visit.reader) != nil
            return visit.confirm("remedy.done.said", at: isStillSeen ? "/grievances/\(number)" : "/grievances")
        } catch { return try await again(visit, number, error) }
    }

    /// The page after a form of it was refused.
    static func again(_ visit: Visit, _ id: Int64, _ error: any Error) async throws -> Response {
        var page = try await page(visit, id)
        page.faults = try page.say.sentences(error)
        return page.response
    }

    private var parts: RemedyParts { RemedyParts(visit: visit, say: say) }

    private var response: Response {
        let words = visit.words
        let title = words("remedy.number", ["number": "\(one.id)"])
        let frame = PageFrame(
            visit: visit,
            title: title,
            section: "/grievances",
            hasForm: true,
            marking: one.cover.marking.rawValue
        )
        return frame.response(status: faults.isEmpty ? .ok : .unprocessableContent) { h, token in
            h(.p, .class("crumbs")) { h in h(.a, .href(visit.path("/grievances")), text: words("nav.grievances")) }
            h(.h1, text: title)
            FormFault(sentences: faults).write(to: &h)
            if one.glimpse.isUrgent, one.glimpse.ended == nil {
                h(.p, .class("notice"), text: words("remedy.urgent_about"))
            }
            standing(to: &h)
            next(token: token, to: &h)
            if let account { told(account, to: &h) }
            if !one.glimpse.offers.isEmpty { OfferList(say: say, offers: one.glimpse.offers).write(to: &h) }
            GrievancePapers(visit: visit, one: one, papers: papers).write(token: token, to: &h)
            if one.cover.parts.contains(.taker) {
                ReceiptPanel(visit: visit, id: one.id, given: receiptDay).write(token: token, to: &h)
            }
            if let plan = one.plan { routing(plan, to: &h) }
            if let file = one.file {
                GrievanceHistory(say: say, one: one, file: file).write(to: &h)
                correction(file, token: token, to: &h)
            }
            CaseLink(visit: visit, kind: "grievance", id: "\(one.id)").writeLine(to: &h)
        }
    }

    private func standing(to h: inout HTML) {
        let (words, glimpse) = (visit.words, one.glimpse)
        h(.section, .class("panel"), .ariaLabelledBy("standing")) { h in
            h(.h2, .id("standing"), text: words("remedy.standing"))
            h(.dl, .class("particulars")) { h in
                let about = glimpse.categories.map { one.table[$0]?.label[say.language] ?? $0.rawValue }
                parts.pair("remedy.about", about.joined(separator: ", "), to: &h)
                parts.pair("remedy.step", glimpse.step?.label[say.language] ?? "", to: &h)
                if let ended = glimpse.ended {
                    parts.pair("remedy.ended", say.day(ended), to: &h)
                    parts.pair(
                        "remedy.why_closed",
                        glimpse.closure.map { words("remedy.closure.\($0.rawValue)") } ?? "",
                        to: &h
                    )
                } else {
                    parts.pair("remedy.body", say.name(glimpse.acting), to: &h)
                    let waits = glimpse.step.map { words("remedy.waits.\($0.waitsFor.rawValue)") } ?? ""
                    parts.pair("remedy.waits", waits, to: &h)
                    parts.pair("remedy.due", say.due(glimpse.due, overdue: glimpse.overdue), to: &h)
                }
                parts.pair("remedy.lodged", say.day(glimpse.lodged), to: &h)
                if let file = one.file {
                    parts.pair(
                        "remedy.respondent",
                        file.state.respondents.map { say.name($0) }.sorted().joined(separator: ", "),
                        to: &h
                    )
                    parts.pair("remedy.rating", file.state.rating.map { words("remedy.rating.\($0)") } ?? "", to: &h)
                }
                parts.pair("remedy.site", one.cover.site ?? "", to: &h)
                parts.pair("remedy.procedure", words("remedy.procedure.\(one.procedure.name)"), to: &h)
            }
            if one.file?.state.isRetaliationOpen == true {
                h(.p, .class("notice"), text: words("remedy.retaliation_open"))
            }
            if one.file?.state.waivers.isEmpty == false { h(.p, .class("notice"), text: words("remedy.has_waiver")) }
        }
    }

    private func next(token: String, to h: inout HTML) {
        let words = visit.words
        let acts = GrievanceAct.all(one, visit.reader)
        h(.section, .class("panel"), .ariaLabelledBy("next")) { h in
            h(.h2, .id("next"), text: words("remedy.next"))
            let moves = acts.filter(\.isMove)
            if moves.isEmpty { waiting(to: &h) }
            for part in RemedyPart.allCases where acts.contains(where: { $0.part == part }) {
                h(.h3, text: words("remedy.as.\(part.rawValue)"))
                for act in acts where act.part == part && act.isMove { form(act, token, to: &h) }
                for act in acts where act.part == part && !act.isMove { form(act, token, to: &h) }
            }
        }
    }

    /// Whom it waits for, where that is not the visitor.
    private func waiting(to h: inout HTML) {
        let words = visit.words
        let others = one.allowed.map { "\(say.act($0.act)) (\(words.token("remedy.by", $0.by)))" }
        guard !others.isEmpty else { return }
        h(.p, text: words("remedy.others_next", ["acts": others.joined(separator: "; ")]))
    }

    private func form(_ act: GrievanceAct, _ token: String, to h: inout HTML) {
        GrievanceActForm(visit: visit, say: say, one: one, act: act, token: token, agencies: agencies).write(to: &h)
    }

    private func told(_ account: RemedyAccount, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .ariaLabelledBy("told")) { h in
            h(.h2, .id("told"), text: words("remedy.told"))
            if account.words.isEmpty {
                h(.p, .class("quiet"), text: words("remedy.words_withheld"))
            } else {
                h(.p, .class("said")) { h in h(.bdi, text: account.words) }
            }
            h(.dl, .class("particulars")) { h in
                parts.pair("remedy.place", account.place, to: &h)
                parts.pair("remedy.name", account.name, to: &h)
                parts.pair("remedy.contact", account.contact, to: &h)
            }
            let isFull = one.file != nil
            if isFull, !account.tellsName { h(.p, .class("notice"), text: words("remedy.name_not_told")) }
            if isFull, !account.tellsWords { h(.p, .class("notice"), text: words("remedy.words_not_told")) }
        }
    }

    private func routing(_ plan: Routing.Plan, to h: inout HTML) {
        let words = visit.words
        func names(_ bodies: [BodyID]) -> [String] {
            bodies.compactMap { id in
                guard let body = one.bodies.first(where: { $0.id == id }) else { return nil }
                let agency = one.procedure.settings.bodies[id]
                return "\(body.label[say.language]): \(say.name(agency))"
            }
        }
        h(.section, .class("panel"), .ariaLabelledBy("routing")) { h in
            h(.h2, .id("routing"), text: words("remedy.routing"))
            h(.h3, text: words("remedy.routes"))
            h(.p, .class("quiet"), text: words("remedy.routes_about"))
            h(.ul) { h in
                for id in plan.routes {
                    h(.li, text: one.table.routes.first { $0.id == id }?.label[say.language] ?? id.rawValue)
                }
            }
            h(.h3, text: words("remedy.may_receive"))
            if plan.goesOutside { h(.p, .class("notice"), text: words("remedy.goes_outside")) }
            h(.ul) { h in for name in names(plan.bodies) { h(.li, text: name) } }
            if !plan.excluded.isEmpty {
                h(.h3, text: words("remedy.may_not_receive"))
                h(.ul) { h in for name in names(plan.excluded) { h(.li, text: name) } }
            }
            if !plan.codeParagraphs.isEmpty {
                let numbers = plan.codeParagraphs.map(String.init).joined(separator: ", ")
                h(.p, text: words("remedy.code_paragraphs", ["numbers": numbers]))
            }
            if !plan.voluntaryPrinciples.isEmpty {
                let parts = plan.voluntaryPrinciples.joined(separator: ", ")
                h(.p, text: words("remedy.voluntary_principles", ["parts": parts]))
            }
        }
    }

    private func correction(_ file: GrievanceFile, token: String, to h: inout HTML) {
        let words = visit.words
        let own = one.cover.parts.filter { $0 == .taker || $0 == .body }.sorted()
        guard let part = own.first, file.entries.count > 1 else { return }
        h(.section, .class("panel"), .ariaLabelledBy("correction")) { h in
            h(.h2, .id("correction"), text: words("remedy.correction"))
            h(.p, text: words("remedy.correction_about"))
            PostForm(visit: visit, action: "/grievances/\(one.id)", token: token).write(to: &h) { h in
                RemedyForm.event(to: &h)
                h(.input, .type("hidden"), .name("act"), .value("correct"))
                let fields = FormParts(words: words, prefix: "correct-")
                fields.choice(
                    "part",
                    label: "remedy.as",
                    options: own.map { ($0.rawValue, words("remedy.as.\($0.rawValue)")) },
                    chosen: part.rawValue,
                    to: &h
                )
                fields.choice(
                    "of",
                    label: "remedy.which_entry",
                    options: file.entries.dropFirst().map { entry in
                        (
                            entry.id.rawValue,
                            "\(say.day(file.rules.calendar.day(of: entry.at))): \(say.act(entry.fact.word))"
                        )
                    },
                    to: &h
                )
                fields.area("reason", label: "remedy.reason", required: true, to: &h)
                fields.button("remedy.write_down", css: "quiet-button", to: &h)
            }
        }
    }
}
