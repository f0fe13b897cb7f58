import GRDB
import Vocabulary

extension FactStore {
    /// Whether nobody has an account yet.
    public func hasNobody() async throws -> Bool {
        try await readTables { db in try Self.hasNobody(db) }
    }

    private static func hasNobody(_ db: Database) throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT NOT EXISTS (SELECT 1 FROM main.person)") ?? false
    }

    /// Makes the first person, an administrator, and names the agency that runs the store; only while nobody is there.
    ///
    /// - Throws: ``StoreError`` with `conflict` once somebody has an account.
    package func setUp(
        agency: String,
        name: String,
        email: String,
        languages: [String],
        passwordHash: String
    ) async throws -> PersonNumber {
        try await change { db, time in
            guard try Self.hasNobody(db) else { throw StoreError(.conflict, "This store has been set up.") }
            guard agency.contains(where: { !$0.isWhitespace }) else {
                throw StoreError(.invalid, "The agency needs a name.")
            }
            try db.execute(
                sql: "UPDATE main.agency SET name = ? WHERE id = ?",
                arguments: [agency, AgencyNumber.local.rawValue]
            )
            let draft = Person.Draft(
                name: name,
                email: email,
                agency: .local,
                roles: [.administrator],
                languages: languages
            )
            let person = try Self.insert(draft, passwordHash: passwordHash, at: time, db)
            try Self.note(.system, did: "set-up", to: "person", "\(person.rawValue)", at: time, in: db)
            return person
        }
    }
}
