internal import Casework
internal import Docket
internal import Hummingbird
internal import Store
internal import Vocabulary

/// The cases that the visitor sees, and what their agency is to do in them; or those that name one thing.
struct CaseListPage {
    let visit: Visit
    let say: CaseWords
    let stage: CaseCover.Stage?
    let cases: [CaseCover]
    let duties: [(file: CaseCover, duty: CaseDuty)]
    /// What the cases are asked for.
    let about: CaseReference?
    /// Whom to ask about cases that the visitor does not see.
    let asked: [AgencyNumber]
    var faults: [String] = []

    static func respond(_ visit: Visit) async throws -> Response {
        guard let page = try await page(visit, about: about(visit.query)) else { throw SiteError(.notFound) }
        return page.response
    }

    private static func about(_ query: QueryString) -> CaseReference? {
        guard let kind = query["kind"], let id = query["id"] else { return nil }
        return CaseReference(kind, id)
    }

    /// The page; nil where the visitor does not see what they ask about.
    private static func page(_ visit: Visit, about: CaseReference?) async throws -> CaseListPage? {
        let (store, reader) = (visit.services.store, visit.reader)
        let stage = visit.query["stage"].flatMap(CaseCover.Stage.init(rawValue:))
        var (cases, asked) = (try await store.cases(at: stage, as: reader), [AgencyNumber]())
        if let about {
            do {
                let naming = try await visit.services.cases.naming(about, as: reader)
                (cases, asked) = (naming.seen, naming.asked)
            } catch CaseFault.noSuchThing { return nil }
        }
        return CaseListPage(
            visit: visit,
            say: try await CaseWords.of(visit, naming: about.map { [$0] } ?? []),
            stage: stage,
            cases: cases,
            duties: about == nil ? try await store.caseDuties(as: reader) : [],
            about: about,
            asked: asked
        )
    }

    static func open(_ visit: Visit, request: Request) async throws -> Response {
        let form = CaseForm(form: try await visit.form(request))
        let about = about(form.form)
        do {
            let id = try await visit.services.cases.open(
                try form.line("title"),
                try form.said("summary"),
                from: about,
                id: try form.event,
                by: visit.reader
            )
            return visit.confirm("case.done.opened", at: "/cases/\(id)")
        } catch {
            let say = try await CaseWords.of(visit)
            let faults = try say.sentences(error)
            guard var page = try await page(visit, about: about) else { throw SiteError(.notFound) }
            page.faults = faults
            return page.response
        }
    }

    private var response: Response {
        let words = visit.words
        let title = words("nav.cases")
        let mayOpen = visit.reader.can(.leadCases)
        let frame = PageFrame(visit: visit, title: title, section: "/cases", hasForm: mayOpen)
        return frame.response(status: faults.isEmpty ? .ok : .unprocessableContent) { h, token in
            h(.h1, text: title)
            FormFault(sentences: faults).write(to: &h)
            if let about {
                h(.p, .class("lead")) { h in
                    h.text(words("case.naming") + " ")
                    say.write(about, to: &h)
                }
            } else {
                h(.p, .class("lead"), text: words("case.lead"))
                waiting(to: &h)
            }
            list(to: &h)
            if mayOpen { form(token: token, to: &h) }
        }
    }

    private func waiting(to h: inout HTML) {
        guard !duties.isEmpty else { return }
        let (words, visit, say, today) = (visit.words, self.visit, self.say, visit.services.cases.now.dayNumber)
        h(.section, .class("panel"), .ariaLabelledBy("duties")) { h in
            h(.h2, .id("duties"), text: words("case.duties"))
            PlainTable<(file: CaseCover, duty: CaseDuty)>(
                words: words,
                caption: words("case.duties"),
                items: duties,
                columns: [
                    .init("case.case") { item, h in
                        let place = "/cases/\(item.file.id)?part=work"
                        h(.a, .href(visit.path(place))) { h in h(.bdi, text: item.file.title) }
                    },
                    .text("case.duty") { words("case.duty.\($0.duty.kind.rawValue)") },
                    .text("case.due") { item in
                        say.due(item.duty.day?.text, overdue: max(0, today - (item.duty.day?.number ?? today)))
                    },
                ]
            ).write(to: &h)
        }
    }

    private func list(to h: inout HTML) {
        let (words, visit, say) = (visit.words, self.visit, self.say)
        for agency in asked {
            h(.p, .class("notice"), text: words("case.ask", ["agency": say.name(MemberID(Int(agency.rawValue)))]))
        }
        if about == nil { filter(to: &h) }
        if cases.isEmpty {
            let key = about == nil ? "case.none" : "case.none_about"
            EmptyState(title: words("\(key).title"), advice: words("\(key).advice")).write(to: &h)
            return
        }
        h(.section, .class("panel"), .ariaLabelledBy("cases")) { h in
            h(.h2, .id("cases"), text: words("nav.cases"))
            PlainTable<CaseCover>(
                words: words,
                caption: words("nav.cases"),
                items: cases,
                columns: [
                    .init("case.number_heading", isNumeric: true) { file, h in h.text("\(file.id)") },
                    .init("case.case") { file, h in
                        h(.a, .href(visit.path("/cases/\(file.id)"))) { h in h(.bdi, text: file.title) }
                    },
                    .init("case.stage") { file, h in StageTag(words: words, stage: file.stage).write(to: &h) },
                    .text("case.lead_agency") { say.name(MemberID(Int($0.lead.rawValue))) },
                    .text("case.changed") { words.time($0.changedAt) },
                ]
            ).write(to: &h)
        }
    }

    private func filter(to h: inout HTML) {
        h(.nav, .class("tabs"), .ariaLabel(visit.words("case.stage"))) { h in
            h(.ul) { h in
                tab(nil, "case.all", to: &h)
                for each in CaseCover.Stage.allCases { tab(each, "case.stage.\(each.rawValue)", to: &h) }
            }
        }
    }

    private func tab(_ each: CaseCover.Stage?, _ key: String, to h: inout HTML) {
        h(.li) { h in
            let query = QueryString().setting("stage", to: each?.rawValue).encoded
            h(
                .a,
                .href(visit.path("/cases") + query),
                each == stage ? .ariaCurrent("page") : nil,
                text: visit.words(key)
            )
        }
    }

    private func form(token: String, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .id("open"), .ariaLabelledBy("open-heading")) { h in
            h(.h2, .id("open-heading"), text: words(about == nil ? "case.open_new" : "case.open_about"))
            PostForm(visit: visit, action: "/cases", token: token).write(to: &h) { h in
                CaseForm.event(to: &h)
                if let about {
                    h(.input, .type("hidden"), .name("kind"), .value(about.kind))
                    h(.input, .type("hidden"), .name("id"), .value(about.id))
                }
                let parts = FormParts(words: words, prefix: "open-")
                parts.text("title", label: "case.title", required: true, hint: "case.title_hint", to: &h)
                parts.area("summary", label: "case.summary", to: &h)
                parts.button("case.open", to: &h)
            }
        }
    }
}
