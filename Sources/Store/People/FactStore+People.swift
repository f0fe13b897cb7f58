import Foundation
import GRDB
import Vocabulary

extension FactStore {
    /// The people whom the reader may see: the own agency's, or all for whoever manages agencies or watches over all.
    public func people(as reader: Reader) async throws -> [Person] {
        try await readTables { [self] db in
            let standing = try standing(of: reader, in: db)
            guard standing.agency > 0 else { return [] }
            let seesAll = !standing.capabilities.isDisjoint(with: [.manageAgencies, .readWholeTrail])
            return seesAll
                ? try Person.fetchAll(db, where: "1", [])
                : try Person.fetchAll(db, where: "p.agency_id = ?", [standing.agency])
        }
    }

    /// One person, for the person and those who manage them.
    public func person(_ number: PersonNumber, as reader: Reader) async throws -> Person {
        try await readTables { [self] db in
            try requireHold(on: number, by: reader, db)
            return try person(number, db)
        }
    }

    /// Makes a person.
    public func addPerson(_ draft: Person.Draft, by actor: Reader) async throws -> PersonNumber {
        try await change { [self] db, time in
            try require(.managePeople, of: actor, over: draft.agency.rawValue, to: "person", in: db)
            let number = try Self.insert(draft, passwordHash: nil, at: time, db)
            let detail = Self.words(for: draft)
            try Self.note(
                actor,
                did: "person-added",
                to: "person",
                "\(number.rawValue)",
                detail: detail,
                at: time,
                in: db
            )
            return number
        }
    }

    /// Changes what is said about a person; nobody changes their own roles, clearance, agency or state.
    public func changePerson(_ number: PersonNumber, to draft: Person.Draft, by actor: Reader) async throws {
        try await change { [self] db, time in
            let old = try person(number, db).about
            let isSelf = actor.person == number
            if isSelf {
                guard
                    old.roles == draft.roles, old.clearance == draft.clearance, old.agency == draft.agency,
                    old.state == draft.state
                else { throw Denial(.samePerson, subject: "person", ask: try Agency.fetch(db, old.agency.rawValue)) }
            } else {
                try require(.managePeople, of: actor, over: old.agency.rawValue, to: "person", in: db)
                try require(.managePeople, of: actor, over: draft.agency.rawValue, to: "person", in: db)
            }
            try Self.check(draft)
            try db.execute(
                sql: """
                    UPDATE main.person SET agency_id = ?, name = ?, email = ?, languages = ?, clearance = ?, state = ?
                    WHERE id = ?
                    """,
                arguments: [
                    draft.agency.rawValue, draft.name, Person.folded(draft.email),
                    draft.languages.joined(separator: " "), draft.clearance.rawValue, draft.state.rawValue,
                    number.rawValue,
                ]
            )
            try Self.setRoles(draft.roles, of: number, db)
            let detail = Self.words(for: draft)
            let id = "\(number.rawValue)"
            try Self.note(actor, did: "person-changed", to: "person", id, detail: detail, at: time, in: db)
        }
    }

    func person(_ number: PersonNumber, _ db: Database) throws -> Person {
        guard let person = try Person.fetchAll(db, where: "p.id = ?", [number.rawValue]).first else {
            throw StoreError(.notFound, "There is no person \(number.rawValue).")
        }
        return person
    }

    static func insert(
        _ draft: Person.Draft,
        passwordHash: String?,
        at time: Date,
        _ db: Database
    ) throws -> PersonNumber {
        try check(draft)
        try db.execute(
            sql: """
                INSERT INTO main.person (agency_id, name, email, password_hash, languages, clearance, state, made_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                draft.agency.rawValue, draft.name, Person.folded(draft.email), passwordHash,
                draft.languages.joined(separator: " "), draft.clearance.rawValue, draft.state.rawValue,
                timestamp(time),
            ]
        )
        let number = PersonNumber(rawValue: db.lastInsertedRowID)
        try setRoles(draft.roles, of: number, db)
        return number
    }

    private static func setRoles(_ roles: Set<Role>, of number: PersonNumber, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM main.person_role WHERE person_id = ?", arguments: [number.rawValue])
        for role in roles {
            try db.execute(
                sql: "INSERT INTO main.person_role (person_id, role) VALUES (?, ?)",
                arguments: [number.rawValue, role.rawValue]
            )
        }
    }

    private static func check(_ draft: Person.Draft) throws(StoreError) {
        guard draft.name.contains(where: { !$0.isWhitespace }), Person.folded(draft.email).utf8.count >= 3 else {
            throw StoreError(.invalid, "A person needs a name and an address to sign in with.")
        }
    }

    /// The name and the address stay out of the trail: they are in the table of people for those who may read it.
    private static func words(for draft: Person.Draft) -> String {
        let roles = draft.roles.map(\.rawValue).sorted().joined(separator: " ")
        return "agency \(draft.agency.rawValue), \(draft.state.rawValue), \(draft.clearance.label), \(roles)"
    }
}
