internal import Community
internal import Formats
internal import Hummingbird
internal import Installation
internal import Logging
internal import Messaging
internal import Secrets
internal import Store
internal import Vocabulary

/// What gateways of text messages and calls ask for: they bring what came in, fetch what goes out, and say what became of it.
///
/// They stand outside of the languages: machines speak here.
struct SMSRoutes: Sendable {
    let services: SiteServices

    private typealias Handler = @Sendable (GatewayRequest, SiteContext) async throws -> Response

    func add(to router: Router<SiteContext>) {
        func serve(_ path: String, _ method: HTTPRequest.Method, _ handler: @escaping Handler) {
            router.on(RouterPath(path), method: method) { [self] request, context in
                try await answer(request, context, handler)
            }
        }
        serve("/sms/in/:gateway", .post) { [self] request, _ in try await take(request) }
        serve("/sms/out/:gateway", .get) { request, _ in try await Self.give(request) }
        serve("/sms/out/:gateway", .post) { request, _ in try await Self.settle(request) }
        serve("/sms/status/:gateway", .post) { request, _ in try await Self.note(request, word: nil) }
        serve("/sms/status/:gateway/:word", .post) { request, context in
            try await Self.note(request, word: try RouteParameter.text("word", context))
        }
        router.refuseOthers(at: "/sms/in/:gateway", than: [.post])
        router.refuseOthers(at: "/sms/out/:gateway", than: [.get, .post])
        router.refuseOthers(at: "/sms/status/:gateway", than: [.post])
        router.refuseOthers(at: "/sms/status/:gateway/:word", than: [.post])
    }

    private func answer(_ request: Request, _ context: SiteContext, _ handler: Handler) async throws -> Response {
        guard services.modules.contains(.community) else { throw SiteError(.switchedOff) }
        do {
            let admitted = try await GatewayRequest.admit(request, context, services)
            return try await RouteHandling.apart.run { try await handler(admitted, context) }
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            let refusal = GatewayRefusal(error)
            if refusal.word == .failed {
                context.logger.error(
                    "A request of a gateway failed.",
                    metadata: ["failure": "\(FailureWords.words(error))"]
                )
            }
            return SMSAnswer.refusal(refusal, services.words(for: request))
        }
    }

    // MARK: In

    private func take(_ request: GatewayRequest) async throws -> Response {
        guard let reader = request.office.register.reader(of: request.gateway) else { throw GatewayRefusal(.failed) }
        let turn = request.query["turn"].flatMap { Int($0) } ?? 0
        let delivery: GatewayReader.Delivery
        do throws(WebhookFault) {
            delivery = try reader.read(request.body, turn: turn, at: TextMessages.now())
        } catch {
            try await services.phones.store.noteMessageTrouble(
                error.number.map { "number_\($0.rawValue)" } ?? error.reason.rawValue,
                of: request.gateway.name
            )
            throw error
        }
        let outcome = try await services.phones.counter.letIn {
            try await request.office.desk.receive(delivery, through: request.gateway)
        }
        if delivery.message.channel == .voice {
            return VoiceAnswer(
                spoken: outcome.spoken,
                language: outcome.language,
                awaitsSpeech: outcome.awaitsSpeech,
                turn: turn + 1,
                action: Self.action(request, turn + 1)
            ).response(request.shape)
        }
        // Twilio takes an answer for instructions: there are none.
        if request.shape == .twilio { return SMSAnswer.xml("") }
        return SMSAnswer.json([.init("repeated", .bool(outcome.isRepeated)), .init("taken", .bool(true))])
    }

    private static func action(_ request: GatewayRequest, _ turn: Int) -> String {
        request.path + request.query.setting("turn", to: String(turn)).encoded
    }

    // MARK: Out

    private static func give(_ request: GatewayRequest) async throws -> Response {
        var recipient: SenderDigest?
        if let number = request.query["to"] {
            guard let digest = request.office.register.sender(number, of: request.gateway) else {
                throw GatewayRefusal(.unreadable)
            }
            recipient = digest
        }
        let leased = try await request.office.outbox.lease(request.gateway.name, to: recipient)
        let messages = leased.map { message -> JSONNode in
            var members = GatewayPost.members(
                id: message.id,
                digits: String(decoding: message.number.exposed, as: UTF8.self),
                text: message.text,
                language: message.language,
                channel: message.channel
            )
            members.append(.init("try", .integer(message.attempt)))
            return .object(members)
        }
        return SMSAnswer.json([
            .init("lease_seconds", .integer(request.office.outbox.leaseSeconds)), .init("messages", .array(messages)),
        ])
    }

    private static func settle(_ request: GatewayRequest) async throws -> Response {
        guard let node = try? JSONNode(parsing: request.bytes), node.kind == .object else {
            throw GatewayRefusal(.unreadable)
        }
        var words: [(id: String, word: MessageOutbox.Word)] = []
        for item in node["accepted"]?.elements ?? [] {
            guard let id = item.string ?? item["id"]?.string else { throw GatewayRefusal(.unreadable) }
            words.append((id, .accepted(reference: item["reference"]?.string)))
        }
        for (name, word) in [("failed", MessageOutbox.Word.failed), ("refused", .refused)] {
            for item in node[name]?.elements ?? [] {
                guard let id = item.string else { throw GatewayRefusal(.unreadable) }
                words.append((id, word))
            }
        }
        guard words.count <= 1_000 else { throw GatewayRefusal(.tooLarge) }
        let known = try await request.office.outbox.settle(words, of: request.gateway.name)
        return SMSAnswer.json([.init("known", .integer(known))])
    }

    private static func note(_ request: GatewayRequest, word: String?) async throws -> Response {
        guard let reader = request.office.register.reader(of: request.gateway) else { throw GatewayRefusal(.failed) }
        let report = try reader.report(request.body, word: word)
        let isKnown = try await request.office.outbox.note(report, of: request.gateway.name)
        return SMSAnswer.json([.init("known", .bool(isKnown))])
    }
}
