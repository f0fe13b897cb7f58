internal import GRDB
internal import Intake
internal import Store

/// What waits for somebody, read through their own views.
struct WorkQuery: Sendable {
    /// Findings that are the reader's work and that nobody has judged.
    var mine: [ListRow] = []
    /// Open findings that are nobody's work yet, the gravest first.
    var open: [ListRow] = []
    /// Open findings by severity.
    var bySeverity: [(severity: Int, count: Int)] = []
    /// What was set aside of the own agency's files.
    var quarantine: [ListRow] = []
    /// Requests to open a seal that wait for a second person.
    var openings: [(seal: Seal, opening: Seal.Opening)] = []
    var invitations = 0
    var imports: [(id: ImportJobID, job: ImportJob)] = []
    /// TLP:RED things that the reader was named for.
    var named: [GuardedSubject] = []

    static let findingColumns =
        ListDefinition.findings.columns.filter { ["severity", "rule", "subject", "time", "id"].contains($0.id) }
        + [ListColumn("subject_kind", .hidden), ListColumn("subject_id", .hidden)]

    static let quarantineColumns = [
        ListColumn("quarantined", .link(.quarantine, id: "id"), sql: "'#' || id"),
        ListColumn("file_name", sql: "(SELECT file_name FROM receipt WHERE receipt.id = receipt_id)"),
        ListColumn("line", .integer),
        ListColumn("code", .token("quarantine.code")),
        ListColumn("id", .hidden),
    ]

    /// Rows of a list at most; the list itself has the others.
    static let limit = 10

    static func read(_ visit: Visit) async throws -> WorkQuery {
        let reader = visit.reader
        let store = visit.services.store
        var query = try await store.read(as: reader) { db in try WorkQuery(db, reader) }
        if reader.can(.openSeals) {
            for seal in try await store.seals(as: reader) {
                for opening in seal.openings where opening.state == .waiting && opening.first != reader.person {
                    query.openings.append((seal, opening))
                }
            }
        }
        query.invitations = try await store.openInvitations(as: reader)
        if reader.can(.handIn) { query.imports = visit.services.intake.running(of: reader.agency) }
        query.named = reader.namedSubjects.sorted { ($0.kind, $0.id) < ($1.kind, $1.id) }
        return query
    }

    private init(_ db: Database, _ reader: Reader) throws {
        let order = "ORDER BY severity DESC, weight * strength DESC, id LIMIT \(Self.limit)"
        if let person = reader.person {
            mine = try SituationQuery.fetch(
                db,
                columns: Self.findingColumns,
                tail: """
                    FROM finding WHERE verdict IS NULL
                      AND id IN (SELECT finding_id FROM assignment WHERE person_id = ?) ORDER BY severity DESC, id
                    """,
                arguments: [person.rawValue]
            )
        }
        if reader.can(.judge) {
            open = try SituationQuery.fetch(
                db,
                columns: Self.findingColumns,
                tail: "FROM finding WHERE verdict IS NULL AND id NOT IN (SELECT finding_id FROM assignment) \(order)"
            )
            bySeverity = try Row.fetchAll(
                db,
                sql: """
                    SELECT severity, count(*) FROM finding WHERE verdict IS NULL GROUP BY severity ORDER BY severity DESC
                    """
            ).map { ($0[0], $0[1]) }
        }
        guard reader.can(.handIn) else { return }
        quarantine = try SituationQuery.fetch(
            db,
            columns: Self.quarantineColumns,
            tail: """
                FROM quarantine WHERE state = 'open'
                  AND receipt_id IN (SELECT id FROM receipt WHERE agency_id = ?) ORDER BY id DESC LIMIT \(Self.limit)
                """,
            arguments: [reader.agency.rawValue]
        )
    }
}
