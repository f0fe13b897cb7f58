import Foundation
import Store
import StoreSamples
import Testing
import Vocabulary

@Suite("What signing in writes")
struct SignInTests {
    private let clock = SetClock()
    private let rows: MarkedRows
    private var store: FactStore { rows.store }

    init() throws {
        let clock = clock
        rows = try MarkedRows { clock.now }
    }

    private func person(secret: Data? = nil) async throws -> SignInRecord {
        let draft = Person.Draft(name: "Ana", email: "ana@example.org", agency: .local, roles: [.analyst])
        let number = try await store.addPerson(draft, by: .local)
        try await store.setPasswordHash("hash", of: number, by: .local)
        if let secret { try await store.setSecondFactor((secret, 5, "a b"), of: number, by: .local) }
        return try #require(try await store.signInRecord(forEmail: "ana@example.org"))
    }

    private func entry(
        _ record: SignInRecord,
        _ factor: SignInEntry.Factor = .none,
        ended: Data? = nil,
        renewed: String? = nil
    ) -> SignInEntry {
        SignInEntry(
            of: record,
            factor: factor,
            session: SignInEntry.Session(
                digest: Staff.digest(),
                idleEnd: clock.now.addingTimeInterval(900),
                end: clock.now.addingTimeInterval(3_600)
            ),
            device: SignInEntry.Device(digest: Staff.digest(), label: "Firefox"),
            address: "192.0.2.1",
            endedSession: ended,
            renewedHash: renewed
        )
    }

    @Test("A code is good once, however many ask at once")
    func factors() async throws {
        let record = try await person(secret: Data("s".utf8))
        #expect(try await store.signIn(entry(record)) == nil, "the second factor is asked for")
        #expect(try await store.signIn(entry(record, .totp(step: 5))) == nil, "the step that proved the secret is used")
        let store = store
        let entries = (0..<8).map { _ in entry(record, .totp(step: 6)) }
        let sessions = try await withThrowingTaskGroup(of: Int64?.self) { tasks in
            for entry in entries { tasks.addTask { try await store.signIn(entry) } }
            return try await tasks.reduce(into: []) { $0.append($1) }
        }
        #expect(sessions.compactMap(\.self).count == 1)
        let recovery = SignInEntry.Factor.recovery { kept in kept == "a b" ? "b" : nil }
        #expect(try await store.signIn(entry(record, recovery)) != nil)
        #expect(try await store.signIn(entry(record, recovery)) == nil)
        #expect(try await store.signInRecord(of: record.person)?.recoveryCodes == "b")
    }

    @Test("What has changed since somebody was recognised makes the sign-in void")
    func stale() async throws {
        let record = try await person()
        try await store.setPasswordHash("other", of: record.person, by: .local)
        #expect(try await store.signIn(entry(record)) == nil)
        let present = try #require(try await store.signInRecord(of: record.person))
        #expect(try await store.signIn(entry(present, renewed: "new")) != nil)
        #expect(try await store.signIn(entry(present)) == nil, "the hash was renewed")
        var about = try await store.person(record.person, as: .local).about
        about.state = .suspended
        try await store.changePerson(record.person, to: about, by: .local)
        let suspended = try #require(try await store.signInRecord(of: record.person))
        #expect(try await store.signIn(entry(suspended)) == nil)
    }

    @Test("A session goes on while it is used, and never past its end")
    func idle() async throws {
        let record = try await person()
        let entry = entry(record)
        let session = try #require(try await store.signIn(entry))
        let digest = entry.sessionDigest
        clock.advance(800)
        try await store.touchSession(session, until: clock.now.addingTimeInterval(900))
        clock.advance(800)
        #expect(try await store.reader(forSession: digest) != nil)
        clock.advance(101)
        #expect(try await store.reader(forSession: digest) == nil, "idle")
        try await store.touchSession(session, until: clock.now.addingTimeInterval(900))
        #expect(try await store.reader(forSession: digest) == nil, "what is over stays over")

        let long = self.entry(record)
        let other = try #require(try await store.signIn(long))
        for _ in 0..<5 {
            clock.advance(800)
            try await store.touchSession(other, until: clock.now.addingTimeInterval(900))
        }
        #expect(try await store.reader(forSession: long.sessionDigest) == nil, "older than an hour")
    }

    @Test("Counters are read and written in one step")
    func counters() async throws {
        let store = store
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for _ in 0..<100 {
                tasks.addTask {
                    try await store.updateSignInCounters(["a"], now: 10) { (["a": ($0["a"] ?? 100) + 1], ()) }
                }
            }
            try await tasks.waitForAll()
        }
        let count = try await store.updateSignInCounters(["a", "b"], now: 10) { ([:], $0) }
        #expect(count == ["a": 200])
        _ = try await store.updateSignInCounters(["a"], now: 200) { _ in ([:], ()) }
        #expect(try await store.updateSignInCounters(["a"], now: 0) { ([:], $0) } == [:], "forgotten")
    }

    @Test("The first person is made once")
    func setUp() async throws {
        #expect(try await store.hasNobody())
        let store = store
        let results = await withTaskGroup(of: Bool.self) { tasks in
            for number in 0..<6 {
                tasks.addTask {
                    let made = try? await store.setUp(
                        agency: "A",
                        name: "N",
                        email: "n\(number)@example.org",
                        languages: ["en"],
                        passwordHash: "h"
                    )
                    return made != nil
                }
            }
            return await tasks.reduce(into: []) { $0.append($1) }
        }
        #expect(results.filter(\.self).count == 1)
        #expect(try await !store.hasNobody())
    }
}
