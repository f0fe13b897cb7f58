internal import Community
internal import Hummingbird
internal import Remedy
internal import Store
internal import Vocabulary

/// Takes a complaint in for somebody.
struct GrievanceIntakePage {
    let visit: Visit
    let say: RemedyWords
    let table: CategoryTable
    let agencies: [(value: String, text: String)]
    var faults: [String] = []
    var typed = QueryString()

    static func respond(_ visit: Visit) async throws -> Response { try await page(visit).response }

    private static func page(_ visit: Visit) async throws -> GrievanceIntakePage {
        let office = visit.services.redress
        let agencies = try await visit.services.store.agencies()
        let table = try office.shelf.categories()
        return GrievanceIntakePage(
            visit: visit,
            say: try await RemedyWords.of(visit),
            table: table,
            agencies: agencies.map { ("\($0.number.rawValue)", $0.name) }
        )
    }

    /// Takes what was sent in; where something is missing, the form comes back as it was filled in.
    static func take(_ visit: Visit, request: Request) async throws -> Response {
        let form = try await visit.form(request)
        let reading = RemedyForm(visit: visit, form: form)
        let office = visit.services.redress
        do {
            let draft = try draft(reading)
            let id = try await office.lodge(
                draft,
                event: try reading.event,
                at: try reading.moment,
                by: visit.reader
            )
            guard try await office.grievance(id, as: visit.reader) != nil else {
                return visit.confirm("remedy.done.handed_on", at: "/grievances")
            }
            return visit.confirm("remedy.done.lodged", at: "/grievances/\(id)")
        } catch {
            var page = try await page(visit)
            page.faults = try page.say.sentences(error)
            page.typed = form
            return page.response
        }
    }

    private static func draft(_ form: RemedyForm) throws -> GrievanceDraft {
        let intake = Intake(
            bringer: try bringer(form),
            channel: try form.word("channel", Intake.Channel.self),
            language: form.form["language"] ?? "und",
            sex: try form.word("sex", Intake.Sex.self),
            categories: Set(form.form.all("categories").map(CategoryID.init(rawValue:))),
            isDangerous: form.has("danger"),
            respondents: try form.organisations("respondent"),
            wasAssisted: form.has("assisted")
        )
        let account = RemedyAccount(
            name: try form.said("name"),
            contact: try form.said("contact"),
            words: try form.said("words"),
            place: try form.said("place"),
            tellsName: form.has("tells_name"),
            tellsWords: form.has("tells_words")
        )
        return GrievanceDraft(
            intake: intake,
            against: try form.word("against", ComplaintCategory.Against.self),
            isCodeMember: form.has("code_member"),
            account: account,
            site: try form.said("site").isEmpty ? nil : form.said("site")
        )
    }

    private static func bringer(_ form: RemedyForm) throws -> Intake.Bringer {
        switch form.form["bringer"] {
        case "person": .person
        case "anonymous": .anonymous
        case "group": .group(try form.number("count"))
        case "representative": .representative(try consent(form))
        default: throw SiteError(.badRequest)
        }
    }

    /// That somebody may speak for another: given on the day of the intake, or impossible.
    static func consent(_ form: RemedyForm) throws -> Consent {
        let choice = form.form["consent"] ?? ""
        if let cause = Consent.Cause(rawValue: choice) { return .impossible(cause) }
        guard ["signed", "thumbprint", "recorded", "witnessed"].contains(choice) else { throw Refusal(.consentMissing) }
        let moment = try form.moment ?? form.visit.services.redress.now
        return .given(CalendarDay(clamping: moment.dayNumber), how: choice)
    }

    // MARK: The form

