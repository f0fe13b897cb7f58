import Foundation
import GRDB
import Store
import StoreSamples
import Testing
import Vocabulary

@Suite("People, agencies and what they are given")
struct PeopleTests {
    private let clock = SetClock()
    private let rows: MarkedRows
    private let staff: Staff
    private var store: FactStore { rows.store }

    init() throws {
        let clock = clock
        rows = try MarkedRows { clock.now }
        staff = Staff(rows.store)
    }

    private func parties(_ reader: Reader) async throws -> Set<Int64> {
        try await rows.seen(by: reader)["party"] ?? []
    }

    @Test("A change of groups, roles, clearance or state counts at the next reading of a reader who is there already")
    func changes() async throws {
        let agency = try await staff.agency()
        let reader = try await staff.person(.analyst, of: agency)
        let stranger: Set<Int64> = [1, 2, 3, 4]
        #expect(try await parties(reader) == stranger)
        let group = try await staff.share(.amber, with: agency, from: 2)
        #expect(try await parties(reader) == stranger.union([6]))
        // Every connection of the pool, not only the one that was used last.
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for _ in 0..<30 {
                tasks.addTask {
                    let seen = try await parties(reader)
                    #expect(seen == stranger.union([6]))
                }
            }
            try await tasks.waitForAll()
        }
        try await store.setCeiling(.amberStrict, of: AgencyNumber(rawValue: agency), in: group, by: .local)
        #expect(try await parties(reader) == stranger.union([6, 8]))
        try await store.setSharingGroup(group, isActive: false, by: .local)
        #expect(try await parties(reader) == stranger)
        try await store.setSharingGroup(group, isActive: true, by: .local)
        try await store.setCeiling(nil, of: AgencyNumber(rawValue: agency), in: group, by: .local)
        #expect(try await parties(reader) == stranger)

