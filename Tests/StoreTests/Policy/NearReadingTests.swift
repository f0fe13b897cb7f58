import Foundation
import GRDB
import Store
import StoreSamples
import Testing
import Vocabulary

@Suite("Reading on the asking thread")
struct NearReadingTests {
    private struct Stop: Error {}

    private let rows: MarkedRows
    private let staff: Staff

    init() throws {
        rows = try MarkedRows()
        staff = Staff(rows.store)
    }

    @Test("Everybody sees what they see elsewhere, whoever sat there before")
    func sameRows() async throws {
        let readers = [
            Reader.everyone, .local, try await staff.person(.analyst, of: 2), try await staff.person(.company, of: 1),
            try await staff.person(.supervisor, of: 2, clearance: .red),
        ]
        for _ in 0..<2 {
            for reader in readers {
                #expect(try await rows.seenNear(by: reader) == rows.seen(by: reader), "\(reader.name)")
            }
        }
        #expect(try await rows.seenNear(by: .everyone)["party"] == [1, 2])
    }

    @Test("A table that is named past the views is refused")
    func pastTheViews() async throws {
        for name in ["main.party", "main.finding", "main.person", "search_entry"] {
            await #expect(throws: DatabaseError.self, "\(name)") {
                _ = try await rows.store.readNear(as: .local) { db in try Int.fetchOne(db, sql: "SELECT 1 FROM \(name)")
                }
            }
        }
    }

    @Test("A reader leaves the seat even when the reading fails")
    func seats() async throws {
        for _ in 0..<20 {
            await #expect(throws: Stop.self) { try await rows.store.readNear(as: .local) { _ in throw Stop() } }
            #expect(try await rows.seenNear(by: .everyone)["party"] == [1, 2])
        }
    }

    @Test("More readers at once than there are connections see each their own")
    func crowd() async throws {
        try await withThrowingTaskGroup { group in
            for number in 0..<40 {
                group.addTask {
                    let isLocal = number.isMultiple(of: 2)
                    let seen = try await rows.seenNear(by: isLocal ? .local : .everyone)
                    #expect(seen["party"]?.count == (isLocal ? 10 : 2))
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("What is written and what is sealed shows in the next reading")
    func changes() async throws {
        let supervisor = try await staff.person(.supervisor, of: 2)
        #expect(try await rows.seenNear(by: .everyone)["party"] == [1, 2])
        let subject = try GuardedSubject("party", "row-2")
        try await rows.store.seal(subject, because: "a child's name", by: supervisor)
        #expect(try await rows.seenNear(by: .everyone)["party"] == [1])
        try await rows.store.liftSeal(of: subject, by: supervisor)
        try rows.shelf.execute("UPDATE party SET marking = 4 WHERE record_id = 1")
        #expect(try await rows.seenNear(by: .everyone)["party"] == [2])
    }

    @Test("What is sensitive stands in the trail before it is given out")
    func noted() async throws {
        try rows.shelf.execute("UPDATE party SET kind = 'person'")
        let analyst = try await staff.person(.analyst, of: 2)
            .reading(for: try AccessReason(.safeguarding, case: "C-8"))
        let births = try await rows.store.readNear(as: analyst) { db in
            try (String?).fetchAll(db, sql: "SELECT birth_date FROM party WHERE record_id = 2")
        }
        #expect(births == ["row-2"])
        let trail = try rows.shelf.rows("SELECT subject_id FROM access WHERE action = 'read-sensitive'")
        #expect(trail == [["row-2"]])
    }

    @Test("A store that was closed gives nothing more")
    func closed() async throws {
        _ = try await rows.seenNear(by: .everyone)
        try await rows.store.close()
        await #expect(throws: (any Error).self) { _ = try await rows.seenNear(by: .everyone) }
    }
}
