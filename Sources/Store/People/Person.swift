import Foundation
import GRDB
public import Vocabulary

/// Somebody with an account.
public struct Person: Sendable, Hashable {
    /// Where an account stands.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// Has not come in yet.
        case invited
        /// May come in.
        case active
        /// May not come in for now.
        case suspended
        /// Has left; the name stays in the trail.
        case left
    }

    /// What can be said and changed about a person.
    public struct Draft: Sendable, Hashable {
        /// The name.
        public var name: String
        /// The address that the person signs in with.
        public var email: String
        /// The agency.
        public var agency: AgencyNumber
        /// The roles.
        public var roles: Set<Role>
        /// Languages, preferred one first, as codes.
        public var languages: [String]
        /// The strictest marking that the person is cleared for.
        public var clearance: HandlingMarking
        /// Where the account stands.
        public var state: State

        /// Describes a person.
        public init(
            name: String,
            email: String,
            agency: AgencyNumber,
            roles: Set<Role>,
            languages: [String] = ["en"],
            clearance: HandlingMarking = .amber,
            state: State = .active
        ) {
            self.name = name
            self.email = email
            self.agency = agency
            self.roles = roles
            self.languages = languages
            self.clearance = clearance
            self.state = state
        }
    }

    /// The person's number.
    public let number: PersonNumber
    /// What is said about the person.
    public let about: Draft
    /// Whether a password was set.
    public let hasPassword: Bool
    /// Whether a second factor was set.
    public let hasSecondFactor: Bool
    /// The provider that vouches for the person, if one does.
    public let identityIssuer: String?

    init(row: Row, roles: Set<Role>) {
        number = PersonNumber(rawValue: row["id"])
        about = Draft(
            name: row["name"],
            email: row["email"],
            agency: AgencyNumber(rawValue: row["agency_id"]),
            roles: roles,
            languages: (row["languages"] as String).split(separator: " ").map(String.init),
            clearance: HandlingMarking(rawValue: row["clearance"]) ?? .clear,
            state: State(rawValue: row["state"]) ?? .suspended
        )
        hasPassword = row["password_hash"] != nil
        hasSecondFactor = row["totp_secret"] != nil
        identityIssuer = row["identity_issuer"]
    }

    static func fetchAll(_ db: Database, where condition: String, _ arguments: StatementArguments) throws -> [Person] {
        try Row.fetchAll(db, sql: "SELECT * FROM main.person p WHERE \(condition) ORDER BY id", arguments: arguments)
            .map { row in
                let roles = try String.fetchAll(
                    db,
                    sql: "SELECT role FROM main.person_role WHERE person_id = ?",
                    arguments: [row["id"] as Int64]
                )
                return Person(row: row, roles: Set(roles.compactMap(Role.init(rawValue:))))
            }
    }

    /// An address in the form in which addresses are compared.
    package static func folded(_ email: String) -> String {
        email.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
    }
}
