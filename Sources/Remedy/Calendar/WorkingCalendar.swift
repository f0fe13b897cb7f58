public import Vocabulary

/// The days of work of a country or a place: weekly rest, holidays, exceptions, and the clock that says which day it is.
public struct WorkingCalendar: Sendable, Hashable {
    /// Why a calendar is none.
    public enum Fault: String, Error, Sendable, Hashable {
        /// All seven days are days of rest: no limit in working days would ever end.
        case noWorkingDay = "no-working-day"
        /// Two holidays have one id.
        case holidayTwice = "holiday-twice"
    }

    /// The id by which files name it.
    public let id: String
    /// The clock of the place.
    public let clock: LocalClock
    /// The weekly days of rest.
    public let restDays: Set<Weekday>
    /// The holidays.
    public let holidays: [Holiday]
    /// Days that were worked although they are days of rest or holidays, as decrees order now and then.
    public let worked: Set<CalendarDay>

    /// The days off of the years that files are likely to speak of; others are reckoned when asked for.
    private let table: [CalendarDay: String]
    private static let tabled = 1980...2080

    /// A calendar.
    public init(
        id: String,
        clock: LocalClock,
        restDays: Set<Weekday> = [.saturday, .sunday],
        holidays: [Holiday] = [],
        worked: Set<CalendarDay> = []
    ) throws(Fault) {
        guard restDays.count < 7 else { throw .noWorkingDay }
        guard Set(holidays.map(\.id)).count == holidays.count else { throw .holidayTwice }
        self.id = id
        self.clock = clock
        self.restDays = restDays
        self.holidays = holidays
        self.worked = worked
        var table: [CalendarDay: String] = [:]
        for year in Self.tabled {
            table.merge(Self.daysOff(in: year, holidays: holidays)) { first, _ in first }
        }
        self.table = table
    }

    /// The holidays of a year with the days that stand in for them: day to id.
    ///
    /// A substitute falls on the next day that is neither that weekday nor a holiday, and may lie in the next year; it
    /// is then one of that year's.
    public func holidays(in year: Int) -> [CalendarDay: String] {
        Self.tabled.contains(year) ? table.filter { $0.key.year == year } : Self.daysOff(in: year, holidays: holidays)
    }

    /// The id of the holiday on a day, or that a day stands in for.
    public func holiday(on day: CalendarDay) -> String? {
        Self.tabled.contains(day.year) ? table[day] : Self.daysOff(in: day.year, holidays: holidays)[day]
    }

    /// Whether people work on that day.
    public func isWorkingDay(_ day: CalendarDay) -> Bool {
        if worked.contains(day) { return true }
        return !restDays.contains(Weekday(of: day)) && holiday(on: day) == nil
    }

    /// The day itself if people work on it, else the next on which they do.
    public func workingDay(from day: CalendarDay) -> CalendarDay {
        var day = day
        // A week of rest and every holiday in a row is the most that can lie between two days of work.
        for _ in 0..<(14 + 2 * holidays.count) where !isWorkingDay(day) { day = day.adding(1) }
        return day
    }

    /// The day that a moment falls on.
    public func day(of moment: UTCInstant) -> CalendarDay { clock.day(of: moment) }

    private static func daysOff(in year: Int, holidays: [Holiday]) -> [CalendarDay: String] {
        var own: [CalendarDay: String] = [:]
        var moved: [(from: CalendarDay, id: String)] = []
        // The last days of the year before may send a substitute into this one.
        for each in [year - 1, year] {
            for holiday in holidays {
                guard let day = holiday.day(in: each) else { continue }
                if own[day] == nil { own[day] = holiday.id }
                if holiday.isSubstituted(on: day) { moved.append((day, holiday.id)) }
            }
        }
        for (day, id) in moved.sorted(by: { ($0.from, $0.id) < ($1.from, $1.id) }) {
            var next = day.adding(1)
            while own[next] != nil || Weekday(of: next) == .sunday { next = next.adding(1) }
            own[next] = id
        }
        return own.filter { $0.key.year == year }
    }
}
