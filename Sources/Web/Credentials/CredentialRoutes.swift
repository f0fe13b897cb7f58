internal import Formats
internal import Hummingbird
internal import Notary
internal import Store

/// The pages and endpoints of credentials.
enum CredentialRoutes {
    static let pages: [PageRoute] = [
        PageRoute(path: "/credentials/:id") { visit, _, context in
            try await CredentialPage.respond(visit, id: RouteParameter.id(context))
        },
        PageRoute(path: "/credentials", method: .post, needs: .capability(.issueCredentials)) { visit, request, _ in
            try await CredentialForms.issue(visit, request: request)
        },
        PageRoute(path: "/credentials/:id/state", method: .post, needs: .capability(.issueCredentials)) {
            visit,
            request,
            context in
            try await CredentialForms.change(visit, request: request, id: RouteParameter.id(context))
        },
    ]

    static let api: [APIRoute] = [list, single, document, token, proof, issue, change]

    private static let identifier = APIRoute.Parameter(name: "id", place: "path", about: "The credential.")

    private static let list = APIRoute(
        path: "/credentials",
        id: "list_credentials",
        summary: "The credentials that were issued, the newest first, with a link to the next.",
        parameters: [
            APIRoute.Parameter(name: "kind", place: "query", about: "With subject: licence, lot or site."),
            APIRoute.Parameter(name: "subject", place: "query", about: "Only those about this thing."),
            APIRoute.Parameter(name: "before", place: "query", about: "Only those that come after this credential."),
        ]
    ) { services, request, context in
        let query = QueryString(parsing: request.uri.query ?? "")
        let (store, reader) = (services.store, context.reader)
        var found: [IssuedCredential]
        if let subject = query["subject"], !subject.isEmpty {
            guard let kind = query["kind"].flatMap(IssuedCredential.Kind.init(rawValue:)) else {
                throw SiteError(.badRequest)
            }
            found = try await store.credentials(of: kind, subject, as: reader)
        } else {
            found = try await store.credentials(as: reader, before: query["before"], limit: pageSize + 1)
        }
        let last = found.count > pageSize ? found[pageSize - 1].id : nil
        if last != nil { found = Array(found.prefix(pageSize)) }
        let origin = try await services.credentials.office.book()?.origin
        return JSONAnswer.response(
            .object([
                "items": .array(found.map { CredentialAnswer.json($0, origin: origin) }),
                "next": last.map { .string("/api/v1/credentials?before=\($0)") } ?? .null,
            ])
        )
    }

    private static let pageSize = 100

    private static let single = APIRoute(
        path: "/credentials/{id}",
        id: "get_credential",
        summary: "A credential that was issued: what it is about, and what became of it.",
        parameters: [identifier]
    ) { services, _, context in
        let id = try RouteParameter.id(context)
        guard let credential = try await services.store.credential(id, as: context.reader) else {
            throw SiteError(.notFound)
        }
        return try await answer(credential, services)
    }

    private static let document = APIRoute(
        path: "/credentials/{id}/document",
        id: "get_credential_document",
        summary: "A credential as a document with a proof in it (W3C Data Integrity, eddsa-jcs-2022), byte for byte.",
        parameters: [identifier],
        mediaType: IssuedCredential.Format.json.mediaType
    ) { services, _, context in
        try await CredentialAnswer.bytes(services, RouteParameter.id(context), .json, context.reader)
    }

    private static let token = APIRoute(
        path: "/credentials/{id}/token",
        id: "get_credential_token",
        summary: "A credential as a token (W3C VC-JOSE-COSE, vc+jwt), byte for byte.",
        parameters: [identifier],
        mediaType: IssuedCredential.Format.jwt.mediaType
    ) { services, _, context in
        try await CredentialAnswer.bytes(services, RouteParameter.id(context), .jwt, context.reader)
    }

    private static let proof = APIRoute(
        path: "/credentials/{id}/proof",
        id: "prove_credential",
        summary: "The proof that a credential was committed to the public log, in both its forms.",
        parameters: [identifier]
    ) { services, _, context in
        let id = try RouteParameter.id(context)
        guard let credential = try await services.store.credential(id, as: context.reader) else {
            throw SiteError(.notFound)
        }
        do {
            let bundle = try await services.credentials.office.proof(of: credential)
            return Response(
                status: .ok,
                headers: Download.headers(fileName: "\(id)\(ProofBundle.suffix)", mediaType: "application/json"),
                body: .init(byteBuffer: ByteBuffer(bytes: bundle.bytes))
            )
        } catch NotaryFault.notCommitted, NotaryFault.noLog {
            throw SiteError(.notFound)
        }
    }

    private static let issue = APIRoute(
        path: "/credentials",
        id: "issue_credential",
        summary: """
            Issues a credential: kind (licence, lot, site or badge), id, and where wanted valid_until and reason; for a badge \
            content with learner, course, name, summary and criteria.
            """,
        needs: .capability(.issueCredentials),
        method: .post,
        takes: "application/json",
        status: 201
    ) { services, request, context in
        do {
            let order = try CredentialOrder(try await body(services, request))
            let id = try await order.issue(services, by: context.reader)
            guard let credential = try await services.store.credential(id, as: context.reader) else {
                throw SiteError(.notFound)
            }
            var response = try await answer(credential, services)
            response.status = .created
            response.headers[.location] = "/api/v1/credentials/\(id)"
            return response
        } catch let refusal as CredentialRefusal {
            return refusal.response(services, request)
        }
    }

    private static let change = APIRoute(
        path: "/credentials/{id}/state",
        id: "change_credential",
        summary: "Withdraws a credential or restores it: state (revoked, suspended or restored) and reason.",
        parameters: [identifier],
        needs: .capability(.issueCredentials),
        method: .post,
        takes: "application/json"
    ) { services, request, context in
        let id = try RouteParameter.id(context)
        let json = try await body(services, request)
        guard let change = json["state"]?.string.flatMap(CredentialEvent.Change.init(rawValue:)),
            let reason = json["reason"]?.string
        else { throw SiteError(.badRequest) }
        let (store, reader) = (services.store, context.reader)
        try await store.change(credential: id, change, because: String(reason.prefix(2_000)), by: reader)
        guard let credential = try await store.credential(id, as: reader) else { throw SiteError(.notFound) }
        return try await answer(credential, services)
    }

    private static func answer(_ credential: IssuedCredential, _ services: SiteServices) async throws -> Response {
        let origin = try await services.credentials.office.book()?.origin
        return JSONAnswer.response(CredentialAnswer.json(credential, origin: origin))
    }

    /// The body of a request as JSON; a form of another site cannot send it.
    private static func body(_ services: SiteServices, _ request: Request) async throws -> JSONNode {
        try services.csrf.checkOrigin(request)
        guard request.headers[.contentType]?.hasPrefix("application/json") == true else {
            throw SiteError(.unsupported)
        }
        var request = request
        let bytes: [UInt8]
        do { bytes = Array(try await request.collectBody(upTo: 65_536).readableBytesView) } catch {
            throw SiteError(.tooLarge)
        }
        guard let node = try? JSONNode(parsing: bytes), node.members != nil else { throw SiteError(.badRequest) }
        return node
    }
}
