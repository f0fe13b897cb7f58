import Vocabulary

/// The SQL of the views through which everything is read.
///
/// What a row must fulfil is said here and nowhere else. The functions that it asks are those of ``ReaderSeat``.
enum PolicyViews {
    /// The views, in the order in which they are made.
    static let all: [String] =
        facts + intake + derived + hits + people + events + credentials + forms + remedy + cases + evidence

    /// The names of the tables that have a view here.
    static let names: Set<String> = Set(
        FactSchema.tables.map(\.name) + [
            "receipt", "record", "quarantine", "finding", "agency", "access", "assessment", "assignment",
            "captured_event", "captured_key", "captured_document", "captured_master", "capture_job", "event_query",
            "credential", "credential_form", "credential_event", "form", "form_version", "form_file", "submission",
            "submission_file", "set_aside",
        ]
    ).union(remedyNames).union(caseNames).union(evidenceNames)

    /// What a row's own marking, owner and record must fulfil: cheap comparisons first, the lists of sharing groups
    /// and named readers last.
    static func isVisible(_ marking: String, _ owner: String, _ record: String) -> String {
        """
        (\(marking) <= reader_base() OR (\(owner) = reader_agency() AND \(marking) <= reader_own())
            OR reader_sees(\(marking), \(owner), \(record))) AND (reader_unsealed() OR NOT reader_sealed(\(record)))
        """
    }

    /// What a row `d` that kernels computed must fulfil where it names its records: it inherits the strictest marking
    /// among them, so that nobody learns from it what a record says that they may not see.
    private static let hasVisibleEvidence = """
        ((reader_base() >= \(HandlingMarking.red.rawValue) AND reader_unsealed()) OR NOT EXISTS (
            SELECT 1 FROM json_each('[' || replace(d.record_ids, ' ', ',') || ']') e
            WHERE NOT EXISTS (SELECT 1 FROM record r WHERE r.id = e.value)))
        """

    /// The columns of a view, redacted ones as their readers get them, and what is withheld in a row.
    ///
    /// - Parameters:
    ///   - id: The expression that names the row's subject in the access trail.
    private static func columns(
        of table: String,
        _ names: [String],
        id: String,
        owner: String,
        marking: String,
        alias: String? = nil
    ) -> String {
        let prefix = alias.map { $0 + "." } ?? ""
        let fields = RedactedField.of(table)
        guard !fields.isEmpty else { return names.map { "\"\($0)\"" }.joined(separator: ", ") }
        let listed = names.map { name -> String in
            guard let field = fields.first(where: { $0.column == name }) else { return "\(prefix)\"\(name)\"" }
            let substitute =
                switch field.substitute {
                case .nothing: "NULL"
                case .gridCell: "grid_\(name)(lon, lat)"
                case .gridRadius: "grid_radius(uncertainty_m)"
                }
            let noted =
                field.isSensitive
                ? "WHEN 2 THEN reader_notes('\(field.name)', \(id), \(owner), \(marking), \"\(name)\")" : ""
            return """
                CASE WHEN NOT (\(field.condition)) THEN "\(name)" ELSE CASE reader_may('\(field.name)')
                    WHEN 1 THEN "\(name)" \(noted) ELSE \(substitute) END END AS "\(name)"
                """
        }
        let withheld = fields.map { field in
            """
            CASE WHEN reader_may('\(field.name)') = 0 AND "\(field.column)" IS NOT NULL AND (\(field.condition))
                THEN '\(field.column) ' ELSE '' END
            """
        }
        let all = "CASE WHEN reader_redacts() THEN NULLIF(trim(\(withheld.joined(separator: " || "))), '') END"
        return listed.joined(separator: ", ") + ", \(all) AS withheld"
    }

    private static let facts: [String] = FactSchema.baseTables.map { table in
        """
        CREATE TEMP VIEW "\(table.name)" AS
        SELECT \(columns(of: table.name, table.storedColumns.map(\.name), id: "id", owner: "owner", marking: "marking"))
        FROM main."\(table.name)" WHERE superseded_by IS NULL AND \(isVisible("marking", "owner", "record_id"))
        """
    }

