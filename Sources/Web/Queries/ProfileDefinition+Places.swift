extension ProfileDefinition {
    static let site = ProfileDefinition(
        subject: .site,
        particulars: [
            ListColumn("kind", .token("site.kind")),
            ListColumn("minerals", .tokens("mineral")),
            ListColumn("status", .token("status")),
            ListColumn("artisanal", .yesNo),
            ListColumn("workers", .integer),
        ] + ListColumn.party("operator", from: "operator") + ListColumn.licence("licence", from: "licence") + [
            ListColumn("region"),
            ListColumn("country", .token("country")),
            ListColumn("visited", .date),
            ListColumn("uncertainty_m", .integer),
            ListColumn("id"),
        ],
        position: ListDefinition.sites.position,
        related: [
            RelatedList(
                "timeline",
                timelineColumns,
                """
                FROM (
                    SELECT e.time AS date, 'event' AS what, coalesce(e.step, e.kind) AS note, e.record_id
                      FROM event e WHERE e.location = ?1 OR e.read_point = ?1
                    UNION ALL SELECT date, 'report', category, record_id FROM report WHERE site = ?1
                    UNION ALL SELECT date, 'incident', category, record_id FROM incident WHERE site = ?1
                    UNION ALL SELECT made, 'lot', id, record_id FROM lot WHERE site = ?1
                ) ORDER BY date DESC
                """
            ),
            RelatedList(
                "activity",
                [
                    ListColumn("month", .date),
                    ListColumn("mineral", .token("mineral")),
                    ListColumn("declared_g", .mass),
                    ListColumn("plausible_g", .mass),
                    ListColumn("detections", .integer),
                ],
                "FROM site_activity WHERE site_id = ?1 ORDER BY month DESC"
            ),
            RelatedList(
                "licence_hits",
                ListColumn.licence("licence", from: "licence_id") + [
                    ListColumn("is_inside", .yesNo),
                    ListColumn("distance_m", .integer),
                    ListColumn("in_force", .yesNo),
                ],
                "FROM licence_hit WHERE subject_kind = 'site' AND subject_id = ?1 ORDER BY distance_m"
            ),
        ]
    )

    static let detection = ProfileDefinition(
        subject: .detection,
        particulars: [
            ListColumn("date", .date),
            ListColumn("kind", .token("detection.kind")),
            ListColumn("provider"),
            ListColumn("confidence", .decimal(2)),
            ListColumn("area_m2", .area),
            ListColumn("uncertainty_m", .integer),
            ListColumn(
                "cover",
                .token("cover"),
                sql: "(SELECT grade FROM detection_cover WHERE detection_id = detection.id)"
            ),
            ListColumn("id"),
        ],
        position: ListDefinition.detections.position,
        related: [
            RelatedList(
                "licence_hits",
                ListColumn.licence("licence", from: "licence_id") + [
                    ListColumn("is_inside", .yesNo),
                    ListColumn("distance_m", .integer),
                    ListColumn("in_force", .yesNo),
                    ListColumn("on_date", .date),
                ],
                "FROM licence_hit WHERE subject_kind = 'detection' AND subject_id = ?1 ORDER BY distance_m"
            )
        ]
    )

    static let licence = ProfileDefinition(
        subject: .licence,
        particulars: [
            ListColumn("activity", .token("licence.activity")),
            ListColumn("type_text", .licenceType),
            ListColumn("status", .token("status")),
            ListColumn("status_text"),
        ] + ListColumn.party("holder", from: "coalesce(holder, holder_name)") + [
            ListColumn("minerals", .tokens("mineral")),
            ListColumn("applied", .date),
            ListColumn("granted", .date),
            ListColumn("expires", .date),
            ListColumn("vintage", .date),
        ] + ListColumn.party("official", from: "official") + [
            ListColumn("consent", .token("consent")),
            ListColumn("impact_study", .token("impact_study")),
            ListColumn("area_m2", .area),
            ListColumn("region"),
            ListColumn("country", .token("country")),
            ListColumn("id"),
        ],
        related: [
            RelatedList(
                "timeline",
                timelineColumns,
                """
                FROM (
                    SELECT applied AS date, 'applied' AS what, NULL AS note, record_id FROM licence WHERE id = ?1
                    UNION ALL SELECT granted, 'granted', NULL, record_id FROM licence WHERE id = ?1
                    UNION ALL SELECT expires, 'expires', NULL, record_id FROM licence WHERE id = ?1
                    UNION ALL SELECT vintage, 'vintage', NULL, record_id FROM licence WHERE id = ?1
                ) WHERE date IS NOT NULL ORDER BY date DESC
                """
            ),
            RelatedList(
                "sites",
                [
                    ListColumn("name", .link(.site, id: "id")),
                    ListColumn("kind", .token("site.kind")),
                    ListColumn("status", .token("status")),
                    ListColumn("id", .hidden),
                ],
                """
                FROM site WHERE licence = ?1 OR id IN (SELECT subject_id FROM licence_hit
                    WHERE licence_id = ?1 AND subject_kind = 'site' AND is_inside = 1) ORDER BY name
                """
            ),
            RelatedList(
                "detections",
                [
                    ListColumn("detection", .link(.detection, id: "id"), sql: "id"),
                    ListColumn("date", .date),
                    ListColumn("kind", .token("detection.kind")),
                    ListColumn("area_m2", .area),
                    ListColumn("id", .hidden),
                ],
                """
                FROM detection WHERE id IN (SELECT subject_id FROM licence_hit
                    WHERE licence_id = ?1 AND subject_kind = 'detection' AND is_inside = 1) ORDER BY date DESC
                """
            ),
        ]
    )

    /// What a time line shows: when, what, in words, and the record.
    static let timelineColumns = [
        ListColumn("date", .date),
        ListColumn("what", .token("timeline")),
        ListColumn("note", .token("note")),
        ListColumn.source,
        ListColumn.sourceID,
    ]
}
