/// A conversation as it is kept between two messages.
public struct KeptConversation: Sendable, Hashable {
    /// A keyed digest of the number.
    public var sender: [UInt8]
    /// How often it was kept; 0 before the first time.
    public var version: Int
    /// The language of replies.
    public var language: String
    /// Whether the sender wants no messages.
    public var isStopped: Bool
    /// How far it is, sealed; nil if nothing is.
    public var sealed: [UInt8]?
    /// When it is forgotten, in milliseconds since 1970.
    public var expiresAt: Int

    /// Describes a conversation.
    public init(sender: [UInt8], version: Int, language: String, isStopped: Bool, sealed: [UInt8]?, expiresAt: Int) {
        (self.sender, self.version, self.language) = (sender, version, language)
        (self.isStopped, self.sealed, self.expiresAt) = (isStopped, sealed, expiresAt)
    }
}

/// A message about to wait for its gateway.
public struct OutgoingMessage: Sendable, Hashable {
    /// Its name, by chance.
    public var name: String
    /// Through which gateway it goes.
    public var gateway: String
    /// Who it goes to, as a keyed digest.
    public var recipient: [UInt8]
    /// The number, sealed.
    public var sealedNumber: [UInt8]
    /// What it says, sealed.
    public var sealedText: [UInt8]
    /// The language of it.
    public var language: String
    /// By what it goes: a text message, a call.
    public var channel: String
    /// Why it is sent: `reply` or `news`.
    public var purpose: String
    /// Whether it is the one message that may follow a STOP.
    public var isNotice: Bool
    /// How many messages carry it.
    public var parts: Int
    /// When it was written, in milliseconds since 1970.
    public var writtenAt: Int
    /// After when it is of no use, in milliseconds since 1970; nil if it always is.
    public var expiresAt: Int?

    /// Describes a message.
    public init(
        name: String,
        gateway: String,
        recipient: [UInt8],
        sealedNumber: [UInt8],
        sealedText: [UInt8],
        language: String,
        channel: String,
        purpose: String,
        isNotice: Bool = false,
        parts: Int,
        writtenAt: Int,
        expiresAt: Int? = nil
    ) {
        (self.name, self.gateway, self.recipient, self.sealedNumber) = (name, gateway, recipient, sealedNumber)
        (self.sealedText, self.language, self.channel, self.purpose) = (sealedText, language, channel, purpose)
        (self.isNotice, self.parts, self.writtenAt, self.expiresAt) = (isNotice, parts, writtenAt, expiresAt)
    }
}

/// All that follows from one message that came in: kept together, or not at all.
public struct MessageTurn: Sendable {
    /// Who asked to be told of an answer.
    public struct Watch: Sendable {
        /// What the report is found by.
        public var lookup: [UInt8]
        /// The number, sealed.
        public var sealedNumber: [UInt8]
        /// By what they are told.
        public var channel: String

        /// Describes a wish.
        public init(lookup: [UInt8], sealedNumber: [UInt8], channel: String) {
            (self.lookup, self.sealedNumber, self.channel) = (lookup, sealedNumber, channel)
        }
    }

    /// Through which gateway it came.
    public var gateway: String
    /// A keyed digest of what the gateway calls it.
    public var reference: [UInt8]
    /// A keyed digest of what it says.
    public var content: [UInt8]
    /// How the conversation stands after it; its version is the one before it.
    public var conversation: KeptConversation
    /// The report that it filed.
    public var report: SealedReportDraft?
    /// What is answered, in order.
    public var outgoing: [OutgoingMessage]
    /// Who asked to be told of an answer.
    public var watch: Watch?
    /// Whether the sender said STOP: of what waits for them only what is among `outgoing` is sent.
    public var stops = false
    /// Whether the sender said START: a notice of the STOP that waits is not true any more.
    public var starts = false

    /// Describes what follows from a message.
    public init(
        gateway: String,
        reference: [UInt8],
        content: [UInt8],
        conversation: KeptConversation,
        outgoing: [OutgoingMessage] = []
    ) {
        (self.gateway, self.reference, self.content) = (gateway, reference, content)
        (self.conversation, self.outgoing) = (conversation, outgoing)
    }
}
