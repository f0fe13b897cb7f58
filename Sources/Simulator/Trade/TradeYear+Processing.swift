extension TradeYear {
    /// Dealers up-country blend what they bought and sell it on.
    mutating func emptyDepots(month: Int, start: Day) {
        let exporters = country.sites.indices.filter { site in
            country.sites[site].kind == .depot && country.cast.exporters.contains { $0 == country.sites[site].operator }
        }
        let plants = country.sites.indices.filter { country.sites[$0].kind == .refinery }
        for (rank, trader) in country.cast.traders.enumerated() {
            guard
                let depot = country.sites.indices.first(where: {
                    country.sites[$0].kind == .depot && country.sites[$0].operator == trader
                })
            else { continue }
            let held = stock[depot]
            stock[depot] = []
            for mineral in country.sites[depot].minerals {
                let lots = held.filter { country.lots[$0].mineral == mineral }
                for group in Self.groups(lots, of: 10) {
                    let day = start + chance.integer(2...4)
                    let isGold = mineral == .gold
                    let made = transform(
                        group,
                        at: depot,
                        on: day,
                        form: mineral.pitForm,
                        grade: nil,
                        massPermille: isGold ? chance.integer(996...998) : chance.integer(962...982),
                        metalPermille: isGold ? 996 : chance.integer(958...962) + (mineral == .cobalt ? 0 : 22)
                    )
                    if let bypass = plan.bypasses.first(where: {
                        $0.depot == depot && $0.month == month && mineral != .tin
                    }) {
                        bypassExporters(made, from: depot, by: bypass.exporter, seller: trader, on: day + 2)
                        plan.bypasses.removeAll { $0.depot == depot && $0.month == month }
                        continue
                    }
                    let takers = plants.filter { country.sites[$0].minerals.contains(mineral) }
                    let goesToPlant = mineral == .gold || mineral == .cobalt || (mineral == .tin && rank % 2 == 0)
                    let target =
                        goesToPlant && !takers.isEmpty ? takers[rank % takers.count] : exporters[rank % exporters.count]
                    guard let buyer = country.sites[target].operator else { continue }
                    move([made], from: depot, to: target, on: day + 2, days: 2, giver: trader, taker: buyer)
                    country.pay(
                        buyer,
                        trader,
                        worth(made, on: day) * chance.integer(84...88) / 100,
                        on: day + chance.integer(5...9),
                        for: "purchase of " + mineral.word,
                        lot: made
                    )
                }
            }
        }
    }

    private mutating func bypassExporters(_ lot: Int, from depot: Int, by company: Int, seller: Int, on day: Day) {
        country.pay(
            company,
            seller,
            worth(lot, on: day) * 84 / 100,
            on: day + 2,
            for: "purchase of goods",
            by: "cash",
            lot: lot
        )
        export([lot], from: depot, by: company, mineral: country.lots[lot].mineral, on: day)
    }

    /// Exporters blend to the buyer's specification and ship overseas.
    mutating func runExporters(month: Int, start: Day) {
        for (rank, exporter) in country.cast.exporters.enumerated() {
            guard
                let warehouse = country.sites.indices.first(where: {
                    country.sites[$0].kind == .depot && country.sites[$0].operator == exporter
                })
            else { continue }
            let held = stock[warehouse]
            stock[warehouse] = []
            var excess =
                plan.inflated.contains { $0.place == rank && $0.month == month } ? chance.integer(1320...1450) : 1000
            if plan.twoScales.contains(where: { $0.place == rank && $0.month == month }) { excess = 1003 }
            for mineral in country.sites[warehouse].minerals {
                for group in Self.groups(held.filter({ country.lots[$0].mineral == mineral }), of: 4) {
                    let day = start + chance.integer(10...12)
                    if excess != 1000 { notePlanned(excess, group[0], day) }
                    let made = transform(
                        group,
                        at: warehouse,
                        on: day,
                        form: "concentrate",
                        grade: nil,
                        massPermille: chance.integer(992...997),
                        metalPermille: 991,
                        givePermille: excess
                    )
                    excess = 1000
                    export([made], from: warehouse, by: exporter, mineral: mineral, on: day + 3)
                }
            }
            // An excess that found no lot this month waits for the next.
            if excess != 1000 { postpone(rank, month, excess) }
        }
    }

    private mutating func postpone(_ rank: Int, _ month: Int, _ excess: Int) {
        guard month < Period.months - 1 else { return }
        if excess == 1003 { plan.twoScales.append((rank, month + 1)) } else { plan.inflated.append((rank, month + 1)) }
    }

    private mutating func notePlanned(_ excess: Int, _ lot: Int, _ day: Day) {
        let id = country.lots[lot].id
        if excess > 1100 {
            country.plant(
                "lot_gives_more_than_received",
                "V6",
                stage: "S3",
                "lot",
                id,
                from: day,
                to: day,
                "The lot gave \(Decimals.short(excess - 1000, places: 1)) % more mass to a blend than it ever received."
            )
        } else {
            country.plant(
                "lot_gives_more_than_received",
                "V6",
                stage: "S3",
                "lot",
                id,
                from: day,
                to: day,
                "Two scales differ by 0.3 %, within what scales do.",
                innocent: true
            )
        }
    }

    /// Smelters, refineries and hydrometallurgical plants.
    mutating func runPlants(month: Int, start: Day) {
        for plant in country.sites.indices where country.sites[plant].kind == .refinery {
            guard let refiner = country.sites[plant].operator else { continue }
            let held = stock[plant]
            stock[plant] = []
            for mineral in country.sites[plant].minerals {
                for group in Self.groups(held.filter({ country.lots[$0].mineral == mineral }), of: 8) {
                    let day = start + chance.integer(10...14)
                    let made: Int
                    switch mineral {
                    case .tin:
                        made = transform(
                            group,
                            at: plant,
                            on: day,
                            form: "metal",
                            grade: 999_000,
                            massPermille: 0,
                            metalPermille: chance.integer(952...975)
                        )
                    case .gold:
                        made = transform(
                            group,
                            at: plant,
                            on: day,
                            form: "metal",
                            grade: 995_000,
                            massPermille: 0,
                            metalPermille: chance.integer(991...996)
                        )
                    case .copper:
                        made = transform(
                            group,
                            at: plant,
                            on: day,
                            form: "metal",
                            grade: 999_900,
                            massPermille: 0,
                            metalPermille: chance.integer(860...910)
                        )
                    default:
                        made = transform(
                            group,
                            at: plant,
                            on: day,
                            form: "hydroxide",
                            grade: 300_000,
                            massPermille: 0,
                            metalPermille: chance.integer(720...790)
                        )
                    }
                    export([made], from: plant, by: refiner, mineral: mineral, on: day + 4)
                }
            }
        }
    }

    private static func groups(_ lots: [Int], of size: Int) -> [[Int]] {
        stride(from: 0, to: lots.count, by: size).map { Array(lots[$0..<min($0 + size, lots.count)]) }
    }
}
