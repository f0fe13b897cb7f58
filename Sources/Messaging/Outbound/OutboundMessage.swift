public import Vocabulary

/// A message that is to be sent.
public struct OutboundMessage: Sendable, Hashable {
    /// Why it is sent.
    public enum Purpose: String, Sendable, Hashable, CaseIterable {
        /// It answers what the recipient just asked.
        case reply
        /// Nobody asked for it now: an invitation, a warning.
        case news
    }

    /// Its name here; the gateway gets it too, so that it can tell a second try from a second message.
    public let id: String
    /// Who it goes to; the number is looked up when it is sent.
    public let recipient: SenderDigest
    /// What it says.
    public let text: String
    /// Why it is sent.
    public let purpose: Purpose
    /// When it was written.
    public let written: UTCInstant
    /// After when it is of no use any more; nil if it always is.
    public let expires: UTCInstant?

    /// Makes a message.
    public init(
        id: String,
        recipient: SenderDigest,
        text: String,
        purpose: Purpose,
        written: UTCInstant,
        expires: UTCInstant? = nil
    ) {
        (self.id, self.recipient, self.text, self.purpose) = (id, recipient, text, purpose)
        (self.written, self.expires) = (written, expires)
    }
}

/// What became of a message.
public enum OutboundStatus: Sendable, Hashable {
    /// Why it will not be sent.
    public enum End: String, Sendable, Hashable, CaseIterable {
        /// The gateway did not take it as often as was tried.
        case tries
        /// The gateway will never take it.
        case refused
        /// It came to be of no use.
        case expired
        /// The recipient wants no messages.
        case optedOut = "opted_out"
    }

    /// It waits, after so many tries.
    case waiting(tries: Int)
    /// The gateway has it, and has not said whether it takes it; this is which try.
    case sending(try: Int)
    /// The gateway took it: it is never sent again.
    case accepted
    /// The carrier says that it is on the phone.
    case delivered
    /// The carrier says that it did not reach the phone; a person decides what follows.
    case undelivered
    /// It will not be sent.
    case ended(End)

    /// Whether the gateway took it.
    public var wasAccepted: Bool {
        switch self {
        case .accepted, .delivered, .undelivered: true
        case .waiting, .sending, .ended: false
        }
    }
}
