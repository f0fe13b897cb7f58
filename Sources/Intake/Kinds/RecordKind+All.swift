import Vocabulary

extension RecordKind {
    private static let uncertainty = FieldSpec("uncertainty_m", .whole(0...1_000_000))
    private static let position = [
        FieldSpec("lon", .real(-180...180)), FieldSpec("lat", .real(-90...90)), uncertainty,
    ]

    static let placeKinds: [RecordKind] = [
        RecordKind(
            "site",
            place: .pointAndOutline,
            [
                FieldSpec("id", .identifier, required: true),
                FieldSpec(
                    "kind",
                    .word(["mine", "depot", "refinery", "border_post", "port", "other"]),
                    required: true
                ),
                FieldSpec("name", required: true),
                FieldSpec("operator", .identifier),
                FieldSpec("licence", .identifier),
                FieldSpec("minerals", .minerals),
                FieldSpec("status", .word(["active", "inactive", "suspended", "closed", "unknown"])),
                FieldSpec("artisanal", .flag),
                FieldSpec("workers", .whole(0...1_000_000)),
                FieldSpec("visited", .date(.yearMonthDay)),
                FieldSpec("country", .country),
                FieldSpec("region"),
            ] + position
        ),
        RecordKind(
            "licence",
            place: .outline,
            [
                FieldSpec("id", .identifier, required: true),
                FieldSpec("code", required: true),
                FieldSpec(
                    "activity",
                    .word([
                        "explore", "mine", "artisanal_zone", "quarry", "reserve", "trade", "process", "export", "other",
                    ]),
                    required: true,
                    impliedBy: "type_text"
                ),
                FieldSpec("type_text"),
                FieldSpec(
                    "status",
                    .word(["active", "applied", "suspended", "expired", "revoked", "refused", "unknown"]),
                    required: true
                ),
                FieldSpec("status_text"),
                FieldSpec("holder", .identifier),
                FieldSpec("holder_name"),
                FieldSpec("minerals", .minerals),
                FieldSpec("applied", .date(.yearMonthDay)),
                FieldSpec("granted", .date(.yearMonthDay)),
                FieldSpec("expires", .date(.yearMonthDay)),
                FieldSpec("vintage", .date(.yearMonthDay)),
                FieldSpec("official", .identifier),
                FieldSpec("consent", .word(["none", "partial", "complete", "not_required", "unknown"])),
                FieldSpec("impact_study", .word(["none", "filed", "approved", "unknown"])),
                FieldSpec("country", .country),
                FieldSpec("region"),
                FieldSpec("area_ha", column: "area_m2", .area(.hectare)),
            ]
        ),
        RecordKind(
            "outline",
            place: .outline,
            needsPlace: true,
            [
                FieldSpec("id", .identifier, required: true),
                FieldSpec(
                    "kind",
                    .word(["country", "province", "road", "river", "lake", "place", "other"]),
                    required: true
                ),
                FieldSpec("name"),
                FieldSpec("country", .country),
            ]
        ),
    ]

    static let partyKinds: [RecordKind] = [
        RecordKind(
            "party",
            [
                FieldSpec("id", .identifier, required: true),
                FieldSpec(
                    "kind",
                    .word(["person", "company", "cooperative", "public_body", "security_unit", "other"]),
                    required: true
                ),
                FieldSpec("name", required: true),
                FieldSpec("country", .country),
                FieldSpec("registration"),
                FieldSpec("birth_date", .partialDate),
                FieldSpec("founded", .date(.yearMonthDay)),
                FieldSpec("position"),
                FieldSpec("activity"),
                FieldSpec("address"),
            ]
        ),
        RecordKind(
            "party_link",
            [
                FieldSpec("id", .identifier),
                FieldSpec(
                    "kind",
                    .word(["owns", "directs", "works_for", "relative", "associate"]),
                    required: true
                ),
                FieldSpec("source", .identifier, required: true),
                FieldSpec("target", .identifier, required: true),
                FieldSpec("share_percent", column: "share_ppm", .share(.percent)),
                FieldSpec("from_date", .date(.yearMonthDay)),
                FieldSpec("to_date", .date(.yearMonthDay)),
                FieldSpec("role"),
            ]
        ),
    ]

    static let custodyKinds: [RecordKind] = [
        RecordKind(
            "lot",
            [
                FieldSpec("id", .identifier, required: true),
                FieldSpec("mineral", .minerals),
                FieldSpec("form"),
                FieldSpec("mass_kg", column: "mass_g", .mass(.kilogram)),
                FieldSpec("grade_percent", column: "grade_ppm", .share(.percent)),
                FieldSpec("site", .identifier),
                FieldSpec("tag"),
                FieldSpec("made", .instant),
                FieldSpec(
                    "custody_model",
                    .word([
                        "identity_preserved", "segregated", "controlled_blending", "mass_balance", "book_and_claim",
                    ])
                ),
                FieldSpec("claim"),
            ]
        ),
        RecordKind(
            "sample",
            [
                FieldSpec("id", .identifier, required: true),
                FieldSpec("lot", .identifier),
                FieldSpec("site", .identifier),
                FieldSpec("date", .date(.yearMonthDay), required: true),
                FieldSpec("laboratory"),
                FieldSpec("method"),
                FieldSpec("element", required: true),
                FieldSpec("value", .real(0...1_000_000_000), required: true),
                FieldSpec("unit", .word(["ppm", "ratio"]), required: true),
            ]
        ),
    ]

