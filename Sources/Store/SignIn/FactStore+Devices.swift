package import Foundation
import GRDB

/// A browser in which a person has signed in.
public struct Device: Sendable, Hashable {
    /// Its number.
    public let id: Int64
    /// What it is, in words.
    public let label: String
    /// When it was first signed in from.
    public let firstSeen: String
    /// When it was last signed in from.
    public let lastSeen: String
}

extension FactStore {
    /// The browsers that a person has not disowned, for the person and those who manage them.
    public func devices(of person: PersonNumber, as reader: Reader) async throws -> [Device] {
        try await readTables { [self] db in
            try requireHold(on: person, by: reader, db)
            return try Row.fetchAll(
                db,
                sql: "SELECT * FROM main.device WHERE person_id = ? AND forgotten_at IS NULL ORDER BY last_seen DESC",
                arguments: [person.rawValue]
            ).map {
                Device(id: $0["id"], label: $0["label"], firstSeen: $0["first_seen"], lastSeen: $0["last_seen"])
            }
        }
    }

    /// The digests of the browsers that an account knows; none where there is no such account.
    package func knownDevices(ofEmail email: String) async throws -> [Data] {
        try await readTables { db in
            try Data.fetchAll(
                db,
                sql: """
                    SELECT d.digest FROM main.device d JOIN main.person p ON p.id = d.person_id
                    WHERE p.email = ? AND d.forgotten_at IS NULL
                    """,
                arguments: [Person.folded(email)]
            )
        }
    }

    /// Disowns a browser: it is a stranger from now on, and its sessions end.
    public func forgetDevice(_ id: Int64, of person: PersonNumber, by actor: Reader) async throws {
        try await change { [self] db, time in
            try requireHold(on: person, by: actor, db)
            let now = Self.timestamp(time)
            try db.execute(
                sql: "UPDATE main.device SET forgotten_at = ? WHERE id = ? AND person_id = ? AND forgotten_at IS NULL",
                arguments: [now, id, person.rawValue]
            )
            guard db.changesCount == 1 else { throw StoreError(.notFound, "There is no device \(id).") }
            try db.execute(
                sql: "UPDATE main.session SET ended_at = ? WHERE device_id = ? AND ended_at IS NULL",
                arguments: [now, id]
            )
            try Self.note(actor, did: "device-forgotten", to: "device", "\(id)", at: time, in: db)
        }
    }

    /// Finds or makes a person's browser, and notes that it was seen; nil if it is somebody else's or was disowned.
    static func know(
        _ device: SignInEntry.Device,
        of person: PersonNumber,
        at time: Date,
        _ db: Database
    ) throws -> Int64? {
        let now = timestamp(time)
        try db.execute(
            sql: """
                INSERT INTO main.device (person_id, digest, label, first_seen, last_seen) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (digest) DO UPDATE SET last_seen = excluded.last_seen, label = excluded.label
                    WHERE person_id = excluded.person_id AND forgotten_at IS NULL
                """,
            arguments: [person.rawValue, device.digest, device.label, now, now]
        )
        return try Int64.fetchOne(
            db,
            sql: "SELECT id FROM main.device WHERE digest = ? AND person_id = ? AND forgotten_at IS NULL",
            arguments: [device.digest, person.rawValue]
        )
    }
}
