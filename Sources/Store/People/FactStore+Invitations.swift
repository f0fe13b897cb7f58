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
    package func acceptInvitation(
        digest: Data,
        name: String,
        languages: [String],
        passwordHash: String?
    ) async throws -> PersonNumber {
        try await change { db, time in
            let now = Self.timestamp(time)
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT * FROM main.invitation
                    WHERE digest = ? AND used_at IS NULL AND withdrawn_at IS NULL AND expires_at > ?
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
            try db.execute(
                sql: "UPDATE main.invitation SET used_by = ?, used_at = ? WHERE id = ?",
                arguments: [person.rawValue, now, row["id"] as Int64]
            )
            try Self.note(.system, did: "invitation-used", to: "person", "\(person.rawValue)", at: time, in: db)
            return person
        }
    }
}

/// Failed attempts to sign in, by account, address or whatever the one who counts them tells apart.
public struct SignInAttempts: Sendable, Hashable {
    /// How many since the first.
    public var failures: Int
    /// When the first was.
    public var firstAt: Date
    /// When the last was.
    public var lastAt: Date
    /// Until when nobody is let in under this key.
    public var blockedUntil: Date?

    /// Describes attempts.
    public init(failures: Int, firstAt: Date, lastAt: Date, blockedUntil: Date? = nil) {
        self.failures = failures
        self.firstAt = firstAt
        self.lastAt = lastAt
        self.blockedUntil = blockedUntil
    }
}

extension FactStore {
    /// Reads and changes the attempts under a key in one transaction, so that two at once both count.
    ///
    /// - Parameter change: Given what is there, says what shall be; nil forgets them.
    /// - Returns: What the change said.
    package func updateAttempts(
        for key: String,
        _ change: @Sendable @escaping (SignInAttempts?) -> SignInAttempts?
    ) async throws -> SignInAttempts? {
        try await write { db in
            let row = try Row.fetchOne(db, sql: "SELECT * FROM main.sign_in_attempt WHERE key = ?", arguments: [key])
            let old = row.flatMap { row -> SignInAttempts? in
                guard let first = Self.time(of: row["first_at"]), let last = Self.time(of: row["last_at"]) else {
                    return nil
                }
                let blocked = (row["blocked_until"] as String?).flatMap(Self.time)
                return SignInAttempts(failures: row["failures"], firstAt: first, lastAt: last, blockedUntil: blocked)
            }
            let new = change(old)
            if let new {
                try db.execute(
                    sql: "INSERT OR REPLACE INTO main.sign_in_attempt VALUES (?, ?, ?, ?, ?)",
                    arguments: [
                        key, new.failures, Self.timestamp(new.firstAt), Self.timestamp(new.lastAt),
                        new.blockedUntil.map(Self.timestamp),
                    ]
                )
            } else {
                try db.execute(sql: "DELETE FROM main.sign_in_attempt WHERE key = ?", arguments: [key])
            }
            return new
        }
    }
}