    static let moneyKinds: [RecordKind] = [
        RecordKind(
            "declaration",
            [
                FieldSpec("id", .identifier, required: true),
                FieldSpec("direction", .word(["import", "export"]), required: true),
                FieldSpec("date", .date(.yearMonthDay), required: true),
                FieldSpec("hs_code", .harmonizedCode, required: true),
                FieldSpec("description"),
                FieldSpec("origin", .country),
                FieldSpec("partner", .country),
                FieldSpec("office"),
                FieldSpec("declarant", .identifier),
                FieldSpec("exporter", .identifier),
                FieldSpec("importer", .identifier),
                FieldSpec("net_mass_kg", column: "net_mass_g", .mass(.kilogram), required: true),
                FieldSpec("value", column: "value_minor", .money(currency: "currency"), required: true),
                FieldSpec("currency", .currency, required: true),
                FieldSpec("duty", column: "duty_minor", .money(currency: "currency")),
                FieldSpec("grade_percent", column: "grade_ppm", .share(.percent)),
                FieldSpec("lots", .list),
                FieldSpec("licence", .identifier),
            ]
        ),
        RecordKind(
            "payment",
            [
                FieldSpec("id", .identifier),
                FieldSpec("date", .date(.yearMonthDay), required: true),
                FieldSpec("payer", .identifier, required: true),
                FieldSpec("payee", .identifier, required: true),
                // Books and reports on payments to governments state a refund as a payment below zero, from the party
                // that had paid to the one that gives back.
                FieldSpec(
                    "amount",
                    column: "amount_minor",
                    .money(currency: "currency", .isSigned),
                    required: true
                ),
                FieldSpec("currency", .currency, required: true),
                FieldSpec("method", .word(["transfer", "cash", "mobile", "cheque", "crypto", "other"])),
                FieldSpec("purpose"),
                FieldSpec("lot", .identifier),
                FieldSpec("declaration", .identifier),
            ]
        ),
        RecordKind(
            "price",
            [
                FieldSpec("id", .identifier, required: true),
                FieldSpec("mineral", .minerals, required: true),
                FieldSpec("basis", .word(["element", "gross"]), required: true, standard: "element"),
                FieldSpec("date", .date(.yearMonthDay), required: true),
                FieldSpec("amount", column: "amount_minor", .money(currency: "currency"), required: true),
                FieldSpec("currency", .currency, required: true),
                FieldSpec("per", column: "per_ng", .priceQuantity, required: true),
                FieldSpec("uncertainty_percent", column: "uncertainty_ppm", .share(.percent)),
                FieldSpec("source"),
            ]
        ),
    ]

    static let observationKinds: [RecordKind] = [
        RecordKind(
            "detection",
            place: .pointAndOutline,
            needsPlace: true,
            [
                FieldSpec("id", .identifier, required: true),
                FieldSpec("date", .date(.yearMonthDay), required: true),
                FieldSpec("provider"),
                FieldSpec("kind", .word(["mine", "airstrip", "clearing", "water", "other"])),
                FieldSpec("confidence", .real(0...1)),
                FieldSpec("area_ha", column: "area_m2", .area(.hectare)),
            ] + position
        ),
        RecordKind(
            "report",
            place: .point,
            [
                FieldSpec("id", .identifier),
                FieldSpec("date", .date(.yearMonthDay), required: true),
                FieldSpec("channel", .word(["web", "phone", "paper", "inspector", "other"])),
                FieldSpec(
                    "category",
                    .word([
                        "illegal_mining", "child_labour", "forced_labour", "chemicals", "armed_group", "extortion",
                        "smuggling", "bribery", "environment", "land", "safety", "security_abuse", "other",
                    ]),
                    required: true
                ),
                FieldSpec("text"),
                FieldSpec("site", .identifier),
                FieldSpec("party", .identifier),
            ] + position
        ),
        RecordKind(
            "incident",
            place: .point,
            [
                FieldSpec("id", .identifier, required: true),
                FieldSpec("date", .date(.yearMonthDay), required: true),
                FieldSpec(
                    "category",
                    .word(["battle", "violence", "protest", "roadblock", "pollution", "accident", "other"]),
                    required: true
                ),
                FieldSpec("description"),
                FieldSpec("actors"),
                FieldSpec("deaths", .whole(0...1_000_000)),
                FieldSpec("site", .identifier),
                FieldSpec("country", .country),
                FieldSpec("source"),
            ] + position
        ),
    ]
}
