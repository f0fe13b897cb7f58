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
    /// The recovery codes that are left, as they were given.
    public let recoveryCodes: String?
    /// Where the account stands.
    public let state: Person.State
    /// The roles.
    public let roles: Set<Role>
    /// What the person is called.
    public let name: String
    /// The address.
    public let email: String
}

/// Who somebody is at another provider (OpenID Connect).
public struct OutsideIdentity: Sendable, Hashable {
    /// The provider.
    public let issuer: String
    /// The person there.
    public let subject: String

    /// Names somebody.
    public init(issuer: String, subject: String) {
        self.issuer = issuer
        self.subject = subject
    }
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

    /// What is needed to recognise a person again.
    package func signInRecord(of person: PersonNumber) async throws -> SignInRecord? {
        try await signInRecord(where: "id = CAST(? AS INTEGER)", ["\(person.rawValue)"])
    }

    private func signInRecord(where condition: String, _ arguments: [String]) async throws -> SignInRecord? {
        try await readTables { db in
            let row = try Row.fetchOne(
                db,
                sql: "SELECT * FROM main.person WHERE \(condition)",
                arguments: StatementArguments(arguments)
            )
            guard let row else { return nil }
            let roles = try String.fetchAll(
                db,
                sql: "SELECT role FROM main.person_role WHERE person_id = ?",
                arguments: [row["id"] as Int64]
            )
            return SignInRecord(
                person: PersonNumber(rawValue: row["id"]),
                passwordHash: row["password_hash"],
                totpSecret: row["totp_secret"],
                lastTOTPStep: row["totp_last_step"],
                recoveryCodes: row["recovery_codes"],
                state: Person.State(rawValue: row["state"]) ?? .suspended,
                roles: Set(roles.compactMap(Role.init(rawValue:))),
                name: row["name"],
                email: row["email"]
            )
        }
    }

    /// Sets the digest of a person's password; one's own, or that of somebody whom the actor manages.
    public func setPasswordHash(_ hash: String?, of person: PersonNumber, by actor: Reader) async throws {
        try await setCredential("password_hash", hash?.databaseValue ?? .null, of: person, by: actor, "password-set")
    }

    /// Sets the secret of a person's second factor and the recovery codes that go with it, as they are to be kept;
    /// nil takes both away.
    ///
    /// - Parameter step: The step of the code that proved the secret: it counts as used.
    public func setSecondFactor(
        _ factor: (secret: Data, step: Int64, recoveryCodes: String)?,
        of person: PersonNumber,
        by actor: Reader
    ) async throws {
        try await change { [self] db, time in
            try requireHold(on: person, by: actor, db)
            try db.execute(
                sql: "UPDATE main.person SET totp_secret = ?, totp_last_step = ?, recovery_codes = ? WHERE id = ?",
                arguments: [factor?.secret, factor?.step, factor?.recoveryCodes, person.rawValue]
            )
            let action = factor == nil ? "second-factor-removed" : "second-factor-set"
            try Self.note(actor, did: action, to: "person", "\(person.rawValue)", at: time, in: db)
        }
    }

    /// Ties a person to who they are at another provider; nil unties them.
    public func setIdentity(_ identity: OutsideIdentity?, of person: PersonNumber, by actor: Reader) async throws {
        try await change { [self] db, time in
            try requireHold(on: person, by: actor, db)
            try Self.tie(person, to: identity, db)
            let id = "\(person.rawValue)"
            try Self.note(actor, did: "identity-set", to: "person", id, detail: identity?.issuer, at: time, in: db)
        }
    }

    static func tie(_ person: PersonNumber, to identity: OutsideIdentity?, _ db: Database) throws {
        try db.execute(
            sql: "UPDATE main.person SET identity_issuer = ?, identity_subject = ? WHERE id = ?",
            arguments: [identity?.issuer, identity?.subject, person.rawValue]
        )
    }

    /// Replaces a person's recovery codes, given as they are to be kept.
    public func setRecoveryCodes(_ kept: String?, of person: PersonNumber, by actor: Reader) async throws {
        try await setCredential(
            "recovery_codes",
            kept?.databaseValue ?? .null,
            of: person,
            by: actor,
            "recovery-codes-set"
        )
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
