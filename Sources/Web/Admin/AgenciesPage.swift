internal import Hummingbird
internal import Store
internal import Vocabulary

/// The agencies, and the form for a new one or for a change.
struct AgenciesPage: Sendable {
    let visit: Visit
    let agencies: [Agency]
    /// The agency that is changed; nil for the list.
    var chosen: Agency?

    static func respond(_ visit: Visit) async throws -> Response {
        AgenciesPage(visit: visit, agencies: try await visit.services.store.agencies()).list
    }

    static func respondOne(_ visit: Visit, id: String) async throws -> Response {
        let agencies = try await visit.services.store.agencies()
        guard let agency = agencies.first(where: { "\($0.number.rawValue)" == id }) else { throw SiteError(.notFound) }
        return AgenciesPage(visit: visit, agencies: agencies, chosen: agency).one(agency)
    }

    private var list: Response {
        let words = visit.words
        let title = words("nav.admin_agencies")
        return PageFrame(visit: visit, title: title, section: "/admin/agencies", hasForm: true).response { h, token in
            h(.h1, text: title)
            h(.p, .class("lead"), text: words("agencies.about"))
            PlainTable<Agency>(
                words: words,
                caption: title,
                items: agencies,
                columns: [
                    .init("column.name") { agency, h in
                        h(.a, .href(visit.path("/admin/agencies/\(agency.number.rawValue)"))) { h in
                            h(.bdi, text: agency.name)
                        }
                    },
                    .text("column.kind") { words("agency.kind.\($0.about.kind.rawValue)") },
                    .text("column.country") { $0.about.country ?? "–" },
                    .text("people.contact") { $0.contact.isEmpty ? "–" : $0.contact },
                    .init("people.state") { agency, h in
                        let state = agency.about.isActive ? "active" : "suspended"
                        h(.span, .class("tag tag-\(state)"), text: words("people.state.\(state)"))
                    },
                ]
            )
            .write(to: &h)
            h(.section, .class("panel"), .id("add")) { h in
                h(.h2, text: words("agencies.add"))
                form(action: "/admin/agencies", Agency.Draft(name: ""), button: "agencies.add", token, to: &h)
            }
        }
    }

    private func one(_ agency: Agency) -> Response {
        let words = visit.words
        let frame = PageFrame(visit: visit, title: agency.name, section: "/admin/agencies", hasForm: true)
        return frame.response { h, token in
            h(.p, .class("crumbs")) { h in
                h(.a, .href(visit.path("/admin/agencies")), text: words("nav.admin_agencies"))
            }
            h(.h1) { h in h(.bdi, text: agency.name) }
            h(.section, .class("panel")) { h in
                h(.h2, text: words("people.change"))
                let action = "/admin/agencies/\(agency.number.rawValue)"
                form(action: action, agency.about, button: "people.keep", token, to: &h)
            }
        }
    }

    private func form(action: String, _ present: Agency.Draft, button: String, _ token: String, to h: inout HTML) {
        let words = visit.words
        PostForm(visit: visit, action: action, token: token).write(to: &h) { h in
            let parts = FormParts(words: words, prefix: "agency-")
            parts.text("name", label: "column.name", value: present.name, required: true, to: &h)
            parts.choice(
                "kind",
                label: "column.kind",
                options: Agency.Kind.allCases.map { ($0.rawValue, words("agency.kind.\($0.rawValue)")) },
                chosen: present.kind.rawValue,
                to: &h
            )
            parts.text("country", label: "agencies.country", value: present.country ?? "", to: &h)
            parts.text(
                "contact",
                label: "people.contact",
                value: present.contact,
                hint: "agencies.contact_hint",
                to: &h
            )
            parts.choice(
                "state",
                label: "people.state",
                options: ["active", "suspended"].map { ($0, words("people.state.\($0)")) },
                chosen: present.isActive ? "active" : "suspended",
                to: &h
            )
            parts.button(button, to: &h)
        }
    }
}

/// Takes new agencies and changes of agencies.
enum AgencyForm {
    static func add(_ visit: Visit, request: Request) async throws -> Response {
        let draft = try draft(of: try await visit.form(request))
        let number = try await visit.services.store.addAgency(draft, by: visit.reader)
        var suspended = draft
        suspended.isActive = false
        return visit.confirm(
            "done.agency_added",
            undoing: .agency(number, to: suspended, from: draft),
            at: "/admin/agencies"
        )
    }

    static func change(_ visit: Visit, request: Request, id: String) async throws -> Response {
        let draft = try draft(of: try await visit.form(request))
        let store = visit.services.store
        guard let old = try await store.agencies().first(where: { "\($0.number.rawValue)" == id }) else {
            throw SiteError(.notFound)
        }
        // Whoever suspended their own agency would be locked out with everybody else.
        guard draft.isActive || old.number != visit.reader.agency else { throw SiteError(.badRequest) }
        try await store.changeAgency(old.number, to: draft, by: visit.reader)
        return visit.confirm(
            "done.agency_changed",
            undoing: .agency(old.number, to: old.about, from: draft),
            at: "/admin/agencies/\(old.number.rawValue)"
        )
    }

    private static func draft(of form: QueryString) throws -> Agency.Draft {
        guard let kind = Agency.Kind(rawValue: try form.need("kind")) else { throw SiteError(.badRequest) }
        let country = form["country"].map { $0.uppercased() }
        guard country.map({ CountryCode($0) != nil }) ?? true else { throw SiteError(.badRequest) }
        return Agency.Draft(
            name: try form.need("name"),
            kind: kind,
            country: country,
            contact: form["contact"] ?? "",
            isActive: try form.need("state") == "active"
        )
    }
}
