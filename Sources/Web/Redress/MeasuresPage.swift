internal import Community
internal import Hummingbird
internal import Remedy
internal import Store
internal import Vocabulary

/// The eight criteria of UNGP 31 from the records, with the cases behind each number.
struct MeasuresPage {
    let visit: Visit
    let say: RemedyWords
    let report: MechanismReport
    let last: CalendarDay?
    var faults: [String] = []

    static func respond(_ visit: Visit) async throws -> Response { try await page(visit).response }

    private static func page(_ visit: Visit) async throws -> MeasuresPage {
        let notes = try await visit.services.store.remedyNotes()
        return MeasuresPage(
            visit: visit,
            say: try await RemedyWords.of(visit),
            report: try await visit.services.redress.report(by: visit.reader),
            last: notes.last { $0.kind == .statistics }?.day
        )
    }

    /// Publishes statistics, or notes a review.
    static func act(_ visit: Visit, request: Request) async throws -> Response {
        let form = try await visit.form(request)
        let reading = RemedyForm(visit: visit, form: form)
        let office = visit.services.redress
        do {
            switch form["do"] {
            case "publish":
                try await office.publishStatistics(by: visit.reader)
                return visit.confirm("remedy.done.published", at: "/grievances/statistics")
            case "review":
                try await office.noteReview(
                    on: try reading.day("day"),
                    proposals: try reading.number("proposals"),
                    adopted: try reading.number("adopted"),
                    by: visit.reader
                )
                return visit.confirm("remedy.done.review", at: "/grievances/measures")
            default: throw SiteError(.badRequest)
            }
        } catch {
            var page = try await page(visit)
            page.faults = try page.say.sentences(error)
            return page.response
        }
    }

    private var response: Response {
        let words = visit.words
        let title = words("remedy.measures")
        let frame = PageFrame(visit: visit, title: title, section: "/grievances", hasForm: true)
        return frame.response(status: faults.isEmpty ? .ok : .unprocessableContent) { h, token in
            h(.p, .class("crumbs")) { h in h(.a, .href(visit.path("/grievances")), text: words("nav.grievances")) }
            h(.h1, text: title)
            FormFault(sentences: faults).write(to: &h)
            h(.p, .class("lead"), text: words("remedy.measures_about", ["day": say.day(report.day)]))
            for criterion in Criterion.allCases { section(criterion, to: &h) }
            if !report.queues.isEmpty {
                h(.section, .class("panel"), .ariaLabelledBy("queues")) { h in
                    h(.h2, .id("queues"), text: words("remedy.queues"))
                    QueueTable(words: words, say: say, queues: report.queues).write(to: &h)
                }
            }
            forms(token: token, to: &h)
        }
    }

    private func section(_ criterion: Criterion, to h: inout HTML) {
        let (words, say) = (visit.words, self.say)
        let title = words("remedy.criterion.\(criterion.rawValue)")
        h(.section, .class("panel"), .ariaLabelledBy("c-\(criterion.rawValue)")) { h in
            h(.h2, .id("c-\(criterion.rawValue)"), text: title)
            PlainTable<Measure>(
                words: words,
                caption: title,
                items: report.measures[criterion],
                columns: [
                    .text("remedy.measure") { words($0.kind.messageKey) },
                    .text("remedy.value") { say.value($0.value) },
                    .init("remedy.numerator") { measure, h in cases(measure, measure.counted, to: &h) },
                    .init("remedy.denominator") { measure, h in cases(measure, measure.cases, to: &h) },
                ]
            )
            .write(to: &h)
        }
    }

    private func cases(_ measure: Measure, _ ids: [CaseID], to h: inout HTML) {
        let place = measure.kind == .commitmentsKept ? "/dialogue/commitments" : "/grievances"
        for (number, id) in ids.enumerated() {
            if number > 0 { h.text(" ") }
            h(.a, .class("case-link"), .href(visit.path("\(place)/\(id.rawValue)")), text: id.rawValue)
        }
    }

    private func forms(token: String, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .id("publish"), .ariaLabelledBy("publish-title")) { h in
            h(.h2, .id("publish-title"), text: words("remedy.publish"))
            h(.p, text: words("remedy.publish_about", ["number": "\(report.threshold)"]))
            if let last { h(.p, .class("quiet"), text: words("remedy.published_last", ["day": say.day(last)])) }
            PostForm(visit: visit, action: "/grievances/measures", token: token).write(to: &h) { h in
                h(.input, .type("hidden"), .name("do"), .value("publish"))
                FormParts(words: words).button("remedy.publish", to: &h)
            }
        }
        h(.section, .class("panel"), .id("review"), .ariaLabelledBy("review-title")) { h in
            h(.h2, .id("review-title"), text: words("remedy.review"))
            h(.p, text: words("remedy.review_about"))
            PostForm(visit: visit, action: "/grievances/measures", token: token).write(to: &h) { h in
                h(.input, .type("hidden"), .name("do"), .value("review"))
                let parts = FormParts(words: words, prefix: "review-")
                parts.text("day", label: "remedy.review_day", type: "date", required: true, to: &h)
                parts.text("proposals", label: "remedy.proposals", type: "number", required: true, to: &h)
                parts.text("adopted", label: "remedy.adopted", type: "number", required: true, to: &h)
                parts.button("remedy.write_down", css: "quiet-button", to: &h)
            }
        }
    }
}
