/// Records that are wrong on purpose, so that a quarantine has something to show; their identifiers say so.
enum BrokenRecords {
    static let sites: [JSONValue] = [
        PlaceFiles.feature(
            [("id", .text("broken-site-1")), ("kind", .text("mine")), ("name", .text("Longitude 400"))],
            PlaceFiles.shape("Point", .list([.number("400"), .number("-24.5")]))
        ),
        PlaceFiles.feature(
            [("id", .text("broken-site-2")), ("kind", .text("mine")), ("name", .text("One number"))],
            PlaceFiles.shape("Point", .list([.number("-14.2")]))
        ),
    ]

    static let licences: [JSONValue] = [
        PlaceFiles.feature(
            [
                ("id", .text("broken-licence-1")), ("code", .text("broken-licence-1")), ("activity", .text("mine")),
                ("status", .text("active")), ("granted", .text("2020-01-01")),
            ],
            PlaceFiles.shape(
                "Polygon",
                .list([
                    .list([
                        .list([.number("-14.2"), .number("-24.5")]), .list([.number("-14.1"), .number("-24.5")]),
                        .list([.number("-14.1"), .number("-24.4")]), .list([.number("-14.2"), .number("-24.4")]),
                    ])
                ])
            )
        ),
        PlaceFiles.feature(
            [
                ("id", .text("broken-licence-2")), ("code", .text("broken-licence-2")), ("activity", .text("trade")),
                ("status", .text("active")), ("granted", .text("0000-00-00")),
            ],
            .null
        ),
    ]

    static let detections: [JSONValue] = [
        PlaceFiles.feature(
            [("id", .text("broken-detection-1")), ("date", .text("0000-13-45")), ("kind", .text("mine"))],
            PlaceFiles.shape("Point", .list([.number("-14.2"), .number("-24.5")]))
        ),
        PlaceFiles.feature(
            [("id", .text("broken-detection-2")), ("date", .text("2025-09-09")), ("kind", .text("mine"))],
            PlaceFiles.shape("Point", .list([.number("-14.2"), .number("-124.5")]))
        ),
    ]

    static let parties: [JSONValue] = [
        .object([("id", .text("broken-party-1")), ("properties", .object([("name", .texts(["No schema"]))]))]),
        .object([("schema", .text("Person")), ("properties", .object([("name", .texts(["broken: no identifier"]))]))]),
    ]

    static let lots = [["broken-lot-1", "tin", "concentrate", "-120.5", "61.2", "", "XM1-0000001", "2025-09-01"]]

    static let declarations = [
        [
            "broken-declaration-1", "export", "2025-10-04", "260900", "Tin ores and concentrates", "XM", "MY", "", "",
            "", "",
            "-2500.0", "91000.00", "USD", "0.00", "60", "", "",
        ],
        [
            "broken-declaration-2", "sideways", "2025-10-04", "260900", "Tin ores and concentrates", "XM", "MY", "", "",
            "", "",
            "2500.0", "91000.00", "USD", "0.00", "60", "", "",
        ],
    ]

    static let payments = [
        [
            "broken-payment-1", "0000-01-01", "xm-p-00001", "xm-p-00002", "100.00", "USD", "cash", "date in the year 0",
            "", "",
        ],
        [
            "broken-payment-2", "2025-11-05", "xm-p-00001", "xm-p-00002", "twelve", "USD", "cash", "amount in words",
            "", "",
        ],
        ["broken-payment-3", "2025-11-05", "xm-p-00001"],
    ]

    static let reports = [
        ["broken-report-1", "2025-12-01", "web", "safety", "longitude 400", "", "", "400", "-24.5", "100"]
    ]

    static let incidents = [
        ["broken-incident-1", "31/31/2025", "accident", "no such day", "", "0", "", "XM", "-14.2", "-24.5", "100", ""]
    ]

    static let samples = [["broken-sample-1", "", "", "2025-12-01", "", "ICP-OES", "Sn", "NaN", "ppm"]]

    static let prices = [
        ["broken-price-1", "tin", "element", "2025-07-01", "-1", "USD", "t", "5", "broken on purpose"]
    ]

    static let events: [JSONValue] = [
        .object([
            ("type", .text("ObjectEvent")), ("eventID", .text("urn:uuid:00000000-0000-4000-8000-0000000000b1")),
            ("eventTimeZoneOffset", .text("-01:00")), ("action", .text("OBSERVE")), ("bizStep", .text("shipping")),
        ]),
        .object([
            ("type", .text("ObjectEvent")), ("eventID", .text("urn:uuid:00000000-0000-4000-8000-0000000000b2")),
            ("eventTime", .text("2025-10-02T10:00:00Z")), ("eventTimeZoneOffset", .text("-01:00")),
            ("action", .text("ADD")),
            ("bizStep", .text("commissioning")),
            (
                "quantityList",
                .list([
                    .object([
                        ("epcClass", .text("urn:epc:class:lgtin:9521234.000101.Lbroken")),
                        ("quantity", .number("-12.5")),
                        ("uom", .text("KGM")),
                    ])
                ])
            ),
        ]),
    ]
}
