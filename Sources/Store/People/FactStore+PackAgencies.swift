import Foundation
import GRDB

/// An agency that a country pack offers.
public struct OfferedAgency: Sendable, Hashable {
    /// Its id in the pack.
    public let id: String
    /// What is said about it.
    public let draft: Agency.Draft

    /// Describes an offer.
    public init(id: String, draft: Agency.Draft) {
        self.id = id
        self.draft = draft
    }
}

/// What became of an agency that a country pack offers.
public struct InstalledAgency: Sendable, Hashable {
    /// How it came to be in the store.
    public enum Outcome: String, Sendable, Hashable {
        /// It was made.
        case added
        /// An agency of that name was there; it is the one.
        case joined
        /// An earlier installation had put it there; what is said about it now is left alone.
        case known
    }

    /// Its id in the pack.
    public let id: String
    /// Its number in the store.
    public let number: AgencyNumber
    /// What became of it.
    public let outcome: Outcome
}

extension FactStore {
    /// Puts the agencies of a pack into the table of agencies, all or none.
    ///
    /// Done again, it changes nothing: an agency that was renamed, or that an administrator had made before, is not made
    /// a second time, and what people wrote about it stays.
    public func installAgencies(
        _ offers: [OfferedAgency],
        of pack: String,
        by actor: Reader
    ) async throws -> [InstalledAgency] {
        try await change { [self] db, time in
            try require(.manageAgencies, of: actor, to: "agency", in: db)
            return try offers.map { offer in
                if let number = try Self.installed(offer, of: pack, in: db) {
                    return InstalledAgency(id: offer.id, number: number, outcome: .known)
                }
                try Self.check(offer.draft)
                var outcome = InstalledAgency.Outcome.joined
                var number = try Int64.fetchOne(
                    db,
                    sql: "SELECT id FROM main.agency WHERE name = ? AND kind <> 'joint'",
                    arguments: [offer.draft.name]
                )
                if number == nil {
                    number = try Self.insert(offer.draft, by: actor, at: time, in: db)
                    outcome = .added
                }
                guard let number else { throw StoreError(.invalid, "The agency \(offer.id) cannot be made.") }
                try db.execute(
                    sql: "INSERT INTO main.pack_agency (pack, agency, agency_id, at) VALUES (?, ?, ?, ?)",
                    arguments: [pack, offer.id, number, Self.timestamp(time)]
                )
                return InstalledAgency(id: offer.id, number: AgencyNumber(rawValue: number), outcome: outcome)
            }
        }
    }

    /// The agencies of a pack that are in the store, by their ids in the pack.
    public func installedAgencies(of pack: String) async throws -> [String: AgencyNumber] {
        try await readTables { db in
            let rows = try Row.fetchAll(
                db,
                sql: "SELECT agency, agency_id FROM main.pack_agency WHERE pack = ?",
                arguments: [pack]
            )
            return Dictionary(
                rows.map { ($0[0] as String, AgencyNumber(rawValue: $0[1])) },
                uniquingKeysWith: { first, _ in first }
            )
        }
    }

    private static func installed(
        _ offer: OfferedAgency,
        of pack: String,
        in db: Database
    ) throws -> AgencyNumber? {
        try Int64.fetchOne(
            db,
            sql: "SELECT agency_id FROM main.pack_agency WHERE pack = ? AND agency = ?",
            arguments: [pack, offer.id]
        )
        .map { AgencyNumber(rawValue: $0) }
    }
}