    private var response: Response {
        let words = visit.words
        let title = words("remedy.new")
        let frame = PageFrame(visit: visit, title: title, section: "/grievances", hasForm: true)
        return frame.response(status: faults.isEmpty ? .ok : .unprocessableContent) { h, token in
            h(.p, .class("crumbs")) { h in h(.a, .href(visit.path("/grievances")), text: words("nav.grievances")) }
            h(.h1, text: title)
            FormFault(sentences: faults).write(to: &h)
            h(.p, .class("lead"), text: words("remedy.new_about"))
            PostForm(visit: visit, action: "/grievances", token: token).write(to: &h) { h in
                RemedyForm.event(to: &h)
                let parts = FormParts(words: words)
                danger(parts, to: &h)
                what(parts, to: &h)
                against(parts, to: &h)
                who(parts, to: &h)
                parts.button("remedy.take_in", to: &h)
            }
        }
    }

    private func danger(_ parts: FormParts, to h: inout HTML) {
        parts.tick("danger", label: "remedy.danger", isOn: typed["danger"] != nil, to: &h)
    }

    private func what(_ parts: FormParts, to h: inout HTML) {
        parts.boxes(
            "categories",
            legend: "remedy.about",
            options: table.categories.map { ($0.id.rawValue, $0.label[say.language]) },
            chosen: Set(typed.all("categories")),
            to: &h
        )
        parts.area(
            "words",
            label: "remedy.words",
            value: typed["words"] ?? "",
            required: true,
            hint: "remedy.words_hint",
            rows: 6,
            to: &h
        )
        parts.tick("tells_words", label: "remedy.tells_words", isOn: typed["tells_words"] != nil, to: &h)
        parts.text("place", label: "remedy.place", value: typed["place"] ?? "", to: &h)
        parts.text("site", label: "remedy.site", value: typed["site"] ?? "", hint: "remedy.site_hint", to: &h)
        RemedyForm.day(parts, to: &h)
    }

    private func against(_ parts: FormParts, to h: inout HTML) {
        parts.choice(
            "against",
            label: "remedy.against",
            options: say.options("remedy.against", ComplaintCategory.Against.self),
            chosen: typed["against"],
            to: &h
        )
        parts.organisations("respondent", label: "remedy.respondent", agencies, to: &h)
        parts.tick("code_member", label: "remedy.code_member", isOn: typed["code_member"] != nil, to: &h)
    }

    private func who(_ parts: FormParts, to h: inout HTML) {
        let words = visit.words
        parts.choice(
            "bringer",
            label: "remedy.bringer",
            options: ["person", "group", "representative", "anonymous"].map { ($0, words("remedy.bringer.\($0)")) },
            chosen: typed["bringer"],
            to: &h
        )
        parts.text("count", label: "remedy.group_count", value: typed["count"] ?? "", type: "number", to: &h)
        parts.choice("consent", label: "remedy.consent", options: consents, chosen: typed["consent"], to: &h)
        parts.text("name", label: "remedy.name", value: typed["name"] ?? "", hint: "remedy.name_hint", to: &h)
        parts.text("contact", label: "remedy.contact", value: typed["contact"] ?? "", to: &h)
        parts.tick("tells_name", label: "remedy.tells_name", isOn: typed["tells_name"] != nil, to: &h)
        parts.choice(
            "sex",
            label: "remedy.sex",
            options: say.options("remedy.sex", Intake.Sex.self),
            chosen: typed["sex"] ?? Intake.Sex.notSaid.rawValue,
            to: &h
        )
        parts.choice("language", label: "remedy.spoken", options: say.spoken, chosen: typed["language"], to: &h)
        parts.choice(
            "channel",
            label: "remedy.channel",
            options: say.options("remedy.channel", Intake.Channel.self),
            chosen: typed["channel"] ?? Intake.Channel.meeting.rawValue,
            to: &h
        )
        let isFresh = typed.items.isEmpty
        parts.tick("assisted", label: "remedy.assisted", isOn: isFresh || typed["assisted"] != nil, to: &h)
    }

    /// How a person has agreed to be spoken for, or why they cannot be asked.
    private var consents: [(value: String, text: String)] {
        let ways = ["none", "signed", "thumbprint", "recorded", "witnessed"] + Consent.Cause.allCases.map(\.rawValue)
        return ways.map { ($0, visit.words("remedy.consent.\($0)")) }
    }
}
