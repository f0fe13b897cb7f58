internal import Community
internal import Formats
internal import Hummingbird
internal import Remedy
internal import Store
internal import Vocabulary

/// Assessments: reports for everybody, findings that wait for an answer, and those that the visitor leads.
struct AssessmentListPage {
    let visit: Visit
    let say: RemedyWords
    let reports: [(report: ImpactReport, content: JSONNode)]
    let led: [AssessmentCase]
    let findings: [FindingCase]
    let agencies: [(value: String, text: String)]
    let isSetUp: Bool
    var faults: [String] = []

    static func respond(_ visit: Visit) async throws -> Response { try await page(visit).response }

    private static func page(_ visit: Visit) async throws -> AssessmentListPage {
        let office = visit.services.redress
        let agencies = try await visit.services.store.agencies().filter { $0.number != visit.reader.agency }
        return AssessmentListPage(
            visit: visit,
            say: try await RemedyWords.of(visit),
            reports: try await office.publishedAssessments(),
            led: try await office.assessments(as: visit.reader),
            findings: try await office.findings(as: visit.reader),
            agencies: agencies.map { ("\($0.number.rawValue)", $0.name) },
            isSetUp: try await office.inForce()["impact"] != nil
        )
    }

    static func begin(_ visit: Visit, request: Request) async throws -> Response {
        let form = try await visit.form(request)
        let reading = RemedyForm(visit: visit, form: form)
        do {
            let site = try reading.said("site")
            let draft = AssessmentDraft(
                title: try reading.said("title"),
                project: try reading.said("project"),
                place: try reading.said("place"),
                answerable: try reading.organisations("answerable"),
                site: site.isEmpty ? nil : site
            )
            let id = try await visit.services.redress.begin(
                draft,
                event: try reading.event,
                at: try reading.moment,
                by: visit.reader
            )
            return visit.confirm("impact.done.begun", at: "/assessments/\(id)")
        } catch {
            var page = try await page(visit)
            page.faults = try page.say.sentences(error)
            return page.response
        }
    }

    private var response: Response {
        let words = visit.words
        let title = words("nav.assessments")
        let mayBegin = visit.reader.can(.leadDialogue)
        let frame = PageFrame(visit: visit, title: title, section: "/assessments", hasForm: mayBegin)
        return frame.response(status: faults.isEmpty ? .ok : .unprocessableContent) { h, token in
            h(.h1, text: title)
            FormFault(sentences: faults).write(to: &h)
            h(.p, .class("lead"), text: words("impact.about"))
            if !findings.isEmpty { answers(to: &h) }
            if !led.isEmpty { ledTable(to: &h) }
            published(to: &h)
            if mayBegin { form(token: token, to: &h) }
        }
    }

    private func answers(to h: inout HTML) {
        let (words, say, visit) = (visit.words, self.say, self.visit)
        h(.section, .class("panel"), .ariaLabelledBy("answers")) { h in
            h(.h2, .id("answers"), text: words("impact.findings_put"))
            PlainTable<FindingCase>(
                words: words,
                caption: words("impact.findings_put"),
                items: findings,
                columns: [
                    .init("impact.finding") { one, h in
                        h(.a, .href(visit.path("/assessments/answers/\(one.id)"))) { h in
                            h(.bdi, text: one.cover.title)
                        }
                    },
                    .text("impact.put_to") { say.name($0.addressee) },
                    .init("remedy.standing") { one, h in FindingTag(words: words, one: one).write(to: &h) },
                    .text("remedy.due") { say.due($0.due, overdue: $0.overdue) },
                ]
            )
            .write(to: &h)
        }
    }

    private func ledTable(to h: inout HTML) {
        let (words, say, visit) = (visit.words, self.say, self.visit)
        h(.section, .class("panel"), .ariaLabelledBy("led")) { h in
            h(.h2, .id("led"), text: words("impact.led"))
            PlainTable<AssessmentCase>(
                words: words,
                caption: words("impact.led"),
                items: led,
                columns: [
                    .init("impact.assessment") { one, h in
                        h(.a, .href(visit.path("/assessments/\(one.id)"))) { h in h(.bdi, text: one.cover.title) }
                    },
                    .text("impact.stage") { one in
                        one.file.state.closedBecause == nil
                            ? ImpactWords(say: say, guide: one.guide).stage(one.file.state.stage)
                            : words("impact.closed")
                    },
                    .init("impact.interviews", isNumeric: true) { one, h in
                        h.text(words.integer(one.file.state.counting.count))
                    },
                    .init("impact.measurements", isNumeric: true) { one, h in
                        h.text(words.integer(one.file.state.observations.count))
                    },
                    .init("impact.findings", isNumeric: true) { one, h in
                        h.text(words.integer(one.file.state.findings.count))
                    },
                    .init("remedy.gaps", isNumeric: true) { one, h in h.text(words.integer(one.gaps.count)) },
                ]
            )
            .write(to: &h)
        }
    }

    private func published(to h: inout HTML) {
        let (words, visit) = (visit.words, self.visit)
        h(.section, .class("panel"), .ariaLabelledBy("reports")) { h in
            h(.h2, .id("reports"), text: words("impact.reports"))
            guard !reports.isEmpty else { return h(.p, text: words("impact.no_report")) }
            PlainTable<(report: ImpactReport, content: JSONNode)>(
                words: words,
                caption: words("impact.reports"),
                items: reports,
                columns: [
                    .init("impact.report") { one, h in
                        h(.a, .href(visit.path("/assessments/\(one.report.assessment)/report"))) { h in
                            h(.bdi, text: one.content["title"]?.string ?? "")
                        }
                    },
                    .text("impact.area") { $0.content["area"]?.string ?? "" },
                    .text("impact.published_on") { words.date($0.report.day.text) },
                ]
            )
            .write(to: &h)
        }
    }

    private func form(token: String, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .id("begin"), .ariaLabelledBy("begin-heading")) { h in
            h(.h2, .id("begin-heading"), text: words("impact.new"))
            if !isSetUp { h(.p, .class("notice"), text: words("remedy.not_set_up")) }
            PostForm(visit: visit, action: "/assessments", token: token).write(to: &h) { h in
                RemedyForm.event(to: &h)
                let parts = FormParts(words: words, prefix: "begin-")
                parts.text("title", label: "impact.title", required: true, hint: "impact.title_hint", to: &h)
                parts.text("project", label: "impact.project", required: true, hint: "impact.code_hint", to: &h)
                parts.text("place", label: "impact.place", required: true, hint: "impact.code_hint", to: &h)
                parts.boxes(
                    "answerable",
                    legend: "impact.answerable",
                    options: agencies,
                    chosen: [],
                    to: &h
                )
                parts.text("answerable_name", label: "remedy.other_name", to: &h)
                parts.text("site", label: "remedy.site", hint: "remedy.site_hint", to: &h)
                RemedyForm.day(parts, to: &h)
                parts.button("remedy.write_down", to: &h)
            }
        }
    }
}

/// How far the answer to a finding has come, in a word.
struct FindingTag {
    let words: Words
    let one: FindingCase

    func write(to h: inout HTML) {
        let state = one.file.state
        let (css, key): (String, String) =
            if let progress = state.progress {
                (progress == .done ? "tag-active" : "tag-open", "impact.progress.\(progress.rawValue)")
            } else if state.addressees[one.addressee]?.answered != nil {
                ("tag-active", "impact.answered")
            } else if one.overdue > 0 {
                ("tag-failed", "impact.answer_late")
            } else {
                ("tag-open", "impact.unanswered")
            }
        h(.span, .class("tag \(css)"), text: words(key))
    }
}
