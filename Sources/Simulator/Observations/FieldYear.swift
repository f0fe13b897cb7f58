/// Reports, incidents and samples of the year.
struct FieldYear {
    private var country: Country
    private var chance: Chance

    private init(_ country: Country) {
        self.country = country
        chance = Chance(seed: country.seed, stream: "field")
    }

    static func run(_ country: inout Country) {
        var year = FieldYear(country)
        year.taxedMines()
        year.bannedChemicals()
        year.whispers()
        year.everydayReports()
        year.everydayIncidents()
        year.assays()
        country = year.country
    }

    // MARK: V4 and V3 on the ground

    private mutating func taxedMines() {
        let mines = chance.shuffled(quietMines())
        for (rank, site) in mines.prefix(3 * country.scale).enumerated() {
            let isInnocent = rank % 3 == 2
            let start = Period.first + chance.integer(20...260)
            if isInnocent {
                report(
                    "other",
                    site,
                    on: start,
                    text: "Soldiers guard the bridge at \(country.sites[site].name); they look at papers "
                        + "and take no money.",
                    channel: "phone"
                )
                country.plant(
                    "armed_taxation",
                    "V4",
                    stage: "S2",
                    "site",
                    country.sites[site].id,
                    from: start,
                    to: start,
                    "Regular soldiers guard a bridge and take nothing.",
                    innocent: true
                )
                continue
            }
            var last = start
            for step in 0..<5 {
                last = start + (step * 13 + chance.integer(0...6))
                report(
                    step % 2 == 0 ? "armed_group" : "extortion",
                    site,
                    on: last,
                    channel: chance.pick(["web", "phone", "paper"])
                )
            }
            country.incidents.append(
                Incident(
                    date: start + 20,
                    category: "violence",
                    description:
                        "Armed men beat two diggers who would not hand over a share near \(country.sites[site].name).",
                    actors: "Frente Livre da Serra; civilians",
                    deaths: 0,
                    site: site,
                    position: country.sites[site].position,
                    source: "Sierra Monitor"
                )
            )
            country.plant(
                "armed_taxation",
                "V4",
                stage: "S2",
                "site",
                country.sites[site].id,
                from: start,
                to: last,
                "Several people report that armed men take a share of the output."
            )
        }
    }

    private mutating func bannedChemicals() {
        let mines = chance.shuffled(quietMines().filter { country.sites[$0].minerals == [.gold] })
        for (rank, site) in mines.prefix(3 * country.scale).enumerated() {
            let start = Period.first + chance.integer(20...260)
            let isInnocent = rank % 3 == 2
            let id = country.sites[site].id
            if isInnocent {
                sample(site: site, on: start, "Hg", 1)
                country.plant(
                    "banned_chemicals",
                    "V3",
                    stage: "S2",
                    "site",
                    id,
                    from: start,
                    to: start,
                    "Mercury at the natural background of the rock.",
                    innocent: true
                )
                continue
            }
            for step in 0..<3 { report("chemicals", site, on: start + step * 17, channel: "web") }
            sample(site: site, on: start + 30, "Hg", chance.integer(45...190))
            country.plant(
                "banned_chemicals",
                "V3",
                stage: "S2",
                "site",
                id,
                from: start,
                to: start + 34,
                "People report mercury, and a soil sample holds far more of it than the rock does."
            )
        }
    }

    /// Reports that speak of the planted payments to inspectors.
    private mutating func whispers() {
        let titles = country.truth.filter { $0.crime == "payment_to_overseeing_official" && !$0.isInnocent }
        for truth in titles {
            guard let official = country.parties.firstIndex(where: { $0.id == truth.subject }) else { continue }
            let site = chance.pick(quietMines())
            let text = ReportTexts.sentence("bribery", place: country.sites[site].name, chance: &chance)
            country.reports.append(
                Report(date: truth.from + 10, channel: "web", category: "bribery", text: text, party: official)
            )
        }
    }

    private func quietMines() -> [Int] {
        country.sites.indices.filter {
            country.sites[$0].kind == .mine && country.sites[$0].isArtisanal == true
                && country.sites[$0].cover == .valid
        }
    }

    // MARK: Everyday life

