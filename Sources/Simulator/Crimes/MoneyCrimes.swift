/// V4, V6 and V9: money that goes where it should not, and money that only looks so.
enum MoneyCrimes {
    static func plant(_ country: inout Country) {
        var chance = Chance(seed: country.seed, stream: "money crimes")
        for turn in 0..<country.scale {
            payArmedGroup(&country, turn, &chance)
            payInCircles(&country, &chance)
            payForOthers(&country, turn, &chance)
            payOfficials(&country, turn, &chance)
        }
    }

    // MARK: V4

    private static func payArmedGroup(_ country: inout Country, _ turn: Int, _ chance: inout Chance) {
        for index in 0..<2 {
            let trader = country.takeUnused(country.cast.traders)
            let member = country.cast.armedMembers[(turn * 2 + index) % country.cast.armedMembers.count]
            var related = [("party", country.parties[member].id)]
            let start = Period.first + chance.integer(20...120)
            var last = start
            for month in 0..<4 {
                last = start + (month * 30 + chance.integer(0...5))
                let payment = country.pay(
                    trader,
                    member,
                    chance.integer(6...14) * 50_000,
                    on: last,
                    for: chance.pick(["escort", "road services", "security"]),
                    by: "cash"
                )
                related.append(("payment", country.payments[payment].id))
            }
            country.plant(
                "payment_to_armed_group",
                "V4",
                stage: "S3",
                "party",
                country.parties[trader].id,
                from: start,
                to: last,
                "The mineral dealer paid a listed member of an armed group in cash every month.",
                related: related
            )
        }
        // A namesake: one name of a listed member, another birth date, an ordinary job.
        let trader = country.takeUnused(country.cast.traders)
        let listed = country.parties[country.cast.armedMembers[0]].name
        let family = listed.split(separator: " ").last.map(String.init) ?? listed
        let namesake = country.addPerson(
            chance.pick(Names.given) + " " + family,
            born: Day(1997, 8, 21),
            home: Land.country
        )
        let day = Period.first + chance.integer(40...200)
        let payment = country.pay(trader, namesake, 42_000, on: day, for: "night watchman")
        country.plant(
            "payment_to_armed_group",
            "V4",
            stage: "S3",
            "party",
            country.parties[trader].id,
            from: day,
            to: day,
            "The payee shares a family name with a listed person and nothing else.",
            innocent: true,
            related: [("payment", country.payments[payment].id), ("party", country.parties[namesake].id)]
        )
    }

    // MARK: V6

    private static func payInCircles(_ country: inout Country, _ chance: inout Chance) {
        for _ in 0..<2 {
            let ring = (0..<3).map { _ in country.takeUnused(country.cast.consultants + country.cast.suppliers) }
            var day = Period.first + chance.integer(30...280)
            let first = day
            var cents = chance.integer(15...60) * 1_000_000
            var related = ring.map { ("party", country.parties[$0].id) }
            for step in 0..<3 {
                let payment = country.pay(
                    ring[step],
                    ring[(step + 1) % 3],
                    cents,
                    on: day,
                    for: chance.pick(["services", "loan", "advance"])
                )
                related.append(("payment", country.payments[payment].id))
                if step < 2 { day = day + chance.integer(2...8) }
                cents = cents * chance.integer(955...985) / 1000
            }
            for company in ring {
                country.plant(
                    "circular_payments",
                    "V6",
                    stage: "S3",
                    "party",
                    country.parties[company].id,
                    from: first,
                    to: day,
                    "The same money went round three companies in \(day.number - first.number) days.",
                    related: related
                )
            }
        }
        let ring = Array(country.cast.hauliers.prefix(3))
        var related: [(kind: String, id: String)] = []
        for (step, offset) in [10, 130, 290].enumerated() {
            let payment = country.pay(
                ring[step],
                ring[(step + 1) % 3],
                chance.integer(40_000...900_000) * (step + 1),
                on: Period.first + offset,
                for: ["tyres", "hire of a trailer", "repair"][step]
            )
            related.append(("payment", country.payments[payment].id))
        }
        country.plant(
            "circular_payments",
            "V6",
            stage: "S3",
            "party",
            country.parties[ring[0]].id,
            "Three hauliers paid one another over ten months for different things.",
            innocent: true,
            related: related
        )
    }

