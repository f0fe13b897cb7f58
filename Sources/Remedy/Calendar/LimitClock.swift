public import Vocabulary

/// A limit that runs: when it began, where it stood still, by how much it was extended.
///
/// The day on which it begins does not count. A pause stops the count on the days after the one it begins on, up to and
/// including the one it ends on: who asks on Monday and is answered on Thursday has used Monday, and goes on with Friday.
public struct LimitClock: Sendable, Hashable {
    /// A time in which the clock stands still.
    public struct Pause: Sendable, Hashable {
        /// The day on which it begins.
        public let from: CalendarDay
        /// The day on which it ends; nil while it lasts.
        public var until: CalendarDay?

        /// A pause.
        public init(from: CalendarDay, until: CalendarDay? = nil) {
            self.from = from
            self.until = until
        }

        func covers(_ day: CalendarDay) -> Bool {
            day > from && until.map { day <= $0 } ?? true
        }
    }

    /// When a limit ends.
    public enum Due: Sendable, Hashable {
        /// At the end of that day.
        case on(CalendarDay)
        /// Nobody can say while the clock stands still; so many days remain.
        case stopped(remaining: Int)
    }

    /// A day on which somebody is to be reminded.
    public struct Reminder: Sendable, Hashable {
        /// The share of the limit that is then used up, percent.
        public let share: Int
        /// The day.
        public let day: CalendarDay
    }

    /// The day on which it begins.
    public let start: CalendarDay
    /// The limit.
    public let limit: TimeLimit
    /// The times in which it stands still.
    public var pauses: [Pause] = []
    /// By how many days it was extended, counted as the limit counts.
    public var extended = 0

    /// A clock that begins on a day.
    public init(start: CalendarDay, limit: TimeLimit) {
        self.start = start
        self.limit = limit
    }

    /// All days that it allows.
    public var allowed: Int { limit.days + extended }

    /// When it ends.
    public func due(in calendar: WorkingCalendar) -> Due {
        switch day(ofCount: allowed, in: calendar) {
        case .on(let day): .on(limit.endsOnWorkingDay ? calendar.workingDay(from: day) : day)
        case let stopped: stopped
        }
    }

    /// How many days of it are used at the end of a day.
    public func used(by day: CalendarDay, in calendar: WorkingCalendar) -> Int {
        guard day > start else { return 0 }
        var used = 0
        var next = start.adding(1)
        while next <= day {
            if counts(next, in: calendar) { used += 1 }
            next = next.adding(1)
        }
        return used
    }

    /// By how many calendar days it is overdue on a day; 0 on the day it ends, before it, and while it stands still.
    public func overdue(on day: CalendarDay, in calendar: WorkingCalendar) -> Int {
        guard case .on(let due) = due(in: calendar) else { return 0 }
        return max(0, day.number - due.number)
    }

    /// The days on which to remind: when so many percent of the limit are used up; what cannot be told yet is left out.
    public func reminders(at shares: [Int], in calendar: WorkingCalendar) -> [Reminder] {
        shares.filter { (1...100).contains($0) }.compactMap { share in
            guard case .on(let day) = day(ofCount: (allowed * share + 99) / 100, in: calendar) else { return nil }
            return Reminder(share: share, day: day)
        }
    }

    private func counts(_ day: CalendarDay, in calendar: WorkingCalendar) -> Bool {
        guard !pauses.contains(where: { $0.covers(day) }) else { return false }
        return limit.count == .calendar || calendar.isWorkingDay(day)
    }

    /// The day on which the count reaches a number.
    private func day(ofCount count: Int, in calendar: WorkingCalendar) -> Due {
        var left = count
        var day = start
        let lastKnown = pauses.filter { $0.until == nil }.map(\.from).min()
        while left > 0 {
            if let lastKnown, day >= lastKnown { return .stopped(remaining: left) }
            day = day.adding(1)
            // The calendar ends with year 9999; a count that runs into it stops there.
            if day.number >= 2_932_896 { break }
            if counts(day, in: calendar) { left -= 1 }
        }
        return .on(day)
    }
}
