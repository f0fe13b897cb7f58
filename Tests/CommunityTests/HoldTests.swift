import Community
import Foundation
import Sealing
import Store
import StoreSamples
import Testing
import Vocabulary

@Suite("Holds on deletion")
struct HoldTests {
    private static func opened(_ village: Village) async throws -> OpenedReport {
        let id = try #require(try await village.shelf.store.sealedReports(as: village.liaison).first?.id)
        return try await village.officers.open(
            id,
            with: village.unlocked(village.liaison),
            as: village.liaison,
            for: .safeguarding,
            case: "R-1"
        )
    }

    private static func day(_ village: Village, _ days: Int) -> CalendarDay {
        CalendarDay(clamping: Int(village.clock.now.timeIntervalSince1970) / 86_400 + days)
    }

    @Test("A held report outlives its day, the reporter sees it, and it is deleted when the hold has ended by itself")
    func outlives() async throws {
        let village = try await Village()
        let report = village.report()
        _ = try await village.reporters.handIn(report)
        let opened = try await Self.opened(village)
        try await village.officers.set(.closed, of: opened.report.id, by: village.liaison)
        village.clock.advance(80 * 86_400)
        let until = Self.day(village, 30)
        try await village.officers.note(
            .held(until: until, reason: "xylographer"),
            on: Self.opened(village).report,
            by: village.liaison
        )
        village.clock.advance(20 * 86_400)
        #expect(try await village.shelf.store.deleteReportsDue() == 0)
        let seen = try await village.reporters.thread(report.receipt).report
        #expect(seen.heldUntil == until && seen.deletion == CalendarDay(clamping: until.number + 1))
        #expect(seen.deleteOn < seen.deletion)
        village.clock.advance(10 * 86_400)
        #expect(try await village.shelf.store.deleteReportsDue() == 0, "the hold covers its last day")
        village.clock.advance(86_400)
        #expect(try await village.shelf.store.deleteReportsDue() == 1)
        #expect(try village.shelf.rows("SELECT count(*) FROM report_hold") == [["0"]])
        let lines = try village.shelf.rows("SELECT detail FROM access WHERE action = 'report-held'")
        #expect(lines == [["until \(until.text)"]], "why stands in a sealed note alone")
    }

    @Test("The reporter's withdrawal wins: it ends every hold, and no new one is taken")
    func withdrawn() async throws {
        let village = try await Village()
        let report = village.report()
        _ = try await village.reporters.handIn(report)
        let opened = try await Self.opened(village)
        let note = ReportNote.held(until: Self.day(village, 100), reason: "a case")
        try await village.officers.note(note, on: opened.report, by: village.liaison)
        try await village.reporters.withdraw(report.receipt)
        #expect(try await village.reporters.thread(report.receipt).report.heldUntil == nil)
        await #expect(throws: CommunityFault.withdrawn) {
            try await village.officers.note(note, on: Self.opened(village).report, by: village.liaison)
        }
        // Who had the page open before the withdrawal holds nothing either.
        await #expect(throws: CommunityFault.self) {
            try await village.officers.note(note, on: opened.report, by: village.liaison)
        }
        #expect(try await village.shelf.store.holds(on: opened.report.id, by: village.liaison).isEmpty)
        village.clock.advance(7 * 86_400)
        #expect(try await village.shelf.store.deleteReportsDue() == 1)
    }

    @Test("A hold needs a reason and a day within its limits; it is renewed, ended, and is each organisation's own")
    func limits() async throws {
        let village = try await Village()
        _ = try await village.reporters.handIn(village.report())
        let opened = try await Self.opened(village)
        for days in [-1, 0, FactStore.longestHold + 1] {
            await #expect(throws: CommunityFault.notAHold, "\(days)") {
                try await village.officers.note(
                    .held(until: Self.day(village, days), reason: "a case"),
                    on: opened.report,
                    by: village.liaison
                )
            }
        }
        await #expect(throws: CommunityFault.nothingSaid) {
            try await village.officers.note(
                .held(until: Self.day(village, 5), reason: " "),
                on: opened.report,
                by: village.liaison
            )
        }
        #expect(try village.shelf.rows("SELECT count(*) FROM report_note WHERE word = 'held'") == [["0"]])
        for days in [5, FactStore.longestHold] {
            try await village.officers.note(
                .held(until: Self.day(village, days), reason: "a case"),
                on: opened.report,
                by: village.liaison
            )
        }
        let store = village.shelf.store
        let seen = try await store.holds(on: opened.report.id, by: village.other)
        #expect(seen.map(\.until) == [Self.day(village, FactStore.longestHold)])
        #expect(seen.map(\.by) == [""], "another recipient sees who holds it, not by whom")
        await #expect(throws: StoreError.self) { try await store.endHold(on: opened.report.id, by: village.other) }
        try await store.endHold(on: opened.report.id, by: village.liaison)
        #expect(try await store.holds(on: opened.report.id, by: village.liaison).isEmpty)
        await #expect(throws: StoreError.self) { try await store.endHold(on: opened.report.id, by: village.liaison) }
    }
}
