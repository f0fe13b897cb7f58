public import Foundation
import GRDB
import Vocabulary

extension FactStore {
    /// Invites somebody; whoever shows what the digest was made from becomes a person with these roles.
    ///
    /// - Parameters:
    ///   - draft: Agency, address, roles and clearance count; the person says the rest.
    public func invite(_ draft: Person.Draft, digest: Data, until end: Date, by actor: Reader) async throws -> Int64 {
        try await change { [self] db, time in
            try require(.managePeople, of: actor, over: draft.agency.rawValue, to: "invitation", in: db)
            guard end > time else { throw StoreError(.invalid, "An invitation runs out after it was made.") }
            try db.execute(
                sql: """
                    INSERT INTO main.invitation (digest, agency_id, email, roles, clearance, invited_by, made_at, expires_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    digest, draft.agency.rawValue, Person.folded(draft.email), Self.words(draft.roles.map(\.rawValue)),
                    draft.clearance.rawValue, actor.name, Self.timestamp(time), Self.timestamp(end),
                ]
            )
            let id = db.lastInsertedRowID
            try Self.note(actor, did: "invited", to: "invitation", "\(id)", at: time, in: db)
            return id
        }
    }

    /// How many invitations of the people whom the reader manages wait for an answer.
    public func openInvitations(as reader: Reader) async throws -> Int {
        let time = Self.timestamp(now())
        return try await readTables { [self] db in
            let standing = try standing(of: reader, in: db)
            guard standing.capabilities.contains(.managePeople) else { return 0 }
            let all = standing.capabilities.contains(.manageAgencies)
            return try Int.fetchOne(
                db,
                sql: """
                    SELECT COUNT(*) FROM main.invitation
                    WHERE used_at IS NULL AND withdrawn_at IS NULL AND expires_at > ? AND (? OR agency_id = ?)
                    """,
                arguments: [time, all, standing.agency]
            ) ?? 0
        }
    }

    /// Takes an invitation back.
    public func withdrawInvitation(_ id: Int64, by actor: Reader) async throws {
        try await change { [self] db, time in
            let agency = try Int64.fetchOne(
                db,
                sql: "SELECT agency_id FROM main.invitation WHERE id = ? AND used_at IS NULL",
                arguments: [id]
            )
            guard let agency else { throw StoreError(.notFound, "There is no open invitation \(id).") }
            try require(.managePeople, of: actor, over: agency, to: "invitation", in: db)
            try db.execute(
                sql: "UPDATE main.invitation SET withdrawn_at = ? WHERE id = ?",
                arguments: [Self.timestamp(time), id]
            )
            try Self.note(actor, did: "invitation-withdrawn", to: "invitation", "\(id)", at: time, in: db)
        }
    }

    /// Makes a person of somebody who was invited; an invitation is good once.
    ///
    /// - Parameters:
    ///   - passwordHash: The digest of the password that they chose, if they did.
    ///   - identity: Who vouches for them, if another provider does.
    package func acceptInvitation(
        digest: Data,
        name: String,
        languages: [String],
        passwordHash: String?,
        identity: OutsideIdentity? = nil
    ) async throws -> PersonNumber {
        try await change { db, time in
            let now = Self.timestamp(time)
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT * FROM main.invitation
                    WHERE digest = ? AND person_id IS NULL AND used_at IS NULL AND withdrawn_at IS NULL AND expires_at > ?
                    """,
                arguments: [digest, now]
            )
            guard let row else { throw StoreError(.notFound, "There is no such invitation, or it has run out.") }
            let roles = (row["roles"] as String).split(separator: " ").compactMap { Role(rawValue: String($0)) }
            let draft = Person.Draft(
                name: name,
                email: row["email"],
                agency: AgencyNumber(rawValue: row["agency_id"]),
                roles: Set(roles),
                languages: languages,
                clearance: HandlingMarking(rawValue: row["clearance"]) ?? .clear
            )
            let person = try Self.insert(draft, passwordHash: passwordHash, at: time, db)
            if let identity { try Self.tie(person, to: identity, db) }
            try db.execute(
                sql: "UPDATE main.invitation SET used_by = ?, used_at = ? WHERE id = ?",
                arguments: [person.rawValue, now, row["id"] as Int64]
            )
            try Self.note(.system, did: "invitation-used", to: "person", "\(person.rawValue)", at: time, in: db)
            return person
        }
    }
}
