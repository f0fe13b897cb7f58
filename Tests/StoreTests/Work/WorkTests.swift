import Foundation
import Store
import StoreSamples
import Testing
import Vocabulary

@Suite("Assignments, notices and switches")
struct WorkTests {
    private let clock = SetClock()
    private let rows: MarkedRows
    private let staff: Staff

    init() throws {
        let clock = clock
        rows = try MarkedRows { clock.now }
        staff = Staff(rows.store)
    }

    private func finding(_ id: String, severity: Int, marking: Int, owner: Int, at: String) throws {
        try rows.shelf.execute(
            """
            INSERT INTO finding (id, rule_id, rule_version, subject_kind, subject_id, time, strength, weight, severity,
                details, record_ids, cells, marking, owner, first_seen)
            VALUES ('\(id)', 'rule', 1, 'lot', 'x', '', 1, 1, \(severity), '{}', '', '', \(marking), \(owner), '\(at)')
            """
        )
    }

    @Test("Nobody is told of a finding that they do not see, or that is lighter than they asked for")
    func noticesFollowPermission() async throws {
        let store = rows.store
        let analyst = try await staff.person(.analyst, of: 1)
        let stranger = try await staff.person(.analyst, of: 2)
        clock.advance(60)
        let time = FactStore.timestamp(clock.now)
        try finding("grave", severity: 5, marking: 2, owner: 1, at: time)
        try finding("light", severity: 2, marking: 2, owner: 1, at: time)
        try finding("shared", severity: 4, marking: 1, owner: 1, at: time)
        try await store.gatherNotices(for: analyst)
        try await store.gatherNotices(for: stranger)
        #expect(try await Set(store.notices(of: analyst).map(\.subject)) == ["grave", "shared"])
        #expect(try await Set(store.notices(of: stranger).map(\.subject)) == ["shared"])
        // Nothing new, nothing written.
        let before = try store.edition()
        #expect(try await store.gatherNotices(for: analyst) == 0)
        #expect(try store.edition() == before)
        try await store.markNoticesRead(by: analyst)
        #expect(try await store.unreadNotices(of: analyst) == 0)
        #expect(try await store.unreadNotices(of: stranger) == 1)
    }

    @Test("What somebody does not want to be told is not noted; the rest waits for its digest")
    func choices() async throws {
        let store = rows.store
        let analyst = try await staff.person(.analyst, of: 1)
        try await store.setNoticeChoices(
            NoticeChoices(timing: [.newFinding: .daily, .assigned: .never], severity: 2),
            by: analyst
        )
        clock.advance(60)
        try finding("a", severity: 2, marking: 2, owner: 1, at: FactStore.timestamp(clock.now))
        try await store.assign("a", to: analyst.person, by: .local)
        let due = try await store.dueDigests()
        #expect(due.map { digest in digest.notices.map(\.event) } == [[.newFinding]])
        try await store.noteDigest(try #require(due.first))
        clock.advance(3600)
        try finding("b", severity: 5, marking: 2, owner: 1, at: FactStore.timestamp(clock.now))
        #expect(try await store.dueDigests().isEmpty, "a day has not gone by")
        clock.advance(86_400)
        #expect(try await store.dueDigests().map { $0.notices.map(\.subject) } == [["b"]])
        await #expect(throws: StoreError(.invalid, "")) {
            try await store.setNoticeChoices(NoticeChoices(severity: 6), by: analyst)
        }
    }

    @Test("Who is asked to open a seal is told, and who asked is not")
    func openings() async throws {
        let store = rows.store
        let first = try await staff.person(.supervisor, of: 2)
        let second = try await staff.person(.supervisor, of: 2)
        let analyst = try await staff.person(.analyst, of: 2)
        clock.advance(60)
        let subject = try GuardedSubject("party", "row-2")
        try await store.seal(subject, because: "r", by: first)
        _ = try await store.askToOpen(subject, because: "r", until: clock.now.addingTimeInterval(600), by: first)
        for reader in [first, second, analyst] { try await store.gatherNotices(for: reader) }
        #expect(try await store.notices(of: second).map(\.event) == [.sealToOpen])
        #expect(try await store.notices(of: first).isEmpty)
        #expect(try await store.notices(of: analyst).isEmpty)
        #expect(try await store.seals(as: second).first?.openings.map(\.state) == [.waiting])
        #expect(try await store.seals(as: analyst).isEmpty)
        let stranger = try await staff.person(.supervisor, of: 1, clearance: .clear)
        #expect(try await store.seals(as: stranger).count == 1, "TLP:CLEAR is for everybody")
    }

    @Test("A rule is switched with a reason, by those who run the installation, and the last switching counts")
    func switches() async throws {
        let store = rows.store
        let admin = try await staff.person(.administrator, of: 1)
        let other = try await staff.person(.administrator, of: 2)
        await #expect(throws: Denial.self) {
            try await store.switchRule("r", isOn: false, because: "x", by: other)
        }
        await #expect(throws: StoreError(.invalid, "")) {
            try await store.switchRule("r", isOn: false, because: " ", by: admin)
        }
        await #expect(throws: StoreError(.conflict, "")) {
            try await store.switchRule("r", isOn: true, because: "x", by: admin)
        }
        try await store.switchRule("r", isOn: false, because: "noise", by: admin)
        #expect(try await store.rulesOff() == ["r"])
        try await store.switchRule("r", isOn: true, because: "better", by: admin)
        #expect(try await store.rulesOff().isEmpty)
        #expect(try await store.switches(of: "r", as: admin).map(\.reason) == ["better", "noise"])
        #expect(try await store.accessTrail(as: admin).map(\.action).prefix(2) == ["rule-on", "rule-off"])
    }

    @Test("An assignment shows no name to another agency, and gives nobody a right")
    func assignments() async throws {
        let store = rows.store
        let analyst = try await staff.person(.analyst, of: 1)
        let stranger = try await staff.person(.analyst, of: 2)
        try finding("own", severity: 3, marking: 2, owner: 1, at: "")
        try finding("shared", severity: 3, marking: 1, owner: 1, at: "")
        await #expect(throws: StoreError(.invalid, "")) {
            try await store.assign("own", to: stranger.person, by: analyst)
        }
        await #expect(throws: StoreError(.notFound, "")) {
            try await store.assign("own", to: stranger.person, by: stranger)
        }
        try await store.assign("shared", to: analyst.person, by: analyst)
        #expect(try await store.assignment(of: "shared", as: analyst)?.name == analyst.name)
        let seen = try #require(try await store.assignment(of: "shared", as: stranger))
        #expect(seen.name == nil)
        #expect(try await store.assignment(of: "shared", as: .everyone) == nil)
    }
}
