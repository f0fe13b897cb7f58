internal import Hummingbird
internal import Store

/// The demo's doors: a button for each invented person, in a server that was started with `--demo` and nowhere else.
struct DemoEntry {
    /// Somebody whom a visitor may be.
    struct Seat: Sendable {
        let person: PersonNumber
        let name: String
        let agency: String
        let role: Role
    }

    let visit: Visit
    let seats: [Seat]
    let token: String
    let next: String?

    /// The people of the demo that is in a store; nobody who was made by hand is among them.
    static func seats(_ store: FactStore) async throws -> [Seat] {
        let agencies = try await store.agencies().namesByNumber
        return try await store.people(as: .local)
            .filter { $0.about.email.hasSuffix(DemoPeople.domain) && $0.about.state == .active }
            .compactMap { person in
                guard let role = person.about.roles.first else { return nil }
                return Seat(
                    person: person.number,
                    name: person.about.name,
                    agency: agencies[person.about.agency] ?? "",
                    role: role
                )
            }
    }

    /// Takes a button.
    static func take(_ visit: Visit, _ request: Request, _ context: SiteContext) async throws -> Response {
        guard visit.services.mode == .demo else { throw SiteError(.notFound) }
        let form = try await visit.form(request)
        guard let number = form["person"].flatMap({ Int64($0) }),
            let record = try await visit.services.store.signInRecord(of: PersonNumber(rawValue: number)),
            record.email.hasSuffix(DemoPeople.domain)
        else { throw SiteError(.badRequest) }
        let entrance = visit.services.entrance
        let browser = Browser(request, context)
        do {
            let cookies = try await entrance.begin(record, .none, from: browser)
            return Redirect.afterForm(to: NextPath.safe(form["next"]) ?? visit.path("/")).setting(
                cookies,
                by: visit.cookies
            )
        } catch {
            return try await SignInPage.respond(visit, refusal: try FormRefusal(error, visit.words))
        }
    }

    func write(to h: inout HTML) {
        let words = visit.words
        h(.section, .class("panel demo-doors")) { h in
            h(.h2, text: words("demo.title"))
            h(.p, text: words("demo.about"))
            h(.ul, .class("doors")) { h in
                for seat in seats {
                    h(.li) { h in
                        h(.form, Attribute("method", "post"), Attribute("action", visit.path("/sign-in/demo"))) { h in
                            FormToken(token: token).write(to: &h)
                            if let next { h(.input, .type("hidden"), .name("next"), .value(next)) }
                            h(.input, .type("hidden"), .name("person"), .value("\(seat.person.rawValue)"))
                            h(.button, .type("submit"), text: words("role.\(seat.role.rawValue)"))
                        }
                        h(.p) { h in
                            h(.span, text: seat.name)
                            h(.small, .class("quiet"), text: " " + seat.agency)
                        }
                        h(.p, .class("hint"), text: words("role.\(seat.role.rawValue).about"))
                    }
                }
            }
        }
    }
}
