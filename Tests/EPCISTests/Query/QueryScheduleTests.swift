import EPCIS
import Formats
import Testing

@Suite("When subscriptions are served")
struct QueryScheduleTests {
    /// 2026-03-01T00:00:00Z, a Sunday.
    private static let start = 1_772_323_200
    private static let day = 86_400

    private func seconds(_ text: String) throws -> Int {
        let bytes = Array(text.utf8)
        let time = EventClock.microseconds(bytes.span)
        return try #require(time) / 1_000_000
    }

    @Test(
        "The next moment is the first that every field matches",
        arguments: [
            // GS1's own example: every morning at five past one.
            ([.hour: "1", .minute: "5"], "2026-03-01T01:05:00Z"),
            ([.second: "0/30"], "2026-03-01T00:00:30Z"), ([.minute: "*", .second: "7"], "2026-03-01T00:00:07Z"),
            ([.minute: "15,45"], "2026-03-01T00:15:00Z"), ([.hour: "[8-17]"], "2026-03-01T08:00:00Z"),
            ([.dayOfWeek: "1"], "2026-03-02T00:00:00Z"), ([.dayOfWeek: "7", .hour: "3"], "2026-03-01T03:00:00Z"),
            ([.dayOfMonth: "31", .hour: "12"], "2026-03-31T12:00:00Z"), ([.month: "1"], "2027-01-01T00:00:00Z"),
            ([.month: "2", .dayOfMonth: "29"], "2028-02-29T00:00:00Z"), ([.second: "59"], "2026-03-01T00:00:59Z"),
            ([.hour: "[0-6]/3"], "2026-03-01T03:00:00Z"),
        ] as [([QuerySchedule.Field: String], String)]
    )
    func next(fields: [QuerySchedule.Field: String], expected: String) throws {
        let schedule = try QuerySchedule(fields)
        #expect(schedule.next(after: Self.start) == (try seconds(expected)))
    }

    @Test("One moment follows the other, and none is passed over")
    func following() throws {
        let schedule = try QuerySchedule([.minute: "0/20", .dayOfWeek: "[1-5]"])
        var time = Self.start
        var count = 0
        while let next = schedule.next(after: time), next < Self.start + 7 * Self.day {
            #expect(next > time)
            time = next
            count += 1
        }
        #expect(count == 5 * 24 * 3)
    }

    @Test(
        "What is no schedule is refused with the field that is wrong",
        arguments: [
            ([:], .second), ([.second: "60"], .second), ([.minute: "x"], .minute), ([.hour: ""], .hour),
            ([.hour: "[5-1]"], .hour), ([.month: "13"], .month), ([.dayOfWeek: "0"], .dayOfWeek),
            ([.minute: "0/0"], .minute), ([.minute: "1,,2"], .minute), ([.hour: "-1"], .hour),
            // There is no thirtieth of February.
            ([.dayOfMonth: "30", .month: "2"], .dayOfMonth), ([.second: "*"], .second),
        ] as [([QuerySchedule.Field: String], QuerySchedule.Field)]
    )
    func faults(fields: [QuerySchedule.Field: String], wrong: QuerySchedule.Field) {
        #expect(throws: QuerySchedule.FieldFault.self) { try QuerySchedule(fields) }
        do throws(QuerySchedule.FieldFault) { _ = try QuerySchedule(fields) } catch { #expect(error.field == wrong) }
    }

    @Test("Fields are read from JSON, numbers too")
    func json() throws {
        let good = try JSONTape(Array(#"{"hour":"1","minute":5}"#.utf8)).root
        #expect(QuerySchedule.fields(of: good) == [.hour: "1", .minute: "5"])
        for text in [#"{"hours":"1"}"#, #"{"hour":[1]}"#, #"{"hour":true}"#, "[]"] {
            #expect(QuerySchedule.fields(of: try JSONTape(Array(text.utf8)).root) == nil, "\(text)")
        }
    }
}
