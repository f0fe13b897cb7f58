public import Vocabulary

/// A day off as a law or decree sets it: one rule that gives a day in each year.
public struct Holiday: Sendable, Hashable {
    /// How the day is found.
    public enum Rule: Sendable, Hashable {
        /// The same day each year; 29 February falls in leap years alone.
        case fixed(month: Int, day: Int)
        /// So many days after Easter Sunday: -2 is Good Friday.
        case easter(days: Int, Easter)
        /// The first to fourth such weekday of a month, or the last of them (-1).
        case weekday(Weekday, nth: Int, month: Int)
        /// One day in one year: what is announced each time, such as the end of the fast.
        case once(CalendarDay)
    }

    /// What happens where the day is one of rest already.
    public enum Substitute: String, Sendable, Hashable, CaseIterable {
        /// Nothing.
        case none
        /// A holiday on a Sunday gives the next day that is not a holiday.
        case sunday
        /// So does one on a Saturday.
        case weekend
    }

    /// The id within its calendar.
    public let id: String
    /// What it is called.
    public let label: LocalisedText
    /// How its day is found.
    public let rule: Rule
    /// The years in which it is kept.
    public let years: ClosedRange<Int>
    /// What a Sunday or Saturday does to it.
    public let substitute: Substitute

    /// A holiday; without years it is kept in all of them.
    public init(
        id: String,
        label: LocalisedText,
        rule: Rule,
        years: ClosedRange<Int> = 1...9999,
        substitute: Substitute = .none
    ) {
        self.id = id
        self.label = label
        self.rule = rule
        self.years = years
        self.substitute = substitute
    }

    /// Its own day in a year, before any substitute; nil where it has none.
    public func day(in year: Int) -> CalendarDay? {
        guard years.contains(year) else { return nil }
        switch rule {
        case .fixed(let month, let day): return CalendarDay(year: year, month: month, day: day)
        case .easter(let days, let church): return church.sunday(of: year)?.adding(days)
        case .once(let day): return day.year == year ? day : nil
        case .weekday(let weekday, let nth, let month):
            guard (1...12).contains(month), let first = CalendarDay(year: year, month: month, day: 1) else {
                return nil
            }
            let toFirst = (weekday.rawValue - Weekday(of: first).rawValue + 7) % 7
            let length = CalendarDate.days(in: month, of: year)
            let ofMonth = nth == -1 ? toFirst + 1 + (length - toFirst - 1) / 7 * 7 : toFirst + 1 + (nth - 1) * 7
            return CalendarDay(year: year, month: month, day: ofMonth)
        }
    }

    /// Whether the weekday of its own day gives a day in its stead.
    func isSubstituted(on day: CalendarDay) -> Bool {
        switch (substitute, Weekday(of: day)) {
        case (.sunday, .sunday), (.weekend, .sunday), (.weekend, .saturday): true
        default: false
        }
    }
}
