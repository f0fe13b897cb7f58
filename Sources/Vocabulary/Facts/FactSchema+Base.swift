extension FactSchema {
    /// The facts that intake reads from records (DESIGN section 3).
    public static let baseTables: [FactTable] =
        partyTables + placeTables + custodyTables + moneyTables + observationTables + certificationTables

    private static let partyTables: [FactTable] = [
        FactTable(
            "party",
            .base,
            "A person or an organisation.",
            key: ["id"],
            columns: [
                .text("id", "identifier, as the source gives it", required: true),
                .text("kind", "person, company, cooperative, public_body, security_unit or other", required: true),
                .text("name", "the main name", required: true),
                .text("country", "country of registration or nationality"),
                .text("registration", "number in a company or civil register"),
                .text("birth_date", "date of birth, as precise as known (1971, 1971-03 or 1971-03-09)"),
                .text("founded", "date of registration"),
                .text("position", "public office held, in words; NULL for none known"),
                .text("activity", "registered line of business, in words"),
                .text("address", "last known address"),
            ]
        ),
        FactTable(
            "party_name",
            .base,
            "Another name of a party.",
            key: ["party_id", "name"],
            columns: [
                .text("party_id", "the party", required: true),
                .text("name", "the other name", required: true),
                .text("kind", "alias, weak, former or script", required: true),
            ]
        ),
        FactTable(
            "party_link",
            .base,
            "One party owns, directs, works for or is related to another.",
            key: ["id"],
            indexes: [["source"], ["target"]],
            columns: [
                .text("id", "identifier of the statement", required: true),
                .text("kind", "owns, directs, works_for, relative or associate", required: true),
                .text("source", "the party that owns, directs, works, or is one of the two relatives", required: true),
                .text("target", "the party that is owned, directed, worked for, or the other relative", required: true),
                .integer("share_ppm", "share owned, in parts per million; NULL where not stated"),
                .text("from_date", "first day it held"),
                .text("to_date", "last day it held; NULL where it still does or is not stated"),
                .text("role", "the role in words"),
            ]
        ),
        FactTable(
            "listing",
            .base,
            "One entry of a sanctions, debarment, politically-exposed-person or watch list.",
            key: ["id"],
            indexes: [["list"]],
            columns: [
                .text("id", "identifier on its list, with the list's prefix", required: true),
                .text("list", "which list: ofac-sdn, un-sc or the source's own name", required: true),
                .text("programme", "programme or regime under which it was listed"),
                .text("kind", "person, organisation, vessel, aircraft or other", required: true),
                .text("name", "the main name", required: true),
                .text("country", "country or nationality"),
                .text("birth_date", "date of birth, as precise as known"),
                .text("listed_on", "date of listing"),
                .text("reason", "remarks of the list"),
            ]
        ),
        FactTable(
            "listing_name",
            .base,
            "Another name of a list entry.",
            key: ["listing_id", "name"],
            columns: [
                .text("listing_id", "the list entry", required: true),
                .text("name", "the other name", required: true),
                .text("kind", "alias, weak, former or script", required: true),
            ]
        ),
        FactTable(
            "listing_address",
            .base,
            "An address of a list entry.",
            key: ["id"],
            indexes: [["listing_id"]],
            columns: [
                .text("id", "identifier of the address", required: true),
                .text("listing_id", "the list entry", required: true),
                .text("address", "street and place"),
                .text("country", "country as the list writes it"),
            ]
        ),
    ]

    private static let placeTables: [FactTable] = [
        FactTable(
            "site",
            .base,
            "A mine, pit, depot, refinery, border post or port.",
            key: ["id"],
            indexes: [["operator"]],
            columns: [
                .text("id", "identifier", required: true),
                .text("kind", "mine, depot, refinery, border_post, port or other", required: true),
                .text("name", "name", required: true),
                .text("operator", "the party that runs it"),
                .text("licence", "the licence under which it says it works"),
                .text("minerals", "minerals, separated by spaces, strongest first"),
                .text("status", "active, inactive, suspended, closed or unknown"),
                .integer("artisanal", "1 artisanal or small-scale, 0 industrial, NULL not stated"),
                .integer("workers", "people at work"),
                .text("visited", "date of the observation that the row rests on"),
                .text("country", "country"),
                .text("region", "province or region"),
                .real("lon", "longitude, degrees"),
                .real("lat", "latitude, degrees"),
                .integer("uncertainty_m", "radius within which the true position lies, metres"),
                .blob("geometry", "outline as WKB, where the source gives one"),
            ]
        ),
        FactTable(
            "licence",
            .base,
            "A right to explore, mine, trade, process or export.",
            key: ["id"],
            indexes: [["holder"], ["code"]],
            columns: [
                .text("id", "identifier", required: true),
                .text("code", "number as the authority writes it", required: true),
                .text(
                    "activity",
                    "explore, mine, artisanal_zone, quarry, reserve, trade, process, export or other",
                    required: true
                ),
                .text("type_text", "type as the authority writes it"),
                .text("status", "active, applied, suspended, expired, revoked, refused or unknown", required: true),
                .text("status_text", "status as the authority writes it"),
                .text("holder", "the party that holds it"),
                .text("holder_name", "holder as the authority writes it"),
                .text("minerals", "minerals covered, separated by spaces; NULL where not stated"),
                .text("applied", "date of application"),
                .text("granted", "date of grant"),
                .text("expires", "last day of validity"),
                .text("vintage", "date of the layer that the row comes from"),
                .text("official", "the party (a public official) who signed the award"),
                .text("consent", "free, prior and informed consent: none, partial, complete, not_required or unknown"),
                .text("impact_study", "environmental impact study: none, filed, approved or unknown"),
                .text("country", "country"),
                .text("region", "province or region"),
                .integer("area_m2", "area of the outline, square metres"),
                .blob("geometry", "outline as WKB"),
            ]
        ),
        FactTable(
            "outline",
            .base,
            "A line or area that a map draws: coast, province, road, river, lake or place.",
            key: ["id"],
            columns: [
                .text("id", "identifier", required: true),
                .text("kind", "country, province, road, river, lake, place or other", required: true),
                .text("name", "name"),
                .text("country", "country"),
                .blob("geometry", "shape as WKB", required: true),
            ]
        ),
    ]

    private static let custodyTables: [FactTable] = [
        FactTable(
            "lot",
            .base,
            "An identified quantity of mineral.",
            key: ["id"],
            indexes: [["site"]],
            columns: [
                .text("id", "identifier (EPC URI or the source's own)", required: true),
                .text("mineral", "mineral"),
                .text("form", "mineral form: ore, concentrate, hydroxide, metal …"),
                .integer("mass_g", "mass when made, grams"),
                .integer("grade_ppm", "grade of the element, parts per million"),
                .text("site", "the site it was made at"),
                .text("tag", "bag tag or seal"),
                .text("made", "time it was made"),
                .text(
                    "custody_model",
                    "chain of custody that it claims: identity_preserved, segregated, controlled_blending,"
                        + " mass_balance or book_and_claim (ISO 22095)"
                ),
                .text("claim", "the certificate or claim that goes with it"),
            ]
        ),
        FactTable(
            "event",
            .base,
            "An EPCIS 2.0 event: what happened to which lots, when, where and why.",
            key: ["id"],
            indexes: [["location"], ["source_party"], ["destination_party"]],
            columns: [
                .text("id", "event identifier", required: true),
                .text("kind", "object, aggregation, transaction, transformation or association", required: true),
                .text("action", "add, observe or delete; NULL for a transformation"),
                .text("time", "when it happened, UTC", required: true),
                .text("step", "business step (CBV bare word)"),
                .text("disposition", "disposition (CBV bare word)"),
                .text("read_point", "site where it was seen"),
                .text("location", "site where the things are afterwards"),
                .text("source_party", "the party that gave (CBV source owning_party or possessing_party)"),
                .text("destination_party", "the party that received (CBV destination)"),
            ]
        ),
        FactTable(
            "event_lot",
            .base,
            "One lot in an event, with its mass.",
            key: ["event_id", "lot_id", "role"],
            indexes: [["lot_id"]],
            columns: [
                .text("event_id", "the event", required: true),
                .text("lot_id", "the lot", required: true),
                .text("role", "made, used, parent, packed, unpacked, observed or destroyed", required: true),
                .integer("mass_g", "mass of the lot in the event, grams"),
            ]
        ),
        FactTable(
            "sample",
            .base,
            "One element measured in a laboratory sample.",
            key: ["id"],
            indexes: [["lot"]],
            columns: [
                .text("id", "identifier of the measurement", required: true),
                .text("lot", "the lot sampled"),
                .text("site", "the site sampled"),
                .text("date", "date of the measurement", required: true),
                .text("laboratory", "laboratory"),
                .text("method", "method"),
                .text("element", "element symbol or isotope ratio", required: true),
                .real("value", "measured value, in the unit beside it", required: true),
                .text("unit", "ppm or ratio", required: true),
            ]
        ),
    ]

    private static let moneyTables: [FactTable] = [
        FactTable(
            "declaration",
            .base,
            "One customs line.",
            key: ["id"],
            indexes: [["exporter"], ["date"]],
            columns: [
                .text("id", "declaration number, with its line", required: true),
                .text("direction", "import or export", required: true),
                .text("date", "date of acceptance", required: true),
                .text("hs_code", "Harmonized System code, six digits or more", required: true),
                .text("description", "goods as described"),
                .text("origin", "country of origin"),
                .text("partner", "country of destination (export) or dispatch (import)"),
                .text("office", "customs office"),
                .text("declarant", "the party that declared"),
                .text("exporter", "the exporting party"),
                .text("importer", "the importing party"),
                .integer("net_mass_g", "net mass, grams", required: true),
                .integer("value_minor", "customs value, minor units of the currency", required: true),
                .text("currency", "currency of the value", required: true),
                .integer("duty_minor", "duty and royalty paid, minor units of the currency"),
                .integer("grade_ppm", "declared grade of the element, parts per million"),
                .text("lots", "lots covered, separated by spaces"),
                .text("licence", "export or trade licence named"),
            ]
        ),
        FactTable(
            "payment",
            .base,
            "One transfer of money, or, with an amount below zero, the refund of one.",
            key: ["id"],
            indexes: [["payer"], ["payee"]],
            columns: [
                .text("id", "identifier", required: true),
                .text("date", "date of the transfer", required: true),
                .text("payer", "the party that paid", required: true),
                .text("payee", "the party that was paid", required: true),
                .integer(
                    "amount_minor",
                    "amount, minor units of the currency; below zero if the payee gave it back to the payer",
                    required: true
                ),
                .text("currency", "currency", required: true),
                .text("method", "transfer, cash, mobile, cheque, crypto or other"),
                .text("purpose", "purpose as stated"),
                .text("lot", "the lot paid for"),
                .text("declaration", "the declaration paid for"),
            ]
        ),
        FactTable(
            "price",
            .base,
            "A reference price of a mineral at a date.",
            key: ["id"],
            indexes: [["mineral", "date"]],
            columns: [
                .text("id", "identifier", required: true),
                .text("mineral", "mineral", required: true),
                .text("basis", "element (price of the contained element) or gross", required: true),
                .text("date", "first day of the period", required: true),
                .integer("amount_minor", "price, minor units of the currency", required: true),
                .integer(
                    "per_ng",
                    "for how much mineral, nanograms (1 t = 10^15, 1 troy ounce = 31,103,476,800)",
                    required: true
                ),
                .text("currency", "currency", required: true),
                .integer("uncertainty_ppm", "half-width of the price band, parts per million of the price"),
                .text("source", "who publishes it"),
            ]
        ),
    ]

    private static let observationTables: [FactTable] = [
        FactTable(
            "detection",
            .base,
            "A disturbance seen by satellite or drone.",
            key: ["id"],
            columns: [
                .text("id", "identifier", required: true),
                .text("date", "date or last day of the period of observation", required: true),
                .text("provider", "who detected it"),
                .text("kind", "mine, airstrip, clearing, water or other"),
                .real("confidence", "the provider's own score, 0 to 1"),
                .real("lon", "longitude of a point inside it, degrees", required: true),
                .real("lat", "latitude of a point inside it, degrees", required: true),
                .integer("uncertainty_m", "radius within which the true edge lies, metres"),
                .integer("area_m2", "area, square metres"),
                .blob("geometry", "outline as WKB, where the source gives one"),
            ]
        ),
        FactTable(
            "report",
            .base,
            "What a community monitor, inspector or anonymous person reported.",
            key: ["id"],
            indexes: [["site"]],
            columns: [
                .text("id", "identifier", required: true),
                .text("date", "date of the thing reported", required: true),
                .text("channel", "web, phone, paper, inspector or other"),
                .text(
                    "category",
                    "illegal_mining, child_labour, forced_labour, chemicals, armed_group, extortion, smuggling, bribery,"
                        + " environment, land, safety, security_abuse or other",
                    required: true
                ),
                .text("text", "what was said"),
                .text("site", "the site it speaks of"),
                .text("party", "the party it speaks of"),
                .real("lon", "longitude, degrees"),
                .real("lat", "latitude, degrees"),
                .integer("uncertainty_m", "radius within which the true position lies, metres"),
            ]
        ),
        FactTable(
            "incident",
            .base,
            "A security, environment, labour or rights incident.",
            key: ["id"],
            columns: [
                .text("id", "identifier", required: true),
                .text("date", "date", required: true),
                .text("category", "battle, violence, protest, roadblock, pollution, accident or other", required: true),
                .text("description", "what happened"),
                .text("actors", "who took part, as the source says"),
                .integer("deaths", "deaths reported"),
                .text("site", "the site it happened at"),
                .text("country", "country"),
                .real("lon", "longitude, degrees"),
                .real("lat", "latitude, degrees"),
                .integer("uncertainty_m", "radius within which the true position lies, metres"),
                .text("source", "who recorded it"),
            ]
        ),
    ]
}
