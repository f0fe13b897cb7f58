internal import Hummingbird
internal import Store
internal import Vocabulary

/// The people whom the reader manages, and the form for a new one.
struct PeoplePage: Sendable {
    let visit: Visit
    let people: [Person]
    let agencies: [Agency]

    static func respond(_ visit: Visit) async throws -> Response {
        let people = try await visit.services.store.people(as: visit.reader)
        return PeoplePage(visit: visit, people: people, agencies: try await visit.manageableAgencies()).response
    }

    private var response: Response {
        let words = visit.words
        let frame = PageFrame(
            visit: visit,
            title: words("nav.admin_people"),
            section: "/admin/people",
            hasForm: true,
            isWide: true
        )
        return frame.response { h, token in
            h(.h1, text: words("nav.admin_people"))
            h(.p, .class("lead"), text: words("people.about"))
            h(.p) { h in h(.a, .href("#add"), text: words("people.add")) }
            if people.isEmpty {
                EmptyState(title: words("people.empty.title"), advice: words("people.empty.advice")).write(to: &h)
            } else {
                table(to: &h)
            }
            h(.section, .class("panel"), .id("add")) { h in
                h(.h2, text: words("people.add"))
                PostForm(visit: visit, action: "/admin/people", token: token, id: "add-person").write(to: &h) { h in
                    PersonFields(visit: visit, agencies: agencies).write(to: &h)
                    FormParts(words: words).button("people.add", to: &h)
                }
            }
        }
    }

    private func table(to h: inout HTML) {
        let words = visit.words
        let names = agencies.namesByNumber
        PlainTable<Person>(
            words: words,
            caption: words("nav.admin_people"),
            items: people,
            columns: [
                .init("column.name") { person, h in
                    h(.a, .href(visit.path("/admin/people/\(person.number.rawValue)"))) { h in
                        h(.bdi, text: person.about.name)
                    }
                },
                .text("people.email") { $0.about.email },
                .text("people.agency") { names[$0.about.agency] ?? "\($0.about.agency.rawValue)" },
                .text("people.roles") { RoleWords.text($0.about.roles, words) },
                .text("people.clearance") { $0.about.clearance.label },
                .text("people.second_factor") { words($0.hasSecondFactor ? "yes_no.1" : "yes_no.0") },
                .init("people.state") { person, h in
                    let state = person.about.state.rawValue
                    h(.span, .class("tag tag-\(state)"), text: words("people.state.\(state)"))
                },
            ]
        )
        .write(to: &h)
    }
}

/// One person: what they may do, where they are signed in, and the form that changes them.
struct PersonPage: Sendable {
    let visit: Visit
    let person: Person
    let agencies: [Agency]
    let sessions: [Session]

    /// The person with a number, if the reader may see them.
    static func person(_ id: String, _ visit: Visit) async throws -> Person {
        let people = try await visit.services.store.people(as: visit.reader)
        guard let person = people.first(where: { "\($0.number.rawValue)" == id }) else { throw SiteError(.notFound) }
        return person
    }

    static func respond(_ visit: Visit, id: String) async throws -> Response {
        let person = try await person(id, visit)
        return PersonPage(
            visit: visit,
            person: person,
            agencies: try await visit.manageableAgencies(),
            sessions: try await visit.services.store.sessions(of: person.number, as: visit.reader)
        )
        .response
    }

    private var response: Response {
        let words = visit.words
        let frame = PageFrame(visit: visit, title: person.about.name, section: "/admin/people", hasForm: true)
        return frame.response { h, token in
            h(.p, .class("crumbs")) { h in
                h(.a, .href(visit.path("/admin/people")), text: words("nav.admin_people"))
            }
            h(.h1) { h in h(.bdi, text: person.about.name) }
            h(.div, .class("columns")) { h in
                h(.section, .class("panel")) { h in
                    h(.h2, text: words("people.change"))
                    if person.number == visit.reader.person {
                        h(.p, .class("notice"), text: words("people.yourself"))
                    }
                    let action = "/admin/people/\(person.number.rawValue)"
                    PostForm(visit: visit, action: action, token: token).write(to: &h) { h in
                        PersonFields(visit: visit, agencies: agencies, present: person.about).write(to: &h)
                        FormParts(words: words).button("people.keep", to: &h)
                    }
                }
                h(.div) { h in
                    rights(to: &h)
                    places(token: token, to: &h)
                }
            }
        }
    }

    private func rights(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel")) { h in
            h(.h2, text: words("people.rights"))
            let rights = Capabilities.of(person.about.roles)
            guard !rights.isEmpty else {
                h(.p, .class("quiet"), text: words("people.no_rights"))
                return
            }
            h(.ul) { h in
                for right in Capability.allCases where rights.contains(right) {
                    h(.li, text: words("capability.\(right.rawValue)"))
                }
            }
        }
    }

    private func places(token: String, to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel")) { h in
            h(.h2, text: words("people.sessions"))
            guard !sessions.isEmpty else {
                h(.p, .class("quiet"), text: words("people.no_sessions"))
                return
            }
            h(.ul, .class("plain-list")) { h in
                for session in sessions {
                    h(.li) { h in
                        h(.bdi, text: session.device ?? words("people.unknown_device"))
                        let seen = words("people.last_seen", ["time": words.time(session.lastSeen)])
                        h(.small, .class("quiet"), text: " \(session.address) · \(seen)")
                    }
                }
            }
            let action = "/admin/people/\(person.number.rawValue)/sessions"
            PostForm(visit: visit, action: action, token: token, css: "inline").write(to: &h) { h in
                h(.button, .type("submit"), .class("quiet-button"), text: words("people.end_sessions"))
            }
        }
    }
}

/// The names of roles.
enum RoleWords {
    static func text(_ roles: Set<Role>, _ words: Words) -> String {
        Role.allCases.filter(roles.contains).map { words("role.\($0.rawValue)") }.joined(separator: ", ")
    }
}

extension Visit {
    /// The agencies whose people the reader may make and change.
    func manageableAgencies() async throws -> [Agency] {
        let all = try await services.store.agencies()
        return reader.can(.manageAgencies) ? all : all.filter { $0.number == reader.agency }
    }
}
