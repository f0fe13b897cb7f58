extension ListDefinition {
    /// The number of findings about a subject that nobody has dismissed.
    private static func findingCount(_ subject: Subject) -> ListColumn {
        ListColumn(
            "findings",
            .integer,
            sql: "(SELECT count(*) FROM finding f WHERE f.subject_kind = '\(subject.rawValue)'"
                + " AND f.subject_id = \(subject.rawValue).id AND f.verdict IS NOT 'dismissed')",
            sortable: false
        )
    }

    /// Mines, depots, refineries, border posts and ports.
    static let sites = ListDefinition(
        subject: .site,
        source: "site",
        columns: [
            ListColumn("name", .link(.site, id: "id")),
            ListColumn("kind", .token("site.kind")),
            ListColumn("minerals", .tokens("mineral")),
            ListColumn("status", .token("status")),
            ListColumn("artisanal", .yesNo),
            ListColumn("workers", .integer),
            ListColumn("region"),
            ListColumn("visited", .date),
            findingCount(.site),
            ListColumn("id", .hidden),
            ListColumn("operator", .hidden),
            ListColumn("licence", .hidden),
            ListColumn("country", .hidden),
            ListColumn("record_id", .hidden),
        ],
        filters: [
            .choice("kind", "site.kind", ["mine", "depot", "refinery", "border_post", "port", "other"]),
            .choice("status", "status", ["active", "inactive", "suspended", "closed", "unknown"]),
            .word("minerals", name: "mineral"),
            .equals("region"),
            ListFilter("artisanal", .choice(group: "yes_no", codes: ["1", "0"]), "artisanal = CAST(? AS INTEGER)"),
        ],
        searched: ["name", "id", "region"],
        defaultSort: "name",
        position: Position(lon: "lon", lat: "lat")
    )

    /// Persons and organisations.
    static let parties = ListDefinition(
        subject: .party,
        source: "party",
        columns: [
            ListColumn("name", .link(.party, id: "id")),
            ListColumn("kind", .token("party.kind")),
            ListColumn("country", .token("country")),
            ListColumn("registration"),
            ListColumn("activity"),
            ListColumn("position"),
            findingCount(.party),
            ListColumn("id", .hidden),
            ListColumn("founded", .hidden),
            ListColumn("birth_date", .hidden),
            ListColumn("record_id", .hidden),
        ],
        filters: [
            .choice(
                "kind",
                "party.kind",
                ["person", "company", "cooperative", "public_body", "security_unit", "other"]
            ),
            .equals("country"),
        ],
        searched: ["name", "id", "registration"],
        defaultSort: "name"
    )

    /// Customs lines.
    static let declarations = ListDefinition(
        subject: .declaration,
        source: "declaration",
        columns: [
            ListColumn("declaration", .link(.declaration, id: "id"), sql: "id", sortable: false),
            ListColumn("date", .date),
            ListColumn("direction", .token("declaration.direction")),
            ListColumn("hs_code"),
            ListColumn(
                "exporter_name",
                .link(.party, id: "exporter"),
                sql: "coalesce((SELECT name FROM party WHERE party.id = exporter), exporter)",
                sortable: false
            ),
            ListColumn("partner", .token("country")),
            ListColumn("net_mass_g", .mass),
            ListColumn("value_minor", .money(currency: "currency")),
            findingCount(.declaration),
            ListColumn("id", .hidden),
            ListColumn("currency", .hidden),
            ListColumn("origin", .hidden),
            ListColumn("office", .hidden),
            ListColumn("exporter", .hidden),
            ListColumn("importer", .hidden),
            ListColumn("grade_ppm", .hidden),
            ListColumn("duty_minor", .hidden),
            ListColumn("licence", .hidden),
            ListColumn("record_id", .hidden),
        ],
        filters: [
            .choice("direction", "declaration.direction", ["export", "import"]),
            .prefix("hs_code"),
            .equals("partner"),
            ListFilter("exporter", .hidden, "exporter = ?"),
        ] + ListFilter.period("date"),
        searched: ["id", "description", "exporter", "lots"],
        defaultSort: "-date"
    )

    /// Satellite and drone detections.
    static let detections = ListDefinition(
        subject: .detection,
        source: "detection",
        columns: [
            ListColumn("detection", .link(.detection, id: "id"), sql: "id", sortable: false),
            ListColumn("date", .date),
            ListColumn("kind", .token("detection.kind")),
            ListColumn("provider"),
            ListColumn("confidence", .decimal(2)),
            ListColumn("area_m2", .area),
            ListColumn(
                "cover",
                .token("cover"),
                sql: "(SELECT grade FROM detection_cover c WHERE c.detection_id = detection.id)",
                sortable: false
            ),
            findingCount(.detection),
            ListColumn("id", .hidden),
            ListColumn("uncertainty_m", .hidden),
            ListColumn("record_id", .hidden),
        ],
        filters: [
            .choice("kind", "detection.kind", ["mine", "airstrip", "clearing", "water", "other"]),
            ListFilter(
                "cover",
                .choice(
                    group: "cover",
                    codes: [
                        "none", "reserve", "exploration_lapsed", "exploration", "extraction_lapsed",
                        "extraction_undated", "extraction",
                    ]
                ),
                "id IN (SELECT detection_id FROM detection_cover WHERE grade = ?)"
            ),
            .equals("provider"),
        ] + ListFilter.period("date"),
        searched: ["id", "provider"],
        defaultSort: "-date",
        position: Position(lon: "lon", lat: "lat")
    )

    /// Rights to explore, mine, trade, process or export.
    static let licences = ListDefinition(
        subject: .licence,
        source: "licence",
        columns: [
            ListColumn("code", .link(.licence, id: "id")),
            ListColumn("activity", .token("licence.activity")),
            ListColumn("type_text", .licenceType),
            ListColumn("status", .token("status")),
            ListColumn(
                "holder_name",
                .link(.party, id: "holder"),
                sql: "coalesce((SELECT name FROM party WHERE party.id = holder), holder_name, holder)"
            ),
            ListColumn("minerals", .tokens("mineral")),
            ListColumn("granted", .date),
            ListColumn("expires", .date),
            ListColumn("area_m2", .area),
            findingCount(.licence),
            ListColumn("id", .hidden),
            ListColumn("holder", .hidden),
            ListColumn("region", .hidden),
            ListColumn("consent", .hidden),
            ListColumn("impact_study", .hidden),
            ListColumn("record_id", .hidden),
        ],
        filters: [
            .choice(
                "activity",
                "licence.activity",
                ["explore", "mine", "artisanal_zone", "quarry", "reserve", "trade", "process", "export", "other"]
            ),
            .choice(
                "status",
                "status",
                ["active", "applied", "suspended", "expired", "revoked", "refused", "unknown"]
            ),
            .word("minerals", name: "mineral"),
            .equals("region"),
        ],
        searched: ["code", "id", "holder_name", "holder"],
        defaultSort: "code"
    )

    /// Identified quantities of mineral.
    static let lots = ListDefinition(
        subject: .lot,
        source: "lot",
        columns: [
            ListColumn("lot", .link(.lot, id: "id"), sql: "id", sortable: false),
            ListColumn("mineral", .token("mineral")),
            ListColumn("form", .token("form")),
            ListColumn("mass_g", .mass),
            ListColumn("grade_ppm", .share),
            ListColumn(
                "site_name",
                .link(.site, id: "site"),
                sql: "coalesce((SELECT name FROM site WHERE site.id = lot.site), lot.site)",
                sortable: false
            ),
            ListColumn("made", .date),
            findingCount(.lot),
            ListColumn("id", .hidden),
            ListColumn("site", .hidden),
            ListColumn("tag", .hidden),
            ListColumn("record_id", .hidden),
        ],
        filters: [
            .equals("mineral"),
            .equals("form"),
            ListFilter("site", .hidden, "lot.site = ?"),
        ] + ListFilter.period("made"),
        searched: ["id", "tag"],
        defaultSort: "-made"
    )
}
