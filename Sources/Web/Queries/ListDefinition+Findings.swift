extension ListDefinition {
    /// Findings, strongest first.
    static let findings = ListDefinition(
        subject: .finding,
        source: "finding",
        columns: [
            ListColumn("severity", .severity),
            ListColumn("rule", .rule, sql: "rule_id"),
            ListColumn(
                "subject",
                .subjectLink(kind: "subject_kind", id: "subject_id"),
                sql: Subject.nameSQL(kind: "subject_kind", id: "subject_id")
            ),
            ListColumn("cells", .cells),
            ListColumn("time", .date),
            ListColumn("strength", .decimal(2)),
            ListColumn("verdict", .token("verdict"), sql: "coalesce(verdict, 'open')"),
            ListColumn("id", .hidden),
            ListColumn("subject_kind", .hidden),
            ListColumn("subject_id", .hidden),
            ListColumn("rule_version", .hidden),
            ListColumn("weight", .hidden),
            ListColumn("first_seen", .hidden),
            ListColumn("record_ids", .hidden),
            ListColumn("details", .hidden),
        ],
        filters: [
            ListFilter("rule", .rule, "rule_id = ?"),
            ListFilter(
                "vulnerability",
                .vulnerability,
                "replace(' ' || cells || ' ', '/', ' ') LIKE ? ESCAPE '\\'",
                argument: { "% \(LikePattern.escaped($0)) %" }
            ),
            ListFilter(
                "stage",
                .stage,
                "replace(' ' || cells || ' ', '/', ' ') LIKE ? ESCAPE '\\'",
                argument: { "% \(LikePattern.escaped($0)) %" }
            ),
            ListFilter(
                "cell",
                .hidden,
                "' ' || cells || ' ' LIKE ? ESCAPE '\\'",
                argument: { "% \(LikePattern.escaped($0)) %" }
            ),
            ListFilter(
                "severity",
                .choice(group: "severity", codes: ["5", "4", "3", "2", "1"]),
                "severity = CAST(? AS INTEGER)"
            ),
            ListFilter(
                "subject_kind",
                .choice(group: "subject", codes: ["site", "party", "declaration", "detection", "licence", "lot"]),
                "subject_kind = ?"
            ),
            ListFilter(
                "verdict",
                .choice(group: "verdict", codes: ["open", "confirmed", "dismissed"]),
                "coalesce(verdict, 'open') = ?"
            ),
            ListFilter("subject_id", .hidden, "subject_id = ?"),
        ] + ListFilter.period("time"),
        searched: [Subject.nameSQL(kind: "subject_kind", id: "subject_id"), "subject_id", "details"],
        defaultSort: "-severity",
        position: Position(lon: "lon", lat: "lat")
    )

    /// What could not be read, newest first.
    static let quarantine = ListDefinition(
        subject: .quarantine,
        source: "quarantine",
        columns: [
            ListColumn("quarantined", .link(.quarantine, id: "id"), sql: "'#' || id", sortable: false),
            ListColumn("file_name", sql: "(SELECT file_name FROM receipt WHERE receipt.id = receipt_id)"),
            ListColumn("line", .integer),
            ListColumn("code", .token("quarantine.code")),
            ListColumn("found", .refusal, sortable: false),
            ListColumn("expected", .refusal, sortable: false),
            ListColumn("state", .token("quarantine.state")),
            ListColumn("id", .hidden),
            ListColumn("receipt_id", .hidden),
            ListColumn("position", .hidden),
            ListColumn("path", .hidden),
        ],
        filters: [
            .choice("state", "quarantine.state", ["open", "resolved"]),
            .equals("code"),
            ListFilter("receipt", .hidden, "receipt_id = CAST(? AS INTEGER)"),
        ],
        searched: ["json_extract(found, '$.arguments.text')", "path", "code"],
        defaultSort: "-id",
        needs: .signedIn
    )

    /// Records, newest first.
    static let records = ListDefinition(
        subject: .record,
        source: "record",
        columns: [
            ListColumn("record", .link(.record, id: "id"), sql: "'#' || id", sortable: false),
            ListColumn("kind", .token("kind")),
            ListColumn(
                "file_name",
                sql: "(SELECT file_name FROM receipt WHERE receipt.id = receipt_id)",
                sortable: false
            ),
            ListColumn("line", .integer, sortable: false),
            ListColumn(
                "received_at",
                .time,
                sql: "(SELECT received_at FROM receipt WHERE receipt.id = receipt_id)",
                sortable: false
            ),
            ListColumn("id", .hidden),
            ListColumn("receipt_id", .hidden),
            ListColumn("position", .hidden),
            ListColumn("length", .hidden),
            ListColumn("sha256", .hidden),
            ListColumn("superseded_by", .hidden),
        ],
        filters: [
            .choice(
                "kind",
                "kind",
                [
                    "site", "licence", "detection", "declaration", "payment", "price", "party", "party_link", "listing",
                    "event", "lot", "report", "incident", "sample",
                ]
            ),
            ListFilter("receipt", .hidden, "receipt_id = CAST(? AS INTEGER)"),
        ],
        searched: [],
        defaultSort: "-id"
    )

    /// All lists with a page and an endpoint.
    static let all: [ListDefinition] = [
        .findings, .sites, .parties, .declarations, .detections, .licences, .lots, .records, .quarantine,
    ]
}
