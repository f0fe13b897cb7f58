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
            let session = SignInEntry.Session(digest: digest, idleEnd: end, end: end)
            return try Self.insert(session, of: person, device: device, address: address, at: time, db)
        }
    }

    static func insert(
        _ session: SignInEntry.Session,
        of person: PersonNumber,
        device: Int64?,
        address: String,
        at time: Date,
        _ db: Database
    ) throws -> Int64 {
        let now = timestamp(time)
        try db.execute(
            sql: """
                INSERT INTO main.session (person_id, digest, device_id, address, began_at, last_seen, expires_at, ends_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                person.rawValue, session.digest, device, address, now, now,
                timestamp(min(session.idleEnd, session.end)), timestamp(session.end),
            ]
        )
        return db.lastInsertedRowID
    }

    /// Notes that a session is in use: it goes on until then, and never past the end that it was given.
    ///
    /// Each call counts as a change of the store, which makes everybody's kept answers old: call it seldom.
    package func touchSession(_ id: Int64, until idleEnd: Date) async throws {
        try await change { db, time in
            let now = Self.timestamp(time)
            try db.execute(
                sql: """
                    UPDATE main.session SET last_seen = ?1, expires_at = MIN(?2, ends_at)
                    WHERE id = ?3 AND ended_at IS NULL AND expires_at > ?1
                    """,
                arguments: [now, Self.timestamp(idleEnd), id]
            )
        }
    }

    /// How many seconds ago a session began.
    package func age(ofSession id: Int64) async throws -> Double {
        let text = try await readTables { db in
            try String.fetchOne(db, sql: "SELECT began_at FROM main.session WHERE id = ?", arguments: [id])
        }
        return text.flatMap(Self.time).map { now().timeIntervalSince($0) } ?? .infinity
    }

    /// Ends the session that a digest stands for, if there is one.
    package func endSession(digest: Data) async throws {
        try await change { db, time in try Self.endSession(digest: digest, at: time, db) }
    }

    static func endSession(digest: Data, at time: Date, _ db: Database) throws {
        try db.execute(
            sql: "UPDATE main.session SET ended_at = ? WHERE digest = ? AND ended_at IS NULL",
            arguments: [timestamp(time), digest]
        )
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
}
