extension EntitySchema {
    private static let statuses = CertificationStatus.allCases.map(\.rawValue)

    static func mineSite(_ profile: Profile) -> [FieldSchema] {
        var fields: [FieldSchema] = [
            .one("icglrId", .siteNumber, "number of the site in the region"),
            .one("addressCountry", .memberState, "country that the site lies in"),
        ]
        fields.append(
            profile == .core
                ? .one("nationalId", .identifier, "number of the site in its country")
                : .maybe("nationalId", .identifier, "number of the site in its country")
        )
        fields += [
            .one("certificationStatus", .numberCode(statuses), "0 blue, 1 green, 2 yellow, 3 red (MDC.01)"),
            .one(
                "activityStatus",
                .numberCode(ActivityStatus.allCases.map(\.rawValue)),
                "0 abandoned, 1 active, 2 not active (MDC.02)"
            ),
            .one("mineSiteLocation", .entity(.mineSiteLocation), "where it lies"),
            .some("mineral", .mineral(allowsIMA: false), "what is mined, by Harmonized System code (MDC.03)"),
            .some("license", .entity(.licence), "the licences; a site without one says so here"),
            .one("owner", .entity(.businessEntity), "who owns it"),
            .any("operator", .entity(.businessEntity), "who works it, where that is not the owner"),
            .any("inspection", .entity(.inspection), "inspections"),
            .any("statusChange", .entity(.statusHistory), "changes of the certification status"),
        ]
        if profile == .rwanda {
            fields += [
                .one("allowedTags", .count, "how many tags the site may use"),
                .any("minesLocations", .entity(.geolocalization), "positions of the mines of the site"),
            ]
        }
        return fields
    }

    static let mineSiteLocation: [FieldSchema] = [
        .one("geolocalization", .entity(.geolocalization), "position"),
        .maybe("nationalCadasterLocalization", .text, "position in the words of the national cadastre"),
        .maybe("localGeographicDesignation", .entity(.address), "position in local words"),
        .maybe("polygon", .polygon, "outline"),
        .maybe("altitude", .decimal, "mean height, metres"),
    ]

    static func geolocalization(_ profile: Profile) -> [FieldSchema] {
        [
            .one(profile.latitudeTerm, .degrees(90), "latitude on WGS 84, degrees"),
            .one(profile.longitudeTerm, .degrees(180), "longitude on WGS 84, degrees"),
        ]
    }

    static func licence(_ profile: Profile) -> [FieldSchema] {
        [
            .one("licenseType", .wordCode(LicenceType.allCases.map(\.rawValue)), "kind of the licence (MDC.04)"),
            .maybe("licenseId", .identifier, "number of the licence"),
            .maybe("owner", .entity(.businessEntity), "who holds it"),
            .maybe("appliedDate", .date, "day of the application"),
            .maybe("grantedDate", .date, "day of the grant"),
            .maybe("expiringDate", .date, "day on which it ends"),
            .maybe(
                "licenseStatus",
                profile == .core ? .numberCode([0, 1]) : .wordCode(["0", "1"]),
                "1 in force, 0 not in force"
            ),
            .some("coveredCommodities", .mineral(allowsIMA: true), "minerals that it covers"),
        ]
    }

    static func inspection(_ profile: Profile) -> [FieldSchema] {
        var fields: [FieldSchema] = [
            .one("inspectionId", .identifier, "number of the inspection"),
            .one("inspectionDate", .date, "day of the inspection"),
        ]
        if profile == .rwanda {
            fields.append(.one("inspectionResponsible", .text, "agency and person who answer for it"))
        }
        return fields + [
            .one("inspectionResult", .numberCode(statuses), "certification status that it led to (MDC.01)"),
            .maybe("inspectionReport", .text, "the report as a file"),
            .maybe("inspectionPurpose", .text, "why it was made"),
            .maybe("inspectionResults", .text, "what was seen"),
            .one("inspectorName", .text, "name of the inspector"),
            .one("inspectorPosition", .text, "position of the inspector"),
            .one("governmentAgency", .text, "agency of the inspector"),
            .maybe("governmentId", .identifier, "number of the inspector"),
        ]
    }

    static let statusHistory: [FieldSchema] = [
        .one("dateOfChange", .date, "day of the change"),
        .one("newStatus", .numberCode(statuses), "status from then on (MDC.01)"),
    ]
}
