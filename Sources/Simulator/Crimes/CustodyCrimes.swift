/// V3 (mines without a valid licence), V5 (exports) and V7 (buyers): read off the year's trade, or planted in it.
enum CustodyCrimes {
    static func plant(_ country: inout Country, plan: TradePlan) {
        var chance = Chance(seed: country.seed, stream: "custody crimes")
        noteMines(&country)
        noteBuyers(&country, plan)
        noteExporters(&country)
        nameUnknownLots(&country, &chance)
    }

    private static func noteMines(_ country: inout Country) {
        for site in country.sites where site.kind == .mine && site.cover != .valid {
            let end = site.licence.map { country.licences[$0].expires } ?? Period.first
            switch site.cover {
            case .none:
                country.plant(
                    "production_without_licence",
                    "V3",
                    stage: "S2",
                    "site",
                    site.id,
                    "Lots were made at a mine that lies in no licence."
                )
            case .explorationOnly:
                country.plant(
                    "production_without_licence",
                    "V3",
                    stage: "S2",
                    "site",
                    site.id,
                    "Lots were made at a mine that lies in an exploration permit only."
                )
            case .lapsed:
                country.plant(
                    "production_without_licence",
                    "V3",
                    stage: "S2",
                    "site",
                    site.id,
                    from: end + 1,
                    "Work went on after the licence expired on \(end.text)."
                )
            case .renewed:
                country.plant(
                    "production_without_licence",
                    "V3",
                    stage: "S2",
                    "site",
                    site.id,
                    "The licence was renewed under a new number before the old one ended.",
                    innocent: true
                )
            default:
                country.plant(
                    "production_without_licence",
                    "V3",
                    stage: "S2",
                    "site",
                    site.id,
                    from: site.from,
                    to: site.to,
                    "The licence expired on \(end.text); the last lot was made before.",
                    innocent: true
                )
            }
        }
    }

    private static func noteBuyers(_ country: inout Country, _ plan: TradePlan) {
        for depot in country.sites.indices {
            guard let buyer = country.sites[depot].operator else { continue }
            var bad: [(kind: String, id: String)] = []
            var tempting: [(kind: String, id: String)] = []
            for site in plan.depotOfMine.indices where plan.depotOfMine[site] == depot {
                switch country.sites[site].cover {
                case .none, .explorationOnly, .lapsed: bad.append(("site", country.sites[site].id))
                case .renewed, .stoppedInTime: tempting.append(("site", country.sites[site].id))
                case .valid: break
                }
            }
            let id = country.parties[buyer].id
            if !bad.isEmpty {
                country.plant(
                    "purchase_of_unlicensed_output",
                    "V7",
                    stage: "S3",
                    "party",
                    id,
                    "The dealer bought month after month from mines without a valid licence.",
                    related: bad
                )
                country.isUsed[buyer] = true
            } else if !tempting.isEmpty {
                country.plant(
                    "purchase_of_unlicensed_output",
                    "V7",
                    stage: "S3",
                    "party",
                    id,
                    "The dealer bought from mines whose licence was renewed, or that stopped before theirs ended.",
                    innocent: true,
                    related: tempting
                )
            }
        }
    }

    private static func noteExporters(_ country: inout Country) {
        for company in country.cast.unlicensedExporters {
            for declaration in country.declarations where declaration.isExport && declaration.exporter == company {
                country.plant(
                    "export_without_licence",
                    "V5",
                    stage: "S3",
                    "declaration",
                    declaration.id,
                    from: declaration.date,
                    to: declaration.date,
                    "The exporter holds no export licence on the day.",
                    related: [("party", country.parties[company].id)]
                )
            }
        }
    }

    private static func nameUnknownLots(_ country: inout Country, _ chance: inout Chance) {
        let candidates = chance.shuffled(
            country.declarations.indices.filter {
                country.declarations[$0].isExport && country.declarations[$0].mineral == .tungsten
                    || country.declarations[$0].mineral == .graphite
            }
        )
        for index in candidates.prefix(3 * country.scale) {
            let mineral = country.declarations[index].mineral ?? .tin
            let name =
                "urn:epc:class:lgtin:9521234." + mineral.itemReference + ".L9"
                + Decimals.padded(chance.integer(0...99_999), 5)
            let loaded = country.declarations[index].lots
            country.declarations[index].unknownLots = [name]
            country.declarations[index].lots = []
            let declaration = country.declarations[index]
            for lot in loaded {
                country.plant(
                    "undeclared_export",
                    "V8",
                    stage: "S3",
                    "lot",
                    country.lots[lot].id,
                    from: declaration.date,
                    to: declaration.date + 1,
                    "The lot was loaded; the papers name another that does not exist.",
                    related: [("declaration", declaration.id)]
                )
            }
            country.isUsed[declaration.exporter] = true
            country.plant(
                "export_of_unknown_lot",
                "V5",
                stage: "S3",
                "declaration",
                declaration.id,
                from: declaration.date,
                to: declaration.date,
                "The declaration names a lot that no custody event knows.",
                related: [("party", country.parties[declaration.exporter].id)]
            )
        }
    }
}
