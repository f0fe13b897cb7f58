import Assessment
import GRDB
import Store
import Testing

@Suite("Corrections and findings")
struct CorrectionTests {
    private static func licence(expires: String) -> String {
        """
        id,code,activity,status,granted,expires,vintage
        L1,PE-1,mine,active,2015-01-01,\(expires),2022-01-01
        L2,PE-2,mine,active,2015-01-01,2018-01-01,2022-01-01

        """
    }

    private static let contradiction = """
        SELECT id || ' ' || subject_id || ' ' || record_ids || ' ' || COALESCE(verdict, '-') FROM finding
        WHERE rule_id = 'X15-licence-status-dates' ORDER BY subject_id
        """

    @Test("A correction that removes the reason removes the finding, and no other; its verdict stays in the history")
    func corrected() async throws {
        let bureau = try Bureau()
        try await bureau.take(kind: "licence", Self.licence(expires: "2019-01-01"))
        _ = try await bureau.assessor.assess()
        let before = try await bureau.seen(by: .local, Self.contradiction)
        try #require(before.count == 2)
        let id = String(before[0].prefix { $0 != " " })
        #expect(before.map { $0.split(separator: " ")[1] } == ["L1", "L2"])
        try await bureau.store.recordVerdict(finding: id, verdict: .dismissed, reason: "a slip of the pen", by: .local)

        try await bureau.take(kind: "licence", Self.licence(expires: "2029-01-01"))
        let summary = try await bureau.assessor.assess()
        #expect(summary.removed == 1 && summary.added == 0)
        let after = try await bureau.seen(by: .local, Self.contradiction)
        #expect(after == [before[1]])
        #expect(try bureau.kept("SELECT finding_id FROM verdict") == [id])
        let records = try await bureau.seen(by: .local, "SELECT COUNT(*) FROM record")
        #expect(records == ["3"], "the record that was replaced is kept")
        let again = try await bureau.assessor.assess(everything: true)
        #expect(again.added == 0 && again.removed == 0)
    }

    @Test("A correction that brings the reason back brings back the finding under its name, with its verdict")
    func correctedBack() async throws {
        let bureau = try Bureau()
        try await bureau.take(kind: "licence", Self.licence(expires: "2019-01-01"))
        _ = try await bureau.assessor.assess()
        let before = try await bureau.seen(by: .local, Self.contradiction)
        let id = String(try #require(before.first).prefix { $0 != " " })
        try await bureau.store.recordVerdict(finding: id, verdict: .confirmed, reason: "", by: .local)
        try await bureau.take(kind: "licence", Self.licence(expires: "2029-01-01"))
        _ = try await bureau.assessor.assess()
        try await bureau.take(kind: "licence", Self.licence(expires: "2020-01-01"))
        let summary = try await bureau.assessor.assess()
        #expect(summary.added == 1)
        #expect(try await bureau.seen(by: .local, Self.contradiction).first == "\(id) L1 4 confirmed")
    }

    @Test("Derived facts follow a correction: a match with a list is gone when the name was wrong")
    func correctedName() async throws {
        let bureau = try Bureau()
        try await bureau.take(
            kind: "listing",
            #"{"id":"x1","schema":"Person","properties":{"name":["Bartholomew Okonkwo-Zheng"],"topics":["sanction"]}}"#
        )
        try await bureau.take(kind: "party", "id,kind,name\nP1,person,Bartholomew Okonkwo-Zheng\n")
        _ = try await bureau.assessor.assess()
        #expect(try await bureau.seen(by: .local, "SELECT party_id FROM name_match") == ["P1"])
        try await bureau.take(kind: "party", "id,kind,name\nP1,person,Maria Silva\n")
        _ = try await bureau.assessor.assess()
        #expect(try await bureau.seen(by: .local, "SELECT party_id FROM name_match") == [])
    }
}
