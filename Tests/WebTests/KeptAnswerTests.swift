import Foundation
import GRDB
import Store
import Testing
import Vocabulary
import Web

@Suite("What is kept between visits")
struct KeptAnswerTests {
    static let paths = [
        "/en/", "/en/sites", "/en/findings?page=1", "/en/findings?sort=time", "/en/sites?page=1&size=20",
        "/api/v1/matrix", "/api/v1/map/overview.svg", "/api/v1/map/sites.geojson",
        "/api/v1/map/findings.geojson",
    ]

    private static let another = """
        INSERT INTO main.site (id, kind, name, artisanal, lon, lat, record_id, marking, owner)
        VALUES ('new', 'mine', 'Newly found', 0, 29.5, -1.5, 2, 1, 1);
        INSERT INTO main.finding (id, rule_id, rule_version, subject_kind, subject_id, time, strength, weight, severity,
            details, record_ids, cells, lon, lat, marking, owner, first_seen)
        VALUES ('f9', 'V1-gone', 1, 'site', 'new', '2026-05-02', 1, 1, 5, '{}', '2', 'S2/V3', 29.5, -1.5, 1, 1,
            '2026-11-22T00:00:00Z');
        """

    @Test("A page asked for twice is the same", arguments: paths)
    func same(path: String) async throws {
        let site = try await TestSite.make()
        let first = try await site.get(path)
        let second = try await site.get(path)
        #expect(first.status == 200)
        #expect(first.text == second.text)
    }

    @Test(
        "What this process writes is in the next page",
        arguments: paths.filter { !$0.contains("sites.geojson") }
    )
    func written(path: String) async throws {
        let site = try await TestSite.make()
        let before = try await site.get(path)
        let rule = FindingRule(id: "R", version: 1, subjectKind: "site", weight: 1, severity: 4, cells: "S2/V3")
        let finding = FindingDraft(
            id: "f9",
            subject: "s/1",
            time: "2026-05-02",
            strength: 1,
            details: "{}",
            records: [1]
        )
        _ = try await site.store.replaceFindings(of: rule, with: [finding], inputs: "", at: Date())
        let after = try await site.get(path)
        #expect(before.text != after.text)
        #expect(try await site.get(path).text == after.text)
    }

    @Test("What another process writes is in the next page", arguments: paths)
    func writtenElsewhere(path: String) async throws {
        let site = try await TestSite.make()
        let before = try await site.get(path)
        let other = try DatabaseQueue(path: FactStore.databaseURL(in: site.store.folder).path)
        try await other.write { db in try db.execute(sql: Self.another) }
        let after = try await site.get(path)
        #expect(before.text != after.text)
    }

    @Test("Two readers never share an answer")
    func readers() async throws {
        let site = try await TestSite.make()
        let kept = KeptAnswers(store: site.store)
        let count: @Sendable (Database) throws -> Int? = { try Int.fetchOne($0, sql: "SELECT count(*) FROM site") }
        // The row is marked TLP:GREEN: the public may not see it, whoever asks first.
        for _ in 0..<2 {
            #expect(try await kept.answer(to: .situation, for: .local, count) == 1)
            #expect(try await kept.answer(to: .situation, for: .everyone, count) == 0)
        }
        let person = try await site.store.addPerson(
            Person.Draft(name: "x", email: "x@example.org", agency: .local, roles: [.analyst]),
            by: .local
        )
        _ = try await site.store.beginSession(for: person, digest: Data([1]), until: .distantFuture)
        let other = try #require(try await site.store.reader(forSession: Data([1])))
        #expect(try await kept.answer(to: .situation, for: other, count) == 1)
        #expect(try await kept.answer(to: .situation, for: .everyone, count) == 0)
    }

    @Test("A verdict is in the next page", arguments: ["/en/findings", "/en/findings?page=1"])
    func verdict(path: String) async throws {
        let site = try await TestSite.make()
        let before = try await site.get(path)
        try await site.store.recordVerdict(finding: "f1", verdict: .dismissed, reason: "Known.", by: .local)
        #expect(try await site.get(path).text != before.text)
        #expect(try await site.get("/api/v1/matrix").text.contains(#""id":"S2/V3","certainty":"read","findings":0"#))
    }
}
