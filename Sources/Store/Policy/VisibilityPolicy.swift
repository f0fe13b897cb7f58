import GRDB
import GRDBSQLite
import Synchronization
import Vocabulary

/// The one place that decides which rows a reader sees.
///
/// Every reading connection carries TEMP views that bear the names of the tables and hide what the reader may not see
/// and what has been superseded. SQLite resolves a bare name to the TEMP schema first, so a query cannot reach past
/// them by forgetting something. The views ask the two functions below; between reads these answer that nobody is
/// there, and every view is empty.
final class VisibilityPolicy: Sendable {
    private final class Seat: Sendable {
        let reader = Mutex<Reader?>(nil)
    }

    /// The seat of each connection, by its SQLite handle; entries live as long as the pool.
    private let seats = Mutex<[Int: Seat]>([:])

    /// Prepares a reading connection: call once, when it opens.
    func install(in db: Database) throws {
        let handle = Int(bitPattern: db.sqliteConnection)
        let seat = Seat()
        seats.withLock { $0[handle] = seat }
        // Pure: within one statement the reader does not change, so SQLite may ask once a statement.
        db.add(
            function: DatabaseFunction("reader_ceiling", argumentCount: 0, pure: true) { _ in
                seat.reader.withLock { $0?.ceiling?.rawValue } ?? -1
            }
        )
        db.add(
            function: DatabaseFunction("reader_agency", argumentCount: 0, pure: true) { _ in
                seat.reader.withLock { $0?.agency.rawValue } ?? -1
            }
        )
        try db.execute(sql: "PRAGMA query_only = 0")
        for sql in Self.views { try db.execute(sql: sql) }
        try db.execute(sql: "PRAGMA query_only = 1")
    }

    /// Lets a reader sit at a connection while the body runs.
    func seat<T>(_ reader: Reader, at db: Database, _ body: (Database) throws -> T) throws -> T {
        let handle = Int(bitPattern: db.sqliteConnection)
        guard let seat = seats.withLock({ $0[handle] }) else {
            throw StoreError(.database, "A connection without a visibility policy was about to be read.")
        }
        seat.reader.withLock { $0 = reader }
        defer { seat.reader.withLock { $0 = nil } }
        return try body(db)
    }

    /// What a row's own marking and owner must fulfil.
    private static func isVisible(_ marking: String, _ owner: String) -> String {
        "(\(marking) <= reader_ceiling() OR \(owner) = reader_agency())"
    }

    /// What a row `d` that kernels computed must fulfil where it names its records: it inherits the strictest marking
    /// among them, so that nobody learns from it what a record says that they may not see.
    private static let hasVisibleEvidence = """
        (reader_ceiling() >= \(HandlingMarking.red.rawValue) OR NOT EXISTS (
            SELECT 1 FROM json_each('[' || replace(d.record_ids, ' ', ',') || ']') e
            WHERE NOT EXISTS (SELECT 1 FROM record r WHERE r.id = e.value)))
        """

