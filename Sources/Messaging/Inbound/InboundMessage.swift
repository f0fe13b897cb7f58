import Crypto
public import Secrets
public import Vocabulary

/// By what a message came in.
///
/// The carrier sees each of them, with the number and the place of the phone.
public enum Channel: String, Sendable, Hashable, CaseIterable {
    /// A text message.
    case sms
    /// What somebody said or pressed on a call, as text.
    case voice
    /// What somebody typed in a session of a `*123#` service.
    case ussd
}

/// A message as a gateway delivered it, without the number.
public struct InboundMessage: Sendable, Hashable {
    /// What the gateway calls it.
    public let id: String
    /// By what it came.
    public let channel: Channel
    /// Who sent it.
    public let sender: SenderDigest
    /// What it says.
    public let text: String
    /// When the gateway took it, or when it came here if the gateway does not say.
    public let moment: UTCInstant

    /// Makes a message.
    public init(id: String, channel: Channel, sender: SenderDigest, text: String, moment: UTCInstant) {
        (self.id, self.channel, self.sender, self.text, self.moment) = (id, channel, sender, text, moment)
    }

    /// HMAC-SHA256 over what was sent, by whom and how: two deliveries with one id are the same if this is.
    ///
    /// The moment is left out, as gateways that deliver again may state another. It is keyed, since short texts can be
    /// guessed.
    public func contentDigest(key: SecretBytes) -> [UInt8] {
        var code = HMAC<SHA256>(key: key.symmetricKey)
        code.update(data: Array("touchstone message\n\(channel.rawValue)\n".utf8))
        code.update(data: sender.bytes)
        code.update(data: Array(text.utf8))
        return Array(code.finalize())
    }
}
