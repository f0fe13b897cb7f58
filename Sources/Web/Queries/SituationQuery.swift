internal import GRDB
internal import Store

/// What the Situation page shows, read in one go.
struct SituationQuery: Sendable {
    var cells: [String: Int] = [:]
    var latestFindings: [ListRow] = []
    var receipts: [ListRow] = []
    var openQuarantine = 0
    var openFindings = 0
    /// Rows by table, counted up to ``countLimit``.
    var totals: [String: Int] = [:]

    /// Counting stops here, so that the page of a large store is as quick as that of a small one.
    static let countLimit = 100_000
    static let counted: [Subject] = [.site, .licence, .detection, .declaration, .lot, .party]

    static let findingColumns = ListDefinition.findings.columns
    static let receiptColumns = [
        ListColumn("file_name"),
        ListColumn("kind", .token("kind")),
        ListColumn("received_at", .time),
        ListColumn("accepted", .integer),
        ListColumn("quarantined_count", .integer, sql: "quarantined"),
        ListColumn("state", .token("receipt.state")),
        ListColumn("id", .hidden),
    ]

    /// What the reader's page shows now.
    static func read(_ services: SiteServices, as reader: Reader) async throws -> SituationQuery {
        try await services.kept.answer(to: .situation, for: reader) { db in try SituationQuery(db) }
    }

    init(_ db: Database) throws {
        cells = try Self.cellCounts(db)
        let newest = ListColumn("first_seen", .hidden)
        latestFindings = try Self.fetch(
            db,
            columns: Self.findingColumns,
            tail: "FROM finding WHERE verdict IS NULL ORDER BY \(newest.sql) DESC, severity DESC, id LIMIT 8"
        )
        receipts = try Self.fetch(db, columns: Self.receiptColumns, tail: "FROM receipt ORDER BY id DESC LIMIT 5")
        openQuarantine = try Int.fetchOne(db, sql: "SELECT count(*) FROM quarantine WHERE state = 'open'") ?? 0
        openFindings = try Int.fetchOne(db, sql: "SELECT count(*) FROM finding WHERE verdict IS NULL") ?? 0
        for subject in Self.counted {
            let sql = "SELECT count(*) FROM (SELECT 1 FROM \(subject.rawValue) LIMIT \(Self.countLimit + 1))"
            totals[subject.rawValue] = try Int.fetchOne(db, sql: sql) ?? 0
        }
    }

    /// Findings by cell; a finding counts in each of its cells, a dismissed one in none.
    private static func cellCounts(_ db: Database) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        let sql = "SELECT cells, count(*) FROM finding WHERE verdict IS NOT 'dismissed' GROUP BY cells"
        let cursor = try Row.fetchCursor(db, sql: sql)
        while let row = try cursor.next() {
            let cells: String? = row[0]
            let count: Int = row[1]
            for cell in (cells ?? "").split(separator: " ") { counts[String(cell), default: 0] += count }
        }
        return counts
    }

    /// Rows of chosen columns.
    static func fetch(
        _ db: Database,
        columns: [ListColumn],
        tail: String,
        arguments: StatementArguments = []
    ) throws -> [ListRow] {
        let list = columns.map { "\($0.sql) AS \"\($0.id)\"" }.joined(separator: ", ")
        let block = try db.makeStatement(sql: "SELECT \(list) \(tail)").rowBlock(arguments)
        return ListRow.rows(of: block, ListRow.Columns(columns))
    }
}