    private mutating func everydayReports() {
        let mines = country.sites.indices.filter { country.sites[$0].kind == .mine }
        for _ in 0..<(340 * country.scale) {
            let site = chance.pick(mines)
            let category = chance.pick(["environment", "land", "safety", "other", "environment", "safety"])
            report(
                category,
                site,
                on: Period.first + chance.integer(2...360),
                channel: chance.pick(["web", "web", "phone", "paper", "inspector"])
            )
        }
    }

    private mutating func report(_ category: String, _ site: Int, on day: Day, text: String? = nil, channel: String) {
        let place = country.sites[site]
        let words = text ?? ReportTexts.sentence(category, place: place.name, chance: &chance)
        country.reports.append(
            Report(
                date: day,
                channel: channel,
                category: category,
                text: words,
                site: site,
                position: place.position.moved(east: chance.bell() * 400, north: chance.bell() * 400)
            )
        )
    }

    private mutating func everydayIncidents() {
        let kinds: [(String, String, String)] = [
            ("accident", "A pit wall gave way at @ after rain.", "diggers"),
            ("accident", "A lorry left the road near @.", "driver"),
            ("protest", "Residents of @ closed the track to ask for compensation.", "residents; company"),
            ("roadblock", "Drivers blocked the road to @ over freight rates.", "drivers"),
            ("pollution", "Wash water from @ reached the stream.", "cooperative"),
            ("other", "A fire burnt the store of tools at @.", "cooperative"),
        ]
        let mines = country.sites.indices.filter { country.sites[$0].kind == .mine }
        for _ in 0..<(110 * country.scale) {
            let site = chance.pick(mines)
            let kind = chance.pick(kinds)
            country.incidents.append(
                Incident(
                    date: Period.first + chance.integer(1...362),
                    category: kind.0,
                    description: kind.1.replacing("@", with: country.sites[site].name),
                    actors: kind.2,
                    deaths: kind.0 == "accident" && chance.happens(percent: 18) ? chance.integer(1...2) : 0,
                    site: site,
                    position: country.sites[site].position,
                    source: chance.pick(["Sierra Monitor", "Harbour Gazette", "Civil protection"])
                )
            )
        }
    }

    private static let companions: [[(String, ClosedRange<Int>)]] = [
        [("Ta", 900...9000), ("Nb", 1100...8000), ("W", 300...2600)],
        [("Nb", 90_000...180_000), ("Sn", 4000...40_000), ("U", 80...900)],
        [("Sn", 1500...12_000), ("Mo", 20...600), ("As", 40...900)],
        [("Ag", 40_000...150_000), ("Cu", 2000...21_000), ("Fe", 400...9000)],
        [("Co", 300...2400), ("Fe", 20_000...90_000), ("As", 20...400)],
        [("Cu", 8000...60_000), ("Mn", 900...9000), ("Ni", 200...2600)],
        [("Fe", 4000...14_000), ("Na", 3000...9000), ("Ta", 20...160)],
        [("Fe", 1200...9000), ("V", 40...420), ("S", 200...2600)],
    ]

    private mutating func assays() {
        for lot in country.lots.indices {
            let isBlend = country.lots[lot].origins.count > 1
            guard chance.happens(percent: isBlend ? 55 : 3) else { continue }
            let mineral = country.lots[lot].mineral
            let day = country.lots[lot].made + chance.integer(1...6)
            guard day <= Period.last else { continue }
            let laboratory = chance.pick(["Sereno Assay Office", "Atlantic Minerals Laboratory"])
            let method = mineral == .gold ? "fire assay" : "ICP-OES"
            var values = [(mineral.symbol, chance.about(country.lots[lot].grade, spreadPermille: 12))]
            for companion in Self.companions[mineral.rawValue] {
                values.append((companion.0, chance.integer(companion.1)))
            }
            for value in values {
                country.samples.append(
                    Sample(
                        lot: lot,
                        site: country.lots[lot].site,
                        date: day,
                        laboratory: laboratory,
                        method: method,
                        element: value.0,
                        value: min(value.1, 999_900)
                    )
                )
            }
        }
    }

    private mutating func sample(site: Int, on day: Day, _ element: String, _ value: Int) {
        country.samples.append(
            Sample(
                site: site,
                date: day,
                laboratory: "Sereno Assay Office",
                method: "CV-AAS",
                element: element,
                value: value
            )
        )
    }
}
