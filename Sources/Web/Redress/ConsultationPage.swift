internal import Community
internal import Hummingbird
internal import Remedy
internal import Store
internal import Vocabulary

/// One consultation: each step with what its record shows and lacks, comments and answers, what the people decided.
struct ConsultationPage {
    let visit: Visit
    let say: RemedyWords
    let one: ConsultationCase
    var faults: [String] = []

    static func respond(_ visit: Visit, id: String) async throws -> Response {
        try await page(visit, RedressRoutes.number(id)).response
    }

    private static func page(_ visit: Visit, _ id: Int64) async throws -> ConsultationPage {
        guard let one = try await visit.services.redress.consultation(id, as: visit.reader) else {
            throw SiteError(.notFound)
        }
        return ConsultationPage(visit: visit, say: try await RemedyWords.of(visit), one: one)
    }

    static func act(_ visit: Visit, request: Request, id: String) async throws -> Response {
        let form = try await visit.form(request)
        let number = try RedressRoutes.number(id)
        let reading = RemedyForm(visit: visit, form: form)
        guard let one = try await visit.services.redress.consultation(number, as: visit.reader) else {
            throw SiteError(.notFound)
        }
        do {
            try await visit.services.redress.say(
                try ConsultationReader(form: reading, one: one).fact(form.need("act")),
                inConsultation: number,
                event: try reading.event,
                at: try reading.moment,
                by: visit.reader
            )
            return visit.confirm("remedy.done.said", at: "/consultations/\(number)")
        } catch {
            var page = try await page(visit, number)
            page.faults = try page.say.sentences(error)
            return page.response
        }
    }

    private var mayWrite: Bool { one.cover.parts.contains(.chair) }

    private var parts: RemedyParts { RemedyParts(visit: visit, say: say) }

    private var response: Response {
        let words = visit.words
        let frame = PageFrame(
            visit: visit,
            title: one.cover.title,
            section: "/consultations",
            hasForm: mayWrite,
            marking: one.cover.marking.rawValue
        )
        return frame.response(status: faults.isEmpty ? .ok : .unprocessableContent) { h, token in
            h(.p, .class("crumbs")) { h in
                h(.a, .href(visit.path("/consultations")), text: words("nav.consultations"))
            }
            h(.h1) { h in h(.bdi, text: one.cover.title) }
            FormFault(sentences: faults).write(to: &h)
            standing(to: &h)
            steps(to: &h)
            comments(token: token, to: &h)
            end.write(to: &h)
            if mayWrite { forms(token: token, to: &h) }
        }
    }

    private func standing(to h: inout HTML) {
        let (words, state) = (visit.words, one.file.state)
        parts.panel("standing", "remedy.standing", to: &h) { h in
            h(.p) { h in ConsentTag(words: words, one: one).write(to: &h) }
            h(.p, text: words("remedy.with", ["people": state.people ?? ""]))
            let spoken = state.languages.map { words.token("remedy.language", $0) }.sorted()
            h(.p, text: words("remedy.in_languages", ["languages": spoken.joined(separator: ", ")]))
            if let licence = one.cover.licence, visit.services.isOn(.licence) {
                h(.p) { h in
                    h.text(words("remedy.licence") + ": ")
                    h(.a, .href(visit.path(to: .licence, licence))) { h in h(.bdi, text: licence) }
                }
            }
            if case .yesWith(let conditions)? = state.decision {
                h(.h3, text: words("remedy.conditions"))
                h(.ul) { h in for condition in conditions { h(.li) { h in h(.bdi, text: condition) } } }
            }
            GapList(say: say, one: one).write(to: &h)
        }
    }

    private var end: ConsultationEnd { ConsultationEnd(say: say, one: one) }

