internal import Community
internal import Hummingbird
internal import Remedy
internal import Store
internal import Vocabulary

/// A finding that was put to a company or a state body: what was found and measured, their answer, the second look.
struct FindingAnswerPage {
    let visit: Visit
    let say: RemedyWords
    let one: FindingCase
    /// The assessment, for who leads it alone.
    let assessment: AssessmentCase?
    var faults: [String] = []

    static func respond(_ visit: Visit, id: String) async throws -> Response {
        try await page(visit, RedressRoutes.number(id)).response
    }

    private static func page(_ visit: Visit, _ id: Int64) async throws -> FindingAnswerPage {
        let office = visit.services.redress
        guard let one = try await office.finding(id, as: visit.reader) else { throw SiteError(.notFound) }
        return FindingAnswerPage(
            visit: visit,
            say: try await RemedyWords.of(visit),
            one: one,
            assessment: try await office.assessment(one.put.assessment, as: visit.reader)
        )
    }

    static func act(_ visit: Visit, request: Request, id: String) async throws -> Response {
        let form = try await visit.form(request)
        let number = try RedressRoutes.number(id)
        let reading = RemedyForm(visit: visit, form: form)
        guard try await visit.services.redress.finding(number, as: visit.reader) != nil else {
            throw SiteError(.notFound)
        }
        do {
            try await visit.services.redress.say(
                try act(reading),
                inFinding: number,
                event: try reading.event,
                at: try reading.moment,
                by: visit.reader
            )
            return visit.confirm("remedy.done.said", at: "/assessments/answers/\(number)")
        } catch {
            var page = try await page(visit, number)
            page.faults = try page.say.sentences(error)
            return page.response
        }
    }

    private static func act(_ form: RemedyForm) throws -> FindingAct {
        switch form.form["act"] {
        case "answer":
            guard let accepts = form.form["accepts"], ["yes", "no"].contains(accepts) else {
                throw Refusal(.nothingThere)
            }
            return .answer(try form.said("text"), accepts: accepts == "yes")
        case "look":
            return .look(
                try form.word("progress", FollowUpFact.Progress.self),
                observation: form.form["measurement"]
            )
        default: throw SiteError(.badRequest)
        }
    }

    private var impact: ImpactWords { ImpactWords(say: say, guide: one.guide) }
    private var mayAnswer: Bool {
        one.addressee.agency == nil
            ? one.cover.parts.contains(.chair) : one.cover.parts.contains(.respondent)
    }

    private var response: Response {
        let words = visit.words
        let frame = PageFrame(
            visit: visit,
            title: words("impact.finding"),
            section: "/assessments",
            hasForm: true,
            marking: one.cover.marking.rawValue
        )
        return frame.response(status: faults.isEmpty ? .ok : .unprocessableContent) { h, token in
            h(.p, .class("crumbs")) { h in
                h(.a, .href(visit.path("/assessments")), text: words("nav.assessments"))
                if let assessment {
                    h.text(" › ")
                    h(.a, .href(visit.path("/assessments/\(assessment.id)"))) { h in
                        h(.bdi, text: assessment.cover.title)
                    }
                }
            }
            h(.h1, text: words("impact.finding_about", ["right": impact.right(one.finding.right)]))
            FormFault(sentences: faults).write(to: &h)
            found(to: &h)
            measured(to: &h)
            answers(to: &h)
            forms(token, to: &h)
        }
    }

