internal import Community
internal import Hummingbird
internal import Remedy
internal import Store
internal import Vocabulary

/// Consultations, with what is missing from each.
struct ConsultationListPage {
    let visit: Visit
    let say: RemedyWords
    let all: [ConsultationCase]
    let isSetUp: Bool
    var faults: [String] = []

    static func respond(_ visit: Visit) async throws -> Response { try await page(visit).response }

    private static func page(_ visit: Visit) async throws -> ConsultationListPage {
        let office = visit.services.redress
        return ConsultationListPage(
            visit: visit,
            say: try await RemedyWords.of(visit),
            all: try await office.consultations(as: visit.reader),
            isSetUp: try await office.inForce()["fpic"] != nil
        )
    }

    static func open(_ visit: Visit, request: Request) async throws -> Response {
        let form = try await visit.form(request)
        let reading = RemedyForm(visit: visit, form: form)
        do {
            let (licence, site) = (try reading.said("licence"), try reading.said("site"))
            let marking = form["marking"].flatMap { Int($0) }.flatMap(HandlingMarking.init(rawValue:))
            guard let marking, marking <= .amber else { throw SiteError(.badRequest) }
            let draft = ConsultationDraft(
                title: try reading.said("title"),
                people: try reading.said("people"),
                languages: Set(form.all("languages")),
                licence: licence.isEmpty ? nil : licence,
                site: site.isEmpty ? nil : site,
                marking: marking
            )
            let id = try await visit.services.redress.open(
                draft,
                event: try reading.event,
                at: try reading.moment,
                by: visit.reader
            )
            return visit.confirm("remedy.done.consultation", at: "/consultations/\(id)")
        } catch {
            var page = try await page(visit)
            page.faults = try page.say.sentences(error)
            return page.response
        }
    }

    private var response: Response {
        let words = visit.words
        let title = words("nav.consultations")
        let mayOpen = visit.reader.can(.leadDialogue)
        let frame = PageFrame(visit: visit, title: title, section: "/consultations", hasForm: mayOpen)
        return frame.response(status: faults.isEmpty ? .ok : .unprocessableContent) { h, token in
            h(.h1, text: title)
            FormFault(sentences: faults).write(to: &h)
            h(.p, .class("lead"), text: words("remedy.consultations_about"))
            if all.isEmpty {
                EmptyState(title: words("remedy.no_consultation.title"), advice: words("remedy.no_consultation.advice"))
                    .write(to: &h)
            } else {
                h(.section, .class("panel"), .ariaLabelledBy("consultations")) { h in
                    h(.h2, .id("consultations"), text: title)
                    table(title, to: &h)
                }
            }
            if mayOpen { form(token: token, to: &h) }
        }
    }

    private func table(_ caption: String, to h: inout HTML) {
        let (words, visit) = (visit.words, self.visit)
        PlainTable<ConsultationCase>(
            words: words,
            caption: caption,
            items: all,
            columns: [
                .init("remedy.consultation") { one, h in
                    h(.a, .href(visit.path("/consultations/\(one.id)"))) { h in h(.bdi, text: one.cover.title) }
                },
                .init("remedy.standing") { one, h in ConsentTag(words: words, one: one).write(to: &h) },
                .init("remedy.gaps", isNumeric: true) { one, h in h.text(words.integer(one.gaps.count)) },
                .init("remedy.unanswered_comments", isNumeric: true) { one, h in h.text(words.integer(one.unanswered))
                },
                .text("remedy.people") { $0.file.state.people ?? "" },
                .text("remedy.licence") { $0.cover.licence ?? "" },
            ]
        )
        .write(to: &h)
    }

    private func form(token: String, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .id("open"), .ariaLabelledBy("open-heading")) { h in
            h(.h2, .id("open-heading"), text: words("remedy.new_consultation"))
            if !isSetUp { h(.p, .class("notice"), text: words("remedy.not_set_up")) }
            PostForm(visit: visit, action: "/consultations", token: token).write(to: &h) { h in
                RemedyForm.event(to: &h)
                let parts = FormParts(words: words, prefix: "open-")
                parts.text("title", label: "remedy.consultation_about", required: true, to: &h)
                parts.text("people", label: "remedy.people", required: true, to: &h)
                parts.boxes("languages", legend: "remedy.spoken", options: say.spoken, chosen: [], to: &h)
                parts.text("licence", label: "remedy.licence", hint: "remedy.licence_hint", to: &h)
                parts.text("site", label: "remedy.site", hint: "remedy.site_hint", to: &h)
                parts.choice(
                    "marking",
                    label: "remedy.who_sees",
                    options: [HandlingMarking.clear, .green, .amber].map {
                        ("\($0.rawValue)", words.token("marking", "\($0.rawValue)"))
                    },
                    chosen: "\(HandlingMarking.green.rawValue)",
                    to: &h
                )
                RemedyForm.day(parts, to: &h)
                parts.button("remedy.write_down", to: &h)
            }
        }
    }
}

/// Whether there is consent that may be shown as complete, in a word.
struct ConsentTag {
    let words: Words
    let one: ConsultationCase

    func write(to h: inout HTML) {
        let (css, key) =
            if one.isComplete { ("tag-active", "remedy.consent_complete") } else if one.gaps.contains(.refused) {
                ("tag-failed", "remedy.consent_refused")
            } else if one.gaps.contains(.withdrawn) {
                ("tag-failed", "remedy.consent_withdrawn")
            } else {
                ("tag-open", "remedy.consent_incomplete")
            }
        h(.span, .class("tag \(css)"), text: words(key))
    }
}