    private func steps(to h: inout HTML) {
        let (words, say, state) = (visit.words, self.say, one.file.state)
        parts.panel("steps", "remedy.steps", to: &h) { h in
            PlainTable<ConsentProtocol.Step>(
                words: words,
                caption: words("remedy.steps"),
                items: one.steps,
                columns: [
                    .text("remedy.step") { $0.label[say.language] },
                    .text("remedy.done_on") { say.day(state.done[$0.id]?.last) },
                    .text("remedy.spoken") { step in
                        state.records[step.id].map { words.token("remedy.language", $0.language) } ?? ""
                    },
                    .init("remedy.women", isNumeric: true) { step, h in
                        if let record = state.records[step.id] { h.text(words.integer(record.women)) }
                    },
                    .init("remedy.others", isNumeric: true) { step, h in
                        if let record = state.records[step.id] { h.text(words.integer(record.others)) }
                    },
                    .text("remedy.record") { state.records[$0.id]?.record ?? "" },
                ]
            )
            .write(to: &h)
        }
    }

    private func comments(token: String, to h: inout HTML) {
        let words = visit.words
        parts.panel("comments", "remedy.comments", to: &h) { h in
            h(.p, .class("quiet"), text: words("remedy.comments_about"))
            if one.unanswered > 0 { h(.p, text: words.plural("remedy.unanswered_count", one.unanswered)) }
            if one.file.state.comments.isEmpty { h(.p, text: words("remedy.no_comments")) }
            for entry in one.file.entries {
                guard case .commented(let id, let text) = entry.fact else { continue }
                let day = say.day(one.procedure.calendarDay(of: entry.at))
                MessageView(isAnswer: false, above: [day], text: text, id: ConsultationEnd.anchor(id)).write(to: &h)
                if let answer = answer(to: id) {
                    let above = "\(words("remedy.answered")) · \(answer.day)"
                    MessageView(isAnswer: true, above: [above], text: answer.text).write(to: &h)
                } else {
                    h(.p) { h in h(.span, .class("tag tag-open"), text: words("remedy.unanswered")) }
                    if mayWrite { answerForm(id, token, to: &h) }
                }
            }
        }
    }

    private func answer(to comment: String) -> (text: String, day: String)? {
        for entry in one.file.entries {
            if case .answered(comment, let text) = entry.fact {
                return (text, say.day(one.procedure.calendarDay(of: entry.at)))
            }
        }
        return nil
    }

    private func answerForm(_ id: String, _ token: String, to h: inout HTML) {
        form("answer", "answer-\(id)-", token, to: &h) { parts, h in
            h(.input, .type("hidden"), .name("comment"), .value(id))
            parts.area("text", label: "remedy.answer_text", required: true, to: &h)
        }
    }

    private func form(
        _ act: String,
        _ prefix: String,
        _ token: String,
        to h: inout HTML,
        fields: (FormParts, inout HTML) -> Void
    ) {
        parts.act(act, at: "/consultations/\(one.id)", prefix: prefix, token: token, to: &h, fields: fields)
    }

    private func forms(token: String, to h: inout HTML) {
        let (say, state) = (self.say, one.file.state)
        parts.panel("next", "remedy.next", to: &h) { h in
            form("do-step", "step-", token, to: &h) { parts, h in
                let steps = one.steps.filter { !$0.isDecision && (state.closed == nil || $0.isAfterYes) }
                parts.choice(
                    "step",
                    label: "remedy.step",
                    options: steps.map { ($0.id.rawValue, $0.label[say.language]) },
                    to: &h
                )
                record(parts, to: &h)
            }
            if state.closed == nil { open(token, to: &h) }
            form("report-pressure", "pressure-", token, to: &h) { parts, h in
                parts.area("what", label: "remedy.what_happened", required: true, to: &h)
            }
            if !state.pressure.isEmpty {
                form("settle-pressure", "settle-", token, to: &h) { parts, h in
                    let open = state.pressure.sorted { $0.key < $1.key }
                    parts.choice("report", label: "remedy.pressure", options: open.map { ($0.key, $0.value) }, to: &h)
                    parts.area("how", label: "remedy.how_settled", required: true, to: &h)
                }
            }
            if state.isYes {
                form("withdraw", "withdraw-", token, to: &h) { parts, h in
                    parts.area("reason", label: "remedy.reason", required: true, to: &h)
                }
            }
            if state.closed == nil {
                end.unanswered(to: &h)
                form("close-consultation", "close-", token, to: &h) { parts, h in end.fields(parts, to: &h) }
            } else {
                form("reopen-consultation", "reopen-", token, to: &h) { parts, h in
                    parts.area("reason", label: "remedy.reason", required: true, to: &h)
                }
            }
        }
    }

