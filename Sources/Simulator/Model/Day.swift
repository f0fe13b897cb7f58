/// A day of the proleptic Gregorian calendar, counted from 1970-01-01.
struct Day: Comparable, Hashable {
    var number: Int

    init(number: Int) {
        self.number = number
    }

    /// Days from a civil date (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    init(_ year: Int, _ month: Int, _ day: Int) {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = era * 146_097 + dayOfEra - 719_468
    }

    /// Year, month and day of the month.
    var civil: (year: Int, month: Int, day: Int) {
        let z = number + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// ISO 8601, `2025-07-01`.
    var text: String {
        let date = civil
        return Decimals.padded(date.year, 4) + "-" + Decimals.padded(date.month, 2) + "-" + Decimals.padded(date.day, 2)
    }

    static func < (left: Day, right: Day) -> Bool { left.number < right.number }
    static func + (day: Day, count: Int) -> Day { Day(number: day.number + count) }
    static func - (day: Day, count: Int) -> Day { Day(number: day.number - count) }
}

/// The twelve months that the simulation covers, 2025-07-01 to 2026-06-30.
enum Period {
    static let first = Day(2025, 7, 1)
    static let last = Day(2026, 6, 30)
    static let months = 12

    static func start(ofMonth month: Int) -> Day {
        month < 6 ? Day(2025, 7 + month, 1) : Day(2026, month - 5, 1)
    }

    static func month(of day: Day) -> Int {
        let date = day.civil
        return min(max((date.year - 2025) * 12 + date.month - 7, 0), months - 1)
    }
}
