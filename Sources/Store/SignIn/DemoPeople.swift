import Crypto
package import Foundation
import GRDB
import Vocabulary

/// The people of the demo: one for each role, of agencies that do not exist, with names that are plainly invented.
public enum DemoPeople {
    /// The end of their addresses.
    ///
    /// No such address can exist (RFC 2606), so nobody real is ever among them.
    public static let domain = "@demo.invalid"

    private static let agencies: [(key: String, name: String, kind: Agency.Kind)] = [
        ("mines", "Ministry of Mines (demo)", .mines), ("community", "Voices of the Hills (demo)", .community),
        ("company", "Example Minerals Ltd (demo)", .company), ("auditor", "Plumb Line Auditors (demo)", .auditor),
        ("oversight", "Office of the Ombudsperson (demo)", .oversight),
        ("school", "School of Inspectors (demo)", .training),
    ]

    private static let people: [(role: Role, name: String, agency: String)] = [
        (.administrator, "Ada Example", "mines"), (.analyst, "Ana Example", "mines"),
        (.inspector, "Ibo Example", "mines"), (.supervisor, "Sami Example", "mines"),
        (.communityLiaison, "Lia Example", "community"), (.company, "Coco Example", "company"),
        (.auditor, "Otis Example", "auditor"), (.oversight, "Ola Example", "oversight"),
        (.trainer, "Tara Example", "school"), (.trainee, "Timo Example", "school"),
    ]

    /// Makes them in a store; those that are there already stay as they are.
    ///
    /// - Returns: How many were made.
    public static func make(in store: FactStore) async throws -> Int {
        let present = Set(try await store.people(as: .local).map(\.about.email))
        guard !people.allSatisfy({ present.contains(address($0.role)) }) else { return 0 }
        var numbers: [String: AgencyNumber] = ["mines": .local]
        for agency in agencies {
            let draft = Agency.Draft(name: agency.name, kind: agency.kind, contact: "\(agency.key)\(domain)")
            if let number = numbers[agency.key] {
                try await store.changeAgency(number, to: draft, by: .local)
            } else if let old = try await store.agencies().first(where: { $0.name == agency.name }) {
                numbers[agency.key] = old.number
            } else {
                numbers[agency.key] = try await store.addAgency(draft, by: .local)
            }
        }
        try await share(numbers, in: store)
        var count = 0
        for person in people where !present.contains(address(person.role)) {
            let draft = Person.Draft(
                name: person.name,
                email: address(person.role),
                agency: numbers[person.agency] ?? .local,
                roles: [person.role],
                clearance: .red
            )
            _ = try await store.addPerson(draft, by: .local)
            count += 1
        }
        return count
    }

    /// What the others see of the ministry's records: most of it the auditors, the oversight office and the school.
    private static func share(_ numbers: [String: AgencyNumber], in store: FactStore) async throws {
        let name = "Demo: partners of the ministry"
        guard try await !store.sharingGroups(as: .local).contains(where: { $0.name == name }) else { return }
        let group = try await store.addSharingGroup(name, about: "What the demo's agencies share.", by: .local)
        let ceilings: [(String, HandlingMarking)] = [
            ("mines", .amber), ("auditor", .amber), ("oversight", .amber), ("school", .amber), ("community", .green),
        ]
        for (key, ceiling) in ceilings {
            guard let number = numbers[key] else { continue }
            try await store.setCeiling(ceiling, of: number, in: group, by: .local)
        }
    }

    /// Publishes some findings, as the ministry would that has looked at them: the gravest, two of a rule at most.
    ///
    /// - Returns: How many were published.
    public static func publishFindings(in store: FactStore) async throws -> Int {
        let candidates = try await store.read(as: .local) { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id FROM (
                        SELECT id, severity, weight * strength AS weight,
                            row_number() OVER (PARTITION BY rule_id ORDER BY severity DESC, weight * strength DESC, id) AS place
                        FROM finding WHERE marking = 1
                    ) WHERE place <= 2 ORDER BY severity DESC, weight DESC, id
                    """
            ).map { $0[0] as String }
        }
        var count = 0
        for id in candidates where count < 12 {
            guard try await store.publication(of: id, as: .local)?.isPossible == true else { continue }
            try await store.publishFinding(id, because: "The ministry has looked at it (demo).", by: .local)
            count += 1
        }
        return count
    }

    /// A mine and a licence that everybody may see, for what the demo tells about them; nil where there is none.
    public static func examples(in store: FactStore) async throws -> (site: String?, licence: String?) {
        try await store.read(as: .everyone) { db in
            let site = try String.fetchOne(db, sql: "SELECT id FROM site WHERE kind = 'mine' ORDER BY id LIMIT 1")
            let licence = try String.fetchOne(
                db,
                sql: "SELECT id FROM licence WHERE status = 'active' ORDER BY id LIMIT 1"
            )
            return (site, licence)
        }
    }

    /// The gravest finding about a lot that people of the ministry see, and the lot; nil where there is none.
    public static func gravestFinding(in store: FactStore) async throws -> (id: String, subject: NamedByCase)? {
        try await store.read(as: .local) { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT id, subject_kind, subject_id FROM finding WHERE marking <= 2 AND subject_kind = 'lot'
                    ORDER BY severity DESC, weight * strength DESC, id LIMIT 1
                    """
            ).map { ($0[0], NamedByCase($0[1], $0[2])) }
        }
    }

    /// A session in which one of the demo's people acts, with what ends it; nil where they are not there.
    package static func sitDown(_ role: Role, in store: FactStore) async throws -> (reader: Reader, digest: Data)? {
        guard let person = try await store.people(as: .local).first(where: { $0.about.email == address(role) }) else {
            return nil
        }
        let digest = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        _ = try await store.beginSession(for: person.number, digest: digest, until: Date(timeIntervalSinceNow: 600))
        return try await store.reader(forSession: digest).map { ($0, digest) }
    }

    private static func address(_ role: Role) -> String { role.rawValue.replacing("_", with: ".") + domain }
}
