import Crypto
import Formats
public import Secrets
public import Vocabulary

/// Reads what a gateway of a known shape posts: messages, results of calls, reports of the carrier.
public struct GatewayReader: Sendable {
    /// A body as names and values; a name that stands twice is a fault where it is asked for.
    public struct Body: Sendable {
        let fields: [(name: String, value: String)]

        /// Reads a body by its media type: JSON, or else a form.
        public init(_ bytes: [UInt8], isJSON: Bool) throws(WebhookFault) {
            guard bytes.count <= WebhookReader.mostBytes else { throw WebhookFault(.tooLong) }
            if bytes.isEmpty {
                fields = []
            } else if isJSON {
                guard let node = try? JSONNode(parsing: bytes), let members = node.members else {
                    throw WebhookFault(.notJSON)
                }
                var fields: [(name: String, value: String)] = []
                for member in members {
                    switch member.value {
                    case .string(let text): fields.append((member.name, text))
                    case .number(let text): fields.append((member.name, text))
                    // What is no text is none of the fields that are asked for.
                    default: break
                    }
                }
                self.fields = fields
            } else {
                guard let fields = FormBody.fields(bytes) else { throw WebhookFault(.notForm) }
                self.fields = fields
            }
        }

        /// The fields of a form, as they came.
        public var pairs: [(name: String, value: String)] { fields }

        func value(_ names: [String]) throws(WebhookFault) -> String? {
            for name in names {
                let values = fields.filter { $0.name.utf8.elementsEqual(name.utf8) }
                guard values.count <= 1 else { throw WebhookFault(.twice, name) }
                if let value = values.first?.value, !value.isEmpty { return value }
            }
            return nil
        }
    }

    /// What came in: a message, and what of it was pressed or recorded on a call.
    public struct Delivery: Sendable {
        /// The message without the number; the keys of a call are in ``keys`` and not in its text.
        public let message: InboundMessage
        /// The number: to be sealed or forgotten at once.
        public let number: PhoneNumber
        /// The keys that were pressed on a call; nil if none were, or if it is no call.
        public let keys: String?
        /// Where the gateway keeps what was said; nil if nothing was recorded.
        public let recording: String?
    }

    private let shape: GatewayShape
    private let plan: NumberPlan
    private let key: SecretBytes

    /// A reader; nil if the key is shorter than ``SenderDigest/shortestKey``.
    public init?(_ shape: GatewayShape, plan: NumberPlan, key: SecretBytes) {
        guard key.count >= SenderDigest.shortestKey else { return nil }
        (self.shape, self.plan, self.key) = (shape, plan, key)
    }

    /// Reads a message or a result of a call.
    ///
    /// Where the gateway gives no id, sender, text and moment make one: a gateway that sends none of these twice alike loses
    /// nothing, one that leaves the moment out is refused.
    ///
    /// - Parameter turn: Which step of a call it is, where the gateway has one id for all of them: as our own answer to the
    ///   step before told it to ask.
    public func read(_ body: Body, turn: Int = 0, at now: UTCInstant) throws(WebhookFault) -> Delivery {
        let names = shape.names
        guard let sender = try body.value(names.sender) else { throw WebhookFault(.missing, names.sender[0]) }
        let number = try number(sender, names.sender[0])
        guard let digest = SenderDigest(number, key: key) else { throw WebhookFault(.badNumber, names.sender[0]) }
        let keys = try body.value(names.keys)
        let recording = try body.value(names.recording)
        let spoken = try body.value(names.speech)
        let isCall = try isCall(body, keys, recording, spoken)
        let text = try body.value(names.text) ?? spoken
        // An empty text message is one; a call that said nothing has begun.
        let said = text ?? ""
        var id: String
        if let given = try body.value(names.id) {
            guard given.utf8.count <= 200 else { throw WebhookFault(.tooLong, names.id[0]) }
            id = given
            if isCall, shape != .own { id += "/\(turn)" }
        } else {
            guard let moment = try body.value(names.moment) else { throw WebhookFault(.missing, names.id[0]) }
            let parts = [digest.description, said, moment]
            id = Hexadecimal.text(SHA256.hash(data: Array(parts.map { "\($0.utf8.count):\($0)" }.joined().utf8)))
        }
        let message = InboundMessage(
            id: id,
            channel: isCall ? .voice : .sms,
            sender: digest,
            text: said,
            moment: now
        )
        return Delivery(message: message, number: number, keys: isCall ? keys : nil, recording: recording)
    }

    /// Reads a report of the carrier.
    ///
    /// - Parameter word: What the address says of the outcome, where the body does not (`/sent`, `/delivered`, `/failed`).
    public func report(_ body: Body, word: String? = nil) throws(WebhookFault) -> DeliveryReport {
        let names = shape.names
        guard let reference = try body.value(names.reference) else { throw WebhookFault(.missing, names.reference[0]) }
        guard let status = try body.value(names.status) ?? word else { throw WebhookFault(.missing, names.status[0]) }
        return DeliveryReport(reference: reference, outcome: shape.outcome(status))
    }

    private func number(_ text: String, _ field: String) throws(WebhookFault) -> PhoneNumber {
        do { return try PhoneNumber(text, plan: plan) } catch {
            throw WebhookFault(.badNumber, field, number: error)
        }
    }

    private func isCall(
        _ body: Body,
        _ keys: String?,
        _ recording: String?,
        _ spoken: String?
    ) throws(WebhookFault) -> Bool {
        if keys != nil || recording != nil || spoken != nil { return true }
        switch shape {
        case .own:
            guard let word = try body.value(["channel"]) else { return false }
            guard let channel = Channel(rawValue: word) else { throw WebhookFault(.badChannel, "channel") }
            return channel == .voice
        case .twilio: return try body.value(["CallSid"]) != nil
        case .africasTalking: return try body.value(["sessionId"]) != nil
        case .rapidPro: return false
        }
    }
}
