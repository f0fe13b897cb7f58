public import Foundation
import GRDB

extension FactStore {
    /// The reader who sits at a session, or nil if no session with this digest is open.
    public func reader(forSession digest: Data) async throws -> Reader? {
        try await reader(
            sql: """
                SELECT s.id, s.person_id, p.name, a.name FROM main.session s
                JOIN main.person p ON p.id = s.person_id JOIN main.agency a ON a.id = p.agency_id
                WHERE s.digest = ?
                """,
            digest,
            Reader.Credential.session
        )
    }

    /// The reader behind a token for the data interface, with no more capabilities than its scopes; nil if there is no
    /// such token or it has run out.
    public func reader(forToken digest: Data) async throws -> Reader? {
        try await reader(
            sql: """
                SELECT t.id, t.person_id, p.name, a.name FROM main.api_token t
                JOIN main.person p ON p.id = t.person_id JOIN main.agency a ON a.id = p.agency_id
                WHERE t.digest = ?
                """,
            digest,
            Reader.Credential.token
        )
    }

    private func reader(
        sql: String,
        _ digest: Data,
        _ credential: @escaping @Sendable (Int64) -> Reader.Credential
    ) async throws -> Reader? {
        let time = now()
        return try await readTables { db -> Reader? in
            let statement = try db.cachedStatement(sql: sql)
            guard let row = try Row.fetchOne(statement, arguments: [digest]) else { return nil }
            let person = PersonNumber(rawValue: row[1])
            let credential = credential(row[0])
            let name: String = row[2]
            guard let standing = try Standing(db, of: person, by: credential, at: time) else { return nil }
            let version = try Int64.fetchOne(db.cachedStatement(sql: "SELECT version FROM main.policy_version"))
            return Reader(
                .person(person, by: credential),
                name: name,
                agencyName: row[3],
                standing: standing,
                policyVersion: version ?? 0
            )
        }
    }

    /// What a reader may do now, whatever they could when they were recognised.
    func standing(of reader: Reader, in db: Database) throws -> Standing {
        guard case .person(let person, let credential) = reader.identity else { return reader.standing }
        return try Standing(db, of: person, by: credential, at: now()) ?? .nobody
    }

    /// Refuses those who lack a capability, or have it for another agency.
    ///
    /// - Parameters:
    ///   - agency: The agency that it is about; whoever runs the installation may act for any where the capability is
    ///     to manage people.
    @discardableResult
    func require(
        _ capability: Capability,
        of reader: Reader,
        over agency: Int64? = nil,
        to subject: String,
        in db: Database
    ) throws -> Standing {
        let standing = try standing(of: reader, in: db)
        guard standing.agency > 0 else {
            throw Denial(.signIn, capability: capability, subject: subject, ask: try Agency.fetch(db, 1))
        }
        let reachesAll =
            reader.person == nil || capability == .managePeople && standing.capabilities.contains(.manageAgencies)
        guard standing.capabilities.contains(capability),
            agency.map({ $0 == standing.agency || reachesAll }) ?? true
        else {
            throw Denial(
                .capability,
                capability: capability,
                subject: subject,
                ask: try Agency.fetch(db, agency ?? standing.agency)
            )
        }
        return standing
    }
}
