/// The shapes of 0.6: what we read of them.
extension Shape {
    static let earlierItem = Shape([one("id", .uri), one("name", .text)])

    static let earlierQuantity = Shape([
        one("productId", .uri), maybe("productName", .text), one("quantity", .number), maybe("uom", .text),
    ])

    /// An event, whose type says which of these lists it has.
    static let earlierEvent = Shape([
        maybe("id", .uri), maybe("processType", .text), one("eventTime", .dateTime), maybe("action", .text),
        maybe("disposition", .text), maybe("bizStep", .text), maybe("bizLocation", .any),
        any("epcList", .object(earlierItem)), any("inputEPCList", .object(earlierItem)),
        any("outputEPCList", .object(earlierItem)), any("childEPCList", .object(earlierItem)),
        maybe("parentEPC", .linked(earlierItem)), any("quantityList", .object(earlierQuantity)),
        any("inputQuantityList", .object(earlierQuantity)), any("outputQuantityList", .object(earlierQuantity)),
        any("childQuantityList", .object(earlierQuantity)), any("sensorElementList", .any),
    ])

    static let earlierIdentifier = Shape([maybe("id", .uri), one("name", .text), maybe("registeredId", .text)])

    static let earlierProduct = Shape([
        one("id", .uri), one("name", .text), maybe("batchNumber", .text), maybe("serialNumber", .text),
        maybe("producedByParty", .object(earlierIdentifier)), maybe("producedAtFacility", .object(earlierIdentifier)),
        maybe("productionDate", .date), maybe("countryOfProduction", .any), maybe("dimensions", .object(dimension)),
        any("productCategory", .any),
    ])

    static let earlierPassport = Shape([
        one("product", .object(earlierProduct)), maybe("granularityLevel", .text), any("materialsProvenance", .any),
    ])

    static let earlierFacility = Shape([
        one("id", .uri), one("name", .text), maybe("countryOfOperation", .any),
        maybe("operatedByParty", .object(earlierIdentifier)), maybe("locationInformation", .any),
    ])

    static let earlierFacilityRecord = Shape([one("facility", .object(earlierFacility))])
}
