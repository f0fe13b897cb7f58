import Credentials
import Formats
import Foundation
import Notary
import Store
import StoreSamples
import Testing
import UNTP
import Vocabulary

@Suite("Credentials that are issued")
struct CredentialOfficeTests {
    private static let badge = CredentialContent.TrainingBadge(
        learner: "urn:uuid:9a6b0f0e-2f4d-4c3c-8a39-6a5c1f6f0001",
        course: "https://mines.example/courses/1",
        courseName: "Chain of custody",
        summary: "How lots are followed.",
        criteria: "Passed the exercise."
    )

    private func issueAll(_ bench: IssuingBench) async throws -> [String] {
        let office = bench.office
        return [
            try await office.issue(.licence, "lic-1", .init(), by: .local),
            try await office.issue(.lot, "L-7", .init(), by: .local),
            try await office.issue(.lot, "L-8", .init(), by: .local),
            try await office.issue(.site, "S-1", .init(), by: .local),
            try await office.issueBadge(Self.badge, .init(), by: .local),
        ]
    }

    @Test("Each kind is verified in both forms, by whoever trusts the log and the issuer")
    func everyKind() async throws {
        let bench = try await IssuingBench()
        try await bench.begin()
        let issued = try await issueAll(bench)
        try await bench.commit()
        for id in issued {
            let check = try await bench.check(proof: try await bench.proof(id))
            for format in IssuedCredential.Format.allCases {
                let report = check.report(on: try await bench.bytes(id, format))
                #expect(report.verdict == .verified, "\(id) \(format): \(report.failures) \(report.words(.logged))")
                #expect(report.words(.logged) == ["passed seen"])
                #expect(report.words(.credential).contains("passed status"))
            }
        }
        #expect(try await bench.bench.findings().isEmpty)
        #expect(try await bench.commit().rows[.credential] == 0)
    }

    @Test("A passport and a facility record are read as UNTP 0.7, without a fault")
    func transparency() async throws {
        let bench = try await IssuingBench()
        try await bench.begin()
        let lot = try await bench.office.issue(.lot, "L-7", .init(), by: .local)
        let site = try await bench.office.issue(.site, "S-1", .init(), by: .local)
        for id in [lot, site] {
            _ = try TransparencyReader().read(try JSONNode(parsing: try await bench.bytes(id)))
        }
        let text = String(decoding: try await bench.bytes(site), as: UTF8.self)
        #expect(!text.contains("28.51234") && !text.contains("28.51235"))
        #expect(text.contains("uncertaintyMetres") && text.contains("Kivu & Fils"))
        let passport = try JSONNode(parsing: try await bench.bytes(lot))
        #expect(passport["credentialSubject"]?["dimensions"]?["weight"]?["value"]?.numberText == "120500")
    }

    @Test("Whichever byte is changed, it is refused")
    func changedByte() async throws {
        let bench = try await IssuingBench()
        try await bench.begin()
        let id = try await bench.office.issue(.lot, "L-7", .init(), by: .local)
        try await bench.commit()
        let check = try await bench.check()
        for format in IssuedCredential.Format.allCases {
            let bytes = try await bench.bytes(id, format)
            #expect(check.report(on: bytes).verdict == .verified)
            for index in stride(from: 0, to: bytes.count, by: 7) {
                var changed = bytes
                changed[index] ^= 1
                #expect(check.report(on: changed).verdict != .verified, "\(format) byte \(index)")
            }
        }
    }

