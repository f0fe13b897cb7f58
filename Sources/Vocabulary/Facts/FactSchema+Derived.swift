extension FactSchema {
    /// The facts that kernels compute (DESIGN section 3).
    public static let derivedTables: [FactTable] = [
        FactTable(
            "licence_hit",
            .derived,
            "A position and a licence whose outline contains it or lies near it.",
            key: ["subject_kind", "subject_id", "licence_id"],
            indexes: [["licence_id"]],
            columns: [
                .text("subject_kind", "detection or site", required: true),
                .text("subject_id", "the detection or site", required: true),
                .text("licence_id", "the licence", required: true),
                .integer("is_inside", "1 if the position lies in the outline or on its edge", required: true),
                .integer("distance_m", "distance to the outline, metres; 0 inside", required: true),
                .text("on_date", "the date of the act", required: true),
                .integer(
                    "in_force",
                    "1 if status and dates say it was valid on the date, 0 if not, NULL if they disagree or are missing"
                ),
            ]
        ),
        FactTable(
            "detection_cover",
            .derived,
            "The strongest legal cover found for a detection on its date.",
            key: ["detection_id"],
            columns: [
                .text("detection_id", "the detection", required: true),
                .text(
                    "grade",
                    "extraction, extraction_undated, extraction_lapsed, exploration, exploration_lapsed, reserve or none",
                    required: true
                ),
                .text("licence_id", "the licence that gives the cover, or the nearest one where there is none"),
                .integer("distance_m", "distance to that licence, metres; 0 inside; NULL if none within 50 km"),
                .integer(
                    "is_decided",
                    "1 if the deciding edge is farther than the positional uncertainty and some licence lies within 50 km",
                    required: true
                ),
            ]
        ),
        FactTable(
            "lot_balance",
            .derived,
            "What a lot received, gave and has left.",
            key: ["lot_id"],
            columns: [
                .text("lot_id", "the lot", required: true),
                .integer("received_g", "mass that events put into the lot, grams", required: true),
                .integer("given_g", "mass that events took out of the lot, grams", required: true),
                .integer(
                    "left_g",
                    "received less given, grams; negative means more given than received",
                    required: true
                ),
                .integer("lost_g", "its part of the mass lost in processing, grams; below zero where mass was gained"),
                .integer(
                    "lost_metal_g",
                    "its part of the contained metal lost there, grams, as far as grades are known"
                ),
                .integer("is_complete", "1 if every mass put in and taken out is stated"),
                .text("last_time", "time of the last event", required: true),
                .text("record_ids", "the records of the events, separated by spaces", required: true),
            ]
        ),
        FactTable(
            "site_activity",
            .derived,
            "Declared, plausible and observed output of a mine in a month.",
            key: ["site_id", "month"],
            columns: [
                .text("site_id", "the site", required: true),
                .text("month", "the month, YYYY-MM", required: true),
                .text("mineral", "the mineral that the site declares most of"),
                .integer("declared_g", "mass of the lots made there, grams", required: true),
                .integer("plausible_g", "largest plausible mass for the people at work, grams; NULL if not known"),
                .integer("detections", "detections within 1 km in the month", required: true),
                .text("record_ids", "the records of the events, separated by spaces", required: true),
            ]
        ),
        FactTable(
            "name_match",
            .derived,
            "A party whose name and particulars resemble a list entry.",
            key: ["party_id", "listing_id"],
            indexes: [["listing_id"]],
            columns: [
                .text("party_id", "the party", required: true),
                .text("listing_id", "the list entry", required: true),
                .real("score", "0 to 1; 1 is the same name and agreeing particulars", required: true),
                .text("party_name", "the name of the party that matched", required: true),
                .text("listed_name", "the name of the entry that matched", required: true),
                .text(
                    "agrees",
                    "particulars that agree: country, birth_date, kind; separated by spaces",
                    required: true
                ),
                .text("differs", "particulars that differ; separated by spaces", required: true),
            ]
        ),
        FactTable(
            "ownership",
            .derived,
            "A party that owns another, directly or through others.",
            key: ["owner_id", "party_id"],
            indexes: [["party_id"]],
            columns: [
                .text("owner_id", "the owner", required: true),
                .text("party_id", "the party owned", required: true),
                .integer(
                    "share_ppm",
                    "share owned over all paths, parts per million; NULL where a share is not stated"
                ),
                .integer("hops", "links on the shortest path", required: true),
                .text("path", "parties on the shortest path, separated by spaces", required: true),
                .text("record_ids", "the records of the links, separated by spaces", required: true),
            ]
        ),
        FactTable(
            "price_score",
            .derived,
            "A declaration's value against the reference price of its contained metal.",
            key: ["declaration_id"],
            columns: [
                .text("declaration_id", "the declaration", required: true),
                .text("mineral", "the mineral priced", required: true),
                .text("price_id", "the reference price used", required: true),
                .integer("contained_g", "contained element, grams", required: true),
                .integer("grade_ppm", "grade used, parts per million", required: true),
                .text("grade_source", "declared, lot or typical (of the HS code's form)", required: true),
                .integer(
                    "reference_minor",
                    "contained element at the reference price, in the declaration's currency",
                    required: true
                ),
                .integer("low_minor", "lower end of the reference band", required: true),
                .integer("high_minor", "upper end of the reference band", required: true),
                .real("ratio", "declared value divided by the reference value", required: true),
            ]
        ),
        FactTable(
            "declaration_lot",
            .derived,
            "One lot that a declaration names.",
            key: ["declaration_id", "lot_id"],
            indexes: [["lot_id"]],
            columns: [
                .text("declaration_id", "the declaration", required: true),
                .text("lot_id", "the lot as the declaration writes it, whether or not it is on file", required: true),
            ]
        ),
        FactTable(
            "lot_origin",
            .derived,
            "A site that a lot comes from, through every lot that it was made of.",
            key: ["lot_id", "site_id"],
            indexes: [["site_id"]],
            columns: [
                .text("lot_id", "the lot", required: true),
                .text("site_id", "the site", required: true),
                .integer("share_ppm", "share of the contained metal that comes from the site, parts per million"),
                .integer("least_ppm", "the least that the share can be under the custody models that the lots claim"),
                .integer("most_ppm", "the most that it can be"),
                .integer("unknown_ppm", "share of the lot of which no site is known, parts per million"),
                .text("model", "the weakest custody model on the way (ISO 22095); NULL if none is stated"),
                .integer("is_estimated", "1 if a mass was missing, so that equal parts were taken in its place"),
                .text("record_ids", "the records of the events between, separated by spaces", required: true),
            ]
        ),
        FactTable(
            "lot_break",
            .derived,
            "Something in the records of a lot that does not add up.",
            key: ["lot_id", "kind", "number"],
            indexes: [["kind"]],
            columns: [
                .text("lot_id", "the lot", required: true),
                .text(
                    "kind",
                    "more_given, metal_grows, mass_grows, recovery_low, recovery_high, grade_uplift, used_before_made,"
                        + " tag_reuse, claim_twice, sold_twice, custody_gap or model_upgrade",
                    required: true
                ),
                .integer("number", "tells several of one kind apart, from 1 in the order of time", required: true),
                .text("other_id", "the other lot concerned"),
                .text("time", "when it came to be so", required: true),
                .integer("expected", "what was to be expected: grams, parts per million or the number of a model"),
                .integer("found", "what the records say, in the same unit"),
                .text("other_time", "the other time concerned: of first use, or of the change of hands before"),
                .text("word", "the tag, the claim or the party concerned"),
                .text("process", "what was done to the mineral"),
                .text("site", "where it came to be so"),
                .text("record_ids", "the records of the events, separated by spaces", required: true),
            ]
        ),
        FactTable(
            "material_balance",
            .derived,
            "Contained metal that processing at a place took in and gave in a month, and what is unaccounted for.",
            key: ["unit_kind", "unit_id", "mineral", "month"],
            columns: [
                .text("unit_kind", "site, or party for all the sites that it operates", required: true),
                .text("unit_id", "the site or party", required: true),
                .text("mineral", "mineral; empty if none is stated", required: true),
                .text("month", "the month, YYYY-MM", required: true),
                .integer("in_g", "contained metal that went into processes, grams", required: true),
                .integer("out_g", "contained metal that came out, grams", required: true),
                .integer("least_loss_g", "the least that the processes are known to lose, grams", required: true),
                .integer("most_loss_g", "the most that they are known to lose, grams", required: true),
                .integer("beyond_g", "what no process is known to lose, or below zero to give, grams", required: true),
                .integer("sigma_g", "standard deviation of what is unaccounted for, grams", required: true),
                .integer("cumulated_g", "unaccounted for since the first month on file, grams", required: true),
                .integer(
                    "cumulated_beyond_g",
                    "the part of it that no process is known to lose or give",
                    required: true
                ),
                .integer("cumulated_sigma_g", "standard deviation of the cumulated sum, grams", required: true),
                .integer("runs", "transformations that count", required: true),
                .integer("undecided", "transformations without a mass or a grade, which do not", required: true),
                .text("record_ids", "the records of the events, separated by spaces", required: true),
            ]
        ),
        FactTable(
            "payment_cycle",
            .derived,
            "One payment of a round trip: money that came back to where it set out, in the order of time.",
            key: ["cycle_id", "hop"],
            indexes: [["party_id"]],
            columns: [
                .text("cycle_id", "the round trip", required: true),
                .integer("hop", "place of the payment in the round trip, from 1", required: true),
                .text("party_id", "the party that paid in this place", required: true),
                .text("payment_id", "the payment", required: true),
            ]
        ),
    ]
}
