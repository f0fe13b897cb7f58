public import Vocabulary

/// Which days are days of work: a calendar of the country, given by who uses the kernel.
public struct WorkingDays: Sendable {
    let isWorkingDay: @Sendable (CalendarDay) -> Bool

    /// The days of work as a calendar tells them.
    public init(_ isWorkingDay: @escaping @Sendable (CalendarDay) -> Bool) { self.isWorkingDay = isWorkingDay }

    /// Monday to Friday without any holiday: for trials; deadlines of a country need its calendar.
    public static let weekdays = WorkingDays { day in
        // 1970-01-01, day 0, was a Thursday.
        ((day.number + 3) % 7 + 7) % 7 < 5
    }
}

/// How long something may take.
public struct Term: Sendable, Hashable {
    /// Which days count.
    public enum Count: String, Sendable, Hashable, CaseIterable {
        case calendar, working
    }

    /// How many days, from 1 to 3,650.
    public let days: Int
    /// Which days count.
    public let count: Count

    /// What a term may be.
    public static let range = 1...3_650

    /// A term; nil outside ``range``.
    public init?(days: Int, _ count: Count = .calendar) {
        guard Self.range.contains(days) else { return nil }
        self.days = days
        self.count = count
    }

    /// The last day of a term that begins on a day; that day itself does not count.
    public func due(from start: CalendarDay, _ working: WorkingDays) -> CalendarDay {
        guard count == .working else { return CalendarDay(clamping: start.number + days) }
        var (day, left) = (start, days)
        // A calendar without a day of work would never end: ten days a counted day is more than any has.
        for _ in 0..<(days * 10 + 60) where left > 0 {
            day = CalendarDay(clamping: day.number + 1)
            if working.isWorkingDay(day) { left -= 1 }
        }
        return day
    }
}

/// A day on which something has to be done, and how near it is.
public struct Deadline: Sendable, Hashable {
    /// What it is about, in the words of the content: `order-expiry`.
    public let matter: String
    /// The id of what it is about; empty where the file itself is meant.
    public let id: String
    /// The last day.
    public let due: CalendarDay

    /// A deadline.
    public init(_ matter: String, _ id: String = "", due: CalendarDay) {
        self.matter = matter
        self.id = id
        self.due = due
    }

    /// How many days remain on a day; below zero when it has passed.
    public func daysLeft(on day: CalendarDay) -> Int { due.number - day.number }

    /// What an alarm says on a day; nil while it is farther away than the first alarm.
    ///
    /// - Parameter steps: How many days before the end to warn, such as 14, 7 and 1.
    public func alarm(on day: CalendarDay, at steps: [Int]) -> Alarm? {
        let left = daysLeft(on: day)
        if left < 0 { return Alarm(deadline: self, level: .overdue(days: -left)) }
        guard let step = steps.filter({ left <= $0 }).min() else { return nil }
        return Alarm(deadline: self, level: .within(days: step, left: left))
    }
}

/// A deadline that is near or has passed.
public struct Alarm: Sendable, Hashable {
    /// How near.
    public enum Level: Sendable, Hashable {
        /// Within the last so many days, of which so many remain; 0 on the day itself.
        case within(days: Int, left: Int)
        /// It passed so many days ago.
        case overdue(days: Int)
    }

    /// The deadline.
    public let deadline: Deadline
    /// How near.
    public let level: Level
}