    /// The digest of a record; nothing where a field of such a record is withheld from the reader, for what a field with few
    /// possible values holds could be tried out against it.
    private static let digest: String = {
        let cases = FactSchema.baseTables.enumerated().compactMap { number, table -> String? in
            let needed = Set(RedactedField.of(table.name).map(\.capability.rawValue)).sorted()
            guard !needed.isEmpty else { return nil }
            let conditions = needed.map { "reader_can('\($0)')" }.joined(separator: " AND ")
            return "WHEN \(number) THEN CASE WHEN \(conditions) THEN r.sha256 END"
        }
        return "CASE r.kind \(cases.joined(separator: " ")) ELSE r.sha256 END"
    }()

    private static let intake: [String] = [
        // No single record is asked for: a file is seen by its own marking and owner.
        """
        CREATE TEMP VIEW receipt AS SELECT * FROM main.receipt WHERE \(isVisible("marking", "agency_id", "-1"))
        """,
        """
        CREATE TEMP VIEW record AS
        SELECT r.id, r.receipt_id, r.position, r.length, r.line, \(digest) AS sha256,
               CASE r.kind \(kindCases) END AS kind, r.supersedes, r.superseded_by
        FROM main.record r JOIN main.receipt t ON t.id = r.receipt_id
        WHERE \(isVisible("t.marking", "t.agency_id", "r.id"))
        """,
        """
        CREATE TEMP VIEW quarantine AS
        SELECT \(columns(of: "quarantine", quarantineColumns, id: "id", owner: "0", marking: "0"))
        FROM main.quarantine q
        WHERE EXISTS (SELECT 1 FROM main.receipt t WHERE t.id = q.receipt_id
                      AND \(isVisible("t.marking", "t.agency_id", "-1")))
        """,
        """
        CREATE TEMP VIEW finding AS
        SELECT \(columns(of: "finding", findingColumns, id: "f.id", owner: "f.owner", marking: "f.marking", alias: "f")),
               NULLIF(v.verdict, 'reopened') AS verdict, v.reason AS verdict_reason, v.at AS verdict_at,
               v.by AS verdict_by
        FROM main.finding f
        LEFT JOIN main.verdict v ON v.finding_id = f.id AND NOT EXISTS (
            SELECT 1 FROM main.verdict newer WHERE newer.finding_id = f.id AND newer.id > v.id)
        WHERE (f.marking <= reader_base() OR (f.owner = reader_agency() AND f.marking <= reader_own())
               OR reader_sees(f.marking, f.owner, -1) OR (f.marking = 4 AND reader_named('finding', f.id)))
          AND (reader_unsealed() OR NOT (
                reader_seals('finding', f.id) OR reader_seals(f.subject_kind, f.subject_id)
                OR reader_sealed_among(f.record_ids)))
        """,
    ]

    private static let quarantineColumns = [
        "id", "receipt_id", "position", "length", "line", "path", "code", "found", "expected", "advice", "excerpt",
        "state", "resolved_by",
    ]

    private static let findingColumns = [
        "id", "rule_id", "rule_version", "subject_kind", "subject_id", "time", "strength", "weight", "severity",
        "details",
        "record_ids", "cells", "lon", "lat", "marking", "owner", "first_seen",
    ]

    private static let derived: [String] =
        [
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
        }

