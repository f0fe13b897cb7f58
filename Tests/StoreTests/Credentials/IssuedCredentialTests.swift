import Foundation
import GRDB
import Store
import StoreSamples
import Testing
import Vocabulary

@Suite("Credentials in the store")
struct IssuedCredentialTests {
    private let rows: MarkedRows
    private let staff: Staff

    init() throws {
        rows = try MarkedRows()
        staff = Staff(rows.store)
    }

    private func draft(_ material: CredentialMaterial, edition: Int64 = 1) async throws -> CredentialDraft {
        CredentialDraft(
            id: UUID().uuidString,
            kind: .lot,
            basis: material.basis,
            keyName: "did:web:mines.example#k",
            edition: edition,
            status: try await rows.store.freeStatusPlace(),
            validFrom: "2026-11-23T00:00:00.000Z",
            validUntil: nil,
            reason: "",
            forms: [.json: Array("{}".utf8), .jwt: Array("a.b.c".utf8)]
        )
    }

    /// A store that has told the log of its identifier.
    private func withIdentifier() async throws {
        try await rows.store.addIdentifierEntries([Array("{}".utf8)], after: 0)
        try await rows.store.place(identifierEntry: 1, at: 0)
    }

    @Test("Who may not see a lot sees neither its credentials nor that there are any")
    func visibility() async throws {
        try await withIdentifier()
        // Row 6 is TLP:AMBER and of agency 2.
        let supervisor = try await staff.person(.supervisor, of: 2)
        let material = try #require(try await rows.store.credentialMaterial(of: .lot, "row-6", as: supervisor))
        #expect(material.basis.marking == .amber && material.basis.owner == AgencyNumber(rawValue: 2))
        let draft = try await draft(material)
        try await rows.store.keep(draft, by: supervisor)
        let stranger = try await staff.person(.supervisor, of: try await staff.agency())
        let colleague = try await staff.person(.inspector, of: 2)
        for reader in [Reader.everyone, stranger] {
            #expect(try await rows.store.credential(draft.id, as: reader) == nil)
            #expect(try await rows.store.credentials(of: .lot, "row-6", as: reader).isEmpty)
            #expect(try await rows.store.bytes(ofCredential: draft.id, .json, as: reader) == nil)
            #expect(try await rows.store.credentialMaterial(of: .lot, "row-6", as: reader) == nil)
            await #expect(throws: StoreError(.notFound, "")) {
                try await rows.store.change(credential: draft.id, .revoked, because: "x", by: reader)
            }
        }
        let seen = try #require(try await rows.store.credential(draft.id, as: colleague))
        #expect(seen.state == .valid && seen.rows.count == 2 && seen.issuedBy == supervisor.name)
        #expect(try await rows.store.bytes(ofCredential: draft.id, .jwt, as: colleague) == Array("a.b.c".utf8))
        // A partner who is shown the lot is shown the credential, and not who issued it or why.
        let partner = try await staff.agency()
        _ = try await staff.share(.amber, with: partner, from: 2)
        let other = try await staff.person(.supervisor, of: partner)
        #expect(try await rows.store.credential(draft.id, as: other)?.issuedBy == nil)
    }

    @Test("A lot that is corrected under a stricter marking, or sealed, takes its credentials with it")
    func stricter() async throws {
        #expect(try await rows.store.credential("row-2", as: .everyone) != nil)
        try rows.shelf.execute("UPDATE lot SET marking = 3 WHERE id = 'row-2'")
        #expect(try await rows.store.credential("row-2", as: .everyone) == nil)
        try rows.shelf.execute("UPDATE lot SET marking = 0 WHERE id = 'row-2'")
        #expect(try await rows.store.credential("row-2", as: .everyone) != nil)
        let supervisor = try await staff.person(.supervisor, of: 2)
        try await rows.store.seal(try GuardedSubject("lot", "row-2"), because: "a child", by: supervisor)
        for reader in [Reader.everyone, .local, supervisor] {
            #expect(try await rows.store.credential("row-2", as: reader) == nil)
            #expect(try await rows.store.bytes(ofCredential: "row-2", .json, as: reader) == nil)
        }
    }

    @Test("Only supervisors of the agency issue and withdraw, about what is theirs")
    func capability() async throws {
        try await withIdentifier()
        let local = try await staff.person(.supervisor, of: 1)
        // Row 2 is everybody's to see, and agency 2's.
        let material = try #require(try await rows.store.credentialMaterial(of: .lot, "row-2", as: local))
        let draft = try await draft(material)
        await #expect(throws: Denial.self) { try await rows.store.keep(draft, by: local) }
        for role in Role.allCases where role != .supervisor {
            let reader = try await staff.person(role, of: 2)
            await #expect(throws: Denial.self, "\(role)") { try await rows.store.keep(draft, by: reader) }
            await #expect(throws: Denial.self, "\(role)") {
                try await rows.store.change(credential: "row-2", .revoked, because: "x", by: reader)
            }
        }
        try await rows.store.keep(draft, by: try await staff.person(.supervisor, of: 2))
        #expect(try await rows.store.credentials(of: .lot, "row-2", as: .everyone).count == 2)
    }

    @Test("Nothing is kept that rests on what was changed meanwhile, or while a change of keys waits")
    func conflicts() async throws {
        try await withIdentifier()
        let material = try #require(try await rows.store.credentialMaterial(of: .lot, "row-2", as: .local))
        let draft = try await draft(material)
        try rows.shelf.execute("UPDATE lot SET marking = 1 WHERE id = 'row-2'")
        await #expect(throws: StoreError(.conflict, "")) { try await rows.store.keep(draft, by: .local) }
        try rows.shelf.execute("UPDATE lot SET marking = 0 WHERE id = 'row-2'")
        try await rows.store.addIdentifierEntries([Array("{}".utf8)], after: 1)
        await #expect(throws: StoreError(.conflict, "")) { try await rows.store.keep(draft, by: .local) }
        try await rows.store.place(identifierEntry: 2, at: 9)
        await #expect(throws: StoreError(.conflict, "")) { try await rows.store.keep(draft, by: .local) }
        var next = draft
        next.edition = 2
        try await rows.store.keep(next, by: .local)
        await #expect(throws: StoreError(.conflict, "")) {
            try await rows.store.addIdentifierEntries([[]], after: 1)
        }
    }

    @Test("States follow one another, and revoked is the last")
    func states() async throws {
        let store = rows.store
        let supervisor = try await staff.person(.supervisor, of: 2)
        func change(_ change: CredentialEvent.Change) async throws {
            try await store.change(credential: "row-2", change, because: "why", by: supervisor)
        }
        // The sample is suspended.
        #expect(try await store.statusBits(ofList: 1)?.suspended.contains(2) == true)
        await #expect(throws: StoreError(.conflict, "")) { try await change(.suspended) }
        await #expect(throws: StoreError(.invalid, "")) {
            try await store.change(credential: "row-2", .restored, because: " ", by: supervisor)
        }
        try await change(.restored)
        #expect(try await store.credential("row-2", as: .everyone)?.state == .valid)
        await #expect(throws: StoreError(.conflict, "")) { try await change(.restored) }
        try await change(.suspended)
        try await change(.revoked)
        for next in CredentialEvent.Change.allCases {
            await #expect(throws: StoreError(.conflict, "")) { try await change(next) }
        }
        let bits = try #require(try await store.statusBits(ofList: 1))
        #expect(bits.revoked == [2] && !bits.suspended.contains(2) && bits.suspended.contains(1))
        #expect(try await store.statusBits(ofList: 2) == nil)
        let told = try await store.events(ofCredential: "row-2", as: .everyone)
        #expect(told.map(\.change) == [.suspended, .restored, .suspended, .revoked])
        #expect(told.allSatisfy { $0.by == nil && $0.reason == nil })
        #expect(try await store.accessTrail(as: .local).contains { $0.action == "credential-revoked" })
    }

    @Test("Positions are those that the public gets, whoever issues; of persons nothing is said but names")
    func redaction() async throws {
        try rows.shelf.execute("UPDATE site SET lon = 28.512345, lat = -2.523456, uncertainty_m = 7, artisanal = 1")
        let supervisor = try await staff.person(.supervisor, of: 2)
        let row = try await rows.store.read(as: .everyone) { db in
            try Row.fetchOne(db, sql: "SELECT lon, lat, uncertainty_m FROM site WHERE id = 'row-2'").map {
                [$0[0] as Double, $0[1], Double($0[2] as Int)]
            }
        }
        let shown = try #require(row)
        let own = try #require(try await rows.store.credentialMaterial(of: .site, "row-2", as: supervisor))
        let lon = try #require(own.columns["lon"].flatMap { Double($0) })
        #expect(abs(lon - shown[0]) < 0.00001 && abs(lon - 28.512345) > 0.001)
        #expect(own.columns["uncertainty_m"] == "\(Int(shown[2]))")
        let everyone = try #require(try await rows.store.credentialMaterial(of: .site, "row-2", as: .everyone))
        #expect(everyone.columns == own.columns)
        try rows.shelf.execute("UPDATE site SET artisanal = NULL")
        #expect(try await rows.store.credentialMaterial(of: .site, "row-2", as: .local)?.columns["lon"] != "28.51235")
        try rows.shelf.execute("UPDATE site SET artisanal = 0")
        let known = try #require(try await rows.store.credentialMaterial(of: .site, "row-2", as: .everyone))
        #expect(known.columns["lon"] == "28.51235" && known.columns["lat"] == "-2.52346")
        #expect(known.columns["uncertainty_m"] == "7")
    }

    @Test("What is marked more strictly than the thing itself is left out")
    func supporting() async throws {
        try rows.shelf.execute("UPDATE lot SET site = 'row-6' WHERE id = 'row-2'")
        let open = try #require(try await rows.store.credentialMaterial(of: .lot, "row-2", as: .local))
        #expect(open.site == nil && open.basis.records == [2] && open.columns["site"] == "row-6")
        try rows.shelf.execute("UPDATE lot SET site = 'row-4' WHERE id = 'row-6'")
        let wide = try #require(try await rows.store.credentialMaterial(of: .lot, "row-6", as: .local))
        #expect(wide.site?["id"] == "row-4" && wide.basis.records.starts(with: [6, 4]))
        // Another agency's, though no stricter.
        try rows.shelf.execute("UPDATE lot SET site = 'row-3' WHERE id = 'row-6'")
        #expect(try await rows.store.credentialMaterial(of: .lot, "row-6", as: .local)?.site == nil)
    }
}
