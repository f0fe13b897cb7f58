internal import Community
internal import Hummingbird
internal import Remedy
internal import Store
internal import Vocabulary

/// An interview: the form of a set of questions, with what the person agrees to first.
struct InterviewPage {
    let visit: Visit
    let say: RemedyWords
    let one: AssessmentCase
    let set: ImpactGuide.QuestionSet
    var form = QueryString()
    var faults: [String] = []

    static func respond(_ visit: Visit, id: String, set: String) async throws -> Response {
        try await page(visit, RedressRoutes.number(id), set).response
    }

    private static func page(_ visit: Visit, _ id: Int64, _ set: String) async throws -> InterviewPage {
        guard let one = try await visit.services.redress.assessment(id, as: visit.reader),
            one.file.state.sets.contains(set), let found = one.guide.questionSet(set)
        else { throw SiteError(.notFound) }
        return InterviewPage(visit: visit, say: try await RemedyWords.of(visit), one: one, set: found)
    }

    static func write(_ visit: Visit, request: Request, id: String, set: String) async throws -> Response {
        let form = try await visit.form(request)
        var page = try await page(visit, RedressRoutes.number(id), set)
        let reading = RemedyForm(visit: visit, form: form)
        do {
            try await visit.services.redress.say(
                .interview(try AssessmentReader(form: reading, one: page.one).interview(page.set)),
                inAssessment: page.one.id,
                event: try reading.event,
                at: try reading.moment,
                by: visit.reader
            )
            return visit.confirm("impact.done.interview", at: "/assessments/\(page.one.id)")
        } catch {
            page.faults = try page.say.sentences(error)
            page.form = form
            return page.response
        }
    }

    private var response: Response {
        let words = visit.words
        let impact = ImpactWords(say: say, guide: one.guide)
        let title = words("impact.interview_about", ["set": impact.set(set.id)])
        let frame = PageFrame(
            visit: visit,
            title: title,
            section: "/assessments",
            hasForm: true,
            marking: one.cover.marking.rawValue
        )
        return frame.response(status: faults.isEmpty ? .ok : .unprocessableContent) { h, token in
            InterviewCrumbs(visit: visit, one: one).write(to: &h)
            h(.h1, text: title)
            FormFault(sentences: faults).write(to: &h)
            h(.p, .class("notice"), text: words("impact.interview_rules"))
            let action = "/assessments/\(one.id)/interviews/new/\(set.id)"
            PostForm(visit: visit, action: action, token: token).write(to: &h) { h in
                RemedyForm.event(to: &h)
                let parts = FormParts(words: words, prefix: "interview-")
                consent(parts, to: &h)
                let fields = InterviewFields(words: words, language: say.language, form: form)
                for question in set.questions { fields.write(question, to: &h) }
                RemedyForm.day(parts, to: &h)
                parts.button("remedy.write_down", to: &h)
            }
        }
    }

    private func consent(_ parts: FormParts, to h: inout HTML) {
        parts.boxes(
            "uses",
            legend: "impact.agrees",
            options: say.options("impact.use", ConsentUse.self),
            chosen: Swift.Set(form.all("uses")),
            to: &h
        )
        parts.choice(
            "manner",
            label: "impact.manner",
            options: say.options("impact.manner", Interview.Manner.self),
            chosen: form["manner"],
            to: &h
        )
        parts.choice("language", label: "remedy.spoken", options: say.spoken, chosen: form["language"], to: &h)
        parts.text(
            "group",
            label: "impact.group",
            value: form["group"] ?? "",
            required: true,
            hint: "impact.code_hint",
            to: &h
        )
        parts.choice(
            "sex",
            label: "impact.sex",
            options: say.options("remedy.sex", Intake.Sex.self),
            chosen: form["sex"] ?? Intake.Sex.notSaid.rawValue,
            to: &h
        )
    }
}

/// Where an interview belongs.
struct InterviewCrumbs {
    let visit: Visit
    let one: AssessmentCase

    func write(to h: inout HTML) {
        h(.p, .class("crumbs")) { h in
            h(.a, .href(visit.path("/assessments")), text: visit.words("nav.assessments"))
            h.text(" › ")
            h(.a, .href(visit.path("/assessments/\(one.id)"))) { h in h(.bdi, text: one.cover.title) }
        }
    }
}

/// The fields of questions.
struct InterviewFields {
    let words: Words
    let language: Language
    let form: QueryString

    static func name(_ question: ImpactGuide.Question) -> String { "q_\(question.id)" }
    static func silentName(_ question: ImpactGuide.Question) -> String { "silent_\(question.id)" }

