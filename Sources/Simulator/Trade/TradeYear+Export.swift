extension TradeYear {
    /// Packs lots into a container, ships them to a port (gold to an airstrip), loads, declares and gets paid.
    mutating func export(_ lots: [Int], from site: Int, by exporter: Int, mineral: Mineral, on day: Day) {
        let gate = gate(for: mineral, from: site)
        guard let authority = country.sites[gate].operator, day + 4 <= Period.last else {
            stock[site] += lots
            return
        }
        let quantities = lots.map { CustodyEvent.Quantity(lot: $0, grams: country.lots[$0].grams) }
        let container = newContainer()
        var packed = newEvent(.aggregation, "ADD", on: day, "packing", "in_progress", at: site)
        packed.quantities = quantities
        packed.parent = container
        country.events.append(packed)
        var sent = newEvent(.object, "OBSERVE", on: day + 1, "shipping", "in_transit", at: site)
        sent.quantities = quantities
        sent.giver = exporter
        sent.taker = exporter
        country.events.append(sent)
        var arrived = newEvent(.object, "OBSERVE", on: day + 2, "receiving", "in_progress", at: gate)
        arrived.quantities = quantities
        arrived.giver = exporter
        arrived.taker = exporter
        country.events.append(arrived)
        let buyer = country.cast.buyers[
            (exporter * 7 + mineral.rawValue * 3 + chance.integer(0...1)) % country.cast.buyers.count
        ]
        var loaded = newEvent(.object, "OBSERVE", on: day + 4, "loading", "in_transit", at: gate)
        loaded.quantities = quantities
        loaded.giver = exporter
        loaded.taker = buyer
        country.events.append(loaded)
        declare(lots, mineral, exporter: exporter, buyer: buyer, gate: gate, authority: authority, on: day + 3)
    }

    private func gate(for mineral: Mineral, from site: Int) -> Int {
        let wanted: Site.Kind = mineral == .gold ? .borderPost : .port
        let gates = country.sites.indices.filter { country.sites[$0].kind == wanted }
        let place = country.sites[site].position
        var best = gates.first ?? site
        for gate in gates
        where country.sites[gate].position.metres(to: place) < country.sites[best].position.metres(to: place) {
            best = gate
        }
        return best
    }

    private mutating func declare(
        _ lots: [Int],
        _ mineral: Mineral,
        exporter: Int,
        buyer: Int,
        gate: Int,
        authority: Int,
        on day: Day
    ) {
        var grams = 0
        var metal = 0
        for lot in lots {
            grams += country.lots[lot].grams
            metal += country.lots[lot].grams * (country.lots[lot].grade / 100) / 10_000
        }
        let grade = metal * 10_000 / max(grams, 1) * 100
        let value = country.worth(grams: grams, grade: grade, of: mineral, on: day) * chance.integer(975...1022) / 1000
        let duty = value * Self.royaltyPermille(mineral) / 1000
        let isMetal = country.lots[lots[0]].form == "metal"
        let code = mineral == .tin && isMetal ? "800110" : mineral.tariff.code
        let words = mineral == .tin && isMetal ? "Tin, unwrought, not alloyed" : mineral.tariff.words
        let licence = country.licences.first {
            $0.holder == exporter && $0.activity == "export" && $0.isInForce(on: day)
        }
        let number = country.declarations.count
        country.declarations.append(
            Declaration(
                id: "E" + String(day.civil.year) + "-" + Decimals.padded(number + 1, 5) + "-1",
                isExport: true,
                date: day,
                code: code,
                words: words,
                origin: Land.country,
                partner: country.parties[buyer].country,
                office: country.sites[gate].name,
                declarant: chance.pick(country.cast.agents),
                exporter: exporter,
                importer: buyer,
                grams: grams,
                cents: value,
                duty: duty,
                grade: grade,
                lots: lots,
                licence: licence?.code,
                mineral: mineral
            )
        )
        let paid = day + chance.integer(8...24)
        if paid <= Period.last {
            country.pay(
                buyer,
                exporter,
                value,
                on: paid,
                for: "payment for " + mineral.word + " exported",
                declaration: number
            )
        }
        country.pay(exporter, country.cast.treasury, duty, on: day, for: "export royalty", declaration: number)
    }

    private static func royaltyPermille(_ mineral: Mineral) -> Int {
        switch mineral {
        case .gold: 25
        case .cobalt, .tantalum, .lithium: 50
        default: 35
        }
    }
}
