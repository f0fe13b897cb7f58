extension Setting {
    /// Text messages and calls.
    static let messages: [Setting] = [
        Setting(
            name: "sms.an_hour",
            kind: .integer(1...100_000),
            standard: .integer(300),
            about:
                "Messages that go out in an hour through one gateway; telephones that serve as gateways manage some 300."
        ),
        Setting(
            name: "sms.quiet",
            kind: .text,
            standard: .text(""),
            about:
                "The hours of the recipients' night in which nobody is told news, as in 21:00-06:00 +02:00; empty for none."
        ),
        Setting(
            name: "sms.allow",
            kind: .list,
            standard: .list([]),
            about: "Addresses or blocks that are not public and that gateways may have to which messages are posted."
        ),
    ]
}

/// Hours of a night, as the configuration writes them: `21:00-06:00 +02:00`.
public struct QuietSpan: Sendable, Hashable {
    /// The minute of the day at which they begin.
    public let start: Int
    /// The minute of the day at which they end.
    public let end: Int
    /// How many minutes the clock is ahead of UTC.
    public let offsetMinutes: Int

    /// Reads hours; nil if they are none.
    public init?(_ text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 2 else { return nil }
        let times = parts[0].split(separator: "-", omittingEmptySubsequences: false)
        guard times.count == 2, let start = Self.minute(times[0]), let end = Self.minute(times[1]), start != end,
            let sign = parts[1].first, sign == "+" || sign == "-",
            let offset = Self.minute(parts[1].dropFirst()), offset <= 840
        else { return nil }
        (self.start, self.end, offsetMinutes) = (start, end, sign == "-" ? -offset : offset)
    }

    private static func minute(_ text: Substring) -> Int? {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"),
            [0, 1, 3, 4].allSatisfy({ (0x30...0x39).contains(bytes[$0]) }),
            let hours = Int(text.prefix(2)), let minutes = Int(text.suffix(2)), hours < 24, minutes < 60
        else { return nil }
        return hours * 60 + minutes
    }
}
