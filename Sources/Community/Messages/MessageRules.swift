public import Messaging
public import Vocabulary

/// What an installation says of its text messages.
public struct MessageRules: Sendable {
    /// When and how often messages go out.
    public var outbound: OutboundRules
    /// The limits of conversations.
    public var conversation: ConversationRules
    /// For how many days a price is looked for.
    public var priceDays: Int

    /// After how many days a reply is of no use any more, and the number is forgotten.
    public static let replyDays = 3
    /// The same for the message that there is an answer.
    public static let noticeDays = 7
    /// How many letters of an answer are sent.
    static let answerLetters = 600
    /// How many answers are sent, the newest.
    static let answers = 3

    /// The rules.
    ///
    /// A gateway may be away for days: a message is tried until it is of no use.
    ///
    /// - Parameters:
    ///   - anHour: How many messages go out in an hour through one gateway.
    ///   - quiet: The hours in which no phone should ring.
    public init(
        anHour: Int = 300,
        quiet: QuietHours? = nil,
        conversation: ConversationRules = ConversationRules(),
        priceDays: Int = 90
    ) {
        outbound = OutboundRules(
            tries: 200,
            firstWait: 15,
            longestWait: 3_600,
            answerWait: 120,
            anHourToOne: 20,
            anHourInAll: anHour,
            quiet: quiet
        )
        self.conversation = conversation
        self.priceDays = priceDays
    }
}

/// What is said: texts of the catalogue, and names of minerals.
public struct MessageTexts: Sendable {
    let text: @Sendable (Language, String) -> String?
    let mineral: @Sendable (String, Language) -> String

    /// Takes the texts by language and key, and the names of minerals by their id.
    public init(
        text: @escaping @Sendable (Language, String) -> String?,
        mineral: @escaping @Sendable (String, Language) -> String
    ) {
        (self.text, self.mineral) = (text, mineral)
    }

    /// The words of a reply; nil if the catalogue lacks one.
    func words(_ reply: Reply) -> String? { reply.words { text(reply.language, $0) } }
}
