/// V6, V7 and V9: lots whose masses, grades, times or hands do not add up, and lots that only look so.
///
/// They are lots of their own, so that the year's trade stays as it is.
struct BalanceCrimes {
    private var country: Country
    private var chance: Chance
    private let mines: [Int]
    private let depots: [Int]
    private let smelters: [Int]
    private var tags = 0

    private init(_ country: Country) {
        self.country = country
        chance = Chance(seed: country.seed, stream: "balance crimes")
        mines = country.sites.indices.filter { index in
            let site = country.sites[index]
            return site.kind == .mine && site.isArtisanal == true && site.cover == .valid && site.operator != nil
                && site.minerals[0] == .tin && site.from <= Period.first && site.to >= Period.last
        }
        depots = country.sites.indices.filter { index in
            country.sites[index].kind == .depot
                && country.sites[index].operator.map { country.cast.traders.contains($0) } == true
        }
        smelters = country.sites.indices.filter {
            country.sites[$0].kind == .refinery && country.sites[$0].minerals.contains(.tin)
        }
    }

    static func plant(_ country: inout Country) {
        var crimes = BalanceCrimes(country)
        guard crimes.mines.count > 1, crimes.depots.count > 2, !crimes.smelters.isEmpty else { return }
        for turn in 0..<(2 * country.scale) { crimes.plant(turn) }
        country = crimes.country
    }

    private mutating func plant(_ turn: Int) {
        let start = Period.start(ofMonth: 1 + turn * 3 % 9)
        sellTwice(start + 2)
        leaveGap(start + 4)
        writeAfterwards(start + 6)
        enrich(start + 8)
        smelt(start + 10)
        useCertificateTwice(start + 12)
        claimMore(start + 14)
    }

    // MARK: V7

    private mutating func sellTwice(_ day: Day) {
        let (first, second) = twoDepots()
        let (crime, mine) = bag(day)
        guard let seller = country.sites[mine].operator else { return }
        give(crime, seller, operatorOf(first), at: mine, on: day + 1)
        give(crime, seller, operatorOf(second), at: mine, on: day + 3)
        note("lot_sold_twice", "V7", crime, day + 3, "The cooperative sold one lot to two dealers.")
        let (back, home) = bag(day)
        guard let owner = country.sites[home].operator else { return }
        give(back, owner, operatorOf(first), at: home, on: day + 1)
        give(back, operatorOf(first), owner, at: first, on: day + 2)
        give(back, owner, operatorOf(second), at: home, on: day + 3)
        note("lot_sold_twice", "V7", back, day + 3, "The first buyer gave the lot back.", innocent: true)
    }

    private mutating func leaveGap(_ day: Day) {
        let (first, second) = twoDepots()
        let (lot, mine) = bag(day)
        guard let seller = country.sites[mine].operator,
            let taker = country.cast.exporters.first(where: { $0 != operatorOf(first) && $0 != operatorOf(second) })
        else { return }
        give(lot, seller, operatorOf(first), at: mine, on: day + 1)
        give(lot, operatorOf(second), taker, at: second, on: day + 3)
        note("custody_gap", "V7", lot, day + 3, "A dealer sold on a lot that went to another dealer.")
    }

    // MARK: V9

    private mutating func writeAfterwards(_ day: Day) {
        let (lot, mine) = bag(day + 5)
        guard let seller = country.sites[mine].operator else { return }
        give(lot, seller, operatorOf(twoDepots().0), at: mine, on: day)
        note("papers_written_afterwards", "V9", lot, day + 5, "The lot was sold five days before it was produced.")
    }

    private mutating func enrich(_ day: Day) {
        let depot = twoDepots().0
        let bags = [bag(day).lot, bag(day).lot]
        let richest = bags.map { country.lots[$0].grade }.max() ?? 0
        let made = turn(bags, at: depot, on: day + 1, "concentrate", massPermille: 995, grade: richest / 100 * 118)
        note("grade_uplift", "V9", made, day + 1, "A blend is richer by 18 % than the richest part of it.")
        let honest = [bag(day).lot, bag(day).lot]
        let least = honest.map { country.lots[$0].grade }.min() ?? 0
        let blend = turn(honest, at: depot, on: day + 1, "concentrate", massPermille: 990, grade: least)
        note("grade_uplift", "V9", blend, day + 1, "A blend within the grades of its parts.", innocent: true)
    }

    private mutating func useCertificateTwice(_ day: Day) {
        let first = bag(day).lot
        let second = bag(day + 1).lot
        let claim = "XM-C-" + Decimals.padded(first, 6)
        country.lots[first].claim = claim
        country.lots[second].claim = claim
        note("certificate_on_two_lots", "V9", second, day + 1, "A second lot goes with the certificate of another.")
        let own = bag(day).lot
        let blend = turn(
            [own],
            at: twoDepots().0,
            on: day + 2,
            "concentrate",
            massPermille: 995,
            grade: country.lots[own].grade
        )
        for lot in [own, blend] { country.lots[lot].claim = "XM-C-" + Decimals.padded(own, 6) }
        note("certificate_on_two_lots", "V9", blend, day + 2, "What was made of a lot keeps its paper.", innocent: true)
    }

