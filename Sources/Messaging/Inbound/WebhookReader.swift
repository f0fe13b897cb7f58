import Formats
public import Secrets
public import Vocabulary

/// Reads what a gateway posts for an incoming message, as JSON or as a form, by the names that it uses.
public struct WebhookReader: Sendable {
    /// A message, and the number that answers go to.
    public struct Delivery: Sendable {
        /// The message, without the number.
        public let message: InboundMessage
        /// The number: to be sealed or forgotten at once.
        public let number: PhoneNumber
    }

    /// The longest body that is read, in bytes.
    public static let mostBytes = 1 << 16

    private let fields: WebhookFields
    private let channel: Channel
    private let plan: NumberPlan
    private let key: SecretBytes

    /// A reader; nil if the key is shorter than ``SenderDigest/shortestKey``.
    ///
    /// - Parameter channel: what messages are if no field says so.
    public init?(_ fields: WebhookFields, channel: Channel, plan: NumberPlan, key: SecretBytes) {
        guard key.count >= SenderDigest.shortestKey else { return nil }
        (self.fields, self.channel, self.plan, self.key) = (fields, channel, plan, key)
    }

    /// Reads a JSON object; fields that are not named are left alone.
    public func read(json body: [UInt8], at now: UTCInstant) throws(WebhookFault) -> Delivery {
        guard body.count <= Self.mostBytes else { throw WebhookFault(.tooLong) }
        let root: JSONNode
        do {
            root = try JSONNode(parsing: body)
        } catch {
            throw WebhookFault(.notJSON)
        }
        guard root.kind == .object else { throw WebhookFault(.notJSON) }
        return try delivery(now) { name throws(WebhookFault) in
            var node: JSONNode? = root
            for step in name.split(separator: ".", omittingEmptySubsequences: false) { node = node?[String(step)] }
            switch node {
            case nil, .null: return nil
            case .string(let text): return text
            case .number(let text): return text
            default: throw WebhookFault(.notText, name)
            }
        }
    }

    /// Reads a form; a named field that stands twice is a fault, as either could be meant.
    public func read(form body: [UInt8], at now: UTCInstant) throws(WebhookFault) -> Delivery {
        guard body.count <= Self.mostBytes else { throw WebhookFault(.tooLong) }
        guard let pairs = FormBody.fields(body) else { throw WebhookFault(.notForm) }
        return try delivery(now) { name throws(WebhookFault) in
            let values = pairs.filter { $0.name.utf8.elementsEqual(name.utf8) }
            guard values.count <= 1 else { throw WebhookFault(.twice, name) }
            return values.first?.value
        }
    }

    private func delivery(
        _ now: UTCInstant,
        _ value: (String) throws(WebhookFault) -> String?
    ) throws(WebhookFault) -> Delivery {
        guard let id = try value(fields.id) else { throw WebhookFault(.missing, fields.id) }
        guard !id.isEmpty, id.utf8.count <= 200 else { throw WebhookFault(.empty, fields.id) }
        guard let sender = try value(fields.sender) else { throw WebhookFault(.missing, fields.sender) }
        guard let text = try value(fields.text) else { throw WebhookFault(.missing, fields.text) }
        let number: PhoneNumber
        do {
            number = try PhoneNumber(sender, plan: plan)
        } catch {
            throw WebhookFault(.badNumber, fields.sender, number: error)
        }
        guard let digest = SenderDigest(number, key: key) else { throw WebhookFault(.badNumber, fields.sender) }
        var channel = channel
        if let name = fields.channel, let word = try value(name) {
            guard let named = Channel(rawValue: word.lowercased()) else { throw WebhookFault(.badChannel, name) }
            channel = named
        }
        var moment = now
        if let name = fields.moment, let written = try value(name) {
            guard let read = self.moment(written) else { throw WebhookFault(.badMoment, name) }
            moment = read
        }
        let message = InboundMessage(id: id, channel: channel, sender: digest, text: text, moment: moment)
        return Delivery(message: message, number: number)
    }

    private func moment(_ text: String) -> UTCInstant? {
        switch fields.momentStyle {
        case .iso: return try? UTCInstant(text)
        case .milliseconds: return Int(text).flatMap { UTCInstant(milliseconds: $0) }
        case .seconds:
            guard let seconds = Int(text) else { return nil }
            let (milliseconds, isTooMuch) = seconds.multipliedReportingOverflow(by: 1_000)
            return isTooMuch ? nil : UTCInstant(milliseconds: milliseconds)
        }
    }
}
