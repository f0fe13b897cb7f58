package import Foundation
import Identity
package import Store
package import Synchronization
package import Vocabulary

/// Makes people and lets them sign in.
package struct Staff: Sendable {
    package let store: FactStore
    package static let counter = Atomic<Int>(0)

    package init(_ store: FactStore) { self.store = store }

    package static func digest() -> Data {
        Data("digest \(counter.add(1, ordering: .relaxed).newValue)".utf8)
    }

    /// Makes a person with a role and begins a session that does not end by itself.
    package func person(
        _ roles: Role...,
        of agency: Int64,
        clearance: HandlingMarking = .red,
        name: String? = nil
    ) async throws -> Reader {
        let number = Self.counter.add(1, ordering: .relaxed).newValue
        let person = try await store.addPerson(
            Person.Draft(
                name: name ?? "Person \(number)",
                email: "p\(number)@example.org",
                agency: AgencyNumber(rawValue: agency),
                roles: Set(roles),
                clearance: clearance
            ),
            by: .local
        )
        return try await signIn(person)
    }

    package func signIn(_ person: PersonNumber, until end: Date = .distantFuture) async throws -> Reader {
        let digest = Self.digest()
        _ = try await store.beginSession(for: person, digest: digest, until: end)
        guard let reader = try await store.reader(forSession: digest) else { throw Missing() }
        return reader
    }

    package struct Missing: Error {
        package init() {}
    }

    /// Begins a session, and gives what its browser would send.
    package func sessionToken(of person: PersonNumber) async throws -> String {
        var generator = SystemRandomNumberGenerator()
        let token = Token.make(.session, using: &generator)
        _ = try await store.beginSession(for: person, digest: Data(token.hash.bytes), until: .distantFuture)
        return token.text
    }

    /// Makes an agency of its own.
    package func agency(
        _ kind: Agency.Kind = .other,
        contact: String = "desk@example.org"
    ) async throws -> Int64 {
        let number = Self.counter.add(1, ordering: .relaxed).newValue
        return try await store.addAgency(
            Agency.Draft(name: "Agency \(number)", kind: kind, contact: contact),
            by: .local
        ).rawValue
    }

    /// Makes a group in which the first agency sees the second's rows up to a ceiling.
    package func share(_ ceiling: HandlingMarking, with agency: Int64, from owner: Int64) async throws -> Int64 {
        let number = Self.counter.add(1, ordering: .relaxed).newValue
        let group = try await store.addSharingGroup("Group \(number)", by: .local)
        try await store.setCeiling(ceiling, of: AgencyNumber(rawValue: agency), in: group, by: .local)
        try await store.setCeiling(.clear, of: AgencyNumber(rawValue: owner), in: group, by: .local)
        return group
    }
}

/// A clock that tests set.
package final class SetClock: Sendable {
    package init() {}

    private let time = Mutex(Date(timeIntervalSince1970: 1_790_000_000))

    package var now: Date { time.withLock { $0 } }

    package func advance(_ seconds: TimeInterval) { time.withLock { $0 += seconds } }
}
