import Credentials
import Foundation
import Notary
import Store
import StoreSamples
import Testing
import Vocabulary

@Suite("Credentials are checked against the keys of the logged time")
struct LoggedKeyTests {
    /// The reasons for which a credential is refused with its proof, or without.
    private func reasons(_ bench: IssuingBench, _ id: String, proven: Bool = true) async throws -> [String?] {
        let check = try await bench.check(proof: proven ? try await bench.proof(id) : nil)
        return check.report(on: try await bench.bytes(id)).failures.map(\.reason)
    }

    @Test("After a change of keys, what the log saw before stays valid; without the proof it does not")
    func rotated() async throws {
        let bench = try await IssuingBench()
        try await bench.begin()
        let before = try await bench.office.issue(.lot, "L-7", .init(), by: .local)
        bench.wait(60)
        let name = try await bench.keys.rotate(.chance(passphrase: nil), now: bench.now)
        try await bench.commit()
        bench.wait(60)
        let after = try await bench.office.issue(.lot, "L-8", .init(), by: .local)
        try await bench.commit()
        #expect(try await bench.store.credential(after, as: .local)?.keyName == name)
        #expect(try await reasons(bench, before).isEmpty)
        #expect(try await reasons(bench, after).isEmpty)
        #expect(try await reasons(bench, after, proven: false).isEmpty)
        #expect(try await reasons(bench, before, proven: false) == ["credential.reason.retired_key"])
        // The document of today says the same, without a log.
        let document = try #require(try await bench.office.document())
        var today = try await bench.check()
        today.histories = []
        today.documents = [try DIDDocument(document, of: IssuingBench.identifier)]
        #expect(today.report(on: try await bench.bytes(after)).verdict == .verified)
        let failures = today.report(on: try await bench.bytes(before)).failures
        #expect(failures.map(\.reason) == ["credential.reason.retired_key"])
        #expect(today.documents[0].keys.count == 2 && today.documents[0].purposes[.assertion]?.count == 1)
    }

    @Test("A credential that a thief dates back is refused, though the log saw it: the place decides")
    func datedBack() async throws {
        let bench = try await IssuingBench()
        try await bench.begin()
        let honest = try await bench.office.issue(.lot, "L-7", .init(), by: .local)
        try await bench.commit()
        // The thief has the old key, and writes to the store what it would have signed before.
        let stolen = try await bench.bytes(honest)
        bench.wait(60)
        _ = try await bench.keys.rotate(.chance(passphrase: nil), now: bench.now)
        try await bench.commit()
        try bench.bench.shelf.execute(
            """
            INSERT INTO credential SELECT 'stolen', kind, subject_kind, subject_id, record_id, record_ids, key_name, 9, 9,
                valid_from, valid_until, '2020-01-01T00:00:00.000Z', issued_by, reason, marking, owner FROM credential;
            INSERT INTO credential_form (credential_id, format, bytes, sha256) SELECT 'stolen', format, bytes, sha256
                FROM credential_form WHERE credential_id = '\(honest)';
            """
        )
        try await bench.commit()
        #expect(try await reasons(bench, honest).isEmpty)
        let found = try await bench.check(proof: try await bench.proof("stolen")).report(on: stolen)
        #expect(found.failures.map(\.reason) == ["credential.reason.retired_key"])
        #expect(found.words(.logged) == ["passed seen"])
    }

    @Test("A key in wrong hands spoils what the log saw since then, and nothing before")
    func compromised() async throws {
        let bench = try await IssuingBench()
        try await bench.begin()
        let early = try await bench.office.issue(.lot, "L-7", .init(), by: .local)
        try await bench.commit()
        bench.wait(3_600)
        let late = try await bench.office.issue(.lot, "L-8", .init(), by: .local)
        try bench.bench.shelf.execute(
            "UPDATE credential SET issued_at = '\(bench.now.text)' WHERE id = '\(late)'"
        )
        try await bench.commit()
        bench.wait(3_600)
        let since = try #require(UTCInstant(milliseconds: bench.now.milliseconds - 5_400_000))
        let key = try #require(try await bench.office.book()?.keys.first?.name)
        try await bench.keys.retire(key, compromisedSince: since, now: bench.now)
        try await bench.commit()
        await #expect(throws: IssuingFault.noKey) { try await bench.office.issue(.lot, "L-7", .init(), by: .local) }
        _ = try await bench.keys.create(forHost: nil, .chance(passphrase: nil), now: bench.now)
        try await bench.commit()
        // The status lists are signed by the new key, which the log had told of a moment after the old one's end.
        bench.wait(1)
        #expect(try await reasons(bench, early).isEmpty)
        #expect(try await reasons(bench, late) == ["credential.reason.compromised_key"])
        #expect(try await bench.office.book()?.keys.map(\.isCompromised) == [true, false])
    }

