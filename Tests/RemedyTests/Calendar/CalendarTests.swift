import Remedy
import Testing
import Vocabulary

@Suite("Working calendars")
struct CalendarTests {
    @Test(arguments: [
        // The earliest and the latest Easter there are, and years around now, from the tables of the churches.
        ("1818-03-22", Easter.western), ("1943-04-25", .western), ("2000-04-23", .western), ("2024-03-31", .western),
        ("2025-04-20", .western), ("2026-04-05", .western), ("2027-03-28", .western), ("2038-04-25", .western),
        ("2010-04-04", .eastern), ("2021-05-02", .eastern), ("2024-05-05", .eastern), ("2025-04-20", .eastern),
        ("2026-04-12", .eastern), ("2027-05-02", .eastern),
    ])
    func easterFallsWhereTheTablesSay(_ sunday: String, _ church: Easter) {
        #expect(church.sunday(of: day(sunday).parts.year) == day(sunday))
    }

    @Test func easterIsASundayInItsRange() {
        for year in 1583...2500 {
            guard let sunday = Easter.western.sunday(of: year) else {
                Issue.record("no Easter in \(year)")
                continue
            }
            #expect(Weekday(of: sunday) == .sunday)
            #expect((day("\(year)-03-22")...day("\(year)-04-25")).contains(sunday))
        }
        #expect(Easter.western.sunday(of: 1582) == nil)
        #expect(Easter.eastern.sunday(of: 10_000) == nil)
    }

    @Test func weekdays() {
        #expect(Weekday(of: day("1970-01-01")) == .thursday)
        #expect(Weekday(of: day("2000-02-29")) == .tuesday)
        #expect(Weekday(of: day("1900-03-01")) == .thursday)
        #expect(Weekday(of: day("2026-11-23")) == .monday)
    }

    @Test func aHolidayOnASundayGivesMondayInMozambique() throws {
        let calendar = try Content.calendar("mz")
        #expect(calendar.holiday(on: day("2026-10-04")) == "peace")
        #expect(calendar.holiday(on: day("2026-10-05")) == "peace")
        #expect(!calendar.isWorkingDay(day("2026-10-05")))
        #expect(calendar.isWorkingDay(day("2026-10-06")))
        // On a Saturday it gives nothing.
        #expect(calendar.isWorkingDay(day("2026-02-02")))
        #expect(calendar.holiday(on: day("2026-04-07")) == "women")
    }

    @Test func holidaysThatMoveWithEaster() throws {
        let calendar = try Content.calendar("pe")
        #expect(calendar.holiday(on: day("2026-04-02")) == "maundy-thursday")
        #expect(calendar.holiday(on: day("2026-04-03")) == "good-friday")
        #expect(calendar.holiday(on: day("2027-03-26")) == "good-friday")
        // Kept since 2024 only.
        #expect(calendar.holiday(on: day("2023-06-07")) == nil)
        #expect(calendar.holiday(on: day("2024-06-07")) == "flag")
    }

    @Test func aSubstituteMayLieInTheNextYearAndPassesOtherHolidays() throws {
        let label = LocalisedText(en: "x", fr: "x", pt: "x", es: "x")
        let calendar = try WorkingCalendar(
            id: "t",
            clock: #require(LocalClock(minutes: 0)),
            holidays: [
                Holiday(id: "last", label: label, rule: .fixed(month: 12, day: 31), substitute: .sunday),
                Holiday(id: "first", label: label, rule: .fixed(month: 1, day: 1)),
            ]
        )
        // 31 December 2028 is a Sunday, 1 January a holiday of its own.
        #expect(calendar.holiday(on: day("2029-01-02")) == "last")
        #expect(calendar.holidays(in: 2029)[day("2029-01-02")] == "last")
        #expect(calendar.holidays(in: 2028).count == 2)
        // The same outside the years that are kept ready.
        for year in 2150...2200 where Weekday(of: day("\(year)-12-31")) == .sunday {
            #expect(calendar.holiday(on: day("\(year + 1)-01-02")) == "last")
        }
    }

    @Test func weekdaysOfAMonth() {
        let label = LocalisedText(en: "x", fr: "x", pt: "x", es: "x")
        func found(_ nth: Int, _ month: Int, _ year: Int) -> CalendarDay? {
            Holiday(id: "h", label: label, rule: .weekday(.monday, nth: nth, month: month)).day(in: year)
        }
        #expect(found(1, 6, 2026) == day("2026-06-01"))
        #expect(found(3, 2, 2026) == day("2026-02-16"))
        #expect(found(-1, 5, 2026) == day("2026-05-25"))
        #expect(found(-1, 8, 2026) == day("2026-08-31"))
        #expect(Holiday(id: "leap", label: label, rule: .fixed(month: 2, day: 29)).day(in: 2027) == nil)
        #expect(Holiday(id: "leap", label: label, rule: .fixed(month: 2, day: 29)).day(in: 2028) == day("2028-02-29"))
    }

    @Test func aDayThatIsWorkedByDecree() throws {
        let clock = try #require(LocalClock(minutes: 0))
        let calendar = try WorkingCalendar(id: "t", clock: clock, worked: [day("2026-11-28")])
        #expect(calendar.isWorkingDay(day("2026-11-28")))
        #expect(!calendar.isWorkingDay(day("2026-11-29")))
        #expect(throws: WorkingCalendar.Fault.noWorkingDay) {
            try WorkingCalendar(id: "t", clock: clock, restDays: Set(Weekday.allCases))
        }
    }

    @Test func theSameMomentIsAnotherDayElsewhere() throws {
        let moment = try UTCInstant("2026-03-09T23:30:00Z")
        #expect(try Content.calendar("mz").day(of: moment) == day("2026-03-10"))
        #expect(try Content.calendar("pe").day(of: moment) == day("2026-03-09"))
        let before = try UTCInstant("1969-12-31T22:30:00Z")
        #expect(try Content.calendar("mz").day(of: before) == day("1970-01-01"))
        #expect(try Content.calendar("pe").day(of: before) == day("1969-12-31"))
    }

    @Test func clocksThatChange() throws {
        let clock = try #require(
            LocalClock(
                minutes: 0,
                changes: [
                    .init(from: UTCInstant("2026-10-25T01:00:00Z"), minutes: 0),
                    .init(from: UTCInstant("2026-03-29T01:00:00Z"), minutes: 60),
                ]
            )
        )
        #expect(try clock.day(of: UTCInstant("2026-03-28T23:30:00Z")) == day("2026-03-28"))
        #expect(try clock.day(of: UTCInstant("2026-03-29T23:30:00Z")) == day("2026-03-30"))
        #expect(try clock.day(of: UTCInstant("2026-10-24T23:30:00Z")) == day("2026-10-25"))
        #expect(try clock.day(of: UTCInstant("2026-10-25T23:30:00Z")) == day("2026-10-25"))
        #expect(LocalClock(minutes: 900) == nil)
    }
}
