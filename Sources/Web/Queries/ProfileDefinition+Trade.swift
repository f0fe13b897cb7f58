extension ProfileDefinition {
    static let party = ProfileDefinition(
        subject: .party,
        particulars: [
            ListColumn("kind", .token("party.kind")),
            ListColumn("country", .token("country")),
            ListColumn("registration"),
            ListColumn("founded", .date),
            ListColumn("birth_date", .date),
            ListColumn("position"),
            ListColumn("activity"),
            ListColumn("address"),
            ListColumn(
                "other_names",
                sql: "(SELECT group_concat(n.name, '; ') FROM party_name n WHERE n.party_id = party.id)"
            ),
            ListColumn("id"),
        ],
        related: [
            RelatedList(
                "owners",
                ListColumn.party("owner", from: "owner_id") + [
                    ListColumn("share_ppm", .share), ListColumn("hops", .integer),
                ],
                "FROM ownership WHERE party_id = ?1 ORDER BY share_ppm DESC"
            ),
            RelatedList(
                "owned",
                ListColumn.party("company", from: "party_id") + [
                    ListColumn("share_ppm", .share), ListColumn("hops", .integer),
                ],
                "FROM ownership WHERE owner_id = ?1 ORDER BY share_ppm DESC"
            ),
            RelatedList(
                "links",
                [ListColumn("link_kind", .token("party_link.kind"), sql: "kind")]
                    + ListColumn.party("source", from: "source") + ListColumn.party("target", from: "target") + [
                        ListColumn("role"),
                        ListColumn("share_ppm", .share),
                        ListColumn("from_date", .date),
                        ListColumn("to_date", .date),
                        ListColumn.source,
                        ListColumn.sourceID,
                    ],
                "FROM party_link WHERE source = ?1 OR target = ?1 ORDER BY kind, from_date DESC"
            ),
            RelatedList(
                "name_matches",
                [
                    ListColumn("listed_name"),
                    ListColumn("list", sql: "(SELECT l.list FROM listing l WHERE l.id = listing_id)"),
                    ListColumn("score", .decimal(2)),
                    ListColumn("agrees", .tokens("agrees")),
                    ListColumn("differs", .tokens("agrees")),
                ],
                "FROM name_match WHERE party_id = ?1 ORDER BY score DESC"
            ),
            RelatedList(
                "payments",
                [ListColumn("date", .date)] + ListColumn.party("payer", from: "payer")
                    + ListColumn.party("payee", from: "payee") + [
                        ListColumn("amount_minor", .money(currency: "currency")),
                        ListColumn("method", .token("payment.method")),
                        ListColumn("purpose"),
                        ListColumn.source,
                        ListColumn.sourceID,
                        ListColumn("currency", .hidden),
                    ],
                "FROM payment WHERE payer = ?1 OR payee = ?1 ORDER BY date DESC"
            ),
            RelatedList(
                "declarations",
                declarationColumns,
                "FROM declaration WHERE exporter = ?1 OR importer = ?1 OR declarant = ?1 ORDER BY date DESC"
            ),
            RelatedList(
                "licences",
                [
                    ListColumn("code", .link(.licence, id: "id")),
                    ListColumn("activity", .token("licence.activity")),
                    ListColumn("status", .token("status")),
                    ListColumn("granted", .date),
                    ListColumn("expires", .date),
                    ListColumn("id", .hidden),
                ],
                "FROM licence WHERE holder = ?1 ORDER BY granted DESC"
            ),
            RelatedList(
                "sites",
                [
                    ListColumn("name", .link(.site, id: "id")),
                    ListColumn("kind", .token("site.kind")),
                    ListColumn("status", .token("status")),
                    ListColumn("id", .hidden),
                ],
                "FROM site WHERE operator = ?1 ORDER BY name"
            ),
        ]
    )

    static let declaration = ProfileDefinition(
        subject: .declaration,
        particulars: [
            ListColumn("direction", .token("declaration.direction")),
            ListColumn("date", .date),
            ListColumn("hs_code"),
            ListColumn("description"),
            ListColumn("origin", .token("country")),
            ListColumn("partner", .token("country")),
            ListColumn("office"),
        ] + ListColumn.party("declarant", from: "declarant") + ListColumn.party("exporter_name", from: "exporter")
            + ListColumn.party("importer", from: "importer") + [
                ListColumn("net_mass_g", .mass),
                ListColumn("grade_ppm", .share),
                ListColumn("value_minor", .money(currency: "currency")),
                ListColumn("duty_minor", .money(currency: "currency")),
                ListColumn("licence"),
                ListColumn("currency", .hidden),
            ],
        related: [
            RelatedList(
                "price_score",
                [
                    ListColumn("mineral", .token("mineral")),
                    ListColumn("contained_g", .mass),
                    ListColumn("grade_ppm", .share),
                    ListColumn("grade_source", .token("grade_source")),
                    ListColumn("reference_minor", .money(currency: "currency")),
                    ListColumn("low_minor", .money(currency: "currency")),
                    ListColumn("high_minor", .money(currency: "currency")),
                    ListColumn("ratio", .decimal(2)),
                    ListColumn("currency", .hidden, sql: "(SELECT d.currency FROM declaration d WHERE d.id = ?1)"),
                ],
                "FROM price_score WHERE declaration_id = ?1"
            ),
            RelatedList(
                "lots",
                lotColumns,
                """
                FROM lot WHERE id IN (SELECT j.value FROM declaration d,
                    json_each('[' || replace(json_quote(d.lots), ' ', '","') || ']') j WHERE d.id = ?1) ORDER BY made
                """
            ),
            RelatedList(
                "payments",
                [ListColumn("date", .date)] + ListColumn.party("payer", from: "payer")
                    + ListColumn.party("payee", from: "payee") + [
                        ListColumn("amount_minor", .money(currency: "currency")),
                        ListColumn("method", .token("payment.method")),
                        ListColumn.source,
                        ListColumn.sourceID,
                        ListColumn("currency", .hidden),
                    ],
                "FROM payment WHERE declaration = ?1 ORDER BY date"
            ),
        ]
    )

    static let lot = ProfileDefinition(
        subject: .lot,
        particulars: [
            ListColumn("mineral", .token("mineral")),
            ListColumn("form", .token("form")),
            ListColumn("mass_g", .mass),
            ListColumn("grade_ppm", .share),
        ] + ListColumn.site("site_name", from: "site") + [
            ListColumn("tag"),
            ListColumn("made", .time),
            ListColumn("custody_model", .token("custody")),
            ListColumn("claim"),
        ],
        related: [
            RelatedList(
                "balance",
                [
                    ListColumn("received_g", .mass),
                    ListColumn("given_g", .mass),
                    ListColumn("left_g", .mass),
                    ListColumn("last_time", .time),
                ],
                "FROM lot_balance WHERE lot_id = ?1"
            ),
            RelatedList(
                "events",
                [
                    ListColumn("time", .time, sql: "e.time"),
                    ListColumn("step", .token("step"), sql: "coalesce(e.step, e.kind)"),
                    ListColumn("lot_role", .token("lot.role"), sql: "el.role"),
                    ListColumn("mass_g", .mass, sql: "el.mass_g"),
                ] + ListColumn.site("place", from: "coalesce(e.location, e.read_point)")
                    + ListColumn.party("giver", from: "e.source_party")
                    + ListColumn.party("receiver", from: "e.destination_party") + [
                        ListColumn("record", .link(.record, id: "record_id"), sql: "'#' || e.record_id"),
                        ListColumn("record_id", .hidden, sql: "e.record_id"),
                    ],
                "FROM event_lot el JOIN event e ON e.id = el.event_id WHERE el.lot_id = ?1 ORDER BY e.time"
            ),
            RelatedList(
                "withdrawn",
                [
                    ListColumn("declared", .time),
                    ListColumn("event", sql: "event_id"),
                    ListColumn("reason", .token("event_error")),
                    ListColumn("corrected_by", sql: "corrective_event_id"),
                    ListColumn.source, ListColumn.sourceID,
                ],
                "FROM event_error WHERE lot_id = ?1 ORDER BY declared, event_id"
            ),
            RelatedList(
                "related_lots",
                [
                    ListColumn("lot", .link(.lot, id: "lot_id"), sql: "other.lot_id"),
                    ListColumn("lot_role", .token("lot.role"), sql: "other.role"),
                    ListColumn("mass_g", .mass, sql: "other.mass_g"),
                    // Only a lot that is on file itself has a page to go to.
                    ListColumn("lot_id", .hidden, sql: "(SELECT l.id FROM lot l WHERE l.id = other.lot_id)"),
                ],
                """
                FROM event_lot own JOIN event_lot other ON other.event_id = own.event_id AND other.lot_id <> own.lot_id
                WHERE own.lot_id = ?1 ORDER BY other.lot_id
                """
            ),
            RelatedList(
                "samples",
                [
                    ListColumn("date", .date), ListColumn("laboratory"), ListColumn("method"), ListColumn("element"),
                    ListColumn("value", .decimal(4)), ListColumn("unit"), ListColumn.source, ListColumn.sourceID,
                ],
                "FROM sample WHERE lot = ?1 ORDER BY element"
            ),
        ]
    )

    private static let declarationColumns = [
        ListColumn("declaration", .link(.declaration, id: "id"), sql: "id"),
        ListColumn("date", .date),
        ListColumn("direction", .token("declaration.direction")),
        ListColumn("hs_code"),
        ListColumn("net_mass_g", .mass),
        ListColumn("value_minor", .money(currency: "currency")),
        ListColumn("currency", .hidden),
        ListColumn("id", .hidden),
    ]

    private static let lotColumns = [
        ListColumn("lot", .link(.lot, id: "id"), sql: "id"),
        ListColumn("mineral", .token("mineral")),
        ListColumn("form", .token("form")),
        ListColumn("mass_g", .mass),
        ListColumn("id", .hidden),
    ]
}