    @Test("What is signed before a change of keys stands in the log before it, whatever is committed first")
    func order() async throws {
        let bench = try await IssuingBench()
        try await bench.begin()
        let id = try await bench.office.issue(.lot, "L-7", .init(), by: .local)
        _ = try await bench.keys.rotate(.chance(passphrase: nil), now: bench.now)
        await #expect(throws: IssuingFault.pending) { try await bench.office.issue(.lot, "L-8", .init(), by: .local) }
        _ = try await bench.bench.notary().commit(atMost: 0)
        let row = try #require(try await bench.store.credential(id, as: .local)?.rows.first)
        let credential = try #require(try await bench.store.commitment(of: .credential, row: row)?.0.place)
        let entries = try await bench.store.identifierEntries()
        #expect(entries.compactMap(\.place).count == 2)
        #expect(try #require(entries[0].place) < credential && credential < (try #require(entries[1].place)))
    }

    @Test("A history is what the log has: changed, cut at the front, of another log or untrusted, it helps nobody")
    func histories() async throws {
        let bench = try await IssuingBench()
        try await bench.begin()
        let id = try await bench.office.issue(.lot, "L-7", .init(), by: .local)
        bench.wait(60)
        _ = try await bench.keys.rotate(.chance(passphrase: nil), now: bench.now)
        try await bench.commit()
        let history = try #require(try await bench.office.history())
        #expect(IdentifierHistory(parsing: history.bytes) == history)
        let (bytes, proof) = (try await bench.bytes(id), try await bench.proof(id))
        var check = try await bench.check(proof: proof)
        for index in stride(from: 0, to: history.bytes.count, by: 11) {
            var changed = history.bytes
            changed[index] ^= 1
            // The policy is what the maker of the file says; the reader's own counts.
            guard let read = IdentifierHistory(parsing: changed), read.policyText == history.policyText else {
                continue
            }
            check.histories = [read]
            #expect(check.report(on: bytes).verdict != .verified, "byte \(index)")
        }
        // A proof from another log's point of view, or of another credential.
        check.histories = [history]
        check.proof = Array(proof.dropLast(10))
        #expect(check.report(on: bytes).words(.logged) == ["failed bad_proof"])
        check.proof = proof
        #expect(check.report(on: bytes + [0x0A]).words(.logged) == ["passed seen"])
        // Without trust in the log the key must be valid now.
        var doubting = FileCheck(trust: Trust(), at: VerificationTime(now: bench.now))
        doubting.histories = [history]
        doubting.proof = proof
        let report = doubting.report(on: bytes)
        #expect(report.words(.logged) == ["unknown log_claimed"])
        #expect(report.failures.map(\.reason) == ["credential.reason.retired_key"])
    }

    @Test("Keys are sealed, adopted, listed and gone when they are retired")
    func keys() async throws {
        let bench = try await IssuingBench()
        let name = try await bench.keys.create(
            forHost: "localhost:8081",
            .chance(passphrase: "correct horse battery"),
            now: bench.now
        )
        #expect(name.hasPrefix("did:web:localhost%3A8081#z6Mk"))
        try await bench.commit()
        let file = try #require(try bench.keys.file(of: name))
        #expect(file.isSealed)
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        await #expect(throws: KeyFileFault.self) { try await bench.office.issue(.lot, "L-7", .init(), by: .local) }
        let office = CredentialOffice(
            bench.store,
            settings: .init(issuerName: "Ministry of Mines") { "correct horse battery" }
        )
        let id = try await office.issue(.lot, "L-7", .init(), by: .local)
        let text = String(decoding: try await bench.bytes(id), as: UTF8.self)
        #expect(text.contains("Ministry of Mines") && text.contains("https://localhost:8081/credentials/\(id)"))
        let next = try await bench.keys.rotate(.chance(passphrase: nil), now: bench.now)
        #expect(try bench.keys.file(of: name) == nil)
        #expect(try bench.keys.file(of: next)?.isSealed == false)
        await #expect(throws: IssuingFault.unknownKey("x")) { try await bench.keys.retire("x", now: bench.now) }
        await #expect(throws: IssuingFault.unknownKey(name)) { try await bench.keys.retire(name, now: bench.now) }
    }
}
