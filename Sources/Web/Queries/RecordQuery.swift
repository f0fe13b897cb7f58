internal import GRDB
internal import Vocabulary

/// A record with its receipt, the facts read from it and the chain of its corrections.
struct RecordQuery: Sendable {
    let record: ListRow
    /// The tables and rows that were read from it.
    let facts: [Facts]
    /// From the oldest version to the newest, this one included.
    let chain: [Int64]

    struct Facts: Sendable {
        let table: String
        let rows: [ListRow]
    }

    static let columns = [
        ListColumn("kind", .token("kind"), sql: "record.kind"),
        ListColumn("file_name", sql: "receipt.file_name"),
        ListColumn("line", .integer, sql: "record.line"),
        ListColumn("position", .integer, sql: "record.position"),
        ListColumn("length", .bytes, sql: "record.length"),
        ListColumn("received_at", .time, sql: "receipt.received_at"),
        ListColumn("source_text", sql: "receipt.source"),
        ListColumn("agency", sql: "(SELECT agency.name FROM agency WHERE agency.id = receipt.agency_id)"),
        ListColumn("marking", .marking, sql: "receipt.marking"),
        ListColumn("map_file", sql: "receipt.map"),
        ListColumn("sha256", .hash, sql: "record.sha256"),
        ListColumn("file_sha256", .hash, sql: "receipt.sha256"),
        ListColumn("corrects_entry", .link(.quarantine, id: "entry_id"), sql: "'#' || entry.id"),
        ListColumn("code", .token("quarantine.code"), sql: "entry.code"),
        ListColumn("entry_id", .hidden, sql: "entry.id"),
        ListColumn("id", .hidden, sql: "record.id"),
        ListColumn("receipt_id", .hidden, sql: "record.receipt_id"),
        ListColumn("raw_length", .hidden, sql: "record.length"),
        ListColumn("supersedes", .hidden, sql: "record.supersedes"),
        ListColumn("superseded_by", .hidden, sql: "record.superseded_by"),
    ]

    /// Corrections of corrections are followed so far in either direction.
    private static let chainLimit = 50

    init?(_ db: Database, id: Int64) throws {
        let rows = try SituationQuery.fetch(
            db,
            columns: Self.columns,
            tail: "FROM record LEFT JOIN receipt ON receipt.id = record.receipt_id"
                + " LEFT JOIN quarantine AS entry ON entry.resolved_by = record.id WHERE record.id = ? LIMIT 1",
            arguments: [id]
        )
        guard let record = rows.first else { return nil }
        self.record = record
        facts = try FactSchema.baseTables.compactMap { table in
            let columns = table.columns.filter { $0.storage != .blob }.map { ListColumn($0.name) }
            let rows = try SituationQuery.fetch(
                db,
                columns: columns,
                tail: "FROM \(table.name) WHERE record_id = ? LIMIT 20",
                arguments: [id]
            )
            return rows.isEmpty ? nil : Facts(table: table.name, rows: rows)
        }
        var chain = [id]
        while chain.count < Self.chainLimit, let older = try Self.neighbour(db, "supersedes", of: chain[0]),
            !chain.contains(older)
        {
            chain.insert(older, at: 0)
        }
        while chain.count < Self.chainLimit * 2, let last = chain.last,
            let newer = try Self.neighbour(db, "superseded_by", of: last), !chain.contains(newer)
        {
            chain.append(newer)
        }
        self.chain = chain
    }

    private static func neighbour(_ db: Database, _ column: String, of id: Int64) throws -> Int64? {
        try Int64.fetchOne(db, sql: "SELECT \(column) FROM record WHERE id = ?", arguments: [id])
    }
}
