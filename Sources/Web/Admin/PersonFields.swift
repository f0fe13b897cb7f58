internal import Hummingbird
internal import Store
internal import Vocabulary

/// The fields of a person in a form, for a new one and for one that is changed.
struct PersonFields: Sendable {
    let visit: Visit
    /// The agencies whose people the reader may make.
    let agencies: [Agency]
    /// The person as they are; nil for a new one.
    var present: Person.Draft?

    func write(to h: inout HTML) {
        let words = visit.words
        let parts = FormParts(words: words, prefix: "person-")
        parts.text("name", label: "column.name", value: present?.name ?? "", required: true, to: &h)
        parts.text(
            "email",
            label: "people.email",
            value: present?.email ?? "",
            type: "email",
            required: true,
            hint: "people.email_hint",
            to: &h
        )
        parts.choice(
            "agency",
            label: "people.agency",
            options: agencies.map { ("\($0.number.rawValue)", $0.name) },
            chosen: (present?.agency ?? visit.reader.agency).rawValue.description,
            to: &h
        )
        parts.boxes(
            "role",
            legend: "people.roles",
            options: Role.allCases.map { ($0.rawValue, words("role.\($0.rawValue)")) },
            chosen: Set((present?.roles ?? []).map(\.rawValue)),
            to: &h
        )
        parts.choice(
            "clearance",
            label: "people.clearance",
            options: HandlingMarking.allCases.map { ("\($0.rawValue)", words.token("marking", "\($0.rawValue)")) },
            chosen: "\((present?.clearance ?? .amber).rawValue)",
            to: &h
        )
        parts.choice(
            "language",
            label: "people.language",
            options: Language.allCases.map { ($0.rawValue, words("language.\($0.rawValue)")) },
            chosen: present?.languages.first ?? visit.language.rawValue,
            to: &h
        )
        parts.choice(
            "state",
            label: "people.state",
            options: Person.State.allCases.map { ($0.rawValue, words("people.state.\($0.rawValue)")) },
            chosen: (present?.state ?? .active).rawValue,
            to: &h
        )
    }

    /// What a form says of a person.
    static func draft(of form: QueryString, keeping old: Person.Draft? = nil) throws -> Person.Draft {
        guard let agency = Int64(try form.need("agency")),
            let clearance = Int(try form.need("clearance")).flatMap(HandlingMarking.init(rawValue:)),
            let language = Language(rawValue: try form.need("language")),
            let state = Person.State(rawValue: try form.need("state"))
        else { throw SiteError(.badRequest) }
        let roles = form.all("role").map(Role.init(rawValue:))
        guard !roles.contains(nil) else { throw SiteError(.badRequest) }
        let others = (old?.languages ?? []).filter { $0 != language.rawValue }
        return Person.Draft(
            name: try form.need("name"),
            email: try form.need("email").lowercased(),
            agency: AgencyNumber(rawValue: agency),
            roles: Set(roles.compactMap(\.self)),
            languages: [language.rawValue] + others,
            clearance: clearance,
            state: state
        )
    }
}

/// Takes new people and changes of people.
enum PersonForm {
    static func add(_ visit: Visit, request: Request) async throws -> Response {
        let form = try await visit.form(request)
        let draft = try PersonFields.draft(of: form)
        let number = try await visit.services.store.addPerson(draft, by: visit.reader)
        var gone = draft
        gone.state = .left
        // Nobody is struck out of the trail: the opposite of a new person is one who has left.
        return visit.confirm(
            "done.person_added",
            undoing: .person(number, to: gone, from: draft),
            at: "/admin/people/\(number.rawValue)"
        )
    }

    static func change(_ visit: Visit, request: Request, id: String) async throws -> Response {
        let form = try await visit.form(request)
        let person = try await PersonPage.person(id, visit)
        let draft = try PersonFields.draft(of: form, keeping: person.about)
        try await visit.services.store.changePerson(person.number, to: draft, by: visit.reader)
        return visit.confirm(
            "done.person_changed",
            undoing: .person(person.number, to: person.about, from: draft),
            at: "/admin/people/\(person.number.rawValue)"
        )
    }

    static func endSessions(_ visit: Visit, request: Request, id: String) async throws -> Response {
        let form = try await visit.form(request)
        let person = try await PersonPage.person(id, visit)
        let place = "/admin/people/\(person.number.rawValue)"
        let page = ConfirmationPage(
            visit: visit,
            title: "people.end_sessions",
            question: "people.end_sessions_question",
            button: "people.end_sessions",
            back: place,
            form: form
        )
        if let response = page.response { return response }
        try await visit.services.store.endSessions(of: person.number, by: visit.reader)
        return visit.confirm("done.sessions_ended", at: place)
    }
}
