import Store
import StoreSamples
import Testing

@Suite("Agencies of country packs")
struct PackAgencyTests {
    private static let offers = [
        OfferedAgency(id: "cadastre", draft: Agency.Draft(name: "Cadastre", kind: .mines, country: "XM")),
        OfferedAgency(id: "customs", draft: Agency.Draft(name: "Customs", kind: .customs, country: "XM")),
    ]

    @Test func installingTwiceChangesNothing() async throws {
        let store = try MarkedRows().store
        let before = try await store.agencies().count
        let first = try await store.installAgencies(Self.offers, of: "zz", by: .local)
        #expect(first.map(\.outcome) == [.added, .added])
        // A person writes down whom to ask, and another name.
        var draft = Self.offers[0].draft
        draft.name = "Cadastre of the Republic"
        draft.contact = "ask@example.org"
        try await store.changeAgency(first[0].number, to: draft, by: .local)
        let second = try await store.installAgencies(Self.offers, of: "zz", by: .local)
        #expect(second.map(\.outcome) == [.known, .known])
        #expect(second.map(\.number) == first.map(\.number))
        let agencies = try await store.agencies()
        #expect(agencies.count == before + 2)
        #expect(agencies.first { $0.number == first[0].number }?.about == draft)
        #expect(try await store.installedAgencies(of: "zz").count == 2)
        #expect(try await store.installedAgencies(of: "yy").isEmpty)
    }

    @Test func anAgencyOfThatNameIsTheOne() async throws {
        let store = try MarkedRows().store
        let own = try await store.addAgency(Agency.Draft(name: "Customs", contact: "theirs"), by: .local)
        let installed = try await store.installAgencies(Self.offers, of: "zz", by: .local)
        #expect(installed.map(\.outcome) == [.added, .joined])
        #expect(installed[1].number == own)
        #expect(try await store.agencies().first { $0.number == own }?.contact == "theirs")
    }

    @Test func allOrNone() async throws {
        let store = try MarkedRows().store
        let before = try await store.agencies().count
        let bad = Self.offers + [OfferedAgency(id: "nobody", draft: Agency.Draft(name: " "))]
        await #expect(throws: StoreError.self) { try await store.installAgencies(bad, of: "zz", by: .local) }
        #expect(try await store.agencies().count == before)
        await #expect(throws: (any Error).self) {
            try await store.installAgencies(Self.offers, of: "zz", by: .everyone)
        }
        #expect(try await store.agencies().count == before)
    }
}
