/// Money that moves without minerals: salaries, freight, supplies, fees; and imports of equipment.
enum HouseholdYear {
    static func run(_ country: inout Country) {
        var chance = Chance(seed: country.seed, stream: "money")
        for month in 0..<Period.months {
            let start = Period.start(ofMonth: month)
            paySalaries(&country, start, &chance)
            payServices(&country, start, &chance)
            importGoods(&country, start, &chance)
        }
    }

    private static func paySalaries(_ country: inout Country, _ start: Day, _ chance: inout Chance) {
        let jobs = country.links.filter { $0.kind == .employment }
        for job in jobs {
            let isOfficial = country.parties[job.target].kind == .publicBody
            // The wage stays the same from month to month: it hangs on the person, not on the draw.
            let wage = (isOfficial ? 62_000 : 38_000) + (job.source * 7919) % 23_000
            country.pay(job.target, job.source, wage, on: start + chance.integer(24...26), for: "salary")
        }
    }

    private static func payServices(_ country: inout Country, _ start: Day, _ chance: inout Chance) {
        let cast = country.cast
        for payer in cast.traders + cast.exporters + cast.refiners + cast.miners {
            let haulier = cast.hauliers[payer % cast.hauliers.count]
            country.pay(
                payer,
                haulier,
                chance.integer(90_000...680_000),
                on: start + chance.integer(4...22),
                for: "freight"
            )
            if chance.happens(percent: 55) {
                let supplier = cast.suppliers[(payer * 3 + chance.integer(0...1)) % cast.suppliers.count]
                country.pay(
                    payer,
                    supplier,
                    chance.integer(30_000...900_000),
                    on: start + chance.integer(2...24),
                    for: chance.pick(["fuel", "spare parts", "bags and seals", "explosives", "tools"])
                )
            }
        }
        for payer in cast.miners + cast.explorers where chance.happens(percent: 15) {
            country.pay(
                payer,
                cast.consultants[payer % cast.consultants.count],
                chance.integer(200_000...1_500_000),
                on: start + chance.integer(3...20),
                for: "consulting"
            )
        }
        for payer in cast.explorers + cast.quarriers where start.civil.month == 1 {
            country.pay(
                payer,
                cast.treasury,
                chance.integer(150_000...800_000),
                on: start + chance.integer(5...20),
                for: "annual surface fee"
            )
        }
    }

    private static let goods: [(code: String, words: String, home: String)] = [
        ("843049", "Boring machinery", "DE"), ("842951", "Front-end loaders", "JP"), ("271019", "Gas oil", "SG"),
        ("280700", "Sulphuric acid", "NL"), ("392321", "Sacks and bags of polymers of ethylene", "IN"),
        ("847420", "Crushing and grinding machines", "FI"), ("401180", "Tyres for mining vehicles", "KR"),
        ("360200", "Prepared explosives", "GB"),
    ]

    private static func importGoods(_ country: inout Country, _ start: Day, _ chance: inout Chance) {
        let cast = country.cast
        for _ in 0..<(9 * country.scale) {
            let goods = chance.pick(goods)
            let importer = chance.pick(cast.miners + cast.suppliers)
            let day = start + chance.integer(1...26)
            let grams = chance.integer(400...42_000) * 1000
            let value = grams / 1000 * chance.integer(90...1400)
            country.declarations.append(
                Declaration(
                    id: "I" + String(day.civil.year) + "-" + Decimals.padded(country.declarations.count + 1, 5) + "-1",
                    isExport: false,
                    date: day,
                    code: goods.code,
                    words: goods.words,
                    origin: goods.home,
                    partner: goods.home,
                    office: country.sites.first { $0.kind == .port }?.name ?? "",
                    declarant: chance.pick(cast.agents),
                    exporter: chance.pick(cast.buyers),
                    importer: importer,
                    grams: grams,
                    cents: value,
                    duty: value * 5 / 100,
                    grade: nil,
                    lots: []
                )
            )
            country.pay(
                importer,
                cast.treasury,
                value * 5 / 100,
                on: day,
                for: "import duty",
                declaration: country.declarations.count - 1
            )
        }
    }
}
