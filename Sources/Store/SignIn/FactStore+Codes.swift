public import Foundation
import GRDB

/// A one-time code that was handed out and waits to be used.
public struct HandedCode: Sendable, Hashable {
    /// Its number.
    public let id: Int64
    /// The address of whom it is for.
    public let email: String
    /// The agency.
    public let agency: AgencyNumber
    /// The agency's name.
    public let agencyName: String
    /// The person whose password it renews; nil for an invitation.
    public let person: PersonNumber?
    /// The roles that an invitation gives.
    public let roles: Set<Role>
    /// Who made it.
    public let madeBy: String
    /// When it runs out.
    public let expiresAt: String

    init(row: Row) {
        id = row["id"]
        email = row["email"]
        agency = AgencyNumber(rawValue: row["agency_id"])
        agencyName = row["agency_name"]
        person = (row["person_id"] as Int64?).map(PersonNumber.init)
        roles = Set((row["roles"] as String).split(separator: " ").compactMap { Role(rawValue: String($0)) })
        madeBy = row["invited_by"]
        expiresAt = row["expires_at"]
    }
}

extension FactStore {
    private static let openCodes = """
        SELECT i.*, a.name AS agency_name FROM main.invitation i JOIN main.agency a ON a.id = i.agency_id
        WHERE i.used_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > ?
        """

    /// The codes that wait, for those who may manage people: the own agency's, or all.
    public func openCodes(as reader: Reader) async throws -> [HandedCode] {
        let time = Self.timestamp(now())
        return try await readTables { [self] db in
            let standing = try require(.managePeople, of: reader, to: "invitation", in: db)
            let codes = try Row.fetchAll(db, sql: Self.openCodes + " ORDER BY i.id", arguments: [time])
                .map(HandedCode.init)
            return standing.capabilities.contains(.manageAgencies)
                ? codes : codes.filter { $0.agency.rawValue == standing.agency }
        }
    }

    /// What a code is for that somebody shows; nil if it opens nothing (any more).
    package func openCode(digest: Data) async throws -> HandedCode? {
        let time = Self.timestamp(now())
        return try await readTables { db in
            try Row.fetchOne(db, sql: Self.openCodes + " AND i.digest = ?", arguments: [time, digest])
                .map(HandedCode.init)
        }
    }

    /// Lets a person choose a new password with a code; earlier codes for the same person are taken back.
    ///
    /// - Parameter clearsSecondFactor: Whether the second factor goes with the old password: the person has lost it.
    public func makeReset(
        of number: PersonNumber,
        digest: Data,
        until end: Date,
        clearsSecondFactor: Bool,
        by actor: Reader
    ) async throws -> Int64 {
        try await change { [self] db, time in
            let person = try person(number, db)
            let agency = person.about.agency.rawValue
            try require(.managePeople, of: actor, over: agency, to: "person", in: db)
            guard end > time else { throw StoreError(.invalid, "A code runs out after it was made.") }
            let now = Self.timestamp(time)
            try db.execute(
                sql: """
                    UPDATE main.invitation SET withdrawn_at = ?
                    WHERE person_id = ? AND used_at IS NULL AND withdrawn_at IS NULL
                    """,
                arguments: [now, number.rawValue]
            )
            try db.execute(
                sql: """
                    INSERT INTO main.invitation
                        (digest, agency_id, email, roles, clearance, invited_by, made_at, expires_at, person_id,
                         clears_second_factor)
                    VALUES (?, ?, ?, '', 0, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    digest, agency, person.about.email, actor.name, now, Self.timestamp(end), number.rawValue,
                    clearsSecondFactor,
                ]
            )
            let id = db.lastInsertedRowID
            try Self.note(actor, did: "reset-made", to: "person", "\(number.rawValue)", at: time, in: db)
            return id
        }
    }

    /// Gives a person the password that they chose with a code: it is good once, and every session and known browser
    /// goes with the old password.
    package func acceptReset(digest: Data, passwordHash: String) async throws -> PersonNumber {
        try await change { db, time in
            let now = Self.timestamp(time)
            let row = try Row.fetchOne(db, sql: Self.openCodes + " AND i.digest = ?", arguments: [now, digest])
            guard let row, let number: Int64 = row["person_id"] else {
                throw StoreError(.notFound, "There is no such code, or it has run out.")
            }
            try db.execute(
                sql: "UPDATE main.invitation SET used_by = ?, used_at = ? WHERE id = ?",
                arguments: [number, now, row["id"] as Int64]
            )
            let clears: Bool = row["clears_second_factor"]
            let more = clears ? ", totp_secret = NULL, totp_last_step = NULL, recovery_codes = NULL" : ""
            try db.execute(
                sql: "UPDATE main.person SET password_hash = ?\(more) WHERE id = ?",
                arguments: [passwordHash, number]
            )
            try db.execute(
                sql: "UPDATE main.session SET ended_at = ? WHERE person_id = ? AND ended_at IS NULL",
                arguments: [now, number]
            )
            try db.execute(
                sql: "UPDATE main.device SET forgotten_at = ? WHERE person_id = ? AND forgotten_at IS NULL",
                arguments: [now, number]
            )
            try Self.note(.system, did: "reset-used", to: "person", "\(number)", at: time, in: db)
            return PersonNumber(rawValue: number)
        }
    }

    /// Changes a person's own password; every other session ends.
    public func changePassword(
        of person: PersonNumber,
        to hash: String,
        keeping session: Int64?,
        by actor: Reader
    ) async throws {
        try await change { [self] db, time in
            try requireHold(on: person, by: actor, db)
            try db.execute(
                sql: "UPDATE main.person SET password_hash = ? WHERE id = ?",
                arguments: [hash, person.rawValue]
            )
            try db.execute(
                sql: "UPDATE main.session SET ended_at = ? WHERE person_id = ? AND ended_at IS NULL AND id IS NOT ?",
                arguments: [Self.timestamp(time), person.rawValue, session]
            )
            try Self.note(actor, did: "password-set", to: "person", "\(person.rawValue)", at: time, in: db)
        }
    }
}
