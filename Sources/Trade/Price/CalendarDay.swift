/// A day of the Gregorian calendar, as the number of days since 1 January 1970.
public struct CalendarDay: Hashable, Comparable, Sendable {
    /// Days since 1 January 1970.
    public let number: Int

    /// Makes a day from its number.
    public init(number: Int) { self.number = number }

    /// Reads `YYYY-MM-DD`, or `YYYY-MM` for the first day of the month; a time after the day is not looked at.
    public init?(_ text: String) {
        let bytes = Array(text.utf8.prefix(11))
        func digits(_ range: Range<Int>) -> Int? {
            guard range.upperBound <= bytes.count else { return nil }
            var value = 0
            for byte in bytes[range] {
                guard byte >= 48, byte <= 57 else { return nil }
                value = value * 10 + Int(byte - 48)
            }
            return value
        }
        let dash = UInt8(ascii: "-")
        guard let year = digits(0..<4), bytes.count >= 7, bytes[4] == dash, let month = digits(5..<7) else {
            return nil
        }
        var day = 1
        if bytes.count > 7 {
            guard bytes[7] == dash, let own = digits(8..<10) else { return nil }
            guard bytes.count == 10 || bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " ") else {
                return nil
            }
            day = own
        }
        self.init(year: year, month: month, day: day)
    }

    /// Makes a day from year, month and day, or nil if there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard year >= 1, year <= 9999, month >= 1, month <= 12 else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard day >= 1, day <= lengths[month - 1] else { return nil }
        // Years begin in March, so that the leap day is the last of its year (Richards 2013).
        let shifted = month <= 2 ? year - 1 : year
        let century = shifted / 400
        let yearOfEra = shifted - century * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = century * 146_097 + dayOfEra - 719_468
    }

    /// Orders days in time.
    public static func < (a: CalendarDay, b: CalendarDay) -> Bool { a.number < b.number }
}