    /// The views, in the order in which they are made.
    private static let views: [String] =
        FactSchema.baseTables.map { table in
            """
            CREATE TEMP VIEW "\(table.name)" AS SELECT \(table.storedColumns.map { "\"\($0.name)\"" }.joined(separator: ", "))
            FROM main."\(table.name)" WHERE superseded_by IS NULL AND \(isVisible("marking", "owner"))
            """
        } + [
            """
            CREATE TEMP VIEW receipt AS SELECT * FROM main.receipt WHERE \(isVisible("marking", "agency_id"))
            """,
            """
            CREATE TEMP VIEW record AS
            SELECT r.id, r.receipt_id, r.position, r.length, r.line, r.sha256,
                   CASE r.kind \(kindCases) END AS kind, r.supersedes, r.superseded_by
            FROM main.record r JOIN main.receipt t ON t.id = r.receipt_id WHERE \(isVisible("t.marking", "t.agency_id"))
            """,
            """
            CREATE TEMP VIEW quarantine AS
            SELECT q.* FROM main.quarantine q JOIN main.receipt t ON t.id = q.receipt_id
            WHERE \(isVisible("t.marking", "t.agency_id"))
            """,
            """
            CREATE TEMP VIEW finding AS
            SELECT f.*, NULLIF(v.verdict, 'reopened') AS verdict, v.reason AS verdict_reason, v.at AS verdict_at,
                   v.by AS verdict_by
            FROM main.finding f
            LEFT JOIN main.verdict v ON v.id = (SELECT MAX(id) FROM main.verdict WHERE finding_id = f.id)
            WHERE \(isVisible("f.marking", "f.owner"))
            """,
            // A match between two names is seen by those who see both, be they main names or others.
            """
            CREATE TEMP VIEW name_match AS
            SELECT m.* FROM main.name_match m
            WHERE EXISTS (SELECT 1 FROM party p WHERE p.id = m.party_id
                          AND (p.name = m.party_name OR EXISTS (SELECT 1 FROM party_name n
                               WHERE n.party_id = p.id AND n.name = m.party_name)))
              AND EXISTS (SELECT 1 FROM listing l WHERE l.id = m.listing_id
                          AND (l.name = m.listed_name OR EXISTS (SELECT 1 FROM listing_name n
                               WHERE n.listing_id = l.id AND n.name = m.listed_name)))
            """,
            """
            CREATE TEMP VIEW ownership AS
            SELECT d.* FROM main.ownership d
            WHERE EXISTS (SELECT 1 FROM party p WHERE p.id = d.party_id)
              AND EXISTS (SELECT 1 FROM party p WHERE p.id = d.owner_id) AND \(hasVisibleEvidence)
            """,
        ]
        + [
            ("price_score", "declaration", "declaration_id", "EXISTS (SELECT 1 FROM price p WHERE p.id = d.price_id)"),
            ("lot_balance", "lot", "lot_id", hasVisibleEvidence),
            ("site_activity", "site", "site_id", hasVisibleEvidence),
            (
                "detection_cover", "detection", "detection_id",
                "(d.licence_id IS NULL OR EXISTS (SELECT 1 FROM licence l WHERE l.id = d.licence_id))"
            ),
            ("declaration_lot", "declaration", "declaration_id", "1"),
        ].map { derived, base, column, condition in
            """
            CREATE TEMP VIEW \(derived) AS SELECT d.* FROM main.\(derived) d
            WHERE EXISTS (SELECT 1 FROM \(base) b WHERE b.id = d.\(column)) AND \(condition)
            """
        } + [
            """
            CREATE TEMP VIEW licence_hit AS SELECT h.* FROM main.licence_hit h
            WHERE EXISTS (SELECT 1 FROM licence l WHERE l.id = h.licence_id)
              AND CASE h.subject_kind WHEN 'detection' THEN EXISTS (SELECT 1 FROM detection s WHERE s.id = h.subject_id)
                  ELSE EXISTS (SELECT 1 FROM site s WHERE s.id = h.subject_id) END
            """,
            // A site that nobody has registered hides nothing; one that is on file shows itself to its readers alone.
            """
            CREATE TEMP VIEW lot_origin AS SELECT d.* FROM main.lot_origin d
            WHERE EXISTS (SELECT 1 FROM lot l WHERE l.id = d.lot_id)
              AND (EXISTS (SELECT 1 FROM site s WHERE s.id = d.site_id)
                   OR NOT EXISTS (SELECT 1 FROM main.site s WHERE s.id = d.site_id AND s.superseded_by IS NULL))
              AND \(hasVisibleEvidence)
            """,
            // A round trip is named after one of its payments and is seen whole or not at all.
            """
            CREATE TEMP VIEW payment_cycle AS SELECT c.* FROM main.payment_cycle c
            WHERE NOT EXISTS (SELECT 1 FROM main.payment_cycle o WHERE o.cycle_id = c.cycle_id
                              AND NOT EXISTS (SELECT 1 FROM payment p WHERE p.id = o.payment_id))
            """,
        ]

    private static let kindCases = FactSchema.baseTables.indices
        .map { "WHEN \($0) THEN '\(FactSchema.baseTables[$0].name)'" }
        .joined(separator: " ")
}
