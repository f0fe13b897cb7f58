/// The shapes of 0.7.0.
extension Shape {
    static let measure = Shape([
        one("value", .number), one("unit", .text), maybe("upperTolerance", .number), maybe("lowerTolerance", .number),
    ])

    static let country = Shape([one("countryCode", .country), maybe("countryName", .text)])

    static let classification = Shape([
        one("code", .text), one("name", .text), one("schemeId", .uri), one("schemeName", .text),
        maybe("definition", .text),
    ])

    static let link = Shape([one("linkURL", .uri), one("linkName", .text)])

    static let scheme = Shape([one("id", .uri), one("name", .text)])

    static let party = Shape([
        one("id", .uri), one("name", .text), maybe("registeredId", .text), maybe("idScheme", .object(scheme)),
        maybe("registrationCountry", .object(country)),
    ])

    static let partyRole = Shape([one("role", .word(PartyRoleCode.all)), one("party", .linked(party))])

    static let facilityReference = Shape([one("id", .uri), one("name", .text), maybe("registeredId", .text)])

    static let productReference = Shape([
        one("id", .uri), one("name", .text), maybe("modelNumber", .text), maybe("batchNumber", .text),
        maybe("itemNumber", .text), maybe("idGranularity", .word(Granularity.allCases.map(\.rawValue))),
    ])

    static let eventProduct = Shape([
        one("product", .linked(productReference)), maybe("quantity", .object(measure)), maybe("disposition", .text),
    ])

    /// What the three events share.
    private static let event: [Field] = [
        one("id", .uri), maybe("name", .text), maybe("description", .text), one("eventDate", .dateTime),
        maybe("activityType", .object(classification)), any("relatedParty", .object(partyRole)),
        any("relatedDocument", .object(link)), any("sensorData", .any),
    ]

    static func event(_ kind: EventKind) -> Shape {
        switch kind {
        case .make:
            Shape(
                event + [
                    any("inputProduct", .object(eventProduct)), some("outputProduct", .object(eventProduct)),
                    one("madeAtFacility", .linked(facilityReference)),
                ]
            )
        case .move:
            Shape(
                event + [
                    some("movedProduct", .object(eventProduct)), one("fromFacility", .linked(facilityReference)),
                    one("toFacility", .linked(facilityReference)), maybe("consignmentId", .uri),
                ]
            )
        case .modify:
            Shape(
                event + [
                    some("modifiedProduct", .object(eventProduct)),
                    maybe("modifiedAtFacility", .linked(facilityReference)),
                ]
            )
        }
    }

    static let material = Shape([
        one("name", .text), one("originCountry", .object(country)), one("materialType", .object(classification)),
        one("massFraction", .number), maybe("mass", .object(measure)), maybe("recycledMassFraction", .number),
        maybe("hazardous", .bool),
    ])

    static let dimension = Shape(
        ["weight", "length", "width", "height", "volume"].map { maybe($0, .object(measure)) }
    )

    static let product = Shape([
        one("id", .uri), one("name", .text), maybe("description", .text), one("idScheme", .object(scheme)),
        maybe("modelNumber", .text), maybe("batchNumber", .text), maybe("itemNumber", .text),
        one("idGranularity", .word(Granularity.allCases.map(\.rawValue))), maybe("characteristics", .any),
        some("productCategory", .object(classification)), any("relatedDocument", .object(link)),
        any("relatedParty", .object(partyRole)), one("producedAtFacility", .object(facilityReference)),
        maybe("productionDate", .date), maybe("expiryDate", .date), one("countryOfProduction", .object(country)),
        maybe("dimensions", .object(dimension)), any("materialProvenance", .object(material)),
        any("performanceClaim", .any),
    ])

    static let facility = Shape([
        one("id", .uri), one("name", .text), maybe("description", .text), maybe("registeredId", .text),
        maybe("idScheme", .object(scheme)), one("countryOfOperation", .object(country)),
        any("processCategory", .object(classification)), any("relatedParty", .object(partyRole)),
        any("relatedDocument", .object(link)), any("facilityAlsoKnownAs", .any), maybe("locationInformation", .any),
        maybe("address", .any), any("materialUsage", .any), any("performanceClaim", .any),
    ])

    static let issuer = Shape([one("id", .uri), one("name", .text), any("issuerAlsoKnownAs", .any)])

    static let envelope = Shape([
        some("@context", .uri), one("id", .uri), one("issuer", .linked(issuer)), maybe("validFrom", .dateTime),
        maybe("validUntil", .dateTime), maybe("name", .text),
    ])
}
