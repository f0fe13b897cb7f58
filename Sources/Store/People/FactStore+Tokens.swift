public import Foundation
import GRDB

/// A token for the data interface.
public struct APIToken: Sendable, Hashable {
    /// Its number.
    public let id: Int64
    /// Whose it is.
    public let person: PersonNumber
    /// What it is for.
    public let label: String
    /// What it may be used for; the person's own capabilities bound it.
    public let scopes: Set<Capability>
    /// When it runs out.
    public let expiresAt: String
    /// Whether it was taken back.
    public let isRevoked: Bool
}

extension FactStore {
    /// Issues a token to the actor, who must be a person; only its digest is kept.
    public func issueToken(
        digest: Data,
        label: String,
        scopes: Set<Capability>,
        until end: Date,
        by actor: Reader
    ) async throws -> Int64 {
        try await change { [self] db, time in
            let standing = try require(.issueTokens, of: actor, to: "api_token", in: db)
            guard let person = actor.person else {
                throw Denial(.signIn, capability: .issueTokens, subject: "api_token")
            }
            if let missing = scopes.subtracting(standing.capabilities).min(by: { $0.rawValue < $1.rawValue }) {
                let ask = try Agency.fetch(db, standing.agency)
                throw Denial(.capability, capability: missing, subject: "api_token", ask: ask)
            }
            guard end > time else { throw StoreError(.invalid, "A token runs out after it was made.") }
            try db.execute(
                sql: """
                    INSERT INTO main.api_token (person_id, digest, label, scopes, made_at, expires_at)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    person.rawValue, digest, label, Self.words(scopes.map(\.rawValue)), Self.timestamp(time),
                    Self.timestamp(end),
                ]
            )
            let id = db.lastInsertedRowID
            try Self.note(actor, did: "token-issued", to: "api_token", "\(id)", detail: label, at: time, in: db)
            return id
        }
    }

    /// The tokens of a person, for the person and those who manage them.
    public func tokens(of person: PersonNumber, as reader: Reader) async throws -> [APIToken] {
        try await readTables { [self] db in
            try requireHold(on: person, by: reader, db)
            return try Row.fetchAll(
                db,
                sql: "SELECT * FROM main.api_token WHERE person_id = ? ORDER BY id",
                arguments: [person.rawValue]
            ).map { row in
                APIToken(
                    id: row["id"],
                    person: person,
                    label: row["label"],
                    scopes: Set(
                        (row["scopes"] as String).split(separator: " ").compactMap { Capability(rawValue: String($0)) }
                    ),
                    expiresAt: row["expires_at"],
                    isRevoked: row["revoked_at"] != nil
                )
            }
        }
    }

    /// Takes a token back.
    public func revokeToken(_ id: Int64, by actor: Reader) async throws {
        try await change { [self] db, time in
            let owner = try Int64.fetchOne(
                db,
                sql: "SELECT person_id FROM main.api_token WHERE id = ?",
                arguments: [id]
            )
            guard let owner else { throw StoreError(.notFound, "There is no token \(id).") }
            try requireHold(on: PersonNumber(rawValue: owner), by: actor, db)
            try db.execute(
                sql: "UPDATE main.api_token SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
                arguments: [Self.timestamp(time), id]
            )
            try Self.note(actor, did: "token-revoked", to: "api_token", "\(id)", at: time, in: db)
        }
    }

    static func words(_ words: [String]) -> String { words.sorted().joined(separator: " ") }
}
