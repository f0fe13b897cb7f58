/// Twelve months of production, buying, processing and export.
struct TradeYear {
    var country: Country
    var chance: Chance
    var plan: TradePlan
    /// Lots that lie at a site and may be used, by site.
    var stock: [[Int]]
    private var tags = 0
    private var containers = 0

    private init(_ country: Country) {
        self.country = country
        chance = Chance(seed: country.seed, stream: "trade")
        plan = TradePlan(country, chance: &chance)
        stock = [[Int]](repeating: [], count: country.sites.count)
    }

    static func run(_ country: inout Country, progress: (Int) throws -> Void) rethrows -> TradePlan {
        var year = TradeYear(country)
        for month in 0..<Period.months {
            let start = Period.start(ofMonth: month)
            // What was bought last month moves on before this month's output arrives.
            if month > 0 {
                year.emptyDepots(month: month, start: start)
                year.runPlants(month: month, start: start)
                year.runExporters(month: month, start: start)
            }
            year.runIndustrialMines(month: month, start: start)
            year.runArtisanalMines(month: month, start: start)
            try progress(month)
        }
        country = year.country
        return year.plan
    }

    // MARK: Mines

    private mutating func runArtisanalMines(month: Int, start: Day) {
        for site in plan.depotOfMine.indices where plan.depotOfMine[site] >= 0 {
            let mine = country.sites[site]
            let mineral = mine.minerals[0]
            var shipped: [Int] = []
            for half in 0..<2 {
                let day = start + (half * 12 + chance.integer(3...11))
                guard mine.from <= day, day <= mine.to else { continue }
                let workers = mine.workers ?? 50
                let grams = chance.about(workers * mineral.gramsPerWorkerMonth / 2, spreadPermille: 260)
                shipped.append(
                    makeLot(mineral, mineral.pitForm, grams, chance.integer(mineral.pitGrade), at: site, on: day)
                )
            }
            guard !shipped.isEmpty, let seller = mine.operator else { continue }
            let depot = plan.depotOfMine[site]
            guard let buyer = country.sites[depot].operator else { continue }
            let day = start + chance.integer(25...26)
            move(shipped, from: site, to: depot, on: day, days: 1, giver: seller, taker: buyer)
            for lot in shipped {
                let cents = worth(lot, on: day) * chance.integer(68...76) / 100
                country.pay(
                    buyer,
                    seller,
                    cents,
                    on: day + 1,
                    for: "purchase of " + mineral.word,
                    by: chance.pick(["mobile", "transfer", "cash"]),
                    lot: lot
                )
            }
        }
    }

    private mutating func runIndustrialMines(month: Int, start: Day) {
        let plants = country.sites.indices.filter { country.sites[$0].kind == .refinery }
        for site in country.sites.indices
        where country.sites[site].kind == .mine && country.sites[site].isArtisanal == false {
            guard let company = country.sites[site].operator else { continue }
            for mineral in country.sites[site].minerals {
                var made: [Int] = []
                for part in 0..<2 {
                    let day = start + (part * 9 + chance.integer(1...7))
                    let grams = chance.about(Self.industrialGrams(mineral), spreadPermille: 180)
                    made.append(
                        makeLot(mineral, mineral.pitForm, grams, chance.integer(mineral.pitGrade), at: site, on: day)
                    )
                }
                let takers = plants.filter { country.sites[$0].minerals.contains(mineral) }
                let day = start + chance.integer(18...20)
                if mineral == .gold || mineral == .copper || mineral == .cobalt, !takers.isEmpty {
                    let plant = takers[site % takers.count]
                    guard let buyer = country.sites[plant].operator else { continue }
                    move(made, from: site, to: plant, on: day, days: 2, giver: company, taker: buyer)
                    for lot in made {
                        country.pay(
                            buyer,
                            company,
                            worth(lot, on: day) * 80 / 100,
                            on: day + 6,
                            for: "purchase of " + mineral.word,
                            lot: lot
                        )
                    }
                } else {
                    export(made, from: site, by: company, mineral: mineral, on: day)
                }
            }
        }
    }

    private static func industrialGrams(_ mineral: Mineral) -> Int {
        switch mineral {
        case .tin: 9_000_000
        case .tantalum: 1_400_000
        case .tungsten: 3_500_000
        case .gold: 9_000
        case .copper: 900_000_000
        case .cobalt: 160_000_000
        case .lithium: 450_000_000
        case .graphite: 180_000_000
        }
    }

    // MARK: Records

    func worth(_ lot: Int, on day: Day) -> Int {
        country.worth(
            grams: country.lots[lot].grams,
            grade: country.lots[lot].grade,
            of: country.lots[lot].mineral,
            on: day
        )
    }

