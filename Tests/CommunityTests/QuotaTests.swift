import Community
import Foundation
import Store
import StoreSamples
import Testing
import Vocabulary

@Suite("Quotas by the hour, and a growing delay on wrong receipts")
struct QuotaTests {
    @Test("As many as in an hour may come at once, then one every so often; doors and senders apart")
    func quota() {
        let clock = SetClock()
        let quota = ReportQuota(perDoor: 4, perSender: 2) { clock.now }
        for _ in 0..<2 {
            #expect(quota.wait(.general, from: 1) == nil)
            quota.count(.general, from: 1)
        }
        #expect(quota.wait(.general, from: 1) == 1_800)
        #expect(quota.wait(.general, from: 2) == nil, "another sender is not kept waiting")
        #expect(quota.wait(.general, from: nil) == nil)
        quota.count(.general, from: 2)
        quota.count(.general, from: nil)
        #expect(quota.wait(.general, from: 3) == 900, "the door is full")
        #expect(quota.wait(.child, from: 3) == nil, "another door is not")
        clock.advance(900)
        #expect(quota.wait(.general, from: 3) == nil)
        #expect(quota.wait(.general, from: 1) == 900)
        clock.advance(900)
        #expect(quota.wait(.general, from: 1) == nil)
        let open = ReportQuota(perDoor: 0, perSender: 0) { clock.now }
        for _ in 0..<1_000 { open.count(.general, from: 1) }
        #expect(open.wait(.general, from: 1) == nil)
    }

    @Test("A report beyond the quota is later, not refused; one that is there is known all the same")
    func handIn() async throws {
        let village = try await Village()
        let clock = village.clock
        let quota = ReportQuota(perDoor: 2, perSender: 0) { clock.now }
        let desk = try await ReporterDesk(village.shelf.store, quota: quota) {
            CalendarDay(clamping: Int(clock.now.timeIntervalSince1970) / 86_400)
        }
        let reports = (0..<3).map { village.report("Report \($0)") }
        for report in reports.prefix(2) { #expect(try await desk.handIn(report, from: 7) == .kept) }
        await #expect(throws: CommunityFault.later(1_800)) { try await desk.handIn(reports[2], from: 8) }
        #expect(try await desk.handIn(reports[0], from: 7) == .known)
        #expect(try await desk.handIn(village.report(door: .child), from: 8) == .kept)
        clock.advance(1_800)
        #expect(try await desk.handIn(reports[2], from: 8) == .kept)
    }

    @Test("The wait doubles from the sixth wrong receipt up to a quarter of an hour, and is forgotten after an hour")
    func delay() {
        let clock = SetClock()
        let delay = ReceiptDelay { clock.now }
        for _ in 0..<ReceiptDelay.free {
            delay.noteWrong(1)
            #expect(delay.wait(1) == nil)
        }
        for seconds in [10, 20, 40, 80, 160, 320, 640, 900, 900] {
            delay.noteWrong(1)
            #expect(delay.wait(1) == seconds)
            #expect(delay.wait(2) == nil, "another sender does not wait")
            #expect(delay.wait(nil) == nil)
            clock.advance(TimeInterval(seconds))
            #expect(delay.wait(1) == nil)
        }
        clock.advance(ReceiptDelay.memory)
        delay.noteWrong(1)
        #expect(delay.wait(1) == nil)
    }

    @Test("However many senders try, the delay remembers no more than it may, and those who try most are among them")
    func bounded() {
        let clock = SetClock()
        let delay = ReceiptDelay { clock.now }
        for sender in 0..<(ReceiptDelay.mostSenders + 1_000) {
            clock.advance(0.01)
            delay.noteWrong(sender)
        }
        for _ in 0...ReceiptDelay.free { delay.noteWrong(ReceiptDelay.mostSenders + 999) }
        #expect(delay.wait(ReceiptDelay.mostSenders + 999) != nil)
    }
}
