import Foundation
import GRDB

extension FactStore {
    /// Completes a sign-in in one transaction: uses up the code, ends the session that was there, begins the new one,
    /// knows the browser, and writes it all into the trail.
    ///
    /// - Returns: The session's number; nil if the account has changed since the person was recognised, may not come in,
    ///   or the code was used before.
    package func signIn(_ entry: SignInEntry) async throws -> Int64? {
        try await change { db, time in
            let person = entry.record.person
            guard try Self.stands(entry.record, db), try Self.useUp(entry.factor, of: entry.record, db) else {
                return nil
            }
            if let hash = entry.renewedHash {
                try db.execute(
                    sql: "UPDATE main.person SET password_hash = ? WHERE id = ?",
                    arguments: [hash, person.rawValue]
                )
            }
            if let digest = entry.endedSession { try Self.endSession(digest: digest, at: time, db) }
            let device = try Self.know(entry.device, of: person, at: time, db)
            let session = try Self.insert(
                entry.session,
                of: person,
                device: device,
                address: entry.address,
                at: time,
                db
            )
            try Self.note(of: person, did: "signed-in", to: "session", "\(session)", session: session, at: time, db)
            return session
        }
    }

    /// Whether an account may come in and is what it was when the person was recognised.
    private static func stands(_ record: SignInRecord, _ db: Database) throws -> Bool {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT p.password_hash, p.totp_secret FROM main.person p JOIN main.agency a ON a.id = p.agency_id
                WHERE p.id = ? AND p.state = 'active' AND a.state = 'active'
                """,
            arguments: [record.person.rawValue]
        )
        guard let row else { return false }
        return row["password_hash"] == record.passwordHash && row["totp_secret"] == record.totpSecret
    }

    private static func useUp(_ factor: SignInEntry.Factor, of record: SignInRecord, _ db: Database) throws -> Bool {
        switch factor {
        case .none:
            return record.totpSecret == nil
        case .totp(let step):
            // A code is good once (RFC 6238, section 5.2).
            try db.execute(
                sql: """
                    UPDATE main.person SET totp_last_step = ?1
                    WHERE id = ?2 AND totp_secret IS NOT NULL AND (totp_last_step IS NULL OR totp_last_step < ?1)
                    """,
                arguments: [step, record.person.rawValue]
            )
            return db.changesCount == 1
        case .recovery(let use):
            let kept = try String.fetchOne(
                db,
                sql: "SELECT recovery_codes FROM main.person WHERE id = ?",
                arguments: [record.person.rawValue]
            )
            guard let left = kept.flatMap(use) else { return false }
            try db.execute(
                sql: "UPDATE main.person SET recovery_codes = ? WHERE id = ?",
                arguments: [left, record.person.rawValue]
            )
            return true
        }
    }

    /// Writes into the trail what a person did whose reader is not there yet.
    static func note(
        of person: PersonNumber,
        did action: String,
        to kind: String,
        _ id: String,
        session: Int64,
        at time: Date,
        _ db: Database
    ) throws {
        let name = try String.fetchOne(
            db,
            sql: "SELECT name FROM main.person WHERE id = ?",
            arguments: [person.rawValue]
        )
        let standing = try Standing(db, of: person, by: .session(session), at: time) ?? .nobody
        let reader = Reader(
            .person(person, by: .session(session)),
            name: name ?? "",
            standing: standing,
            policyVersion: 0
        )
        try note(reader, did: action, to: kind, id, at: time, in: db)
    }
}
