import Vocabulary

/// A day of the proleptic Gregorian calendar, counted from 1970-01-01.
struct Day: Comparable, Hashable {
    var number: Int

    init(number: Int) {
        self.number = number
    }

    init(_ year: Int, _ month: Int, _ day: Int) {
        number = CalendarDay.number(year: year, month: month, day: day)
    }

    /// Year, month and day of the month.
    var civil: (year: Int, month: Int, day: Int) { CalendarDay.parts(of: number) }

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
