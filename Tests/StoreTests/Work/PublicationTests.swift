import Foundation
import GRDB
import Store
import StoreSamples
import Testing
import Vocabulary

@Suite("A finding is shown to everybody only by a person")
struct PublicationTests {
    private let shelf: Shelf
    private let staff: Staff
    private static let rule = FindingRule(
        id: "R-1",
        version: 1,
        subjectKind: "lot",
        weight: 1,
        severity: 4,
        cells: "S2/V3"
    )

    /// Records 1 and 2 for everybody, 3 not.
    init() async throws {
        shelf = try Shelf()
        staff = Staff(shelf.store)
        _ = try await shelf.handIn([[("lot", ["id": "a"])], [("lot", ["id": "b"])]], marking: .clear)
        _ = try await shelf.handIn([[("lot", ["id": "c"])]], marking: .amber)
        try await assess()
    }

    private func assess(version: Int = 1, records: [Int64] = [1, 2]) async throws {
        var rule = Self.rule
        rule.version = version
        _ = try await shelf.store.replaceFindings(
            of: rule,
            with: [
                draft("open", "a", records), draft("mixed", "c", [1, 3]),
            ],
            inputs: "\(version) \(records)",
            at: Date()
        )
    }

    private func draft(_ id: String, _ lot: String, _ records: [Int64]) -> FindingDraft {
        FindingDraft(id: id, subject: lot, time: "2026-05-02", strength: 1, details: "{}", records: records)
    }

    private func seen(by reader: Reader) async throws -> [String] {
        try await shelf.store.read(as: reader) { db in
            try String.fetchAll(db, sql: "SELECT id FROM finding ORDER BY id")
        }
    }

    @Test("resting on public records alone does not make it public")
    func notByItself() async throws {
        #expect(try await seen(by: .everyone) == [])
        #expect(try await seen(by: staff.person(.auditor, of: staff.agency())) == ["open"])
        #expect(try await shelf.store.publication(of: "open", as: .everyone) == nil)
        let state = try #require(try await shelf.store.publication(of: "open", as: .local))
        #expect(!state.isPublic && state.isPossible && state.by == nil)
    }

    @Test("a supervisor of the agency publishes it and takes it back, with reasons that stay")
    func published() async throws {
        let supervisor = try await staff.person(.supervisor, of: 1, name: "Sami")
        try await shelf.store.publishFinding("open", because: "heard", by: supervisor)
        #expect(try await seen(by: .everyone) == ["open"])
        let state = try await shelf.store.publication(of: "open", as: supervisor)
        #expect(state?.isPublic == true && state?.reason == "heard" && state?.by?.contains("Sami") == true)
        try await shelf.store.takeBackFinding("open", because: "an error", by: supervisor)
        #expect(try await seen(by: .everyone) == [])
        let trail = try shelf.rows("SELECT action, detail FROM access WHERE subject_kind = 'finding' ORDER BY id")
        #expect(trail == [["published", "heard"], ["taken-back", "an error"]])
        #expect(try shelf.rows("SELECT is_public FROM finding_publication ORDER BY id") == [["1"], ["0"]])
    }

    @Test("nobody else does, nobody without a reason, and never what rests on a record that is not for everybody")
    func refused() async throws {
        let store = shelf.store
        let analyst = try await staff.person(.analyst, of: 1)
        let stranger = try await staff.person(.supervisor, of: staff.agency())
        let supervisor = try await staff.person(.supervisor, of: 1)
        for reader in [analyst, stranger] {
            await #expect(throws: Denial.self) { try await store.publishFinding("open", because: "x", by: reader) }
        }
        await #expect(throws: StoreError(.notFound, "")) {
            try await store.publishFinding("open", because: "x", by: .everyone)
        }
        await #expect(throws: StoreError(.invalid, "")) {
            try await store.publishFinding("open", because: " ", by: supervisor)
        }
        await #expect(throws: StoreError(.invalid, "")) {
            try await store.publishFinding("mixed", because: "x", by: supervisor)
        }
        #expect(try await store.publication(of: "mixed", as: supervisor)?.isPossible == false)
        #expect(try await seen(by: .everyone) == [])
        #expect(try shelf.rows("SELECT * FROM finding_publication").isEmpty)
    }

    @Test("an assessment keeps it public as long as it rests on the same, and not longer")
    func assessedAgain() async throws {
        try await shelf.store.publishFinding("open", because: "heard", by: .local)
        try await assess()
        #expect(try await seen(by: .everyone) == ["open"])
        try await assess(records: [1])
        #expect(try await seen(by: .everyone) == [])
        try await assess()
        #expect(try await seen(by: .everyone) == ["open"])
        try await assess(version: 2)
        #expect(try await seen(by: .everyone) == [])
    }
}