    private static func payForOthers(_ country: inout Country, _ turn: Int, _ chance: inout Chance) {
        let candidates = chance.shuffled(
            country.payments.indices.filter {
                guard let declaration = country.payments[$0].declaration else { return false }
                return country.declarations[declaration].isExport
                    && country.payments[$0].payer == country.declarations[declaration].importer
                    && !country.isUsed[country.declarations[declaration].exporter]
            }
        )
        for (rank, index) in candidates.prefix(3).enumerated() {
            guard let number = country.payments[index].declaration else { continue }
            let declaration = country.declarations[number]
            let isInnocent = rank == 2
            let payer = country.takeUnused(country.cast.shells)
            country.payments[index].payer = payer
            if isInnocent {
                country.link(
                    .ownership,
                    declaration.importer,
                    payer,
                    percent: 100,
                    from: Day(2014, 1, 1),
                    role: "Parent company"
                )
            }
            country.plant(
                "third_party_payment",
                "V6",
                stage: "S5",
                "payment",
                country.payments[index].id,
                from: country.payments[index].date,
                to: country.payments[index].date,
                isInnocent
                    ? "The importer's own subsidiary paid."
                    : "A company in XN that is no party to the sale paid for the export.",
                innocent: isInnocent,
                related: [("declaration", declaration.id), ("party", country.parties[payer].id)]
            )
        }
    }

    // MARK: V9

    private static func payOfficials(_ country: inout Country, _ turn: Int, _ chance: inout Chance) {
        let officials = [
            country.cast.inspectors[turn * 2 % country.cast.inspectors.count],
            country.cast.inspectors[(turn * 2 + 1) % country.cast.inspectors.count],
            country.cast.customsOfficers[turn % country.cast.customsOfficers.count],
        ]
        for (rank, official) in officials.enumerated() {
            let payers = rank == 2 ? country.cast.exporters : overseen(by: official, country)
            let company = country.takeUnused(payers)
            var related = [("party", country.parties[company].id)]
            let start = Period.first + chance.integer(15...220)
            var last = start
            for step in 0..<3 {
                last = start + (step * 28 + chance.integer(0...6))
                let payment = country.pay(
                    company,
                    official,
                    chance.integer(8...30) * 10_000,
                    on: last,
                    for: chance.pick(["per diem", "fuel allowance", "mission costs"]),
                    by: chance.pick(["mobile", "cash"])
                )
                related.append(("payment", country.payments[payment].id))
            }
            country.plant(
                "payment_to_overseeing_official",
                "V9",
                stage: rank == 2 ? "S3" : "S2",
                "party",
                country.parties[official].id,
                from: start,
                to: last,
                "A company paid the official who oversees it, three times.",
                related: related
            )
        }
        let company = country.cast.miners[turn % country.cast.miners.count]
        let day = Period.first + chance.integer(30...300)
        let fee = country.pay(company, country.cast.inspectorate, 85_000, on: day, for: "inspection fee")
        country.plant(
            "payment_to_overseeing_official",
            "V9",
            stage: "S2",
            "payment",
            country.payments[fee].id,
            from: day,
            to: day,
            "The lawful inspection fee, paid to the inspectorate.",
            innocent: true
        )
        let inspector = country.cast.inspectors[(turn + 5) % country.cast.inspectors.count]
        let travel = country.pay(country.cast.inspectorate, inspector, 31_500, on: day + 9, for: "travel costs")
        country.plant(
            "payment_to_overseeing_official",
            "V9",
            stage: "S2",
            "payment",
            country.payments[travel].id,
            from: day + 9,
            to: day + 9,
            "The inspector's own employer refunds travel.",
            innocent: true
        )
    }

    /// Companies with a site in the province that the inspector's title names.
    private static func overseen(by official: Int, _ country: Country) -> [Int] {
        let title = country.parties[official].position ?? ""
        var result: [Int] = []
        for site in country.sites where site.kind == .depot || site.isArtisanal == false {
            guard let company = site.operator, title.hasSuffix(country.land.provinces[site.province].name) else {
                continue
            }
            result.append(company)
        }
        return result.filter { !country.isUsed[$0] } + country.cast.miners
    }
}
