internal import Foundation
internal import Hummingbird
internal import Identity
internal import Store
internal import Vocabulary

/// What answers the forms of the account page.
enum AccountForms {
    /// Runs what a form asks for somebody at a session; what is wrong with the form is said on the account page.
    static func take(
        _ visit: Visit,
        _ request: Request,
        _ body: (Seat, QueryString) async throws -> Response?
    ) async throws -> Response {
        let form = try await visit.form(request)
        let seat = try await Seat.of(visit)
        do {
            return try await body(seat, form) ?? Redirect.afterForm(to: visit.path("/account"))
        } catch let error as StoreError where error.code == .invalid {
            return try await AccountPage.respond(visit, refusal: FormRefusal(visit.words("form.incomplete")))
        } catch let error as StoreError where error.code == .notFound {
            // It is gone already: the page shows what there is.
            return Redirect.afterForm(to: visit.path("/account"))
        } catch {
            return try await AccountPage.respond(visit, refusal: try FormRefusal(error, visit.words))
        }
    }

    static func profile(_ visit: Visit, _ request: Request) async throws -> Response {
        try await take(visit, request) { seat, form in
            let store = visit.services.store
            var about = try await store.person(seat.person, as: visit.reader).about
            about.name = String((form["name"] ?? "").prefix(200))
            let languages = form.all("language").filter { Language(rawValue: $0) != nil }
            if !languages.isEmpty { about.languages = languages }
            try await store.changePerson(seat.person, to: about, by: visit.reader)
            return nil
        }
    }

    static func password(_ visit: Visit, _ request: Request, _ context: SiteContext) async throws -> Response {
        try await take(visit, request) { seat, form in
            try await prove(seat, form, visit, request, context)
            let about = try await visit.services.store.person(seat.person, as: visit.reader).about
            let hash = try await visit.services.entrance.hash(
                newPassword: form.exact("password"),
                name: about.name,
                email: about.email
            )
            try await visit.services.store.changePassword(
                of: seat.person,
                to: hash,
                keeping: seat.session,
                by: visit.reader
            )
            return nil
        }
    }

    static func endSession(_ visit: Visit, _ request: Request) async throws -> Response {
        try await take(visit, request) { seat, form in
            guard let id = form["id"].flatMap({ Int64($0) }) else { throw SiteError(.badRequest) }
            try await visit.services.store.endSessions(of: seat.person, only: id, by: visit.reader)
            return nil
        }
    }

    static func endOtherSessions(_ visit: Visit, _ request: Request) async throws -> Response {
        try await take(visit, request) { seat, _ in
            try await visit.services.store.endSessions(of: seat.person, except: seat.session, by: visit.reader)
            return nil
        }
    }

    static func forgetDevice(_ visit: Visit, _ request: Request) async throws -> Response {
        try await take(visit, request) { seat, form in
            guard let id = form["id"].flatMap({ Int64($0) }) else { throw SiteError(.badRequest) }
            try await visit.services.store.forgetDevice(id, of: seat.person, by: visit.reader)
            return nil
        }
    }

    static func issueToken(_ visit: Visit, _ request: Request) async throws -> Response {
        try await take(visit, request) { _, form in
            guard let label = form["label"], let days = form["days"].flatMap({ Int($0) }),
                AccountTokens.lives.contains(days)
            else { throw SiteError(.badRequest) }
            var generator = SystemRandomNumberGenerator()
            let made = Token.make(.api, using: &generator)
            let end = visit.services.entrance.now().adding(days * 86_400)
            _ = try await visit.services.store.issueToken(
                digest: made.hash.data,
                label: String(label.prefix(80)),
                scopes: Set(form.all("scope").compactMap(Capability.init(rawValue:))),
                until: Entrance.date(end),
                by: visit.reader
            )
            return try await AccountPage.respond(visit, newToken: made.text)
        }
    }

    static func revokeToken(_ visit: Visit, _ request: Request) async throws -> Response {
        try await take(visit, request) { seat, form in
            guard let id = form["id"].flatMap({ Int64($0) }) else { throw SiteError(.badRequest) }
            let own = try await visit.services.store.tokens(of: seat.person, as: visit.reader)
            guard own.contains(where: { $0.id == id }) else { throw SiteError(.notFound) }
            try await visit.services.store.revokeToken(id, by: visit.reader)
            return nil
        }
    }

    static func untieProvider(_ visit: Visit, _ request: Request, _ context: SiteContext) async throws -> Response {
        try await take(visit, request) { seat, form in
            try await prove(seat, form, visit, request, context)
            let person = try await visit.services.store.person(seat.person, as: visit.reader)
            guard person.hasPassword else { throw SiteError(.badRequest) }
            try await visit.services.store.setIdentity(nil, of: seat.person, by: visit.reader)
            return nil
        }
    }

    /// Has the person prove again who they are.
    static func prove(
        _ seat: Seat,
        _ form: QueryString,
        _ visit: Visit,
        _ request: Request,
        _ context: SiteContext
    ) async throws {
        try await visit.services.entrance.prove(
            seat.person,
            password: form.exact("current"),
            session: seat.session,
            from: Browser(request, context)
        )
    }
}