    private func found(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel"), .ariaLabelledBy("found")) { h in
            h(.h2, .id("found"), text: words("impact.what"))
            FindingText(words: words, finding: one.finding).write(to: &h)
            let people =
                one.interviews.map { words.plural("impact.people", $0) }
                ?? words("impact.few_people", ["number": words.integer(one.threshold)])
            h(.p, .class("quiet"), text: people)
        }
    }

    private func measured(to h: inout HTML) {
        guard !one.measurements.isEmpty else { return }
        let (words, impact, say, one) = (visit.words, self.impact, self.say, self.one)
        h(.section, .class("panel"), .ariaLabelledBy("measured")) { h in
            h(.h2, .id("measured"), text: words("impact.measurements"))
            h(.p, .class("quiet"), text: words("impact.measurements_about"))
            PlainTable<Observation>(
                words: words,
                caption: words("impact.measurements"),
                items: one.measurements,
                columns: [
                    .text("impact.quantity") { impact.quantity($0.quantity) },
                    .text("impact.result") { impact.result($0) },
                    .text("impact.method") { impact.method($0.method) },
                    .text("impact.measured_where") { $0.place },
                    .text("impact.measured_when") {
                        "\(say.day(one.day(of: $0.moment))) · \(words("impact.phase.\($0.phase.rawValue)"))"
                    },
                    .init("impact.against_limits") { each, h in
                        impact.comparisons(one.comparisons(each), to: &h)
                    },
                ]
            )
            .write(to: &h)
        }
    }

    private func answers(to h: inout HTML) {
        let (words, state) = (visit.words, one.file.state)
        h(.section, .class("panel"), .ariaLabelledBy("answers")) { h in
            h(.h2, .id("answers"), text: words("impact.answer_and_look"))
            h(.p) { h in FindingTag(words: words, one: one).write(to: &h) }
            h(.dl, .class("particulars")) { h in
                for (key, value) in [
                    ("impact.put_to", say.name(one.addressee)),
                    ("impact.put_on", say.day(state.addressees[one.addressee]?.sent)),
                    ("remedy.due", say.due(one.due, overdue: one.overdue)),
                    ("impact.looked_on", say.day(state.lastLook)), ("impact.change", change(state.change)),
                ] where !value.isEmpty {
                    h(.div) { h in
                        h(.dt, text: words(key))
                        h(.dd) { h in h(.bdi, text: value) }
                    }
                }
            }
            if one.isLookOverdue { h(.p, .class("notice"), text: words("impact.look_late")) }
            for entry in one.file.entries {
                guard case .answered(let text, let accepts) = entry.fact else { continue }
                let who = "\(say.name(entry.author)) · \(say.day(one.day(of: entry.at)))"
                let above = "\(who) · \(words(accepts ? "impact.accepts" : "impact.denies"))"
                MessageView(isAnswer: true, above: [above], text: text).write(to: &h)
            }
        }
    }

    private func change(_ change: FollowUpState.Change) -> String {
        func text(_ one: Measurement) -> String { "\(one.value) \(one.unit) (\(say.day(one.day)))" }
        return switch change {
        case .from(let before, let after):
            visit.words("impact.change_from", ["before": text(before), "after": text(after)])
        case .notComparable(let before, let after):
            visit.words("impact.change_not_comparable", ["before": text(before), "after": text(after)])
        case .notKnown: ""
        }
    }

    private func forms(_ token: String, to h: inout HTML) {
        guard mayAnswer || one.cover.parts.contains(.chair) else { return }
        let words = visit.words
        h(.section, .class("panel"), .ariaLabelledBy("next")) { h in
            h(.h2, .id("next"), text: words("remedy.next"))
            if mayAnswer {
                form("answer", title: words("impact.answer"), token, to: &h) { parts, h in
                    h(.p, .class("quiet"), text: words("impact.answer_about"))
                    parts.area("text", label: "remedy.answer_text", required: true, to: &h)
                    let options = ["yes", "no"].map { ($0, words("impact.accepts_choice.\($0)")) }
                    parts.choice(
                        "accepts",
                        label: "impact.accepts_question",
                        options: options,
                        any: "remedy.choose",
                        to: &h
                    )
                }
            }
            if one.cover.parts.contains(.chair), let assessment {
                form("look", title: words("impact.look"), token, to: &h) { parts, h in
                    let options = say.options("impact.progress", FollowUpFact.Progress.self)
                    parts.choice("progress", label: "impact.how_far", options: options, to: &h)
                    let measured = assessment.file.state.observations.values
                        .filter { if case .number = $0.result { $0.phase == .now } else { false } }
                        .sorted { ($0.moment, $0.id) > ($1.moment, $1.id) }
                    parts.choice(
                        "measurement",
                        label: "impact.measured_now",
                        options: measured.map { ($0.id, impact.line($0)) },
                        any: "remedy.none_of_these",
                        to: &h
                    )
                }
            }
        }
    }

    private func form(
        _ act: String,
        title: String,
        _ token: String,
        to h: inout HTML,
        fields: (FormParts, inout HTML) -> Void
    ) {
        h(.details) { h in
            h(.summary, text: title)
            let action = "/assessments/answers/\(one.id)"
            PostForm(visit: visit, action: action, token: token).write(to: &h) { h in
                RemedyForm.event(to: &h)
                h(.input, .type("hidden"), .name("act"), .value(act))
                let parts = FormParts(words: visit.words, prefix: "\(act)-")
                fields(parts, &h)
                RemedyForm.day(parts, to: &h)
                parts.button("remedy.write_down", to: &h)
            }
        }
    }
}