    private mutating func claimMore(_ day: Day) {
        let depot = twoDepots().0
        for (before, after, isInnocent) in [
            ("mass_balance", "segregated", false), ("segregated", "mass_balance", true),
        ] {
            let bags = [bag(day).lot, bag(day).lot]
            for lot in bags { country.lots[lot].model = before }
            let least = bags.map { country.lots[$0].grade }.min() ?? 0
            let made = turn(bags, at: depot, on: day + 1, "concentrate", massPermille: 995, grade: least)
            country.lots[made].model = after
            note(
                "custody_model_upgraded",
                "V9",
                made,
                day + 1,
                isInnocent
                    ? "Segregated lots sold on under mass balance." : "Lots under mass balance sold on as segregated.",
                innocent: isInnocent
            )
        }
    }

    // MARK: V6

    private mutating func smelt(_ day: Day) {
        let bags = [bag(day).lot, bag(day).lot]
        let made = turn(bags, at: smelters[0], on: day + 1, "metal", metalPermille: 1180, grade: 999_000)
        note("metal_from_nowhere", "V6", made, day + 1, "A smelter gave 18 % more tin than went in.")
        let honest = [bag(day).lot, bag(day).lot]
        let metal = turn(honest, at: smelters[0], on: day + 1, "metal", metalPermille: 985, grade: 999_000)
        note("metal_from_nowhere", "V6", metal, day + 1, "A high recovery that smelters do reach.", innocent: true)
        let short = turn([bag(day).lot], at: smelters[0], on: day + 1, "metal", metalPermille: 700, grade: 999_000)
        note("metal_kept_back", "V6", short, day + 1, "A smelter gave 70 % of the tin that went in.")
    }

    // MARK: Records

    private mutating func twoDepots() -> (Int, Int) {
        let two = Array(chance.shuffled(depots).prefix(2))
        return (two[0], two[1])
    }

    private func operatorOf(_ site: Int) -> Int { country.sites[site].operator ?? 0 }

    private mutating func bag(_ day: Day) -> (lot: Int, mine: Int) {
        let mine = chance.pick(mines)
        let lot = addLot("concentrate", chance.integer(400...900) * 100, chance.integer(540_000...600_000), mine, day)
        var made = event(.object, "ADD", on: day, "commissioning", at: mine)
        made.quantities = [.init(lot: lot, grams: country.lots[lot].grams)]
        country.events.append(made)
        return (lot, mine)
    }

    private mutating func give(_ lot: Int, _ giver: Int, _ taker: Int, at site: Int, on day: Day) {
        var sent = event(.object, "OBSERVE", on: day, "shipping", at: site)
        sent.quantities = [.init(lot: lot, grams: country.lots[lot].grams)]
        sent.giver = giver
        sent.taker = taker
        country.events.append(sent)
    }

    /// Makes one lot of several, of a grade; its mass follows from the metal where that is given.
    private mutating func turn(
        _ lots: [Int],
        at site: Int,
        on day: Day,
        _ form: String,
        massPermille: Int = 0,
        metalPermille: Int? = nil,
        grade: Int
    ) -> Int {
        let grams = lots.reduce(0) { $0 + country.lots[$1].grams }
        let metal = lots.reduce(0) { $0 + country.lots[$1].grams * (country.lots[$1].grade / 100) / 10_000 }
        let mass = metalPermille.map { metal * $0 / 1000 * 10_000 / (grade / 100) } ?? grams * massPermille / 1000
        let made = addLot(form, mass, grade, site, day)
        country.lots[made].origins = lots.flatMap { country.lots[$0].origins }
        var event = event(.transformation, nil, on: day, "commissioning", at: site)
        event.inputs = lots.map { .init(lot: $0, grams: country.lots[$0].grams) }
        event.outputs = [.init(lot: made, grams: mass)]
        country.events.append(event)
        return made
    }

    private mutating func addLot(_ form: String, _ grams: Int, _ grade: Int, _ site: Int, _ day: Day) -> Int {
        tags += 1
        country.lots.append(
            Lot(
                id: "urn:epc:class:lgtin:9521234.000101.L" + Decimals.padded(country.lots.count + 1, 6),
                mineral: .tin,
                form: form,
                grams: grams,
                grade: grade / 100 * 100,
                site: site,
                tag: "XM" + String(country.sites[site].province + 1) + "-" + Decimals.padded(900_000 + tags * 7, 7),
                made: day,
                isRegistered: false,
                origins: [site]
            )
        )
        return country.lots.count - 1
    }

    private mutating func event(
        _ kind: CustodyEvent.Kind,
        _ action: String?,
        on day: Day,
        _ step: String,
        at site: Int
    ) -> CustodyEvent {
        CustodyEvent(
            id: chance.uuid(),
            kind: kind,
            action: action,
            minute: day.number * 1440 + chance.integer(420...1080),
            step: step,
            disposition: "active",
            site: site
        )
    }

    private mutating func note(
        _ crime: String,
        _ row: String,
        _ lot: Int,
        _ day: Day,
        _ words: String,
        innocent: Bool = false
    ) {
        country.plant(
            crime,
            row,
            stage: row == "V6" ? "S4" : "S3",
            "lot",
            country.lots[lot].id,
            from: day,
            to: day,
            words,
            innocent: innocent
        )
    }
}
