/// A day of the proleptic Gregorian calendar, from year 1 to year 9999, as the number of days since 1970-01-01.
///
/// The calendar's arithmetic stands here once, for everything that counts days.
public struct CalendarDay: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    public let number: Int

    /// The day of that number; nil outside the years 1 to 9999.
    public init?(number: Int) {
        guard (-719_162...2_932_896).contains(number) else { return nil }
        self.number = number
    }

    /// The day of that number, or the first or last day that there is.
    public init(clamping number: Int) { self.number = min(max(number, -719_162), 2_932_896) }

    /// Makes a day from year, month and day, or nil if there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month),
            (1...CalendarDate.days(in: month, of: year)).contains(day)
        else { return nil }
        number = Self.number(year: year, month: month, day: day)
    }

    /// Reads `2026-03-09`, `2026-03` or `2026`, as Spark SQL casts a text to a date.
    ///
    /// A month or a year without a day means its first day; zeros in front of month and day may be left out; a time
    /// of day behind the day, after a `T` or a space, is not looked at.
    public init?(_ text: String) {
        var parts: [Int] = []
        var value = 0
        var digits = 0
        reading: for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                value = value * 10 + Int(byte - UInt8(ascii: "0"))
                digits += 1
                guard digits <= (parts.isEmpty ? 4 : 2) else { return nil }
            case UInt8(ascii: "-") where parts.count < 2 && digits > 0:
                guard !parts.isEmpty || digits == 4 else { return nil }
                parts.append(value)
                (value, digits) = (0, 0)
            case UInt8(ascii: "T") where parts.count == 2, UInt8(ascii: " ") where parts.count == 2:
                break reading
            default:
                return nil
            }
        }
        guard digits > 0, !parts.isEmpty || digits == 4 else { return nil }
        parts.append(value)
        self.init(year: parts[0], month: parts.count > 1 ? parts[1] : 1, day: parts.count > 2 ? parts[2] : 1)
    }

    /// Year, month and day of the month.
    public var parts: (year: Int, month: Int, day: Int) { Self.parts(of: number) }

    /// The day in ISO 8601: 2026-03-09.
    public var text: String {
        let (year, month, day) = parts
        let zeros = String(repeating: "0", count: max(0, 4 - String(year).utf8.count))
        return "\(zeros)\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }

    /// Orders days in time.
    public static func < (left: CalendarDay, right: CalendarDay) -> Bool { left.number < right.number }

    // MARK: The arithmetic

    /// Days from 1970-01-01 to a day that exists, in a year from 1 on.
    ///
    /// H. Hinnant, “chrono-Compatible Low-Level Date Algorithms”, days_from_civil: years begin in March, so that the
    /// leap day is the last of its year.
    public static func number(year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// Year, month and day of a number of days since 1970-01-01, from year 1 on; civil_from_days of the same source.
    public static func parts(of number: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}
