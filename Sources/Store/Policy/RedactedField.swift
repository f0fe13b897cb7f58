import Vocabulary

/// A column that some readers do not get, or get only for a reason.
///
/// The views of ``PolicyViews`` are made from this table, and so is `docs/permissions.md`.
public struct RedactedField: Sendable, Hashable {
    /// What stands in the column instead.
    public enum Substitute: String, Sendable, Hashable {
        /// Nothing.
        case nothing
        /// The centre of the cell of a fixed grid, a tenth of a degree wide.
        case gridCell = "grid_cell"
        /// The radius of that cell, where the position beside it was exchanged for the cell's centre.
        case gridRadius = "grid_radius"
    }

    /// The table.
    public let table: String
    /// The column.
    public let column: String
    /// What a reader must be able to do to get it.
    public let capability: Capability
    /// Whether a person must also say what for and for which case; each such reading goes to the access trail.
    public let isSensitive: Bool
    /// What other readers get.
    public let substitute: Substitute
    /// When the column is protected, in words; empty for always.
    public let when: String
    /// The same as SQL over the row.
    let condition: String

    /// The name under which pages say that it is withheld.
    public var name: String { "\(table).\(column)" }

    private init(
        _ table: String,
        _ column: String,
        _ capability: Capability,
        sensitive: Bool = false,
        _ substitute: Substitute = .nothing,
        when: String = "",
        _ condition: String = "1"
    ) {
        self.table = table
        self.column = column
        self.capability = capability
        isSensitive = sensitive
        self.substitute = substitute
        self.when = when
        self.condition = condition
    }

    /// Every redacted column.
    public static let all: [RedactedField] = persons + reports + sites + findings + quarantine

    /// The redacted columns of a table.
    static func of(_ table: String) -> [RedactedField] { all.filter { $0.table == table } }

    private static let persons = [
        RedactedField("party", "birth_date", .readIdentity, sensitive: true),
        RedactedField(
            "party",
            "registration",
            .readIdentity,
            sensitive: true,
            when: "of a person: a company's number is public",
            "kind NOT IN \(companies)"
        ),
        RedactedField(
            "party",
            "address",
            .readIdentity,
            sensitive: true,
            when: "of a person: a company's seat is public",
            "kind NOT IN \(companies)"
        ),
    ]

    /// Kinds of party that are no persons; a kind that nobody knows may be one.
    static let companies = "('company', 'cooperative', 'public_body', 'security_unit')"

    private static let reports = [
        RedactedField("report", "text", .readReports, sensitive: true),
        RedactedField("report", "party", .readReports, sensitive: true),
        RedactedField("report", "site", .readReports, sensitive: true),
        RedactedField("report", "lon", .readExactPositions, sensitive: true, .gridCell),
        RedactedField("report", "lat", .readExactPositions, sensitive: true, .gridCell),
        RedactedField("report", "uncertainty_m", .readExactPositions, sensitive: true, .gridRadius),
    ]

    private static let artisanal = "unless it is known not to be artisanal"

    private static let sites = [
        RedactedField("site", "lon", .readExactPositions, .gridCell, when: artisanal, "artisanal IS NOT 0"),
        RedactedField("site", "lat", .readExactPositions, .gridCell, when: artisanal, "artisanal IS NOT 0"),
        RedactedField("site", "uncertainty_m", .readExactPositions, .gridRadius, when: artisanal, "artisanal IS NOT 0"),
        RedactedField("site", "geometry", .readExactPositions, when: artisanal, "artisanal IS NOT 0"),
        // Distances to several outlines give a position away.
        RedactedField(
            "licence_hit",
            "distance_m",
            .readExactPositions,
            when: "of a site, " + artisanal,
            "subject_kind <> 'detection' AND NOT EXISTS (SELECT 1 FROM main.site s WHERE s.id = subject_id"
                + " AND s.superseded_by IS NULL AND s.artisanal = 0)"
        ),
    ]

    /// A finding lies where its subject does; only detections and incidents are shown there to everybody.
    private static let findingPlace = """
        subject_kind NOT IN ('detection', 'incident') AND NOT EXISTS (SELECT 1 FROM main.site s
            WHERE s.superseded_by IS NULL AND s.artisanal = 0 AND s.id = CASE subject_kind WHEN 'site' THEN subject_id
                WHEN 'lot' THEN (SELECT l.site FROM main.lot l WHERE l.id = subject_id AND l.superseded_by IS NULL) END)
        """

    private static let findings = ["lon", "lat"].map {
        RedactedField(
            "finding",
            $0,
            .readExactPositions,
            .gridCell,
            when: "unless it is about a detection, an incident, or a site (or a lot of one) known not to be artisanal",
            findingPlace
        )
    }

    private static let quarantine = [
        // What was set aside is shown as received: nobody knows yet which column it belongs to.
        RedactedField("quarantine", "excerpt", .readOriginals),
        RedactedField("quarantine", "found", .readOriginals),
    ]
}
