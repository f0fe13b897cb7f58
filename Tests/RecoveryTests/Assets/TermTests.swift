import Recovery
import Testing
import Vocabulary

@Suite("Terms and alarms")
struct TermTests {
    @Test func calendarDaysBeginOnTheDayAfter() throws {
        let term = try #require(Term(days: 30))
        #expect(term.due(from: day("2026-01-30"), .weekdays) == day("2026-03-01"))
    }

    @Test func workingDaysLeaveOutRestAndHolidays() throws {
        let term = try #require(Term(days: 5, .working))
        // 6 March 2026 is a Friday: Monday to Friday of the week after are five days of work.
        #expect(term.due(from: day("2026-03-06"), .weekdays) == day("2026-03-13"))
        let withHoliday = WorkingDays { $0 != day("2026-03-09") && ($0.number + 3) % 7 < 5 }
        #expect(term.due(from: day("2026-03-06"), withHoliday) == day("2026-03-16"))
    }

    @Test func aCalendarWithoutWorkAndTheEndOfTimeAreNoTrap() throws {
        let term = try #require(Term(days: 3_650, .working))
        _ = term.due(from: day("2026-03-06"), WorkingDays { _ in false })
        #expect(term.due(from: day("9999-12-30"), .weekdays) == day("9999-12-31"))
        #expect(Term(days: 0) == nil && Term(days: 3_651) == nil)
    }

    @Test func anAlarmTellsTheNearestStepThatIsReached() {
        let deadline = Deadline("order-expiry", due: day("2026-03-31"))
        #expect(deadline.alarm(on: day("2026-03-16"), at: [14, 7, 1]) == nil)
        #expect(deadline.alarm(on: day("2026-03-25"), at: [1, 14, 7])?.level == .within(days: 7, left: 6))
        #expect(deadline.alarm(on: day("2026-03-25"), at: []) == nil)
        #expect(deadline.alarm(on: day("2026-04-10"), at: [])?.level == .overdue(days: 10))
    }
}
