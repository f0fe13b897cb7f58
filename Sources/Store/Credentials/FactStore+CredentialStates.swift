import Foundation
import GRDB
import Vocabulary

/// One thing that became of a credential.
public struct CredentialEvent: Sendable, Hashable {
    /// What can be done to a credential.
    public enum Change: String, Sendable, Hashable, CaseIterable {
        /// It is withdrawn for good.
        case revoked
        /// It is withdrawn for the time being.
        case suspended
        /// A suspension is taken back.
        case restored
    }

    /// What was done.
    public let change: Change
    /// When: UTC, ISO 8601.
    public let at: String
    /// By whom; nil for those who are not of the agency.
    public let by: String?
    /// Why; nil for those who are not of the agency.
    public let reason: String?
}

/// Which entries of a pair of status lists are set.
public struct StatusBits: Sendable, Hashable {
    /// The places of what was withdrawn for good.
    public internal(set) var revoked: [Int] = []
    /// The places of what is withdrawn for the time being.
    public internal(set) var suspended: [Int] = []
}

extension FactStore {
    /// Withdraws a credential for good or for the time being, or takes a suspension back.
    ///
    /// - Throws: ``StoreError`` with `notFound` if the actor does not see it, `conflict` if it cannot be done to one in its
    ///   state, `invalid` without a reason; ``Denial`` if the actor lacks the capability, or it is another agency's.
    public func change(
        credential id: String,
        _ change: CredentialEvent.Change,
        because reason: String,
        by actor: Reader
    ) async throws {
        guard let seen = try await credential(id, as: actor) else {
            throw StoreError(.notFound, "There is no credential \(id).")
        }
        try Self.requireReason(reason)
        try await self.change { [self] db, time in
            try require(.issueCredentials, of: actor, over: seen.owner.rawValue, to: "credential", in: db)
            let last = try String.fetchOne(
                db,
                sql: "SELECT event FROM main.credential_event WHERE credential_id = ? ORDER BY id DESC LIMIT 1",
                arguments: [id]
            ).flatMap(CredentialEvent.Change.init(rawValue:))
            let isPossible =
                switch change {
                case .revoked: last != .revoked
                case .suspended: last == nil || last == .restored
                case .restored: last == .suspended
                }
            guard isPossible else {
                let state = last?.rawValue ?? "valid"
                throw StoreError(.conflict, "The credential \(id) is \(state): that cannot be done.")
            }
            try db.execute(
                sql: "INSERT INTO main.credential_event (credential_id, event, reason, at, by) VALUES (?, ?, ?, ?, ?)",
                arguments: [id, change.rawValue, reason, Self.timestamp(time), actor.name]
            )
            try Self.note(
                actor,
                did: "credential-\(change.rawValue)",
                to: "credential",
                id,
                owner: (seen.owner.rawValue, seen.marking.rawValue),
                detail: reason,
                at: time,
                in: db
            )
        }
    }

    /// What became of a credential, the oldest first.
    public func events(ofCredential id: String, as reader: Reader) async throws -> [CredentialEvent] {
        try await read(as: reader) { db in
            try Row.fetchAll(
                db,
                sql: "SELECT event, at, by, reason FROM credential_event WHERE credential_id = ? ORDER BY id",
                arguments: [id]
            ).compactMap { row in
                CredentialEvent.Change(rawValue: row[0]).map {
                    CredentialEvent(change: $0, at: row[1], by: row[2], reason: row[3])
                }
            }
        }
    }

    /// What is set in the status lists of a number, for everybody: places tell nothing of what stands there; nil if no
    /// credential was given a place there yet.
    public func statusBits(ofList list: Int) async throws -> StatusBits? {
        try await readTables { db in
            let isBegun = try Bool.fetchOne(
                db,
                sql: "SELECT EXISTS (SELECT 1 FROM main.credential WHERE list = ?)",
                arguments: [list]
            )
            guard isBegun == true else { return nil }
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT c.place, e.event FROM main.credential c JOIN main.credential_event e ON e.credential_id = c.id
                    WHERE c.list = ?
                        AND e.id = (SELECT max(id) FROM main.credential_event WHERE credential_id = c.id)
                    ORDER BY c.place
                    """,
                arguments: [list]
            )
            var bits = StatusBits()
            for row in rows {
                switch CredentialEvent.Change(rawValue: row[1]) {
                case .revoked: bits.revoked.append(row[0])
                case .suspended: bits.suspended.append(row[0])
                case .restored, nil: continue
                }
            }
            return bits
        }
    }
}
