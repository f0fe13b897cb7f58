import KernelSamples
import Offences
import Testing
import Vocabulary

@Suite("Requests between agencies")
struct AgencyRequestTests {
    private static func request(_ days: Int = 10) throws -> AgencyRequest {
        try #require(
            AgencyRequest(
                id: "r1",
                proof: ProofID("O01.2a"),
                from: AgencyRoleID("police"),
                to: AgencyRoleID("cadastre"),
                asks: "Certified extract for 1 March 2026",
                purpose: "Criminal file 12/2026, article 41 of the Mining Act",
                days: days
            )
        )
    }

    private static func event(_ act: AgencyRequest.Act, _ on: String) -> AgencyRequest.Event {
        .init(act, by: OfficerID("ana"), on: day(on))
    }

    @Test func aRequestSaysWhatAndWhy() {
        func make(_ asks: String, _ purpose: String, _ days: Int, to: String = "cadastre") -> AgencyRequest? {
            AgencyRequest(
                id: "r",
                from: AgencyRoleID("police"),
                to: AgencyRoleID(to),
                asks: asks,
                purpose: purpose,
                days: days
            )
        }
        #expect(make("x", "y", 5) != nil)
        #expect(make(" ", "y", 5) == nil && make("x", "\n", 5) == nil && make("x", "y", 0) == nil)
        #expect(make("x", "y", 366) == nil && make("x", "y", 5, to: "police") == nil)
    }

    @Test func aRefusalNeedsAReason() throws {
        var request = try Self.request()
        try request.append(Self.event(.send, "2026-11-02"))
        #expect(throws: RequestRefusal.reasonMissing) {
            try request.append(Self.event(.refuse(reason: " ", basis: nil), "2026-11-03"))
        }
        #expect(request.state == .sent)
        try request.append(Self.event(.refuse(reason: "Not our district", basis: "article 7"), "2026-11-03"))
        #expect(request.state == .refused && request.state.isClosed)
        #expect(throws: RequestRefusal.notInThisState) { try request.append(Self.event(.acknowledge, "2026-11-04")) }
    }

    @Test func theClockRunsInDaysOfWorkAndStandsStillForAQuestion() throws {
        var request = try Self.request(5)
        #expect(request.clock(on: day("2026-11-02"), in: .mondayToFriday) == nil)
        // 2 November 2026 is a Monday.
        try request.append(Self.event(.send, "2026-11-02"))
        let first = try #require(request.clock(on: day("2026-11-08"), in: .mondayToFriday))
        #expect(first.used == 4 && first.left == 1 && first.due == day("2026-11-09") && first.overdue == 0)
        try request.append(Self.event(.askExplanation("Which parcel?"), "2026-11-04"))
        let stopped = try #require(request.clock(on: day("2026-11-20"), in: .mondayToFriday))
        #expect(stopped.isStopped && stopped.used == 2 && stopped.due == nil && stopped.overdue == 0)
        try request.append(Self.event(.explain("Parcel 7"), "2026-11-06"))
        #expect(request.state == .acknowledged)
        let running = try #require(request.clock(on: day("2026-11-13"), in: .mondayToFriday))
        #expect(running.used == 7 && running.due == day("2026-11-11") && running.overdue == 2)
        try request.append(Self.event(.answer([EvidenceReference(.record, "R-9")], isPartial: true), "2026-11-13"))
        #expect(try #require(request.clock(on: day("2026-11-16"), in: .mondayToFriday)).overdue == 3)
        try request.append(Self.event(.answer([EvidenceReference(.record, "R-10")], isPartial: false), "2026-11-16"))
        #expect(try #require(request.clock(on: day("2027-11-16"), in: .mondayToFriday)).overdue == 3)
        #expect(request.state == .answered)
    }

    @Test func whatDoesNotFitIsRefused() throws {
        var request = try Self.request()
        #expect(throws: RequestRefusal.notInThisState) { try request.append(Self.event(.acknowledge, "2026-11-02")) }
        try request.append(Self.event(.send, "2026-11-02"))
        #expect(throws: RequestRefusal.outOfOrder) { try request.append(Self.event(.acknowledge, "2026-11-01")) }
        #expect(throws: RequestRefusal.nothingAnswered) {
            try request.append(Self.event(.answer([], isPartial: false), "2026-11-03"))
        }
        #expect(throws: RequestRefusal.wordsMissing) {
            try request.append(Self.event(.askExplanation(""), "2026-11-03"))
        }
        #expect(throws: RequestRefusal.reasonMissing) {
            try request.append(Self.event(.withdraw(reason: ""), "2026-11-03"))
        }
        #expect(request.events.count == 1)
    }

    @Test func aCalendarWithoutDaysOfWorkGivesNoDueDay() throws {
        var request = try Self.request()
        try request.append(Self.event(.send, "2026-11-02"))
        let clock = try #require(request.clock(on: day("2026-11-30"), in: WorkingDays { _ in false }))
        #expect(clock.due == nil && clock.used == 0)
        // At the end of the calendar nothing traps.
        var last = try Self.request()
        try last.append(Self.event(.send, "9999-12-30"))
        #expect(last.clock(on: day("9999-12-31"), in: .mondayToFriday)?.used == 1)
    }

    @Test func daysOfWorkAgreeWithAWalkThroughTheCalendar() {
        let seed: UInt64 = 5
        print("seed \(seed)")
        var dice = Dice(seed: seed)
        for _ in 0..<200 {
            let start = CalendarDay(clamping: Int.random(in: -2_000...30_000, using: &dice))
            let count = Int.random(in: 1...60, using: &dice)
            guard let due = WorkingDays.mondayToFriday.day(count, after: start) else {
                Issue.record("no day")
                continue
            }
            #expect(WorkingDays.mondayToFriday.contains(due))
            #expect(WorkingDays.mondayToFriday.count(after: start, through: due) == count)
        }
    }
}
