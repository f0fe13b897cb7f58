import Foundation
import Testing
import Vocabulary

@Suite("Dates and times")
struct TimeTests {
    @Test("Every day from 1800 to 2200 has its number, and back")
    func everyDay() throws {
        var expected = -62_091
        for year in CalendarDate.years {
            for month in 1...12 {
                for day in 1...CalendarDate.days(in: month, of: year) {
                    let date = try #require(CalendarDate(year: year, month: month, day: day))
                    guard date.dayNumber == expected, CalendarDate(dayNumber: expected) == date else {
                        Issue.record("\(date) has the number \(date.dayNumber), not \(expected)")
                        return
                    }
                    expected += 1
                }
            }
        }
        #expect(CalendarDate(dayNumber: 0)?.description == "1970-01-01")
        #expect(CalendarDate(dayNumber: expected) == nil)
        #expect(CalendarDate(dayNumber: -62_092) == nil)
        #expect(CalendarDate(dayNumber: .min) == nil)
        #expect(CalendarDate(dayNumber: .max) == nil)
    }

    @Test("Every day from year 1 to year 9999 has its number and its text, and back")
    func everyCalendarDay() throws {
        var expected = -719_162
        for year in 1...9999 {
            for month in 1...12 {
                for day in 1...CalendarDate.days(in: month, of: year) {
                    let own = try #require(CalendarDay(year: year, month: month, day: day))
                    guard own.number == expected, own.parts == (year, month, day) else {
                        Issue.record("\(year)-\(month)-\(day) has the number \(own.number), not \(expected)")
                        return
                    }
                    expected += 1
                }
            }
        }
        #expect(CalendarDay(number: expected) == nil && CalendarDay(number: -719_163) == nil)
        #expect(CalendarDay(number: .min) == nil && CalendarDay(number: .max) == nil)
        #expect(CalendarDay(number: -719_162)?.text == "0001-01-01")
        #expect(CalendarDay(number: expected - 1)?.text == "9999-12-31")
    }

    @Test(
        "A text is cast to a day as Spark SQL does it",
        arguments: [
            ("2026-03-09", "2026-03-09"), ("2026-3-9", "2026-03-09"), ("2026-03", "2026-03-01"),
            ("2026", "2026-01-01"),
            ("2000-03-01T10:00:00Z", "2000-03-01"), ("2000-03-01 10:00", "2000-03-01"), ("2024-02-29", "2024-02-29"),
            ("0001-01-01", "0001-01-01"),
        ]
    )
    func casts(text: String, iso: String) {
        #expect(CalendarDay(text)?.text == iso)
    }

    @Test(
        "What is no day is cast to nothing",
        arguments: [
            "2026-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "26-01-01", "", "2026-01-011", "2026-0a-01",
            "20260101", "0000-01-01", "2026-", "2026-01-", "-2026", "2026-01T00", "2026-01-01x", "2026--01", "٢٠٢٦",
        ]
    )
    func noCasts(text: String) {
        #expect(CalendarDay(text) == nil)
    }

    @Test(
        "Dates are read in the style named",
        arguments: [
            ("2026-11-22", CalendarDate.Style.iso, "2026-11-22"), ("2026-11", .iso, "2026-11"),
            (" 2026 ", .iso, "2026"),
            ("22/11/2026", .dayMonthYear, "2026-11-22"), ("2.3.2026", .dayMonthYear, "2026-03-02"),
            ("11/22/2026", .monthDayYear, "2026-11-22"), ("2000-02-29", .iso, "2000-02-29"),
        ]
    )
    func dates(text: String, style: CalendarDate.Style, iso: String) throws {
        #expect(try CalendarDate(text, style: style).description == iso)
    }

