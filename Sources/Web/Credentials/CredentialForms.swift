internal import Hummingbird
internal import Store

/// Takes what a person wants done with credentials.
enum CredentialForms {
    /// The field of an address that says why nothing was issued.
    static let refusedName = "refused"

    static func issue(_ visit: Visit, request: Request) async throws -> Response {
        let form = try await visit.form(request)
        let kind = form["kind"] ?? ""
        let id = form["id"] ?? ""
        do {
            let order = try CredentialOrder(form)
            let issued = try await order.issue(visit.services, by: visit.reader)
            return visit.confirm("credentials.done.issued", at: "/credentials/\(issued)")
        } catch let refusal as CredentialRefusal {
            guard let subject = Subject(rawValue: kind) else { throw SiteError(.badRequest) }
            let query = QueryString().setting(refusedName, to: refusal.word.rawValue).encoded
            return Redirect.afterForm(to: visit.path(to: subject, id) + query + "#credentials")
        }
    }

    static func change(_ visit: Visit, request: Request, id: String) async throws -> Response {
        let form = try await visit.form(request)
        guard let change = CredentialEvent.Change(rawValue: try form.need("state")) else {
            throw SiteError(.badRequest)
        }
        let reason = String(try form.need("reason").prefix(2_000))
        guard try await visit.services.store.credential(id, as: visit.reader) != nil else {
            throw SiteError(.notFound)
        }
        let place = "/credentials/\(URLCoding.encode(id))"
        if change == .revoked {
            let question = ConfirmationPage(
                visit: visit,
                title: "credentials.revoke",
                question: "credentials.revoke_question",
                button: "credentials.revoke",
                back: place,
                form: form
            )
            if let response = question.response { return response }
        }
        try await visit.services.store.change(credential: id, change, because: reason, by: visit.reader)
        return visit.confirm("credentials.done." + change.rawValue, at: place)
    }
}