    /// What can be chosen, with its words.
    static func options(
        _ question: ImpactGuide.Question,
        _ words: Words,
        _ language: Language
    ) -> [(value: String, text: String)] {
        switch question.kind {
        case .yesNo: [("yes", words("yes_no.1")), ("no", words("yes_no.0"))]
        case .choice: question.choices.map { ($0.id, $0.label[language]) }
        case .number, .words: []
        }
    }

    func write(_ question: ImpactGuide.Question, to h: inout HTML) {
        let (name, id) = (Self.name(question), "interview-" + Self.name(question))
        h(.label, .for(id), text: question.text[language])
        switch question.kind {
        case .yesNo, .choice:
            h(.select, .id(id), .name(name)) { h in
                h(.option, .value(""), text: words("impact.not_asked"))
                for option in Self.options(question, words, language) {
                    h(.option, .value(option.value), option.value == form[name] ? .selected : nil, text: option.text)
                }
                h(
                    .option,
                    .value("not-said"),
                    form[name] == "not-said" ? .selected : nil,
                    text: words("impact.not_said")
                )
            }
        case .number:
            h(.input, .type("text"), .id(id), .name(name), .value(form[name] ?? ""), Attribute("inputmode", "decimal"))
            silent(question, to: &h)
        case .words:
            h(
                .textarea,
                .id(id),
                .name(name),
                Attribute("rows", "3"),
                Attribute("maxlength", "2000"),
                text: form[name] ?? ""
            )
            silent(question, to: &h)
        }
    }

    private func silent(_ question: ImpactGuide.Question, to h: inout HTML) {
        let name = Self.silentName(question)
        h(.p, .class("tick")) { h in
            h(
                .input,
                .type("checkbox"),
                .id("interview-\(name)"),
                .name(name),
                .value("yes"),
                form[name] == nil ? nil : .checked
            )
            h.text(" ")
            h(.label, .for("interview-\(name)"), text: words("impact.not_said"))
        }
    }
}

/// What was told in one interview; the trail says who has read it.
struct ToldPage {
    static func respond(_ visit: Visit, id: String, interview: String) async throws -> Response {
        let office = visit.services.redress
        let number = try RedressRoutes.number(id)
        guard let one = try await office.assessment(number, as: visit.reader),
            let told = try await office.interview(interview, of: number, as: visit.reader),
            let set = one.guide.questionSet(told.interview.set)
        else { throw SiteError(.notFound) }
        let say = try await RemedyWords.of(visit)
        let (words, impact) = (visit.words, ImpactWords(say: say, guide: one.guide))
        let title = words("impact.interview_number", ["id": told.interview.id])
        let frame = PageFrame(
            visit: visit,
            title: title,
            section: "/assessments",
            marking: one.cover.marking.rawValue
        )
        return frame.response { h, _ in
            InterviewCrumbs(visit: visit, one: one).write(to: &h)
            h(.h1, text: title)
            h(.p, .class("quiet"), text: words("impact.reading_noted"))
            h(.dl, .class("particulars")) { h in
                for (key, value) in [
                    ("impact.set", impact.set(set.id)), ("impact.agreed", impact.uses(told.interview.uses)),
                    ("impact.manner", words("impact.manner.\(told.interview.manner.rawValue)")),
                    ("remedy.spoken", words.token("remedy.language", told.interview.language)),
                    ("impact.group", told.interview.group),
                    ("impact.sex", words("remedy.sex.\(told.interview.sex.rawValue)")),
                ] {
                    h(.div) { h in
                        h(.dt, text: words(key))
                        h(.dd) { h in h(.bdi, text: value) }
                    }
                }
            }
            h(.dl, .class("answers")) { h in
                for question in set.questions {
                    h(.div) { h in
                        h(.dt, text: question.text[say.language])
                        h(.dd, .class("said")) { h in
                            h(.bdi, text: answer(told, question, words, say.language))
                        }
                    }
                }
            }
        }
    }

    private static func answer(
        _ told: (interview: Interview, words: [String: String]),
        _ question: ImpactGuide.Question,
        _ words: Words,
        _ language: Language
    ) -> String {
        let options = InterviewFields.options(question, words, language)
        switch told.interview.answers[question.id] {
        case nil: return words("impact.not_asked")
        case .notSaid: return words("impact.not_said")
        case .yes: return options.first { $0.value == "yes" }?.text ?? ""
        case .no: return options.first { $0.value == "no" }?.text ?? ""
        case .choice(let id): return options.first { $0.value == id }?.text ?? id
        case .number(let number): return number.description
        case .words: return told.words[question.id] ?? ""
        }
    }
}
