internal import Community
internal import Foundation
internal import Identity
internal import Logging
internal import Messaging
internal import ServiceLifecycle
internal import Store
internal import Vocabulary

/// Posts what waits to gateways that are posted to, tells of answers, and forgets what has served, while the site runs.
struct MessageKeeper: Service {
    private let phones: TextMessages
    private let fetch: OutboundFetch
    private let logger: Logger

    init(_ phones: TextMessages, logger: Logger) throws {
        self.phones = phones
        fetch = try OutboundFetch(phones.settings.outbound)
        self.logger = logger
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var turns = 0
            while !Task.isCancelled {
                do { try await work(isHourly: turns.isMultiple(of: 3_600)) } catch is CancellationError { return } catch
                {
                    // The store failed, not a gateway: what waits stands in it and is looked at in the next turn.
                    logger.warning(
                        "Text messages could not be looked after.",
                        metadata: ["failure": "\(FailureWords.words(error))"]
                    )
                }
                turns += 1
                try? await Task.sleep(for: .seconds(1))
            }
        }
    }

    private func work(isHourly: Bool) async throws {
        let gateways = try await phones.store.messageGateways()
        // Without a gateway nothing ever came, and a server that does nothing writes nothing.
        guard !gateways.isEmpty else { return }
        if isHourly { try await phones.store.forgetMessages() }
        let office = try await phones.open()
        _ = try await office.desk.tellOfAnswers()
        for gateway in gateways where gateway.isOn {
            guard let address = gateway.pushAddress, let shape = GatewayShape(rawValue: gateway.shape) else { continue }
            try await push(gateway, shape, to: address, office)
        }
    }

    private func push(
        _ gateway: MessageGateway,
        _ shape: GatewayShape,
        to address: String,
        _ office: TextMessages.Office
    ) async throws {
        for message in try await office.outbox.lease(gateway.name) {
            let word = await post(message, gateway, shape, to: address, office)
            try await office.outbox.settle([(message.id, word)], of: gateway.name)
        }
    }

    /// Gives one message to a gateway; what it says is counted, never logged.
    private func post(
        _ message: MessageOutbox.Leased,
        _ gateway: MessageGateway,
        _ shape: GatewayShape,
        to address: String,
        _ office: TextMessages.Office
    ) async -> MessageOutbox.Word {
        let post = GatewayPost(
            shape,
            id: message.id,
            number: message.number,
            text: message.text,
            language: message.language,
            channel: message.channel,
            account: gateway.account
        )
        let headers = headers(of: post, message.id, gateway, office)
        do throws(OutboundFault) {
            let answer = try await fetch.answer(of: address, headers: headers, body: post.body)
            switch answer.status {
            case 200..<300: return .accepted(reference: GatewayPost.reference(in: answer.body, of: shape))
            // Too early, too many; and keys that are wrong are put right by people: messages wait for that.
            case 401, 403, 404, 408, 425, 429: return .failed
            case 400..<500: return .refused
            default: return .failed
            }
        } catch {
            return .failed
        }
    }

    private func headers(
        of post: GatewayPost,
        _ id: String,
        _ gateway: MessageGateway,
        _ office: TextMessages.Office
    ) -> [(name: String, value: String)] {
        var headers = [(name: "Content-Type", value: post.mediaType), (name: "Idempotency-Key", value: id)]
        if let own = office.register.authorization(of: gateway) { headers.append(own) }
        // So that a gateway of our own can check who posts; to others it says nothing.
        let isOwn = gateway.shape == GatewayShape.own.rawValue || gateway.shape == GatewayShape.rapidPro.rawValue
        if isOwn, let secret = office.register.secrets(of: gateway).first {
            let seconds = String(TextMessages.now().milliseconds / 1_000)
            headers.append(("X-Touchstone-Timestamp", seconds))
            headers.append(
                (
                    "X-Touchstone-Signature",
                    WebhookSignature.sign(body: post.body, timestamp: seconds, key: secret)
                )
            )
        }
        return headers
    }
}