    /// What can be said as long as it is not closed.
    private func open(_ token: String, to h: inout HTML) {
        let words = visit.words
        form("comment", "comment-", token, to: &h) { parts, h in
            parts.area("text", label: "remedy.comment_text", required: true, to: &h)
        }
        form("decide", "decide-", token, to: &h) { parts, h in
            parts.choice(
                "decision",
                label: "remedy.decision",
                options: ["yes", "yes-with", "no"].map { ($0, words("remedy.decision.\($0)")) },
                any: "remedy.choose",
                to: &h
            )
            parts.area("conditions", label: "remedy.conditions", hint: "remedy.conditions_hint", to: &h)
            record(parts, to: &h)
        }
    }

    private func record(_ parts: FormParts, to h: inout HTML) {
        let words = visit.words
        parts.choice("language", label: "remedy.spoken", options: say.spoken, to: &h)
        parts.text("women", label: "remedy.women", value: "0", type: "number", required: true, to: &h)
        parts.text("others", label: "remedy.others", value: "0", type: "number", required: true, to: &h)
        parts.text("record", label: "remedy.record", hint: "remedy.record_hint", to: &h)
        parts.boxes(
            "shows",
            legend: "remedy.shows",
            options: [ConsentProtocol.Evidence.advice, .ownWay, .writing].map {
                ($0.rawValue, words("remedy.evidence.\($0.rawValue)"))
            },
            chosen: [],
            to: &h
        )
    }
}

/// Makes the fact that a form of a consultation says.
struct ConsultationReader {
    let form: RemedyForm
    let one: ConsultationCase

    func fact(_ word: String) throws -> ConsultationFact {
        switch word {
        case "do-step": .stepDone(StepID(try form.said("step")), try record())
        case "comment": .commented(id: "\(one.file.state.comments.count + 1)", text: try form.said("text"))
        case "answer": .answered(comment: try form.said("comment"), text: try form.said("text"))
        case "decide": .decided(try decision(), try record())
        case "report-pressure":
            .pressureReported(id: "\(one.file.state.pressureReports.count + 1)", what: try form.said("what"))
        case "settle-pressure": .pressureSettled(id: try form.said("report"), how: try form.said("how"))
        case "withdraw": .withdrawn(reason: try form.said("reason"))
        case "close-consultation": .closed(outcome: try form.said("outcome"), changes: try changes())
        case "reopen-consultation": .reopened(reason: try form.said("reason"))
        default: throw SiteError(.badRequest)
        }
    }

    /// What was changed: the same words at several comments are one change because of all of them.
    private func changes() throws -> [ConsultationChange] {
        var changes: [(what: String, comments: [String])] = []
        for id in ConsultationEnd.comments(of: one).map(\.id) {
            let what = try form.said("change_\(id)")
            guard what.contains(where: { !$0.isWhitespace }) else { continue }
            if let place = changes.firstIndex(where: { $0.what == what }) {
                changes[place].comments.append(id)
            } else {
                changes.append((what, [id]))
            }
        }
        return changes.map { ConsultationChange($0.what, becauseOf: $0.comments) }
    }

    private func decision() throws -> ConsultationFact.Decision {
        switch form.form["decision"] {
        case "yes": return .yes
        case "no": return .no
        case "yes-with":
            let lines = try form.said("conditions").split(separator: "\n").map(String.init)
            guard !lines.isEmpty else { throw Refusal(.reasonMissing) }
            return .yesWith(conditions: lines)
        default: throw Refusal(.nothingThere)
        }
    }

    private func record() throws -> StepRecord {
        let text = try form.said("record")
        return StepRecord(
            language: form.form["language"] ?? "und",
            women: try form.number("women"),
            others: try form.number("others"),
            record: text.isEmpty ? nil : text,
            shows: Set(form.form.all("shows").compactMap(ConsentProtocol.Evidence.init(rawValue:)))
        )
    }
}
