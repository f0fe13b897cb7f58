/// V5, the part that lies in the cadastre: dealers and exporters whose licences ended, and those who renewed in time.
enum LicenceHistories {
    static func plant(_ country: inout Country) {
        for turn in 0..<country.scale {
            expire(country.cast.traders[14 * turn + 6], activity: "trade", renewed: false, &country)
            expire(country.cast.traders[14 * turn + 5], activity: "trade", renewed: true, &country)
            expire(country.cast.exporters[6 * turn + 5], activity: "export", renewed: true, &country)
        }
        for (index, company) in country.cast.unlicensedExporters.enumerated() where index % 3 == 1 {
            let granted = Day(2022, 4, 11)
            country.licences.append(
                Licence(
                    code: "EX-2022-" + Decimals.padded(country.licences.count + 1, 4),
                    activity: "export",
                    typeText: "Export licence",
                    status: "expired",
                    statusText: "Expired",
                    holder: company,
                    minerals: [.tantalum, .tungsten],
                    applied: granted - 60,
                    granted: granted,
                    expires: Day(2025, 4, 10),
                    official: country.cast.signatories[0],
                    consent: "not_required"
                )
            )
        }
    }

    private static func expire(_ company: Int, activity: String, renewed: Bool, _ country: inout Country) {
        guard let index = country.licences.firstIndex(where: { $0.holder == company && $0.activity == activity }) else {
            return
        }
        let end = renewed ? Day(2025, 12, 31) : Day(2025, 8, 31)
        var renewal = country.licences[index]
        country.licences[index].expires = end
        country.licences[index].status = "expired"
        country.licences[index].statusText = "Expired"
        country.isUsed[company] = true
        let party = country.parties[company].id
        guard renewed else {
            country.plant(
                "dealing_without_licence",
                "V5",
                stage: "S3",
                "party",
                party,
                from: end + 1,
                "The dealer went on buying after the licence expired on \(end.text).",
                related: [("licence", country.licences[index].code)]
            )
            return
        }
        renewal.code = (activity == "trade" ? "CN-2025-" : "EX-2025-") + Decimals.padded(country.licences.count + 1, 4)
        renewal.applied = end - 120
        renewal.granted = end - 14
        renewal.expires = end + 365 * 3
        renewal.statusText = "In force (renewal)"
        country.licences.append(renewal)
        country.plant(
            activity == "trade" ? "dealing_without_licence" : "export_without_licence",
            "V5",
            stage: "S3",
            "party",
            party,
            from: end,
            "The licence was renewed under a new number before the old one ended.",
            innocent: true,
            related: [("licence", renewal.code)]
        )
    }
}
