public import Vocabulary

extension AgencyRequest {
    /// How the clock of a request stands on a day.
    public struct Clock: Sendable, Hashable {
        /// The days of work used.
        public let used: Int
        /// The days of work left, not below 0.
        public let left: Int
        /// The last day; nil while the clock stands still, and where the calendar has no such day.
        public let due: CalendarDay?
        /// The days of work since that day; 0 up to and on it, and while the clock stands still.
        public let overdue: Int
        /// Whether it stands still.
        public let isStopped: Bool
    }

    /// The day of sending; nil for a draft.
    public var sentOn: CalendarDay? {
        events.first { if case .send = $0.act { true } else { false } }?.on
    }

    /// The clock on a day; nil before sending.
    ///
    /// The day of sending does not count; nor do the days after a question, up to and with the day of its explanation.
    public func clock(on day: CalendarDay, in calendar: WorkingDays) -> Clock? {
        guard let sentOn, sentOn <= day else { return nil }
        let known = events.filter { $0.on <= day }
        let end = known.last.flatMap { Self.isEnd($0.act) ? $0.on : nil }
        let pauses = Self.pauses(in: known, until: day)
        let isStopped = end == nil && pauses.isOpen
        let used = calendar.count(after: sentOn, through: end ?? day, leaving: pauses.ranges)
        let due = isStopped ? nil : calendar.day(days, after: sentOn, leaving: pauses.ranges)
        return Clock(
            used: used,
            left: max(0, days - used),
            due: due,
            overdue: isStopped ? 0 : max(0, used - days),
            isStopped: isStopped
        )
    }

    private static func isEnd(_ act: Act) -> Bool {
        switch act {
        case .answer(_, isPartial: false), .refuse, .withdraw: true
        default: false
        }
    }

    private static func pauses(
        in events: [Event],
        until day: CalendarDay
    ) -> (ranges: [ClosedRange<CalendarDay>], isOpen: Bool) {
        var ranges: [ClosedRange<CalendarDay>] = []
        var asked: CalendarDay?
        func close(_ on: CalendarDay) {
            if let start = asked, on.number > start.number {
                ranges.append(CalendarDay(clamping: start.number + 1)...on)
            }
            asked = nil
        }
        for event in events {
            switch event.act {
            case .askExplanation: asked = event.on
            case .explain, .refuse, .withdraw: close(event.on)
            default: break
            }
        }
        let isOpen = asked != nil
        if isOpen { close(day) }
        return (ranges, isOpen)
    }
}
