import KernelSamples
import Remedy
import Testing
import Vocabulary

@Suite("Limits")
struct LimitTests {
    private static func clock(
        _ start: String,
        _ days: Int,
        _ count: TimeLimit.Count,
        rolls: Bool = false
    ) throws -> LimitClock {
        LimitClock(start: day(start), limit: try #require(TimeLimit(days: days, count, endsOnWorkingDay: rolls)))
    }

    @Test func overTheTurnOfTheYear() throws {
        // From 24 December 2026, a Thursday: the 25th and 1 January are holidays, so 28, 29, 30, 31 December, 4 January.
        let clock = try Self.clock("2026-12-24", 5, .working)
        #expect(clock.due(in: try Content.calendar("mz")) == .on(day("2027-01-04")))
    }

    @Test func overEaster() throws {
        // From Wednesday 1 April 2026: Thursday and Friday are off in Peru, so 6, 7, 8 April.
        #expect(try Self.clock("2026-04-01", 3, .working).due(in: Content.calendar("pe")) == .on(day("2026-04-08")))
        #expect(try Self.clock("2026-04-01", 3, .working).due(in: Content.calendar("mz")) == .on(day("2026-04-06")))
    }

    @Test func inLeapYears() throws {
        let calendar = try Content.calendar("mz")
        #expect(try Self.clock("2028-02-28", 2, .calendar).due(in: calendar) == .on(day("2028-03-01")))
        #expect(try Self.clock("2027-02-28", 2, .calendar).due(in: calendar) == .on(day("2027-03-02")))
        #expect(try Self.clock("2100-02-28", 1, .calendar).due(in: calendar) == .on(day("2100-03-01")))
    }

    @Test func calendarDaysThatEndOnARestDay() throws {
        let calendar = try Content.calendar("mz")
        // 13 February 2026 and 30 days: Sunday 15 March.
        #expect(try Self.clock("2026-02-13", 30, .calendar).due(in: calendar) == .on(day("2026-03-15")))
        #expect(try Self.clock("2026-02-13", 30, .calendar, rolls: true).due(in: calendar) == .on(day("2026-03-16")))
        // 4 September 2026 and 30 days: Sunday 4 October, a holiday, and its Monday is off as well.
        #expect(try Self.clock("2026-09-04", 30, .calendar, rolls: true).due(in: calendar) == .on(day("2026-10-06")))
    }

    @Test func whoWaitsForThePersonDoesNotRun() throws {
        let calendar = try Content.calendar("mz")
        var clock = try Self.clock("2026-03-09", 5, .working)
        #expect(clock.due(in: calendar) == .on(day("2026-03-16")))
        clock.pauses = [.init(from: day("2026-03-10"))]
        #expect(clock.due(in: calendar) == .stopped(remaining: 4))
        #expect(clock.overdue(on: day("2027-03-10"), in: calendar) == 0)
        #expect(clock.used(by: day("2027-03-10"), in: calendar) == 1)
        clock.pauses = [.init(from: day("2026-03-10"), until: day("2026-03-12"))]
        // The 10th counts; 11 and 12 do not; then 13, 16, 17, 18.
        #expect(clock.due(in: calendar) == .on(day("2026-03-18")))
        // A pause that begins and ends on one day stops nothing; one that begins after the end neither.
        clock.pauses = [.init(from: day("2026-03-10"), until: day("2026-03-10")), .init(from: day("2026-03-20"))]
        #expect(clock.due(in: calendar) == .on(day("2026-03-16")))
    }

    @Test func extensionOverdueAndReminders() throws {
        let calendar = try Content.calendar("mz")
        var clock = try Self.clock("2026-03-09", 10, .working)
        #expect(clock.due(in: calendar) == .on(day("2026-03-23")))
        #expect(clock.overdue(on: day("2026-03-23"), in: calendar) == 0)
        #expect(clock.overdue(on: day("2026-03-24"), in: calendar) == 1)
        #expect(clock.overdue(on: day("2026-03-30"), in: calendar) == 7)
        #expect(
            clock.reminders(at: [50, 80, 100], in: calendar).map(\.day)
                == ["2026-03-16", "2026-03-19", "2026-03-23"].map(day)
        )
        #expect(clock.reminders(at: [0, 101], in: calendar).isEmpty)
        clock.extended = 5
        #expect(clock.due(in: calendar) == .on(day("2026-03-30")))
        #expect(TimeLimit(days: 0, .working) == nil)
        #expect(TimeLimit(days: 4_000, .calendar) == nil)
    }

    @Test func everyLimitEndsWhenItsDaysAreUsedUp() throws {
        let seed: UInt64 = 20_261_123
        print("seed \(seed)")
        var dice = Dice(seed: seed)
        let calendars = try ["mz", "pe", "cd-east"].map(Content.calendar)
        for _ in 0..<400 {
            let calendar = calendars[Int.random(in: 0..<3, using: &dice)]
            let start = CalendarDay(number: Int.random(in: 17_000...24_000, using: &dice))!
            let count: TimeLimit.Count = Bool.random(using: &dice) ? .working : .calendar
            let limit = TimeLimit(days: Int.random(in: 1...90, using: &dice), count)!
            var clock = LimitClock(start: start, limit: limit)
            clock.extended = Int.random(in: 0...20, using: &dice)
            var from = start.number
            for _ in 0..<Int.random(in: 0...3, using: &dice) {
                from += Int.random(in: 0...15, using: &dice)
                let until = from + Int.random(in: 0...20, using: &dice)
                clock.pauses.append(.init(from: CalendarDay(number: from)!, until: CalendarDay(number: until)!))
                from = until
            }
            guard case .on(let due) = clock.due(in: calendar) else {
                Issue.record("no due day for \(clock)")
                continue
            }
            #expect(clock.used(by: due, in: calendar) == clock.allowed)
            #expect(clock.used(by: CalendarDay(number: due.number - 1)!, in: calendar) == clock.allowed - 1)
            #expect(count == .calendar || calendar.isWorkingDay(due))
            let paused = clock.pauses.reduce(0) { $0 + $1.until!.number - $1.from.number }
            #expect(due.number >= start.number + clock.allowed)
            if count == .calendar { #expect(due.number <= start.number + clock.allowed + paused) }
            #expect(clock.reminders(at: [100], in: calendar).map(\.day) == [due])
        }
    }
}
