import Foundation
import GRDB
import Store
import Synchronization
import Testing
import Vocabulary

@Suite("Who sees which rows")
struct VisibilityTests {
    private struct Stop: Error {}

    private static func reader(_ ceiling: HandlingMarking?, _ agency: Int64) -> Reader {
        Reader(name: "test", agency: AgencyNumber(rawValue: agency), ceiling: ceiling, seesExactPositions: false)
    }

    private func expect(_ rows: MarkedRows, _ reader: Reader) async throws {
        let visible = Set(
            MarkedRows.entries.filter { entry in
                entry.owner == reader.agency.rawValue
                    || entry.marking.rawValue <= reader.ceiling.map { Int($0.rawValue) } ?? -1
            }.map(\.number)
        )
        for (table, seen) in try await rows.seen(by: reader) {
            #expect(seen == visible, "\(table), ceiling \(String(describing: reader.ceiling)), \(reader.agency)")
        }
    }

    @Test("Every table shows up to the ceiling and the agency's own rows; replaced rows never")
    func everyTable() async throws {
        let rows = try await MarkedRows()
        for ceiling in MarkedRows.markings.map(Optional.some) + [nil] {
            for agency in [Int64(0), 1, 2] { try await expect(rows, Self.reader(ceiling, agency)) }
        }
    }

    @Test("Anybody sees what is TLP:CLEAR; the owner of the machine sees all")
    func namedReaders() async throws {
        let rows = try await MarkedRows()
        for (table, seen) in try await rows.seen(by: .everyone) { #expect(seen == [1, 2], "\(table)") }
        for (table, seen) in try await rows.seen(by: .local) {
            #expect(seen == Set(MarkedRows.entries.map(\.number)), "\(table)")
        }
    }

    @Test("A reader leaves the seat even when the reading fails")
    func seats() async throws {
        let rows = try await MarkedRows()
        for _ in 0..<20 {
            await #expect(throws: Stop.self) { try await rows.store.read(as: .local) { _ in throw Stop() } }
            #expect(try await rows.seen(by: Self.reader(nil, 0)).values.allSatisfy(\.isEmpty))
        }
    }

    @Test("Many readers at once see each their own")
    func crowd() async throws {
        let rows = try await MarkedRows()
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
        let rows = try await MarkedRows()
        let (begun, beginning) = AsyncStream.makeStream(of: Void.self)
        let gate = DispatchSemaphore(value: 0)
        let writing = Task {
            try await rows.store.write { db in
                try db.execute(sql: "UPDATE main.party SET marking = 4")
                beginning.finish()
                gate.wait()
            }
        }
        for await _ in begun {}
        let during = try await rows.seen(by: .everyone)
        gate.signal()
        try await writing.value
        #expect(during["party"] == [1, 2])
        #expect(try await rows.seen(by: .everyone)["party"] == [])
    }

    @Test("A verdict needs a visible finding and, to dismiss it, a reason; the history stays")
    func verdicts() async throws {
        let rows = try await MarkedRows()
        let store = rows.store
        // row-10 is TLP:RED and of agency 2.
        await #expect(throws: StoreError(.notFound, "")) {
            try await store.recordVerdict(
                finding: "row-10",
                verdict: .confirmed,
                reason: "",
                by: Self.reader(.amberStrict, 1)
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
            try await store.recordVerdict(finding: "row-10", verdict: verdict, reason: reason, by: Self.reader(nil, 2))
        }
        #expect(
            try rows.shelf.rows("SELECT verdict, reason, by FROM verdict ORDER BY id") == [
                ["confirmed", "", "test"], ["dismissed", "a permit turned up", "test"], ["reopened", "forged", "test"],
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
