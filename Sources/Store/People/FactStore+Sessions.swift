package import Foundation
import GRDB

/// A session of a person.
public struct Session: Sendable, Hashable {
    /// Its number.
    public let id: Int64
    /// Whose it is.
    public let person: PersonNumber
    /// The device, in words.
    public let device: String?
    /// The network address that it began from.
    public let address: String
    /// When it began.
    public let beganAt: String
    /// When it was last used, within some minutes.
    public let lastSeen: String
    /// When it ends of itself.
    public let expiresAt: String
}

extension FactStore {
    /// Begins a session for somebody who was recognised; only the digest of its token is kept.
    package func beginSession(
        for person: PersonNumber,
        digest: Data,
        device: Int64? = nil,
        address: String = "",
        until end: Date
    ) async throws -> Int64 {
        try await change { db, time in
            let now = Self.timestamp(time)
            try db.execute(
                sql: """
                    INSERT INTO main.session (person_id, digest, device_id, address, began_at, last_seen, expires_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [person.rawValue, digest, device, address, now, now, Self.timestamp(end)]
            )
            return db.lastInsertedRowID
        }
    }

    /// Notes that a session is in use; seldom enough not to disturb what is kept between visits.
    package func touchSession(_ id: Int64) async throws {
        let time = now()
        let now = Self.timestamp(time)
        let old = Self.timestamp(time.addingTimeInterval(-300))
        let isDue = try await readTables { db in
            try Bool.fetchOne(
                db.cachedStatement(sql: "SELECT last_seen < ? FROM main.session WHERE id = ?"),
                arguments: [old, id]
            )
        }
        guard isDue == true else { return }
        try await write { db in
            try db.execute(sql: "UPDATE main.session SET last_seen = ? WHERE id = ?", arguments: [now, id])
        }
    }

    /// The open sessions of a person, for the person and those who manage them.
    public func sessions(of person: PersonNumber, as reader: Reader) async throws -> [Session] {
        let time = Self.timestamp(now())
        return try await readTables { [self] db in
            try requireHold(on: person, by: reader, db)
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT s.*, d.label FROM main.session s LEFT JOIN main.device d ON d.id = s.device_id
                    WHERE s.person_id = ? AND s.ended_at IS NULL AND s.expires_at > ? ORDER BY s.id
                    """,
                arguments: [person.rawValue, time]
            ).map { row in
                Session(
                    id: row["id"],
                    person: person,
                    device: row["label"],
                    address: row["address"],
                    beganAt: row["began_at"],
                    lastSeen: row["last_seen"],
                    expiresAt: row["expires_at"]
                )
            }
        }
    }

    /// Ends a person's sessions: one, or all but one.
    public func endSessions(
        of person: PersonNumber,
        only one: Int64? = nil,
        except kept: Int64? = nil,
        by actor: Reader
    ) async throws {
        try await change { [self] db, time in
            try requireHold(on: person, by: actor, db)
            try db.execute(
                sql: """
                    UPDATE main.session SET ended_at = ?
                    WHERE person_id = ? AND ended_at IS NULL AND id = COALESCE(?, id) AND id IS NOT ?
                    """,
                arguments: [Self.timestamp(time), person.rawValue, one, kept]
            )
            try Self.note(actor, did: "sessions-ended", to: "person", "\(person.rawValue)", at: time, in: db)
        }
    }

    /// Finds or makes the device that a digest stands for, and notes that it was seen.
    package func device(for person: PersonNumber, digest: Data, label: String) async throws -> Int64 {
        try await change { db, time in
            let now = Self.timestamp(time)
            try db.execute(
                sql: """
                    INSERT INTO main.device (person_id, digest, label, first_seen, last_seen) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (digest) DO UPDATE SET last_seen = excluded.last_seen WHERE person_id = excluded.person_id
                    """,
                arguments: [person.rawValue, digest, label, now, now]
            )
            let id = try Int64.fetchOne(
                db,
                sql: "SELECT id FROM main.device WHERE digest = ? AND person_id = ? AND forgotten_at IS NULL",
                arguments: [digest, person.rawValue]
            )
            guard let id else { throw StoreError(.conflict, "That device is somebody else's, or was forgotten.") }
            return id
        }
    }
}