    @Test(
        "Dates are refused with a reason",
        arguments: [
            ("", CalendarDate.Style.iso, DateError.empty), ("0000-01-01", .iso, .yearOutOfRange(0)),
            ("1799-12-31", .iso, .yearOutOfRange(1799)), ("2201-01-01", .iso, .yearOutOfRange(2201)),
            ("2026-02-29", .iso, .noSuchDate), ("1900-02-29", .iso, .noSuchDate), ("2026-13", .iso, .noSuchDate),
            ("2026-00-01", .iso, .noSuchDate), ("22/11/2026", .iso, .malformed(offset: 2)),
            ("2026-1-2", .iso, .malformed(offset: 6)), ("2026-11-22T00:00Z", .iso, .malformed(offset: 10)),
            ("11/22/2026", .dayMonthYear, .noSuchDate), ("22/11-2026", .dayMonthYear, .malformed(offset: 5)),
            ("2026-11-22" + String(repeating: " ", count: 60) + "x", .iso, .malformed(offset: 48)),
            ("22/11/26", .dayMonthYear, .malformed(offset: 8)), ("٢٠٢٦", .iso, .malformed(offset: 0)),
        ]
    )
    func noDates(text: String, style: CalendarDate.Style, reason: DateError) {
        #expect(throws: reason) { try CalendarDate(text, style: style) }
    }

    @Test("A date that is not known to the day spans its days")
    func spans() throws {
        let month = try CalendarDate("2024-02")
        #expect(month.lastDayNumber - month.dayNumber == 28)
        let year = try CalendarDate("2023")
        #expect(year.lastDayNumber - year.dayNumber == 364)
        #expect(try CalendarDate("2023-12-31") < CalendarDate("2024"))
    }

    @Test(
        "Times become UTC and keep their distance from it",
        arguments: [
            ("2026-01-02T03:04:05.678Z", "2026-01-02T03:04:05.678Z", "+00:00"),
            ("2026-01-02T05:04:05.678+02:00", "2026-01-02T03:04:05.678Z", "+02:00"),
            ("2026-01-01T00:30+0100", "2025-12-31T23:30:00.000Z", "+01:00"),
            ("1969-12-31T23:59:59.999-03:30", "1970-01-01T03:29:59.999Z", "-03:30"),
            ("2026-01-02 03:04:05,6789999Z", "2026-01-02T03:04:05.678Z", "+00:00"),
            ("1800-01-01T00:00:00Z", "1800-01-01T00:00:00.000Z", "+00:00"),
        ]
    )
    func times(text: String, utc: String, offset: String) throws {
        let instant = try UTCInstant(text)
        #expect(instant.text == utc)
        #expect(instant.offsetText == offset)
        #expect(try UTCInstant(instant.text).milliseconds == instant.milliseconds)
    }

    @Test(
        "Times are refused with a reason",
        arguments: [
            ("2026-01-02T03:04:05", DateError.missingOffset), ("2026-01-02", .missingOffset), ("", .empty),
            ("2026-01-02T24:00:00Z", .noSuchDate), ("2026-01-02T03:60:00Z", .noSuchDate),
            ("2026-01-02T23:59:60Z", .noSuchDate), ("2026-01-02T03:04:05+15:00", .offsetOutOfRange),
            ("2026-01T03:04:05Z", .malformed(offset: 7)), ("2026-01-02T03:04:05.Z", .malformed(offset: 20)),
            ("2026-01-02T03:04:05Zulu", .malformed(offset: 20)), ("0000-01-01T00:00:00Z", .yearOutOfRange(0)),
            ("1800-01-01T00:00:00+01:00", .yearOutOfRange(1800)),
        ]
    )
    func noTimes(text: String, reason: DateError) {
        #expect(throws: reason) { try UTCInstant(text) }
    }

    @Test("Times survive writing and reading", arguments: [UInt64(3), 20_261_122])
    func roundTrip(seed: UInt64) throws {
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let milliseconds = Int.random(in: -5_000_000_000_000...7_000_000_000_000, using: &generator)
            let instant = try #require(UTCInstant(milliseconds: milliseconds))
            #expect(try UTCInstant(instant.text) == instant)
        }
        #expect(UTCInstant(milliseconds: .min) == nil)
        #expect(UTCInstant(milliseconds: .max) == nil)
    }

    @Test("A clock's moment is cut to the millisecond, and what lies outside is the first or the last")
    func clock() throws {
        #expect(UTCInstant(Date(timeIntervalSince1970: 0.0019)).milliseconds == 1)
        #expect(UTCInstant(Date(timeIntervalSince1970: -0.0001)).milliseconds == -1)
        #expect(UTCInstant(.distantPast).text == "1800-01-01T00:00:00.000Z")
        #expect(UTCInstant(Date(timeIntervalSince1970: 1e12)).text == "2200-12-31T23:59:59.999Z")
    }
}