    private static let hits: [String] = [
        """
        CREATE TEMP VIEW licence_hit AS
        SELECT \(columns(of: "licence_hit", hitColumns, id: "subject_id", owner: "0", marking: "0"))
        FROM main.licence_hit h
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
        // What breaks between two lots is seen by those who see both.
        """
        CREATE TEMP VIEW lot_break AS SELECT d.* FROM main.lot_break d
        WHERE EXISTS (SELECT 1 FROM lot l WHERE l.id = d.lot_id)
          AND (d.other_id IS NULL OR EXISTS (SELECT 1 FROM lot l WHERE l.id = d.other_id))
          AND \(hasVisibleEvidence)
        """,
        """
        CREATE TEMP VIEW material_balance AS SELECT d.* FROM main.material_balance d
        WHERE CASE d.unit_kind WHEN 'party' THEN EXISTS (SELECT 1 FROM party p WHERE p.id = d.unit_id)
              ELSE EXISTS (SELECT 1 FROM site s WHERE s.id = d.unit_id) END
          AND \(hasVisibleEvidence)
        """,
        // A round trip is named after one of its payments and is seen whole or not at all.
        """
        CREATE TEMP VIEW payment_cycle AS SELECT c.* FROM main.payment_cycle c
        WHERE NOT EXISTS (SELECT 1 FROM main.payment_cycle o WHERE o.cycle_id = c.cycle_id
                          AND NOT EXISTS (SELECT 1 FROM payment p WHERE p.id = o.payment_id))
        """,
    ]

    private static let hitColumns =
        FactSchema.table(named: "licence_hit")?.columns.map(\.name) ?? []

    private static let people: [String] = [
        // Whom to ask is for everybody to know.
        """
        CREATE TEMP VIEW agency AS SELECT id, name, kind, country, contact FROM main.agency
        WHERE kind <> 'joint' AND reader_base() >= 0
        """,
        // Whose work a finding is, for those who see the finding; colleagues alone are told the name.
        """
        CREATE TEMP VIEW assignment AS
        SELECT a.finding_id, a.person_id, a.at,
               (SELECT p.name FROM main.person p WHERE p.id = a.person_id
                AND (p.agency_id = reader_agency() OR reader_base() >= 4)) AS person
        FROM main.assignment a
        WHERE reader_agency() > 0 AND a.person_id IS NOT NULL
          AND a.id = (SELECT MAX(n.id) FROM main.assignment n WHERE n.finding_id = a.finding_id)
          AND EXISTS (SELECT 1 FROM finding f WHERE f.id = a.finding_id)
        """,
        "CREATE TEMP VIEW assessment AS SELECT * FROM main.assessment WHERE reader_base() >= 0",
        // The trail is read by whoever did something, by the agency whose data it was and by oversight, which is not told
        // what a TLP:RED thing is called.
        """
        CREATE TEMP VIEW access AS
        SELECT id, at, reader, agency_id, person_id, action, subject_kind,
               CASE WHEN reader_base() >= 4 OR marking IS NULL OR marking < 4 OR person_id = reader_person()
                   OR (owner = reader_agency() AND reader_own() >= 4) THEN subject_id END AS subject_id,
               owner, marking, purpose, case_reference, detail
        FROM main.access
        WHERE reader_base() >= 4 OR person_id = reader_person() OR reader_can('read_whole_trail')
           OR (owner = reader_agency() AND reader_can('read_trail'))
        """,
    ]

    private static let events: [String] = [
        // An event that another record has put right is gone; one that is only declared wrong stays beside the declaration.
        """
        CREATE TEMP VIEW captured_event AS
        SELECT c.* FROM main.captured_event c JOIN main.record r ON r.id = c.record_id
        WHERE (r.superseded_by IS NULL OR EXISTS (SELECT 1 FROM main.captured_event e
                   WHERE e.record_id = r.superseded_by AND e.is_error = 1 AND c.is_error = 0))
          AND \(isVisible("c.marking", "c.owner", "c.record_id"))
        """,
        """
        CREATE TEMP VIEW captured_key AS SELECT k.* FROM main.captured_key k
        WHERE EXISTS (SELECT 1 FROM captured_event c WHERE c.record_id = k.record_id)
        """,
        """
        CREATE TEMP VIEW captured_document AS SELECT d.* FROM main.captured_document d
        WHERE EXISTS (SELECT 1 FROM receipt t WHERE t.id = d.receipt_id)
        """,
        """
        CREATE TEMP VIEW captured_master AS SELECT m.* FROM main.captured_master m
        WHERE EXISTS (SELECT 1 FROM receipt t WHERE t.id = m.receipt_id)
        """,
        // What an agency hands in and asks for is its own business.
        """
        CREATE TEMP VIEW capture_job AS SELECT * FROM main.capture_job
        WHERE owner = reader_agency() OR reader_base() >= 4
        """,
        """
        CREATE TEMP VIEW event_query AS SELECT * FROM main.event_query
        WHERE owner = reader_agency() OR reader_base() >= 4
        """,
    ]

    /// What issued credentials are about, which must be seen by whoever sees them: a correction may be marked more strictly.
    private static let credentialSubjects = ["licence", "lot", "site"].map { table in
        """
        WHEN '\(table)' THEN EXISTS (SELECT 1 FROM \(table) s WHERE s.id = c.subject_id)
            OR NOT EXISTS (SELECT 1 FROM main.\(table) s WHERE s.id = c.subject_id AND s.superseded_by IS NULL)
        """
    }.joined(separator: " ")

    private static let credentials: [String] = [
        // Who issued it and why in spite of what is the agency's own business.
        """
        CREATE TEMP VIEW credential AS
        SELECT c.id, c.kind, c.subject_kind, c.subject_id, c.record_id, c.record_ids, c.key_name, c.list, c.place,
               c.valid_from, c.valid_until, c.issued_at, c.marking, c.owner,
               CASE WHEN \(isOwn) THEN c.issued_by END AS issued_by, CASE WHEN \(isOwn) THEN c.reason END AS reason,
               coalesce((SELECT CASE e.event WHEN 'restored' THEN 'valid' ELSE e.event END FROM main.credential_event e
                   WHERE e.credential_id = c.id ORDER BY e.id DESC LIMIT 1), 'valid') AS state
        FROM main.credential c
        WHERE \(isVisible("c.marking", "c.owner", "coalesce(c.record_id, -1)"))
          AND (reader_unsealed() OR NOT reader_sealed_among(c.record_ids))
          AND CASE c.subject_kind \(credentialSubjects) ELSE 1 END
        """,
        """
        CREATE TEMP VIEW credential_form AS SELECT f.* FROM main.credential_form f
        WHERE EXISTS (SELECT 1 FROM credential c WHERE c.id = f.credential_id)
        """,
        """
        CREATE TEMP VIEW credential_event AS
        SELECT e.id, e.credential_id, e.event, e.at,
               CASE WHEN \(isOwn) THEN e.by END AS by, CASE WHEN \(isOwn) THEN e.reason END AS reason
        FROM main.credential_event e JOIN credential c ON c.id = e.credential_id
        """,
    ]

    private static let forms: [String] = [
        // Whoever has the link can fill the form in: it is the agency's to give out.
        """
        CREATE TEMP VIEW form AS
        SELECT f.id, f.name, f.state, f.is_case_study, f.added_at, f.added_by, f.marking, f.owner,
               CASE WHEN (f.owner = reader_agency() OR reader_base() >= 4) AND reader_can('hand_in') THEN f.link END AS link
        FROM main.form f WHERE \(isVisible("f.marking", "f.owner", "-1"))
        """,
        """
        CREATE TEMP VIEW form_version AS SELECT v.* FROM main.form_version v
        WHERE EXISTS (SELECT 1 FROM form f WHERE f.id = v.form_id)
        """,
        """
        CREATE TEMP VIEW form_file AS SELECT x.* FROM main.form_file x
        WHERE EXISTS (SELECT 1 FROM form_version v WHERE v.id = x.version_id)
        """,
        // What people said, and whom they spoke of.
        """
        CREATE TEMP VIEW submission AS
        SELECT s.*, EXISTS (SELECT 1 FROM main.submission n WHERE n.form_id = s.form_id AND n.corrects = s.instance_id)
            AS is_corrected
        FROM main.submission s WHERE reader_can('read_reports') AND \(isVisible("s.marking", "s.owner", "-1"))
        """,
        """
        CREATE TEMP VIEW submission_file AS SELECT x.* FROM main.submission_file x
        WHERE EXISTS (SELECT 1 FROM submission s WHERE s.id = x.submission_id)
        """,
        // As it came, with what a camera wrote into it.
        """
        CREATE TEMP VIEW set_aside AS SELECT a.* FROM main.set_aside a
        WHERE reader_can('read_reports') AND reader_can('read_originals')
          AND \(isVisible("a.marking", "a.owner", "-1"))
        """,
    ]

    private static let isOwn = "(c.owner = reader_agency() OR reader_base() >= \(HandlingMarking.red.rawValue))"

    private static let kindCases = FactSchema.baseTables.indices
        .map { "WHEN \($0) THEN '\(FactSchema.baseTables[$0].name)'" }
        .joined(separator: " ")
}
