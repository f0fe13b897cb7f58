public import Vocabulary

/// Which days people work on; whoever has a calendar of a country wraps it.
public struct WorkingDays: Sendable {
    private let isWorkingDay: @Sendable (CalendarDay) -> Bool

    /// Days of work by a test.
    public init(_ isWorkingDay: @escaping @Sendable (CalendarDay) -> Bool) { self.isWorkingDay = isWorkingDay }

    /// Monday to Friday, without holidays.
    public static let mondayToFriday = WorkingDays { day in
        // 1970-01-01 was a Thursday.
        let weekday = ((day.number + 3) % 7 + 7) % 7
        return weekday < 5
    }

    /// Whether people work on that day.
    public func contains(_ day: CalendarDay) -> Bool { isWorkingDay(day) }

    /// The days of work after a day, up to and with another; days that are left out do not count.
    public func count(
        after start: CalendarDay,
        through end: CalendarDay,
        leaving out: [ClosedRange<CalendarDay>] = []
    )
        -> Int
    {
        guard end > start else { return 0 }
        return ((start.number + 1)...end.number).count { number in
            let day = CalendarDay(clamping: number)
            return isWorkingDay(day) && !out.contains { $0.contains(day) }
        }
    }

    /// The day on which so many days of work are over; nil where there is none within ten years.
    public func day(
        _ count: Int,
        after start: CalendarDay,
        leaving out: [ClosedRange<CalendarDay>] = []
    )
        -> CalendarDay?
    {
        var left = count
        for number in (start.number + 1)...(start.number + 3_660) {
            let day = CalendarDay(clamping: number)
            guard isWorkingDay(day), !out.contains(where: { $0.contains(day) }) else { continue }
            left -= 1
            if left <= 0 { return day }
        }
        return nil
    }
}
