import Foundation
import GRDB
import Store
import StoreSamples
import Testing
import Vocabulary

@Suite("Seals and the two who open them")
struct SealTests {
    private let clock = SetClock()
    private let rows: MarkedRows
    private let staff: Staff

    init() throws {
        let clock = clock
        rows = try MarkedRows { clock.now }
        staff = Staff(rows.store)
    }

    private func seen(_ reader: Reader, _ table: String) async throws -> Bool {
        try await rows.seen(by: reader)[table]?.contains(2) == true
    }

    @Test("What is sealed is gone for everybody, with its bytes, its companions and what rests on it")
    func sealed() async throws {
        let store = rows.store
        let supervisor = try await staff.person(.supervisor, of: 2)
        // What each record replaced, and what rests on it.
        try rows.shelf.execute(
            """
            UPDATE record SET supersedes = id + 100 WHERE id < 100; UPDATE record SET superseded_by = id - 100 WHERE id > 100;
            UPDATE finding SET record_ids = substr(id, 5);
            """
        )
        // Row 2 is TLP:CLEAR and of agency 2.
        let subject = try GuardedSubject("party", "row-2")
        #expect(try await seen(.everyone, "party"))
        try await store.seal(subject, because: "a child's name", by: supervisor)
        for reader in [Reader.everyone, .local, supervisor] {
            for table in ["party", "party_name", "record", "finding", "name_match", "ownership", "declaration"] {
                #expect(try await !seen(reader, table), "\(table), \(reader.name)")
            }
            #expect(try await rows.seen(by: reader)["party"]?.contains(1) == true)
            await #expect(throws: StoreError(.notFound, "")) {
                try await store.receivedBytes(receipt: 2, position: 0, length: 1, as: reader)
            }
        }
        await #expect(throws: StoreError(.conflict, "")) {
            try await store.seal(subject, because: "again", by: supervisor)
        }
        #expect(try await store.denial(of: subject, to: supervisor)?.reason == .sealed)
        #expect(try await store.denial(of: subject, to: .everyone) == nil)
        try await store.liftSeal(of: subject, by: supervisor)
        #expect(try await seen(.everyone, "party"))
    }

    @Test("Two different persons open it for themselves, until the time is over")
    func opened() async throws {
        let store = rows.store
        let first = try await staff.person(.supervisor, of: 2, name: "First Opener")
        let second = try await staff.person(.supervisor, of: 2, name: "Second Opener")
        let third = try await staff.person(.supervisor, of: 2)
        let analyst = try await staff.person(.analyst, of: 2)
        let subject = try GuardedSubject("party", "row-2")
        try await store.seal(subject, because: "reason", by: first)
        let end = clock.now.addingTimeInterval(3600)
        await #expect(throws: StoreError(.invalid, "")) {
            _ = try await store.askToOpen(subject, because: " ", until: end, by: first)
        }
        await #expect(throws: StoreError(.invalid, "")) {
            _ = try await store.askToOpen(subject, because: "late", until: clock.now, by: first)
        }
        for reader in [analyst, .everyone, .local] {
            await #expect(throws: Denial.self) {
                _ = try await store.askToOpen(subject, because: "a court asks", until: end, by: reader)
            }
        }
        let opening = try await store.askToOpen(subject, because: "a court asks", until: end, by: first)
        #expect(try await !seen(first, "party"))
        do {
            try await store.confirmOpening(opening, by: first)
            Issue.record("the same person twice")
        } catch let denial as Denial {
            #expect(denial.reason == .samePerson)
        }
        // Not under another session either.
        let again = try await staff.signIn(try #require(first.person))
        await #expect(throws: Denial.self) { try await store.confirmOpening(opening, by: again) }
        try await store.confirmOpening(opening, by: second)
        for reader in [first, second, again] { #expect(try await seen(reader, "party")) }
        for reader in [third, analyst, .everyone, .local] { #expect(try await !seen(reader, "party")) }
        await #expect(throws: StoreError(.notFound, "")) { try await store.confirmOpening(opening, by: third) }

        let before = try store.edition()
        clock.advance(3601)
        #expect(try store.edition() > before, "what was kept of it must not be given again")
        for reader in [first, second, again] { #expect(try await !seen(reader, "party")) }

        let trail = try await store.accessTrail(as: third)
        #expect(trail.map(\.action).filter { $0.contains("open") } == ["opened", "opening-asked"])
        let entry = try #require(trail.first { $0.action == "opened" })
        #expect(entry.detail == "First Opener + Second Opener" && entry.subject == "row-2")
    }

    @Test("An opening can be closed early, and ends when the capability does")
    func closed() async throws {
        let store = rows.store
        let first = try await staff.person(.supervisor, of: 2)
        let second = try await staff.person(.supervisor, of: 2)
        let subject = try GuardedSubject("party", "row-2")
        try await store.seal(subject, because: "reason", by: first)
        let end = clock.now.addingTimeInterval(3600)
        let opening = try await store.askToOpen(subject, because: "r", until: end, by: first)
        try await store.confirmOpening(opening, by: second)
        let number = try #require(second.person)
        var about = try #require(try await store.people(as: .local).first { $0.number == number }).about
        about.roles = [.analyst]
        try await store.changePerson(number, to: about, by: .local)
        #expect(try await !seen(second, "party"))
        #expect(try await seen(first, "party"))
        try await store.closeOpening(opening, by: first)
        #expect(try await !seen(first, "party"))
    }

    @Test("A correction of what is sealed is sealed as well")
    func corrected() async throws {
        let shelf = try Shelf()
        let store = shelf.store
        _ = try await shelf.handIn([[("party", ["id": "P", "name": "Old"])]], marking: .clear)
        try await store.seal(try GuardedSubject("party", "P"), because: "reason", by: .local)
        let count = "SELECT name FROM party UNION ALL SELECT id FROM record"
        let nothing = try await store.read(as: .local) { try String.fetchAll($0, sql: count) }
        #expect(nothing.isEmpty)
        let counts = try await shelf.handIn([[("party", ["id": "P", "name": "New"])]], marking: .clear)
        #expect(counts.corrections == 1)
        let still = try await store.read(as: .local) { try String.fetchAll($0, sql: count) }
        #expect(still.isEmpty)
    }
}
