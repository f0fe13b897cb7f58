internal import Fieldwork
internal import Foundation
internal import Hummingbird
internal import Installation
internal import Logging
internal import Store
internal import Vocabulary

/// What apps on phones ask for: forms, and where answers go (OpenRosa 1.0: Form Discovery, Form Submission).
///
/// There are two bases: `/odk` for accounts, and `/odk/f/LINK` for whoever has a form's link. What apps add to each address of
/// their own, the number of the phone, is neither read nor kept.
struct OpenRosaRoutes: Sendable {
    let services: SiteServices

    /// The most parts of a submission: apps send a hundred files at once.
    private static let partLimit = 128
    /// The largest submission that is taken in one request, in bytes: a film may be larger than what is asked for.
    private static let byteLimit = 70_000_000

    private typealias Handler =
        @Sendable (_ request: Request, _ context: SiteContext, _ door: FormDoor, _ base: String) async throws ->
        Response

    func add(to router: Router<SiteContext>) {
        for base in ["/odk", "/odk/f/:link"] {
            let isLink = base.hasSuffix(":link")
            func serve(_ path: String, _ method: HTTPRequest.Method, _ handler: @escaping Handler) {
                router.on(RouterPath(base + path), method: method) { [self] request, context in
                    try await answer(request, context, isLink: isLink, handler)
                }
            }
            serve("/formList", .get) { [self] request, _, door, base in try await list(request, door, base) }
            serve("/forms/:version/form.xml", .get) { [self] _, context, door, _ in try await form(context, door) }
            serve("/forms/:version/manifest", .get) { [self] _, context, door, base in
                guard let form = try await version(context, door) else { throw OpenRosaRefusal(.notFound) }
                return OpenRosaAnswer.manifest(form.version, base: base)
            }
            serve("/forms/:version/files/:name", .get) { [self] _, context, door, _ in try await file(context, door) }
            serve("/submission", .head) { _, _, _, _ in
                Response(status: .noContent, headers: OpenRosaAnswer.headers([:]))
            }
            serve("/submission", .post) { [self] request, _, door, _ in try await take(request, door) }
        }
    }

    private func answer(
        _ request: Request,
        _ context: SiteContext,
        isLink: Bool,
        _ handler: Handler
    ) async throws -> Response {
        do {
            return try await RouteHandling.apart.run { () async throws -> Response in
                guard services.modules.contains(.community) else { throw OpenRosaRefusal(.notFound) }
                let origin =
                    "\(request.isSecure ? "https" : "http")://"
                    + (services.publicName ?? request.head.authority ?? "localhost")
                guard isLink else {
                    let door = try await OpenRosaAccess.door(services, request, context)
                    return try await handler(request, context, door, origin + "/odk")
                }
                let link = try RouteParameter.text("link", context)
                return try await handler(request, context, .link(link), "\(origin)/odk/f/\(URLCoding.encode(link))")
            }
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            let refusal = OpenRosaRefusal(error)
            if refusal.word == .failed {
                context.logger.error(
                    "A request of an app failed.",
                    metadata: ["failure": "\(FailureWords.words(error))"]
                )
            }
            return OpenRosaAnswer.refusal(refusal, services.words(for: request))
        }
    }

    // MARK: Forms

    private func list(_ request: Request, _ door: FormDoor, _ base: String) async throws -> Response {
        var forms = try await services.forms.store.formsToFill(through: door)
        if let wanted = QueryString(parsing: request.uri.query ?? "")["formID"] {
            forms = forms.filter { $0.version.name == wanted }
        }
        return OpenRosaAnswer.list(forms, base: base)
    }

    private func version(_ context: SiteContext, _ door: FormDoor) async throws -> FactStore.FormToFill? {
        guard let id = Int64(try RouteParameter.text("version", context)) else { return nil }
        return try await services.forms.store.formToFill(version: id, through: door)
    }

    private func form(_ context: SiteContext, _ door: FormDoor) async throws -> Response {
        guard let id = Int64(try RouteParameter.text("version", context)),
            let found = try await services.forms.store.formBytesToFill(version: id, through: door)
        else { throw OpenRosaRefusal(.notFound) }
        return Response(
            status: .ok,
            headers: OpenRosaAnswer.headers([.contentType: "text/xml; charset=utf-8"]),
            body: .init(byteBuffer: ByteBuffer(bytes: found.xml))
        )
    }

    private func file(_ context: SiteContext, _ door: FormDoor) async throws -> Response {
        let name = try RouteParameter.text("name", context)
        guard let id = Int64(try RouteParameter.text("version", context)),
            let bytes = try await services.forms.store.formBytesToFill(version: id, through: door)?.files[name]
        else { throw OpenRosaRefusal(.notFound) }
        return Response(
            status: .ok,
            headers: OpenRosaAnswer.headers(Download.headers(fileName: name)),
            body: .init(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }

    // MARK: Submissions

    private func take(_ request: Request, _ door: FormDoor) async throws -> Response {
        // A browser sends it only from a page of ours, and none does.
        try services.csrf.checkOrigin(request)
        return try await services.formQueue.letIn {
            let limit = min(services.uploadLimit, Self.byteLimit)
            let parts = try await PartsReader(limit: limit, partLimit: Self.partLimit).read(request)
            guard let answers = parts.first(where: { $0.name == "xml_submission_file" }) else {
                throw OpenRosaRefusal(.unreadable)
            }
            let isPart = parts.contains { $0.name == "*isIncomplete*" && $0.text.lowercased() == "yes" }
            let files = parts.filter { $0.name != "xml_submission_file" && $0.fileName != nil }.map { part in
                IncomingSubmission.File(name: part.fileName ?? part.name, bytes: part.bytes)
            }
            let incoming = IncomingSubmission(xml: answers.bytes, files: files, channel: .app)
            let receipt = try await services.forms.receive(incoming, through: door, at: UTCInstant(Date()))
            return told(receipt, isPart: isPart, services.words(for: request))
        }
    }

    /// What was kept, in words: 202 while more is to come.
    private func told(_ receipt: SubmissionReceipt, isPart: Bool, _ words: Words) -> Response {
        var sentences = [words(receipt.kept.isNew ? "openrosa.kept" : "openrosa.known")]
        let missing = receipt.kept.missing.count
        if !isPart, missing > 0 { sentences.append(words.plural("openrosa.missing", missing)) }
        if receipt.filesSetAside > 0 { sentences.append(words.plural("openrosa.set_aside", receipt.filesSetAside)) }
        return OpenRosaAnswer.message(
            sentences.joined(separator: " "),
            nature: "submit_success",
            isPart ? .accepted : .created
        )
    }
}
