import Foundation
import GRDB
import Store
import StoreSamples
import Synchronization
import Testing
import Vocabulary

@Suite("Who sees which rows")
struct VisibilityTests {
    private struct Stop: Error {}

    @Test("Anybody sees what is TLP:CLEAR; the owner of the machine sees all")
    func namedReaders() async throws {
        let rows = try MarkedRows()
        for (table, seen) in try await rows.seen(by: .everyone) { #expect(seen == [1, 2], "\(table)") }
        for (table, seen) in try await rows.seen(by: .local) {
            #expect(seen == Set(MarkedRows.entries.map(\.number)), "\(table)")
        }
    }

    @Test("A reader leaves the seat even when the reading fails")
    func seats() async throws {
        let rows = try MarkedRows()
        for _ in 0..<20 {
            await #expect(throws: Stop.self) { try await rows.store.read(as: .local) { _ in throw Stop() } }
            #expect(try await rows.seen(by: .everyone)["party"] == [1, 2])
        }
    }

    @Test("Many readers at once see each their own")
    func crowd() async throws {
        let rows = try MarkedRows()
        try await withThrowingTaskGroup { group in
            for number in 0..<40 {
                group.addTask {
                    let isLocal = number.isMultiple(of: 2)
                    let seen = try await rows.seen(by: isLocal ? .local : .everyone)
                    #expect(seen["party"]?.count == (isLocal ? 10 : 2))
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("A reader does not wait for a writer in the middle of its work")
    func readingWhileWriting() async throws {
        let rows = try MarkedRows()
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let path = FactStore.databaseURL(in: rows.store.folder).path
        let writer = try DatabaseQueue(path: path, configuration: configuration)
        try await writer.writeWithoutTransaction { db in
            try db.execute(sql: "BEGIN IMMEDIATE; UPDATE party SET marking = 4")
        }
        #expect(try await rows.seen(by: .everyone)["party"] == [1, 2])
        try await writer.writeWithoutTransaction { db in try db.execute(sql: "COMMIT") }
        #expect(try await rows.seen(by: .everyone)["party"] == [])
    }

    @Test("A verdict needs a visible finding and, to dismiss it, a reason; the history stays")
    func verdicts() async throws {
        let rows = try MarkedRows()
        let store = rows.store
        let staff = Staff(store)
        let supervisor = try await staff.person(.supervisor, of: 2, clearance: .red)
        // row-10 is TLP:RED and of agency 2.
        let stranger = try await staff.person(.supervisor, of: 1, clearance: .red)
        await #expect(throws: StoreError(.notFound, "")) {
            try await store.recordVerdict(
                finding: "row-10",
                verdict: .confirmed,
                reason: "",
                by: stranger
            )
        }
        await #expect(throws: StoreError(.notFound, "")) {
            try await store.recordVerdict(finding: "none", verdict: .confirmed, reason: "", by: .local)
        }
        await #expect(throws: StoreError(.invalid, "")) {
            try await store.recordVerdict(finding: "row-10", verdict: .dismissed, reason: " \n", by: .local)
        }
        #expect(try rows.shelf.rows("SELECT * FROM verdict").isEmpty)
        for (verdict, reason) in [(Verdict.confirmed, ""), (.dismissed, "a permit turned up"), (.reopened, "forged")] {
            try await store.recordVerdict(finding: "row-10", verdict: verdict, reason: reason, by: supervisor)
        }
        #expect(
            try rows.shelf.rows("SELECT verdict, reason, by FROM verdict ORDER BY id") == [
                ["confirmed", "", supervisor.name], ["dismissed", "a permit turned up", supervisor.name],
                ["reopened", "forged", supervisor.name],
            ]
        )
        #expect(try rows.shelf.rows("SELECT action FROM access WHERE subject_id = 'row-10'").count == 3)
        let shown = try await store.read(as: .local) { db in
            try Row.fetchOne(db, sql: "SELECT verdict, verdict_reason FROM finding WHERE id = 'row-10'").map {
                [$0[0] as String?, $0[1]]
            }
        }
        #expect(shown == [nil, "forged"])
    }
}
