extension EntitySchema {
    /// The provinces of Rwanda: ISO 3166-2 codes, and the names that the national profile writes.
    static let rwandanProvinces = ["City of Kigali", "Eastern", "Northern", "Southern", "Western"]

    static func businessEntity(_ profile: Profile) -> [FieldSchema] {
        var fields: [FieldSchema] = [
            .one("identifier", .identifier, "number of the business"),
            .one("name", .text, "registered name"),
            .maybe("legalAddress", .entity(.address), "registered address"),
            .maybe("physicalAddress", .entity(.address), "address of the place of work"),
            .one("tin", .identifier, "tax number, or N/A where it is not known"),
        ]
        if profile == .rwanda {
            fields += [
                .maybe("rdbNumber", .identifier, "number at the Rwanda Development Board"),
                .maybe("rcaNumber", .identifier, "number at the Rwanda Cooperative Agency"),
                .one("businessType", .identifier, "kind of business, in the board's words"),
                .maybe("otherInfo", .text, "anything else that tells it apart"),
            ]
        }
        return fields + [.one("contactDetails", .entity(.contactDetails), "whom to speak to")]
    }

    static func address(_ profile: Profile) -> [FieldSchema] {
        let isCore = profile == .core
        var fields: [FieldSchema] = [
            .one("country", isCore ? .country : .wordCode(["RW"]), "country (ISO 3166-1)"),
            .maybe(
                "subnationalDivisionL1",
                isCore ? .subdivision : .wordCode((1...5).map { "RW-0\($0)" }),
                "first-level division (ISO 3166-2)"
            ),
            .maybe(
                "subnationalDivisionL1Text",
                isCore ? .text : .wordCode(rwandanProvinces),
                "its name"
            ),
            .maybe("subnationalDivisionL2", .text, "second-level division"),
            .maybe("subnationalDivisionL3", .text, "third-level division"),
            .maybe("subnationalDivisionL4", .text, "fourth-level division"),
            .one("addressLocalityText", .text, "town or village"),
            .maybe("addressLocalityCode", .text, "its code (UPU S42, ISO 19160)"),
        ]
        if !isCore { fields.append(.maybe("streetAddress", .text, "street")) }
        return fields
    }

    static let contactDetails: [FieldSchema] = [
        .one("legalRepresentative", .text, "who represents the business"),
        .one("contactPhoneNumber", .telephone, "telephone"),
        .one("contactEmail", .email, "electronic mail"),
    ]
}
