public import Vocabulary

/// A day of the week, numbered as in ISO 8601: Monday is 1.
public enum Weekday: Int, Sendable, Hashable, CaseIterable {
    case monday = 1
    case tuesday
    case wednesday
    case thursday
    case friday
    case saturday
    case sunday

    /// The weekday on which a day falls.
    public init(of day: CalendarDay) {
        // 1970-01-01, day 0, was a Thursday.
        let index = ((day.number + 3) % 7 + 7) % 7
        self = Self.allCases[index]
    }

    /// The weekday with this English name, as calendar files write it.
    init?(name: String) {
        guard let found = Self.allCases.first(where: { "\($0)" == name }) else { return nil }
        self = found
    }
}

extension CalendarDay {
    /// The day so many days later, kept within the years 1 to 9999.
    func adding(_ days: Int) -> CalendarDay {
        let (sum, overflow) = number.addingReportingOverflow(days)
        if !overflow, let day = CalendarDay(number: sum) { return day }
        return CalendarDay(number: days < 0 ? -719_162 : 2_932_896) ?? self
    }

    /// The day's year.
    var year: Int { parts.year }
}
