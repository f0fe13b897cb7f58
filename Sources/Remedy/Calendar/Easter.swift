public import Vocabulary

/// The day of Easter.
public enum Easter: String, Sendable, Hashable, CaseIterable {
    /// By the Gregorian rule, as Catholic and Protestant churches reckon it.
    case western
    /// By the Julian rule, as most Orthodox churches reckon it; told as a day of the Gregorian calendar.
    case eastern

    /// Easter Sunday of a year from 1583 to 9999; nil outside them.
    public func sunday(of year: Int) -> CalendarDay? {
        guard (1583...9999).contains(year) else { return nil }
        return self == .western ? Self.gregorian(year) : Self.julian(year)
    }

    /// The anonymous rule printed in Nature, 20 April 1876, in the form of Meeus, Astronomical Algorithms, chapter 8.
    private static func gregorian(_ year: Int) -> CalendarDay? {
        let golden = year % 19
        let (century, ofCentury) = (year / 100, year % 100)
        let correction = (8 * century + 13) / 25
        let epact = (19 * golden + century - century / 4 - correction + 15) % 30
        let weekday = (32 + 2 * (century % 4) + 2 * (ofCentury / 4) - epact - ofCentury % 4) % 7
        let shift = (golden + 11 * epact + 22 * weekday) / 451
        let sum = epact + weekday - 7 * shift + 114
        return CalendarDay(year: year, month: sum / 31, day: sum % 31 + 1)
    }

    /// Meeus, chapter 8, for the Julian calendar; then the days by which the calendars differ in that century.
    private static func julian(_ year: Int) -> CalendarDay? {
        let moon = (19 * (year % 19) + 15) % 30
        let weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
        let sum = moon + weekday + 114
        let difference = year / 100 - year / 400 - 2
        return CalendarDay(year: year, month: sum / 31, day: sum % 31 + 1)?.adding(difference)
    }
}
