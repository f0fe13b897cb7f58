/// When messages are sent and how often it is tried.
public struct OutboundRules: Sendable, Hashable {
    /// How often a message is given to the gateway at most.
    public let tries: Int
    /// How long to wait after the first failure, in seconds; doubled after each further one.
    public let firstWait: Int
    /// The longest wait, in seconds.
    public let longestWait: Int
    /// After how many seconds without an answer a try counts as failed.
    public let answerWait: Int
    /// How many messages one recipient gets in an hour.
    public let anHourToOne: Int
    /// How many messages go out in an hour in all; telephones that serve as gateways manage some 300.
    public let anHourInAll: Int
    /// The hours in which no phone should ring; nil if there are none.
    public let quiet: QuietHours?
    /// For how many seconds after it was written a reply may break the quiet: whoever just asked is awake.
    public let replyGrace: Int

    /// The rules; numbers below 1 count as 1.
    public init(
        tries: Int = 6,
        firstWait: Int = 30,
        longestWait: Int = 3_600,
        answerWait: Int = 120,
        anHourToOne: Int = 20,
        anHourInAll: Int = 300,
        quiet: QuietHours? = nil,
        replyGrace: Int = 600
    ) {
        self.tries = max(1, tries)
        self.firstWait = max(1, firstWait)
        self.longestWait = max(1, longestWait)
        self.answerWait = max(1, answerWait)
        self.anHourToOne = max(1, anHourToOne)
        self.anHourInAll = max(1, anHourInAll)
        self.quiet = quiet
        self.replyGrace = max(1, replyGrace)
    }

    /// How many milliseconds to wait after so many tries.
    func wait(after tries: Int) -> Int {
        var seconds = min(firstWait, longestWait)
        for _ in 1..<max(2, min(tries, 40)) where tries > 1 { seconds = min(seconds * 2, longestWait) }
        return seconds * 1_000
    }
}

/// Hours of the night, by the clock of the recipients.
public struct QuietHours: Sendable, Hashable {
    /// The minute of the day at which they begin.
    public let start: Int
    /// The minute of the day at which they end; before the start if midnight lies between.
    public let end: Int
    /// How many minutes the clock is ahead of UTC.
    public let offsetMinutes: Int

    /// Quiet hours; nil if a minute is not of a day, if both are the same, or the offset is more than 14 hours.
    public init?(start: Int, end: Int, offsetMinutes: Int) {
        guard (0..<1_440).contains(start), (0..<1_440).contains(end), start != end,
            (-840...840).contains(offsetMinutes)
        else { return nil }
        (self.start, self.end, self.offsetMinutes) = (start, end, offsetMinutes)
    }

    /// Whether a moment, in milliseconds since 1970, is quiet.
    func contains(_ milliseconds: Int) -> Bool {
        let minutes = (milliseconds >= 0 ? milliseconds / 60_000 : (milliseconds - 59_999) / 60_000) + offsetMinutes
        let minute = ((minutes % 1_440) + 1_440) % 1_440
        return start < end ? (start..<end).contains(minute) : minute >= start || minute < end
    }
}
