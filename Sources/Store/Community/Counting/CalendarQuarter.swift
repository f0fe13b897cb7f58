public import Vocabulary

/// A quarter of a year.
public struct CalendarQuarter: Sendable, Hashable, Comparable {
    /// The year.
    public let year: Int
    /// 1 to 4.
    public let number: Int

    /// The quarter of a day.
    public init(of day: CalendarDay) {
        (year, number) = (day.parts.year, (day.parts.month - 1) / 3 + 1)
    }

    /// Reads `2026-Q1`; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[1].first == "Q",
            let number = Int(parts[1].dropFirst()), (1...4).contains(number),
            CalendarDay(String(parts[0])) != nil, let year = Int(parts[0])
        else { return nil }
        (self.year, self.number) = (year, number)
    }

    /// Its name: `2026-Q1`.
    public var text: String { "\(firstDay.text.prefix(4))-Q\(number)" }

    /// Its first day.
    public var firstDay: CalendarDay {
        CalendarDay(clamping: CalendarDay.number(year: year, month: number * 3 - 2, day: 1))
    }

    /// Its last day.
    public var lastDay: CalendarDay { CalendarDay(clamping: next.firstDay.number - 1) }

    /// The one after it; the last that there is follows itself.
    public var next: CalendarQuarter {
        CalendarQuarter(
            of: CalendarDay(
                clamping: CalendarDay.number(year: number == 4 ? year + 1 : year, month: number % 4 * 3 + 1, day: 1)
            )
        )
    }

    /// Orders quarters in time.
    public static func < (left: CalendarQuarter, right: CalendarQuarter) -> Bool {
        (left.year, left.number) < (right.year, right.number)
    }
}
