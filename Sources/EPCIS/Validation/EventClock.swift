/// Reads the times of events byte by byte (RFC 3339, which is the `dateTimeStamp` of XML Schema 1.1).
public enum EventClock {
    /// Microseconds since 1970-01-01T00:00:00Z; nil unless the text is a date and time with an offset from UTC.
    ///
    /// What is finer than a microsecond is cut off.
    public static func microseconds(_ text: Span<UInt8>) -> Int? {
        guard text.count >= 20, let year = number(text, 0, 4), text[4] == dash, let month = number(text, 5, 2),
            text[7] == dash, let day = number(text, 8, 2), text[10] | 0x20 == UInt8(ascii: "t"),
            let hour = number(text, 11, 2), text[13] == colon, let minute = number(text, 14, 2), text[16] == colon,
            let second = number(text, 17, 2), (1...12).contains(month), day >= 1, day <= length(of: month, in: year),
            hour < 24, minute < 60, second < 60
        else { return nil }
        var position = 19
        var fraction = 0
        if text[position] == UInt8(ascii: ".") {
            position += 1
            let start = position
            var weight = 100_000
            while position < text.count, let digit = digit(text[position]) {
                fraction += digit * weight
                weight /= 10
                position += 1
            }
            guard position > start else { return nil }
        }
        guard position < text.count, let offset = offset(text, at: position) else { return nil }
        let days = dayNumber(year: year, month: month, day: day)
        let seconds = ((days * 24 + hour) * 60 + minute - offset) * 60 + second
        return seconds * 1_000_000 + fraction
    }

    /// Whether the text would be a time if it told the seconds: ISO 8601 lets them be left out, RFC 3339 does not.
    static func isWithoutSeconds(_ text: Span<UInt8>) -> Bool {
        guard text.count >= 17, text.count <= 22 else { return false }
        let whole = text.copied(0..<16) + Array(":00".utf8) + text.copied(16..<text.count)
        return microseconds(whole.span) != nil
    }

    /// The minutes of `Z` or `±hh:mm` that end the text.
    private static func offset(_ text: Span<UInt8>, at position: Int) -> Int? {
        if text[position] | 0x20 == UInt8(ascii: "z") { return position + 1 == text.count ? 0 : nil }
        return position + 6 == text.count ? offsetMinutes(text.extracting(position..<text.count)) : nil
    }

    /// The minutes of an `eventTimeZoneOffset`, `±hh:mm` up to 14 hours (EPCIS 2.0 section 7.4.1).
    static func offsetMinutes(_ text: Span<UInt8>) -> Int? {
        guard text.count == 6, text[0] == UInt8(ascii: "+") || text[0] == dash, text[3] == colon,
            let hours = number(text, 1, 2), let minutes = number(text, 4, 2), minutes < 60,
            hours * 60 + minutes <= 14 * 60
        else { return nil }
        return (text[0] == dash ? -1 : 1) * (hours * 60 + minutes)
    }

    private static let dash = UInt8(ascii: "-")
    private static let colon = UInt8(ascii: ":")

    private static func digit(_ byte: UInt8) -> Int? {
        byte >= 0x30 && byte <= 0x39 ? Int(byte &- 0x30) : nil
    }

    private static func number(_ text: Span<UInt8>, _ start: Int, _ count: Int) -> Int? {
        var value = 0
        for index in start..<(start + count) {
            guard let digit = digit(text[index]) else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    private static func length(of month: Int, in year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    /// Days since 1970-01-01 in the Gregorian calendar, which XML Schema carries back before its beginning.
    private static func dayNumber(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
