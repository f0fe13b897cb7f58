extension EntitySchema {
    static func tag(_ profile: Profile) -> [FieldSchema] {
        var fields: [FieldSchema] = [
            .one("identifier", .identifier, "number of the tag"),
            .one("issuer", .entity(.businessEntity), "who gave it out"),
            .one("issueDate", .date, "day on which it was made"),
            .one("issueTime", .time, "time at which it was made"),
        ]
        if profile == .rwanda {
            fields += [
                .one("representativeRMB", .text, "who approved it at the mines board"),
                .maybe("tagType", .text, "number, QR code or other"),
            ]
        }
        return fields
    }

    static func lot(_ profile: Profile) -> [FieldSchema] {
        var fields: [FieldSchema] = [
            .one("lotNumber", .identifier, "number that its creator gave it"),
            .one("dateRegistration", .date, "day on which it was registered"),
            .one("timeRegistration", .time, "time at which it was registered"),
            .one("creator", .entity(.businessEntity), "who made it and has it"),
            .one("mineral", .mineral(allowsIMA: true), "what it holds (MDC.03)"),
            .one("concentration", .decimal, "grade, percent"),
            .one("mass", .decimal, "weight, in the unit beside it"),
            .maybe("packageType", .text, "bag, drum, container …"),
            .maybe("nrOfPackages", .decimal, "how many packages"),
            .one("unitOfMeasurement", .wordCode(WeightUnit.allCases.map(\.rawValue)), "unit of the weight (MDC.07)"),
        ]
        if profile == .rwanda { fields.append(.one("price", .decimal, "price, US dollars a kilogram")) }
        fields.append(.maybe("mineSiteId", .siteNumber, "mine site; a lot from production has one"))
        if profile == .rwanda { fields.append(.maybe("miner", .text, "who dug it; a lot from production says it")) }
        return fields + [
            .some("creatorRole", .numberCode(CustodyRole.allCases.map(\.rawValue)), "part of its creator (MDC.05)"),
            .maybe("recipient", .entity(.businessEntity), "who gets it"),
            .some(
                "originatingOperation",
                .numberCode(OriginatingOperation.allCases.map(\.rawValue)),
                "what made it (MDC.06)"
            ),
            .any("inputLot", .entity(.inputLot), "lots that it was formed from"),
            .maybe("tag", .entity(.tag), "its tag; a lot from production has one"),
            .any("taxPaid", .entity(.tax), "taxes, fees and royalties paid for it"),
            .maybe("dateSealed", .date, "day on which it was sealed"),
            .maybe("dateShipped", .date, "day on which it was shipped"),
            .maybe("purchaseNumber", .identifier, "number of the purchase"),
            .maybe("purchaseDate", .date, "day of the purchase"),
            .maybe("responsibleStaff", .text, "who took it in and verified where it comes from"),
            .maybe("dateIn", .date, "day on which it was received"),
            .maybe("transportationMethod", .text, "how it was carried"),
            .maybe("transportationRoute", .text, "the way that it took"),
            .maybe("transportCompany", .text, "who carried it"),
            .maybe("exportCertificateId", .identifier, "its export certificate"),
        ]
    }

    static let inputLot: [FieldSchema] = [
        .one("lotNumber", .identifier, "number of the lot"),
        // Not in the standard: see ``InputLot/consumedGrams``.
        .maybe(InputLot.consumedTerm, .count, "grams taken from it; an extension of Touchstone"),
    ]

    static let tax: [FieldSchema] = [
        .one("taxType", .text, "kind of tax, in words"),
        .one("taxAmount", .decimal, "amount paid"),
        .one("currency", .currency, "currency of the amount (ISO 4217)"),
        .maybe("taxAuthority", .text, "who levied it"),
        .maybe("taxPaidDate", .date, "day on which it was paid"),
        .maybe("receiptReference", .text, "number of the receipt"),
    ]

    static func exportCertificate(_ profile: Profile) -> [FieldSchema] {
        [
            .one("issuingCountry", .memberState, "country that issues it"),
            .one("identifier", .identifier, "serial number, once in its country"),
            .one("exporter", .entity(.businessEntity), "who exports"),
            .one("importer", .entity(.businessEntity), "who imports"),
            .one("lotNumber", .identifier, "lot that it covers"),
            .maybe("designatedMineralDescription", .text, "the goods in words"),
            .one("typeOfOre", .mineral(allowsIMA: true), "mineral (MDC.03)"),
            .one("lotWeight", .decimal, "weight, above zero, at most three decimals"),
            .one("lotWeightUOM", .wordCode(WeightUnit.allCases.map(\.rawValue)), "unit of the weight (MDC.07)"),
            .one("lotGrade", .text, "grade, in the words usual for the mineral"),
            .one("mineralOrigin", .identifier, "countries of origin with semicolons between; 0 for not known"),
            .one("customsValue", .text, "customs value: USD and a number with a space between, or a number"),
            .one("dateOfShipment", .date, "day on which it is to be shipped"),
            .maybe("shipmentRoute", .text, "countries on the way"),
            .maybe("transportCompany", .text, "who carries it"),
            .one("memberStateIssuingAuthority", .text, "authority that issues it"),
            .one("nameOfVerifier", .text, "who verified the documents"),
            .one("positionOfVerifier", .text, "position of that person"),
            .maybe("idOfVerifier", .identifier, "number of that person"),
            .one("dateOfVerification", .date, "day of the verification"),
            .one("nameOfValidator", .text, "who countersigned it"),
            .one("dateOfIssuance", .date, "day from which it is valid"),
            .one("dateOfExpiration", .date, "day on which it ends, at most 90 days later"),
            .one("certificateFile", .text, "the certificate as a file"),
        ]
    }
}