        let number = try #require(reader.person)
        var about = try #require(try await store.people(as: .local).first { $0.number == number }).about
        about.agency = AgencyNumber(rawValue: 2)
        about.roles = [.supervisor]
        try await store.changePerson(number, to: about, by: .local)
        #expect(try await parties(reader) == stranger.union([6, 8, 10]))
        about.clearance = .clear
        try await store.changePerson(number, to: about, by: .local)
        #expect(try await parties(reader) == [1, 2])
        about.state = .suspended
        try await store.changePerson(number, to: about, by: .local)
        #expect(try await parties(reader) == [])
    }

    @Test("What a named reader was lent runs out, and can be taken back")
    func names() async throws {
        let supervisor = try await staff.person(.supervisor, of: 2)
        let reader = try await staff.person(.analyst, of: try await staff.agency())
        let person = try #require(reader.person)
        let subject = try GuardedSubject("party", "row-10")
        let end = clock.now.addingTimeInterval(60)
        try await store.name(person, asReaderOf: subject, because: "witness", until: end, by: supervisor)
        #expect(try await parties(reader).contains(10))
        clock.advance(61)
        #expect(try await !parties(reader).contains(10))
        let naming = try await store.name(person, asReaderOf: subject, because: "witness", by: supervisor)
        #expect(try await parties(reader).contains(10))
        try await store.revokeName(naming, by: supervisor)
        #expect(try await !parties(reader).contains(10))
        // Who may not see it may not name others, and learns nothing of it.
        for actor in [try await staff.person(.supervisor, of: 1), .everyone] {
            await #expect(throws: StoreError(.notFound, "")) {
                try await store.name(person, asReaderOf: subject, because: "curious", by: actor)
            }
        }
        let uncleared = try await staff.person(.supervisor, of: 2, clearance: .amber)
        await #expect(throws: Denial.self) {
            try await store.name(person, asReaderOf: subject, because: "curious", by: uncleared)
        }
    }

    @Test("A session gives a reader until it ends, a token no more than its scopes")
    func sessions() async throws {
        let reader = try await staff.person(.supervisor, of: 2)
        let person = try #require(reader.person)
        let digest = Staff.digest()
        let session = try await store.beginSession(
            for: person,
            digest: digest,
            until: clock.now.addingTimeInterval(60)
        )
        let other = try #require(try await store.reader(forSession: digest))
        #expect(other.session == session && other.roles == [.supervisor] && other.can(.readRed))
        #expect(try await store.sessions(of: person, as: reader).count == 2)
        try await store.endSessions(of: person, except: reader.session, by: reader)
        #expect(try await store.reader(forSession: digest) == nil)
        #expect(try await parties(other) == [], "the reader who was held has nothing left")
        #expect(try await parties(reader).contains(10))
        #expect(try await store.reader(forSession: Data("none".utf8)) == nil)

        let token = Staff.digest()
        let until = clock.now.addingTimeInterval(60)
        let id = try await store.issueToken(
            digest: token,
            label: "export",
            scopes: [.export],
            until: until,
            by: reader
        )
        let machine = try #require(try await store.reader(forToken: token))
        #expect(machine.capabilities == [.export])
        #expect(try await parties(machine) == [1, 2, 3, 4, 6, 8], "TLP:RED needs the scope too")
        await #expect(throws: Denial.self) {
            _ = try await store.issueToken(
                digest: Staff.digest(),
                label: "more",
                scopes: [.manageAgencies],
                until: until,
                by: reader
            )
        }
        try await store.revokeToken(id, by: reader)
        #expect(try await store.reader(forToken: token) == nil)
        let late = Staff.digest()
        _ = try await store.issueToken(digest: late, label: "late", scopes: [], until: until, by: reader)
        clock.advance(61)
        #expect(try await store.reader(forToken: late) == nil)
        #expect(try await store.tokens(of: person, as: reader).map(\.isRevoked) == [true, false])
    }

    @Test("People are managed by their own agency's administrators and those of the installation, never by themselves")
    func managing() async throws {
        let root = try await staff.person(.administrator, of: 1)
        let own = try await staff.person(.administrator, of: 2)
        let analyst = try await staff.person(.analyst, of: 2)
        func draft(_ agency: Int64, _ email: String) -> Person.Draft {
            Person.Draft(name: "N", email: email, agency: AgencyNumber(rawValue: agency), roles: [.analyst])
        }
        _ = try await store.addPerson(draft(2, "A@example.org "), by: own)
        await #expect(throws: StoreError(.conflict, "")) {
            _ = try await store.addPerson(draft(2, "a@EXAMPLE.org"), by: own)
        }
        _ = try await store.addPerson(draft(2, "b@example.org"), by: root)
        for (actor, agency) in [(own, Int64(1)), (analyst, 2), (.everyone, 2)] {
            await #expect(throws: Denial.self) {
                _ = try await store.addPerson(draft(agency, "c@example.org"), by: actor)
            }
        }
        await #expect(throws: Denial.self) { _ = try await store.addAgency(.init(name: "X"), by: own) }
        await #expect(throws: Denial.self) { _ = try await store.addSharingGroup("X", by: own) }
        await #expect(throws: StoreError(.invalid, "")) {
            try await store.setCeiling(.red, of: .local, in: 1, by: root)
        }
        let number = try #require(own.person)
        var about = try #require(try await store.people(as: own).first { $0.number == number }).about
        about.name = "A new name"
        try await store.changePerson(number, to: about, by: own)
        about.roles.insert(.supervisor)
        await #expect(throws: Denial.self) { try await store.changePerson(number, to: about, by: own) }
        #expect(try await store.people(as: own).allSatisfy { $0.about.agency.rawValue == 2 })
        #expect(try await store.people(as: .everyone).isEmpty)
        let actions = try rows.shelf.rows(
            "SELECT action FROM access WHERE action LIKE 'person-%' AND reader = '\(own.name)'"
        )
        #expect(actions == [["person-added"], ["person-changed"]])
    }

    @Test("An invitation is good once, in its time")
    func once() async throws {
        let root = try await staff.person(.administrator, of: 1)
        let digest = Staff.digest()
        let draft = Person.Draft(name: "", email: "new@example.org", agency: .local, roles: [.inspector])
        let end = clock.now.addingTimeInterval(60)
        _ = try await store.invite(draft, digest: digest, until: end, by: root)
        func accept(_ digest: Data) async throws -> PersonNumber {
            try await store.acceptInvitation(digest: digest, name: "New", languages: ["fr"], passwordHash: "h")
        }
        let person = try await accept(digest)
        #expect(try await store.signInRecord(forEmail: " NEW@example.org")?.passwordHash == "h")
        #expect(try await staff.signIn(person).roles == [.inspector])
        await #expect(throws: StoreError(.notFound, "")) { _ = try await accept(digest) }
        let late = Staff.digest()
        _ = try await store.invite(draft, digest: late, until: end, by: root)
        clock.advance(61)
        await #expect(throws: StoreError(.notFound, "")) { _ = try await accept(late) }

    }

    @Test("A denial tells those who are signed in that something is there, and never of what is TLP:RED")
    func denials() async throws {
        let stranger = try await staff.person(.analyst, of: try await staff.agency())
        func reason(_ number: Int, _ reader: Reader) async throws -> Denial.Reason? {
            try await store.denial(of: try GuardedSubject("party", "row-\(number)"), to: reader)?.reason
        }
        #expect(try await reason(2, stranger) == nil)
        #expect(try await reason(6, stranger) == .marking)
        #expect(try await reason(8, stranger) == .marking)
        #expect(try await reason(10, stranger) == nil)
        #expect(try await reason(99, stranger) == nil)
        #expect(try await reason(4, .everyone) == .signIn)
        #expect(try await reason(6, .everyone) == nil)
    }
}
