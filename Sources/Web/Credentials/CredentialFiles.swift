internal import Foundation
internal import Hummingbird
internal import Notary
internal import Store
internal import Vocabulary

/// What stands at addresses without a language: the identifier's document and history, status lists, and credentials under
/// the addresses that they name themselves by.
struct CredentialFiles: Sendable {
    let services: SiteServices

    private var office: CredentialOffice { services.credentials.office }

    func add(to router: Router<SiteContext>) {
        router.get("/.well-known/did.json") { [self] _, _ in
            Self.answer(try await office.document(), "application/did+json")
        }
        router.get("/.well-known/did-history.json") { [self] _, _ in
            Self.answer(try await office.history()?.bytes, "application/json")
        }
        router.get("/credentials/context") { [self] _, _ in
            Self.answer(try await office.context(), "application/ld+json")
        }
        router.get("/credentials/status/:list") { [self] _, context in
            guard let name = CredentialOffice.ListName(try RouteParameter.text("list", context)) else {
                throw SiteError(.notFound)
            }
            return Self.answer(try await list(name), IssuedCredential.Format.json.mediaType)
        }
        router.get("/credentials/:id") { [self] request, context in try await credential(request, context) }
    }

    /// A list needs a key that is valid and can be opened: without one there is none to be had now.
    private func list(_ name: CredentialOffice.ListName) async throws -> [UInt8]? {
        do {
            return try await services.credentials.statusList(name)
        } catch is IssuingFault {
            throw SiteError(.unavailable)
        } catch is KeyFileFault {
            throw SiteError(.unavailable)
        }
    }

    /// A credential in the form that is asked for; to a browser its page.
    private func credential(_ request: Request, _ context: SiteContext) async throws -> Response {
        let id = try RouteParameter.id(context)
        let accept = request.headers[.accept] ?? ""
        if accept.contains("text/html") {
            // Before anything is looked up: the page says what there is, and to whom.
            let language = services.language(of: request).rawValue
            return Redirect.afterForm(to: "/\(language)/credentials/\(URLCoding.encode(id))")
        }
        let format: IssuedCredential.Format = accept.contains("vc+jwt") ? .jwt : .json
        return try await CredentialAnswer.bytes(services, id, format, context.reader)
    }

    /// What everybody may have, which stays for some minutes as it is.
    private static func answer(_ bytes: [UInt8]?, _ type: String) -> Response {
        guard let bytes else { return Response(status: .notFound) }
        return Response(
            status: .ok,
            headers: [
                .contentType: type, .cacheControl: "public, max-age=300", .accessControlAllowOrigin: "*",
                .xContentTypeOptions: "nosniff",
            ],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}

/// Credentials as answers.
enum CredentialAnswer {
    /// The bytes of a credential in a form, for those who may see it; to others it is not there.
    static func bytes(
        _ services: SiteServices,
        _ id: String,
        _ format: IssuedCredential.Format,
        _ reader: Reader
    ) async throws -> Response {
        guard let bytes = try await services.store.bytes(ofCredential: id, format, as: reader) else {
            throw SiteError(.notFound)
        }
        var headers = Download.headers(fileName: "\(id).\(format.rawValue)", mediaType: format.mediaType)
        headers[.cacheControl] = "private, no-cache"
        headers[.vary] = "Accept"
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// What is known of a credential.
    static func json(_ credential: IssuedCredential, origin: String?) -> JSONValue {
        func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
        return .object([
            "id": .string(credential.id), "address": text(origin.map { "\($0)/credentials/\(credential.id)" }),
            "kind": .string(credential.kind.rawValue), "subject": text(credential.subject),
            "state": .string(credential.state.rawValue), "issued_at": .string(credential.issuedAt),
            "issued_by": text(credential.issuedBy), "reason": text(credential.reason),
            "valid_from": .string(credential.validFrom), "valid_until": text(credential.validUntil),
            "marking": .string(credential.marking.label), "owner": .integer(Int(credential.owner.rawValue)),
            "key": .string(credential.keyName), "status_list": .integer(credential.list),
            "status_place": .integer(credential.place),
        ])
    }
}
