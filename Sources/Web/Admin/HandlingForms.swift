internal import Foundation
internal import Hummingbird
internal import Store

/// Takes what people decide about who may see single things.
enum HandlingForms {
    /// The hours for which a seal can be opened.
    static let hours = [1, 4, 8, 24, 72]

    static func name(_ visit: Visit, request: Request) async throws -> Response {
        let form = try await visit.form(request)
        let subject = try subject(of: form)
        guard let person = Int64(try form.need("person")) else { throw SiteError(.badRequest) }
        let days = form["days"].flatMap { Double($0) }
        guard days.map({ (1...3660).contains($0) }) ?? true else { throw SiteError(.badRequest) }
        let naming = try await visit.services.store.name(
            PersonNumber(rawValue: person),
            asReaderOf: subject,
            because: try form.need("reason"),
            until: days.map { Date().addingTimeInterval($0 * 86_400) },
            by: visit.reader
        )
        return visit.confirm("done.named", undoing: .naming(naming), at: HandlingPage.place(of: subject))
    }

    static func revoke(_ visit: Visit, request: Request) async throws -> Response {
        let form = try await visit.form(request)
        let subject = try subject(of: form)
        guard let naming = Int64(try form.need("naming")) else { throw SiteError(.badRequest) }
        let page = ConfirmationPage(
            visit: visit,
            title: "handling.revoke",
            question: "handling.revoke_question",
            button: "handling.revoke",
            back: HandlingPage.place(of: subject),
            form: form
        )
        if let response = page.response { return response }
        try await visit.services.store.revokeName(naming, by: visit.reader)
        return visit.confirm("done.revoked", at: HandlingPage.place(of: subject))
    }

    static func seal(_ visit: Visit, request: Request) async throws -> Response {
        let form = try await visit.form(request)
        let subject = try subject(of: form)
        try await visit.services.store.seal(subject, because: try form.need("reason"), by: visit.reader)
        return visit.confirm("done.sealed", undoing: .seal(subject), at: "/seals")
    }

    static func lift(_ visit: Visit, request: Request) async throws -> Response {
        let form = try await visit.form(request)
        let subject = try subject(of: form)
        let page = ConfirmationPage(
            visit: visit,
            title: "seals.lift",
            question: "seals.lift_question",
            button: "seals.lift",
            back: "/seals",
            form: form
        )
        if let response = page.response { return response }
        try await visit.services.store.liftSeal(of: subject, by: visit.reader)
        return visit.confirm("done.lifted", at: "/seals")
    }

    static func ask(_ visit: Visit, request: Request) async throws -> Response {
        let form = try await visit.form(request)
        guard let hours = Int(try form.need("hours")), Self.hours.contains(hours) else {
            throw SiteError(.badRequest)
        }
        _ = try await visit.services.store.askToOpen(
            try subject(of: form),
            because: try form.need("reason"),
            until: Date().addingTimeInterval(Double(hours) * 3_600),
            by: visit.reader
        )
        return visit.confirm("done.asked", at: "/seals")
    }

    static func confirm(_ visit: Visit, request: Request) async throws -> Response {
        let form = try await visit.form(request)
        guard let opening = Int64(try form.need("opening")) else { throw SiteError(.badRequest) }
        try await visit.services.store.confirmOpening(opening, by: visit.reader)
        return visit.confirm("done.opened", at: "/seals")
    }

    static func close(_ visit: Visit, request: Request) async throws -> Response {
        let form = try await visit.form(request)
        guard let opening = Int64(try form.need("opening")) else { throw SiteError(.badRequest) }
        let page = ConfirmationPage(
            visit: visit,
            title: "seals.close",
            question: "seals.close_question",
            button: "seals.close",
            back: "/seals",
            form: form
        )
        if let response = page.response { return response }
        try await visit.services.store.closeOpening(opening, by: visit.reader)
        return visit.confirm("done.closed", at: "/seals")
    }

    private static func subject(of form: QueryString) throws -> GuardedSubject {
        try GuardedSubject(try form.need("kind"), try form.need("id"))
    }
}
