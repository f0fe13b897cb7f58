public import Foundation
import GRDB
import Vocabulary

/// What is needed to recognise somebody who signs in; for those who check passwords and codes, and for nobody else.
public struct SignInRecord: Sendable, Hashable {
    /// The person.
    public let person: PersonNumber
    /// The digest of the password, as it was given.
    public let passwordHash: String?
    /// The secret of the second factor.
    public let totpSecret: Data?
    /// The step of the code that was used last.
    public let lastTOTPStep: Int64?
    /// Where the account stands.
    public let state: Person.State
}

extension FactStore {
    /// What is needed to recognise the person with an address.
    package func signInRecord(forEmail email: String) async throws -> SignInRecord? {
        try await signInRecord(where: "email = ?", [Person.folded(email)])
    }

    /// What is needed to recognise a person whom another provider vouches for.
    package func signInRecord(forIssuer issuer: String, subject: String) async throws -> SignInRecord? {
        try await signInRecord(where: "identity_issuer = ? AND identity_subject = ?", [issuer, subject])
    }

    private func signInRecord(where condition: String, _ arguments: [String]) async throws -> SignInRecord? {
        try await readTables { db in
            try Row.fetchOne(
                db,
                sql: "SELECT * FROM main.person WHERE \(condition)",
                arguments: StatementArguments(arguments)
            ).map { row in
                SignInRecord(
                    person: PersonNumber(rawValue: row["id"]),
                    passwordHash: row["password_hash"],
                    totpSecret: row["totp_secret"],
                    lastTOTPStep: row["totp_last_step"],
                    state: Person.State(rawValue: row["state"]) ?? .suspended
                )
            }
        }
    }

    /// Sets the digest of a person's password; one's own, or that of somebody whom the actor manages.
    public func setPasswordHash(_ hash: String?, of person: PersonNumber, by actor: Reader) async throws {
        try await setCredential("password_hash", hash?.databaseValue ?? .null, of: person, by: actor, "password-set")
    }

    /// Sets the secret of a person's second factor; nil takes it away.
    public func setTOTPSecret(_ secret: Data?, of person: PersonNumber, by actor: Reader) async throws {
        let value = secret?.databaseValue ?? .null
        try await setCredential("totp_last_step = NULL, totp_secret", value, of: person, by: actor, "second-factor-set")
    }

    /// Ties a person to an identity at another provider (OpenID Connect issuer and subject).
    public func setIdentity(issuer: String, subject: String, of person: PersonNumber, by actor: Reader) async throws {
        try await change { [self] db, time in
            try requireHold(on: person, by: actor, db)
            try db.execute(
                sql: "UPDATE main.person SET identity_issuer = ?, identity_subject = ? WHERE id = ?",
                arguments: [issuer, subject, person.rawValue]
            )
            let id = "\(person.rawValue)"
            try Self.note(actor, did: "identity-set", to: "person", id, detail: issuer, at: time, in: db)
        }
    }

    /// Uses up a step of a person's second factor: a code is good once (RFC 6238, section 5.2).
    ///
    /// - Returns: False if that step or a later one was used before.
    package func useTOTPStep(_ step: Int64, of person: PersonNumber) async throws -> Bool {
        try await write { db in
            try db.execute(
                sql: """
                    UPDATE main.person SET totp_last_step = ?1
                    WHERE id = ?2 AND (totp_last_step IS NULL OR totp_last_step < ?1)
                    """,
                arguments: [step, person.rawValue]
            )
            return db.changesCount == 1
        }
    }

    /// Replaces a person's recovery codes, given as digests.
    public func setRecoveryCodes(_ digests: [Data], of person: PersonNumber, by actor: Reader) async throws {
        try await change { [self] db, time in
            try requireHold(on: person, by: actor, db)
            try db.execute(sql: "DELETE FROM main.recovery_code WHERE person_id = ?", arguments: [person.rawValue])
            for digest in digests {
                try db.execute(
                    sql: "INSERT INTO main.recovery_code (person_id, digest) VALUES (?, ?)",
                    arguments: [person.rawValue, digest]
                )
            }
            try Self.note(actor, did: "recovery-codes-set", to: "person", "\(person.rawValue)", at: time, in: db)
        }
    }

    /// Uses up a recovery code.
    ///
    /// - Returns: False if there is no such code or it was used before.
    package func useRecoveryCode(_ digest: Data, of person: PersonNumber) async throws -> Bool {
        let time = now()
        return try await write { db in
            try db.execute(
                sql: "UPDATE main.recovery_code SET used_at = ? WHERE person_id = ? AND digest = ? AND used_at IS NULL",
                arguments: [Self.timestamp(time), person.rawValue, digest]
            )
            return db.changesCount == 1
        }
    }

    private func setCredential(
        _ column: String,
        _ value: DatabaseValue,
        of person: PersonNumber,
        by actor: Reader,
        _ action: String
    ) async throws {
        try await change { [self] db, time in
            try requireHold(on: person, by: actor, db)
            try db.execute(
                sql: "UPDATE main.person SET \(column) = ? WHERE id = ?",
                arguments: [value, person.rawValue]
            )
            try Self.note(actor, did: action, to: "person", "\(person.rawValue)", at: time, in: db)
        }
    }

    /// Refuses those who are neither the person nor manage them.
    func requireHold(on number: PersonNumber, by actor: Reader, _ db: Database) throws {
        let agency = try person(number, db).about.agency.rawValue
        if actor.person == number, try standing(of: actor, in: db).agency > 0 { return }
        try require(.managePeople, of: actor, over: agency, to: "person", in: db)
    }
}
