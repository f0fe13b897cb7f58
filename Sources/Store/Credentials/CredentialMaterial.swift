import GRDB
import Vocabulary

/// What a credential about a fact of the store can say: what the public page of such a fact shows, and nothing else.
///
/// Redacted columns are what they are for a reader without any capability, whoever issues: exact positions of artisanal sites
/// are in no credential.
public struct CredentialMaterial: Sendable, Hashable {
    /// Whose data it rests on.
    public let basis: CredentialBasis
    /// The columns of the fact that have a value.
    public let columns: [String: String]
    /// The columns of the site that a lot was made at, if the store has it under no stricter marking.
    public let site: [String: String]?
    /// The names of the parties that are named, by their identifiers, if the store has them under no stricter marking.
    public let partyNames: [String: String]
    /// How many findings about it nobody has dismissed.
    public let openFindings: Int
}

extension FactStore {
    /// What can be said of a licence, a lot or a site; nil if the reader does not see it.
    public func credentialMaterial(
        of kind: IssuedCredential.Kind,
        _ id: String,
        as reader: Reader
    ) async throws -> CredentialMaterial? {
        guard kind != .badge else { return nil }
        return try await read(as: reader) { db in try CredentialMaterial(db, kind, id) }
    }
}

extension CredentialMaterial {
    private static let licence = [
        "id", "code", "activity", "status", "holder", "holder_name", "minerals", "granted", "expires", "country",
    ]
    private static let lot = ["id", "mineral", "form", "mass_g", "site", "made", "custody_model"]
    private static let site = [
        "id", "kind", "name", "operator", "licence", "minerals", "status", "country", "region", "artisanal", "lon",
        "lat",
        "uncertainty_m",
    ]

    fileprivate init?(_ db: Database, _ kind: IssuedCredential.Kind, _ id: String) throws {
        let names =
            switch kind {
            case .licence: Self.licence
            case .lot: Self.lot
            case .site, .badge: Self.site
            }
        guard let row = try Fact(db, kind.rawValue, names, id) else { return nil }
        var records = [row.record]
        var site: Fact?
        if kind == .lot, let place = row.columns["site"] { site = try Fact(db, "site", Self.site, place, below: row) }
        if let site { records.append(site.record) }
        var partyNames: [String: String] = [:]
        for party in [row.columns["holder"], row.columns["operator"], site?.columns["operator"]].compactMap(\.self) {
            guard let found = try Fact(db, "party", ["name"], party, below: row) else { continue }
            partyNames[party] = found.columns["name"]
            records.append(found.record)
        }
        let findings = try Int.fetchOne(
            db,
            sql: """
                SELECT count(*) FROM finding
                WHERE subject_kind = ? AND subject_id = ? AND coalesce(verdict, '') <> 'dismissed'
                """,
            arguments: [kind.rawValue, id]
        )
        basis = CredentialBasis(
            subject: GuardedSubject(stored: kind.rawValue, id),
            record: row.record,
            records: records,
            marking: row.marking,
            owner: AgencyNumber(rawValue: row.owner)
        )
        columns = row.columns
        self.site = site?.columns
        self.partyNames = partyNames
        openFindings = findings ?? 0
    }

    /// A current row that the reader sees, with what everybody may have of its redacted columns.
    private struct Fact {
        let record: Int64
        let marking: HandlingMarking
        let owner: Int64
        let columns: [String: String]

        /// Reads a row.
        ///
        /// - Parameter other: A row whose marking and owner it must not go beyond.
        init?(_ db: Database, _ table: String, _ names: [String], _ id: String, below other: Fact? = nil) throws {
            let columns = names.map { Self.expression(table, $0) }.joined(separator: ", ")
            let row = try Row.fetchOne(
                db,
                sql: "SELECT record_id, marking, owner, \(columns) FROM \"\(table)\" WHERE id = ? LIMIT 1",
                arguments: [id]
            )
            guard let row, let marking = HandlingMarking(rawValue: row[1]) else { return nil }
            (record, self.marking, owner) = (row[0], marking, row[2])
            if let other {
                guard marking == .clear || marking <= other.marking && owner == other.owner else { return nil }
            }
            var texts: [String: String] = [:]
            for (place, name) in names.enumerated() {
                let value = row[place + 3] as DatabaseValue
                switch value.storage {
                case .null, .blob: continue
                case .int64(let number): texts[name] = String(number)
                case .double(let number): texts[name] = PositionText.text(number)
                case .string(let text): texts[name] = text.isEmpty ? nil : text
                }
            }
            self.columns = texts
        }

        private static func expression(_ table: String, _ column: String) -> String {
            guard let field = RedactedField.of(table).first(where: { $0.column == column }) else {
                return "\"\(column)\""
            }
            let substitute =
                switch field.substitute {
                case .nothing: "NULL"
                case .gridCell: "grid_\(column)(lon, lat)"
                case .gridRadius: "CASE WHEN lon IS NOT NULL THEN grid_radius(uncertainty_m) END"
                }
            return "CASE WHEN \(field.condition) THEN \(substitute) ELSE \"\(column)\" END AS \"\(column)\""
        }
    }
}

/// Degrees as a decimal text with five places, about a metre: a signature over a binary float would not be over it.
enum PositionText {
    static func text(_ degrees: Double) -> String? {
        guard let scaled = Int(exactly: (degrees * 100_000).rounded()) else { return nil }
        let digits = String(scaled.magnitude)
        let padded = String(repeating: "0", count: max(0, 6 - digits.utf8.count)) + digits
        return (scaled < 0 ? "-" : "") + padded.dropLast(5) + "." + padded.suffix(5)
    }
}
