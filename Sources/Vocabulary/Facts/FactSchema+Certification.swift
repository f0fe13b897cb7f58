extension FactSchema {
    /// What regional certification says of sites, lots and exports (ICGLR mining data standard).
    ///
    /// They stand behind the other tables: a store keeps the number of a record's table.
    static let certificationTables: [FactTable] = [
        FactTable(
            "certificate",
            .base,
            "A certificate that a member state of the ICGLR issued for an export.",
            key: ["id"],
            indexes: [["lot"], ["exporter"]],
            columns: [
                .text("id", "serial number, with the country that issued it before it", required: true),
                .text("country", "country that issued it", required: true),
                .text("number", "serial number", required: true),
                .text("lot", "the lot that it covers", required: true),
                .text("mineral", "mineral"),
                .text("hs_code", "Harmonized System code"),
                .integer("mass_g", "certified mass, grams"),
                .text("origins", "countries of origin, separated by spaces; 0 for not known"),
                .integer("value_minor", "customs value, minor units of the currency"),
                .text("currency", "currency of the value"),
                .text("exporter", "the party that exports"),
                .text("importer", "the party that imports"),
                .text("route", "countries on the way, separated by spaces"),
                .text("authority", "authority that issued it"),
                .text("verified", "date of the verification"),
                .text("issued", "date of issue", required: true),
                .text("expires", "last day of validity", required: true),
                .text("shipment", "date on which the lot was to be shipped"),
            ]
        ),
        FactTable(
            "tag",
            .base,
            "A tag that an authority gave out for a lot.",
            key: ["id"],
            columns: [
                .text("id", "number of the tag", required: true),
                .text("issuer", "the party that gave it out", required: true),
                .text("issued", "time at which it was made", required: true),
                .text("kind", "number, QR code or other, in the issuer's words"),
            ]
        ),
        FactTable(
            "site_status",
            .base,
            "A certification status of a mine site from a day on.",
            key: ["site", "date", "basis"],
            columns: [
                .text("site", "the site", required: true),
                .text("date", "the day", required: true),
                .text("status", "blue, green, yellow or red", required: true),
                .text("basis", "inspection or change", required: true),
            ]
        ),
    ]
}
