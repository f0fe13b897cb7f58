internal import Community
internal import Hummingbird
internal import Remedy
internal import Store
internal import Vocabulary

/// One assessment, for who leads it: what is there and what is missing, measurements against limits, findings and answers.
struct AssessmentPage {
    let visit: Visit
    let say: RemedyWords
    let one: AssessmentCase
    var faults: [String] = []

    var impact: ImpactWords { ImpactWords(say: say, guide: one.guide) }

    static func respond(_ visit: Visit, id: String) async throws -> Response {
        try await page(visit, RedressRoutes.number(id)).response
    }

    static func page(_ visit: Visit, _ id: Int64) async throws -> AssessmentPage {
        guard let one = try await visit.services.redress.assessment(id, as: visit.reader) else {
            throw SiteError(.notFound)
        }
        return AssessmentPage(visit: visit, say: try await RemedyWords.of(visit), one: one)
    }

    static func act(_ visit: Visit, request: Request, id: String) async throws -> Response {
        let form = try await visit.form(request)
        let number = try RedressRoutes.number(id)
        let reading = RemedyForm(visit: visit, form: form)
        guard let one = try await visit.services.redress.assessment(number, as: visit.reader) else {
            throw SiteError(.notFound)
        }
        do {
            let reader = AssessmentReader(form: reading, one: one)
            let (event, moment) = (try reading.event, try reading.moment)
            if try form.need("act") == "put" {
                try await visit.services.redress.put(
                    try reading.said("finding"),
                    to: OrganisationID(rawValue: try reading.said("to")),
                    following: form["measurement"],
                    inAssessment: number,
                    event: event,
                    at: moment,
                    by: visit.reader
                )
            } else {
                try await visit.services.redress.say(
                    try reader.act(form.need("act")),
                    inAssessment: number,
                    event: event,
                    at: moment,
                    by: visit.reader
                )
            }
            return visit.confirm("remedy.done.said", at: "/assessments/\(number)")
        } catch {
            return try await refused(visit, number, error)
        }
    }

    /// The page with why something was not taken.
    static func refused(_ visit: Visit, _ id: Int64, _ error: any Error) async throws -> Response {
        var page = try await page(visit, id)
        page.faults = try page.sentences(error)
        return page.response
    }

    /// What is missing is named by its words here, not by its code.
    private func sentences(_ error: any Error) throws -> [String] {
        guard let refusal = error as? Refusal else { return try say.sentences(error) }
        guard refusal.reason == .stepMissing else { return impact.refusal(refusal) }
        let open = one.gaps.filter { !$0.isOpen }
        return [say.words("remedy.refusal.step-missing")] + open.map(impact.gap)
    }

    private var response: Response {
        let words = visit.words
        let frame = PageFrame(
            visit: visit,
            title: one.cover.title,
            section: "/assessments",
            hasForm: true,
            marking: one.cover.marking.rawValue
        )
        return frame.response(status: faults.isEmpty ? .ok : .unprocessableContent) { h, token in
            h(.p, .class("crumbs")) { h in
                h(.a, .href(visit.path("/assessments")), text: words("nav.assessments"))
            }
            h(.h1) { h in h(.bdi, text: one.cover.title) }
            FormFault(sentences: faults).write(to: &h)
            standing(to: &h)
            let tables = AssessmentPanels(visit: visit, say: say, one: one)
            tables.sets(to: &h)
            tables.interviews(to: &h)
            tables.measurements(to: &h)
            tables.baseline(to: &h)
            tables.findings(to: &h)
            AssessmentForms(visit: visit, say: say, one: one, token: token).write(to: &h)
            history(to: &h)
        }
    }

    private func pair(_ key: String, _ value: String, to h: inout HTML) {
        guard !value.isEmpty else { return }
        h(.div) { h in
            h(.dt, text: visit.words(key))
            h(.dd) { h in h(.bdi, text: value) }
        }
    }

    private func standing(to h: inout HTML) {
        let (words, state, impact) = (visit.words, one.file.state, self.impact)
        h(.section, .class("panel"), .ariaLabelledBy("standing")) { h in
            h(.h2, .id("standing"), text: words("remedy.standing"))
            h(.p) { h in
                for stage in ImpactStage.allCases {
                    let isNow = stage == state.stage
                    h(.span, .class(isNow ? "tag tag-active" : "tag tag-left"), text: impact.stage(stage))
                    h.text(" ")
                }
            }
            if let reason = state.closedBecause {
                h(.p, .class("notice"), text: words("impact.closed_because", ["reason": reason]))
            }
            h(.dl, .class("particulars")) { h in
                pair("impact.project", state.project ?? "", to: &h)
                pair("impact.place", state.place ?? "", to: &h)
                pair(
                    "impact.answerable",
                    state.answerable.sorted().map { say.name($0) }.joined(separator: ", "),
                    to: &h
                )
                for right in one.guide.rights {
                    if let reason = state.rights[right.id] {
                        pair("impact.right", "\(impact.right(right.id)): \(reason)", to: &h)
                    }
                }
                for what in ImpactRecord.allCases {
                    for record in state.records[what] ?? [] {
                        pair("remedy.record", "\(impact.record(what)): \(record)", to: &h)
                    }
                }
            }
            if one.gaps.isEmpty {
                h(.p, text: words("remedy.nothing_missing"))
            } else {
                h(.h3, text: words.plural("remedy.missing", one.gaps.count))
                h(.ul) { h in for gap in one.gaps { h(.li, text: impact.gap(gap)) } }
            }
        }
    }

    private func history(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .ariaLabelledBy("history")) { h in
            h(.h2, .id("history"), text: words("remedy.history"))
            h(.ol, .class("report-steps")) { h in
                for entry in one.file.entries {
                    h(.li) { h in
                        h(.strong, text: impact.act(entry.fact.word))
                        h(.small, .class("quiet"), text: " \(say.day(one.day(of: entry.at)))")
                    }
                }
            }
        }
    }
}
