/// The limits of conversations.
public struct ConversationRules: Sendable, Hashable {
    /// After how many seconds without a message an unfinished report is thrown away.
    public let idleSeconds: Int
    /// How many messages of one sender are read in an hour.
    public let messagesAnHour: Int
    /// How many reports of one sender are filed in 24 hours.
    public let reportsADay: Int
    /// The longest report, in characters.
    public let longestText: Int
    /// The longest name of a place, in characters; short enough to be said again within two messages.
    public let longestPlace: Int
    /// How often a number may be asked for again.
    public let tries: Int

    /// The limits; each is at least 1.
    public init(
        idleSeconds: Int = 7_200,
        messagesAnHour: Int = 30,
        reportsADay: Int = 5,
        longestText: Int = 1_000,
        longestPlace: Int = 40,
        tries: Int = 3
    ) {
        self.idleSeconds = max(1, idleSeconds)
        self.messagesAnHour = max(1, messagesAnHour)
        self.reportsADay = max(1, reportsADay)
        self.longestText = max(1, longestText)
        self.longestPlace = max(1, longestPlace)
        self.tries = max(1, tries)
    }
}
