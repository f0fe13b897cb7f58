import GRDB

/// An organisation whose people use this store or whose records are in it.
public struct Agency: Sendable, Hashable {
    /// What an agency can be.
    public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        /// A ministry or authority for mines, with its inspectors.
        case mines
        /// Customs.
        case customs
        /// A financial intelligence unit.
        case financialIntelligence = "financial_intelligence"
        /// Police or another investigating service.
        case police
        /// Prosecution or court.
        case justice
        /// A community organisation.
        case community
        /// A company or cooperative.
        case company
        /// An auditor or certifier.
        case auditor
        /// A body that watches over others.
        case oversight
        /// A training centre.
        case training
        /// Anything else.
        case other
    }

    /// What can be said and changed about an agency.
    public struct Draft: Sendable, Hashable {
        /// The name; no two agencies have the same.
        public var name: String
        /// What it is.
        public var kind: Kind
        /// ISO 3166-1 alpha-2.
        public var country: String?
        /// Whom to ask where something is withheld; anybody may read it.
        public var contact: String
        /// Whether its people may come in.
        public var isActive: Bool

        /// Describes an agency.
        public init(
            name: String,
            kind: Kind = .other,
            country: String? = nil,
            contact: String = "",
            isActive: Bool = true
        ) {
            self.name = name
            self.kind = kind
            self.country = country
            self.contact = contact
            self.isActive = isActive
        }
    }

    /// Its number.
    public let number: AgencyNumber
    /// What is said about it.
    public let about: Draft

    /// The name.
    public var name: String { about.name }
    /// Whom to ask.
    public var contact: String { about.contact }

    init(row: Row) {
        number = AgencyNumber(rawValue: row["id"])
        about = Draft(
            name: row["name"],
            kind: Kind(rawValue: row["kind"]) ?? .other,
            country: row["country"],
            contact: row["contact"],
            isActive: row["state"] == "active"
        )
    }

    static func fetch(_ db: Database, _ number: Int64) throws -> Agency? {
        try Row.fetchOne(db, sql: "SELECT * FROM main.agency WHERE id = ? AND kind <> 'joint'", arguments: [number])
            .map(Agency.init)
    }
}

extension Sequence<Agency> {
    /// The name of each by its number.
    public var namesByNumber: [AgencyNumber: String] {
        Dictionary(map { ($0.number, $0.name) }) { first, _ in first }
    }
}