    /// Commissions a lot at a mine, with a tag of its own.
    private mutating func makeLot(
        _ mineral: Mineral,
        _ form: String,
        _ grams: Int,
        _ grade: Int,
        at site: Int,
        on day: Day
    ) -> Int {
        let lot = addLot(mineral, form, grams, grade, at: site, on: day, origins: [site])
        var event = newEvent(.object, "ADD", on: day, "commissioning", "active", at: site)
        event.quantities = [CustodyEvent.Quantity(lot: lot, grams: country.lots[lot].grams)]
        country.events.append(event)
        return lot
    }

    mutating func addLot(
        _ mineral: Mineral,
        _ form: String,
        _ grams: Int,
        _ grade: Int,
        at site: Int,
        on day: Day,
        origins: [Int]
    ) -> Int {
        tags += 1
        let number = Decimals.padded(country.lots.count + 1, 6)
        // Hundreds of grams, as scales show them; gold in tenths kept as whole grams.
        let rounded = grams > 100_000 ? grams / 100 * 100 : max(grams, 1)
        country.lots.append(
            Lot(
                id: "urn:epc:class:lgtin:9521234." + mineral.itemReference + ".L" + number,
                mineral: mineral,
                form: form,
                grams: rounded,
                grade: grade / 100 * 100,
                site: site,
                tag: "XM" + String(country.sites[site].province + 1) + "-" + Decimals.padded(400_000 + tags * 7, 7),
                made: day,
                isRegistered: origins == [site],
                origins: origins
            )
        )
        return country.lots.count - 1
    }

    mutating func newEvent(
        _ kind: CustodyEvent.Kind,
        _ action: String?,
        on day: Day,
        _ step: String,
        _ disposition: String,
        at site: Int
    ) -> CustodyEvent {
        CustodyEvent(
            id: chance.uuid(),
            kind: kind,
            action: action,
            minute: day.number * 1440 + chance.integer(420...1080),
            step: step,
            disposition: disposition,
            site: site
        )
    }

    /// Ships lots and receives them some days later; afterwards they lie in the stock of `place`.
    mutating func move(_ lots: [Int], from: Int, to place: Int, on day: Day, days: Int, giver: Int, taker: Int) {
        let quantities = lots.map { CustodyEvent.Quantity(lot: $0, grams: country.lots[$0].grams) }
        var sent = newEvent(.object, "OBSERVE", on: day, "shipping", "in_transit", at: from)
        sent.quantities = quantities
        sent.giver = giver
        sent.taker = taker
        var received = newEvent(.object, "OBSERVE", on: day + days, "receiving", "in_progress", at: place)
        received.quantities = quantities
        received.giver = giver
        received.taker = taker
        country.events.append(sent)
        country.events.append(received)
        stock[place] += lots
    }

    /// Makes one lot of several; `massPermille` of the mass and `metalPermille` of the metal stay.
    mutating func transform(
        _ lots: [Int],
        at site: Int,
        on day: Day,
        form: String,
        grade: Int?,
        massPermille: Int,
        metalPermille: Int,
        givePermille: Int = 1000
    ) -> Int {
        var grams = 0
        var metal = 0
        var inputs: [CustodyEvent.Quantity] = []
        for (index, lot) in lots.enumerated() {
            // A planted excess weighs on the first lot only.
            let given = index == 0 ? country.lots[lot].grams * givePermille / 1000 : country.lots[lot].grams
            grams += given
            metal += given * (country.lots[lot].grade / 100) / 10_000
            inputs.append(CustodyEvent.Quantity(lot: lot, grams: given))
        }
        metal = metal * metalPermille / 1000
        let mass = grade.map { metal * 10_000 / ($0 / 100) } ?? grams * massPermille / 1000
        let outputGrade = grade ?? min(metal * 10_000 / max(mass, 1) * 100, 995_000)
        var origins: [Int] = []
        for lot in lots {
            for origin in country.lots[lot].origins where !origins.contains(origin) { origins.append(origin) }
        }
        let made = addLot(country.lots[lots[0]].mineral, form, mass, outputGrade, at: site, on: day, origins: origins)
        country.lots[made].isRegistered = false
        var event = newEvent(.transformation, nil, on: day, "commissioning", "active", at: site)
        event.inputs = inputs
        event.outputs = [CustodyEvent.Quantity(lot: made, grams: country.lots[made].grams)]
        country.events.append(event)
        return made
    }

    mutating func newContainer() -> String {
        containers += 1
        return "urn:epc:id:sscc:9521234.1" + Decimals.padded(containers, 9)
    }
}