    @Test("What was revoked or suspended is said by the lists, and only while they are fresh")
    func status() async throws {
        let bench = try await IssuingBench()
        try await bench.begin()
        let id = try await bench.office.issue(.lot, "L-7", .init(), by: .local)
        let other = try await bench.office.issue(.lot, "L-8", .init(), by: .local)
        try await bench.commit()
        let bytes = try await bench.bytes(id)
        func reasons() async throws -> [String?] { try await bench.check().report(on: bytes).failures.map(\.reason) }
        #expect(try await reasons().isEmpty)
        try await bench.store.change(credential: id, .suspended, because: "inspection", by: .local)
        #expect(try await reasons() == ["credential.reason.suspended"])
        try await bench.store.change(credential: id, .restored, because: "done", by: .local)
        #expect(try await reasons().isEmpty)
        try await bench.store.change(credential: id, .revoked, because: "fraud", by: .local)
        #expect(try await reasons() == ["credential.reason.revoked"])
        #expect(try await bench.check().report(on: try await bench.bytes(other)).verdict == .verified)
        // Without the lists nobody knows; with lists of the day before yesterday neither.
        #expect(try await bench.check(withLists: false).report(on: bytes).verdict == .unvouched)
        let old = try await bench.check()
        bench.wait(2 * 86_400)
        var late = try await bench.check(withLists: false)
        late.statusLists = old.statusLists
        #expect(late.report(on: try await bench.bytes(other)).failures.map(\.reason) == ["credential.reason.expired"])
        #expect(try await bench.commit().rows[.credentialState] == 3)
    }

    @Test("Open findings take a reason, a licence must be in force, and what is not there is not issued")
    func refusals() async throws {
        let bench = try await IssuingBench()
        let office = bench.office
        await #expect(throws: IssuingFault.noKey) { try await office.issue(.lot, "L-7", .init(), by: .local) }
        await #expect(throws: IssuingFault.noHost) {
            try await bench.keys.create(forHost: nil, .chance(passphrase: nil), now: bench.now)
        }
        await #expect(throws: IssuingFault.badHost("10.0.0.1")) {
            try await bench.keys.create(forHost: "10.0.0.1", .chance(passphrase: nil), now: bench.now)
        }
        _ = try await bench.keys.create(forHost: IssuingBench.host, .chance(passphrase: nil), now: bench.now)
        await #expect(throws: IssuingFault.pending) { try await office.issue(.lot, "L-7", .init(), by: .local) }
        try await bench.commit()
        await #expect(throws: IssuingFault.hasKey) {
            try await bench.keys.create(forHost: IssuingBench.host, .chance(passphrase: nil), now: bench.now)
        }
        await #expect(throws: IssuingFault.notFound) { try await office.issue(.lot, "L-9", .init(), by: .local) }
        await #expect(throws: IssuingFault.notActive("revoked")) {
            try await office.issue(.licence, "lic-2", .init(reason: "why"), by: .local)
        }
        await #expect(throws: IssuingFault.needsReason(1)) {
            try await office.issue(.licence, "lic-3", .init(), by: .local)
        }
        _ = try await office.issue(.licence, "lic-3", .init(reason: "seen on paper"), by: .local)
        try bench.bench.shelf.execute(
            """
            INSERT INTO finding (id, rule_id, rule_version, subject_kind, subject_id, time, strength, weight, severity,
                details, record_ids, cells, marking, owner, first_seen)
            VALUES ('f', 'rule', 1, 'lot', 'L-7', '', 1, 1, 1, '{}', '', '', 0, 1, '')
            """
        )
        await #expect(throws: IssuingFault.needsReason(1)) { try await office.issue(.lot, "L-7", .init(), by: .local) }
        let id = try await office.issue(.lot, "L-7", .init(reason: "checked on site"), by: .local)
        #expect(try await bench.store.credential(id, as: .local)?.reason == "checked on site")
        try await bench.store.recordVerdict(finding: "f", verdict: .dismissed, reason: "known", by: .local)
        _ = try await office.issue(.lot, "L-7", .init(), by: .local)
        let past = try UTCInstant("2020-01-01T00:00:00Z")
        await #expect(throws: IssuingFault.badValidity) {
            try await office.issue(.lot, "L-7", .init(validUntil: past), by: .local)
        }
        var badge = Self.badge
        badge.learner = "Ana"
        let named = badge
        await #expect(throws: IssuingFault.badContent("learner")) {
            try await office.issueBadge(named, .init(), by: .local)
        }
    }
}
