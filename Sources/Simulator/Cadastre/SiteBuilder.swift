/// Places districts, sites and licences on the land.
struct SiteBuilder {
    private var country: Country
    private var chance: Chance
    private var districts: [[Position]] = []
    private var hills = 0

    private init(_ country: Country) {
        self.country = country
        chance = Chance(seed: country.seed, stream: "sites")
    }

    static func settle(_ country: inout Country) {
        var builder = SiteBuilder(country)
        builder.build()
        country = builder.country
    }

    private mutating func build() {
        makeDistricts()
        makeGates()
        makeIndustrialMines()
        makeArtisanalSites()
        makeQuarries()
        makeExploration()
        makeUncoveredSites()
        makeDepots()
    }

    // MARK: Districts

    private mutating func makeDistricts() {
        let counts = [3, 3, 2, 3, 2, 2, 1, 2]
        var all: [Position] = []
        var apart = 24_000.0
        for mineral in Mineral.allCases {
            var centres: [Position] = []
            var tries = 0
            while centres.count < counts[mineral.rawValue], tries < 3000 {
                tries += 1
                if tries % 400 == 0 { apart *= 0.85 }
                let spot = Position(lon: chance.number(-15.3 ... -12.7), lat: chance.number(-25.4 ... -23.6))
                guard country.land.field.isInland(spot, margin: 0.09), all.allSatisfy({ $0.metres(to: spot) > apart })
                else { continue }
                centres.append(spot)
                all.append(spot)
            }
            districts.append(centres.isEmpty ? [country.land.towns[0].position] : centres)
        }
        // Cobalt and copper lie in the same rocks.
        districts[Mineral.cobalt.rawValue] = districts[Mineral.copper.rawValue]
    }

    /// A free seat near a district, with `reach` squares of land round it.
    private mutating func seat(near mineral: Mineral, reach: Int, wide: Double = 1) -> Square? {
        var radius = 9000.0 * wide * Double(country.scale).squareRoot()
        for attempt in 1...900 {
            if attempt % 60 == 0 { radius *= 1.25 }
            let centre = chance.pick(districts[mineral.rawValue])
            let spot = centre.moved(east: chance.bell() * radius, north: chance.bell() * radius)
            let square = Cadastre.square(at: spot)
            if country.cadastre.isFree(round: square, reach: reach, on: country.land) { return square }
        }
        return nil
    }

    private mutating func spot(in square: Square) -> Position {
        Cadastre.middle(of: square).moved(east: chance.number(-240...240), north: chance.number(-240...240))
    }

    // MARK: Mines

    private mutating func makeIndustrialMines() {
        let ores: [[Mineral]] = [
            [.copper, .cobalt], [.tin], [.graphite], [.copper, .cobalt], [.lithium], [.gold], [.tantalum, .tin],
            [.copper, .cobalt], [.graphite], [.tin, .tungsten], [.lithium], [.gold], [.copper, .cobalt], [.graphite],
        ]
        for (index, minerals) in ores.enumerated() {
            guard let square = seat(near: minerals[0], reach: 2) else { continue }
            let company = country.cast.miners[index]
            let granted = Day(2014 + chance.integer(0...7), chance.integer(1...12), chance.integer(1...28))
            let licence = grant(
                "mine",
                "Exploitation permit",
                "PE",
                to: company,
                minerals,
                granted: granted,
                expires: granted + 365 * 25,
                round: square,
                reach: 2,
                count: chance.integer(40...70)
            )
            country.licences[licence].consent = "complete"
            country.licences[licence].impactStudy = "approved"
            addMine(
                minerals,
                operator: company,
                licence: licence,
                at: spot(in: square),
                artisanal: false,
                workers: chance.integer(180...900)
            )
        }
    }

    private mutating func makeArtisanalSites() {
        let scale = country.scale
        let cooperatives = country.cast.cooperatives
        let mix: [Mineral] = [
            .tin, .tantalum, .gold, .tungsten, .tin, .cobalt, .gold, .tantalum, .tin, .gold, .cobalt, .tantalum,
            .tungsten, .tin, .gold,
        ]
        let plain = 83 * scale
        for index in 0..<(plain + 7 * scale) {
            let mineral = mix[index % mix.count]
            guard let square = seat(near: mineral, reach: 1) else { continue }
            let cooperative = cooperatives[index % cooperatives.count]
            let granted = Day(2021 + chance.integer(0...3), chance.integer(1...12), chance.integer(1...28))
            let licence = grant(
                "artisanal_zone",
                "Artisanal mining zone",
                "ZA",
                to: cooperative,
                [mineral],
                granted: granted,
                expires: Day(2027 + chance.integer(0...2), chance.integer(1...12), 28),
                round: square,
                reach: 1,
                count: chance.integer(9...18)
            )
            let site = addMine(
                [mineral],
                operator: cooperative,
                licence: licence,
                at: spot(in: square),
                artisanal: true,
                workers: chance.integer(35...240)
            )
            // The last ones get a history: lapsed, renewed under a new number, stopped in time.
            if index >= plain { giveHistory(site, licence, kind: (index - plain) % 7) }
        }
    }

    private mutating func giveHistory(_ site: Int, _ licence: Int, kind: Int) {
        let end = Day(2025, 9 + kind % 3, 30)
        country.licences[licence].expires = end
        country.licences[licence].granted = end - 365 * 3
        country.licences[licence].applied = end - 365 * 3 - 120
        country.licences[licence].status = "expired"
        country.licences[licence].statusText = "Expired"
        switch kind {
        case 0, 1, 2:
            country.sites[site].cover = .lapsed
        case 3, 4:
            country.sites[site].cover = .renewed
            var renewal = country.licences[licence]
            renewal.code = code("ZA", in: 2025)
            renewal.applied = end - 150
            renewal.granted = end - 12
            renewal.expires = end + 365 * 4
            renewal.status = "active"
            renewal.statusText = "In force (renewal)"
            country.licences.append(renewal)
            country.sites[site].licence = country.licences.count - 1
        default:
            country.sites[site].cover = .stoppedInTime
            country.sites[site].to = end - 3
            country.sites[site].status = "closed"
        }
    }

    private mutating func makeQuarries() {
        for index in 0..<8 {
            let town = country.land.towns[index % country.land.towns.count].position
            for _ in 0..<60 {
                let square = Cadastre.square(at: town.moved(east: chance.bell() * 6000, north: chance.bell() * 6000))
                guard country.cadastre.isFree(round: square, reach: 1, on: country.land) else { continue }
                let granted = Day(2018 + chance.integer(0...5), chance.integer(1...12), 10)
                let company = country.cast.quarriers[index]
                let licence = grant(
                    "quarry",
                    "Quarry permit",
                    "PC",
                    to: company,
                    [],
                    granted: granted,
                    expires: granted + 365 * 12,
                    round: square,
                    reach: 1,
                    count: chance.integer(9...12)
                )
                addSite(
                    Site.Kind.other,
                    "Quarry " + nextHill(),
                    operator: company,
                    licence: licence,
                    [],
                    at: spot(in: square),
                    workers: chance.integer(8...40)
                )
                break
            }
        }
    }

    private mutating func makeExploration() {
        let scale = country.scale
        for (index, company) in country.cast.explorers.enumerated() {
            for _ in 0..<(index % 2 + 1) {
                let mineral = chance.pick(Mineral.allCases)
                guard let square = seat(near: mineral, reach: 3, wide: 1.8) else { continue }
                let granted = Day(2022 + chance.integer(0...2), chance.integer(1...12), chance.integer(1...28))
                let licence = grant(
                    "explore",
                    "Exploration permit",
                    "PR",
                    to: company,
                    [mineral],
                    granted: granted,
                    expires: granted + 365 * 5,
                    round: square,
                    reach: 3,
                    count: max(chance.integer(80...220) / scale, 60)
                )
                country.licences[licence].consent = chance.pick(["complete", "partial", "unknown"])
                country.licences[licence].impactStudy = "filed"
            }
        }
    }

    /// Mines that no extraction licence covers: on free land, or within an exploration permit.
    private mutating func makeUncoveredSites() {
        let scale = country.scale
        let free: [Mineral] = [.gold, .tantalum, .tin]
        for index in 0..<(3 * scale) {
            let mineral = free[index % 3]
            guard let square = seat(near: mineral, reach: 2, wide: 1.5) else { continue }
            let cooperative = country.cast.cooperatives[(index * 5 + 3) % country.cast.cooperatives.count]
            let site = addMine(
                [mineral],
                operator: cooperative,
                licence: nil,
                at: spot(in: square),
                artisanal: true,
                workers: chance.integer(40...160)
            )
            country.sites[site].cover = .none
        }
        let explored = country.licences.indices.filter { country.licences[$0].activity == "explore" }
        for index in 0..<(2 * scale) {
            let licence = explored[(index * 7 + 2) % explored.count]
            guard let square = middle(of: licence) else { continue }
            let mineral: Mineral = index % 2 == 0 ? .tantalum : .cobalt
            let cooperative = country.cast.cooperatives[(index * 11 + 7) % country.cast.cooperatives.count]
            let site = addMine(
                [mineral],
                operator: cooperative,
                licence: licence,
                at: spot(in: square),
                artisanal: true,
                workers: chance.integer(40...160)
            )
            country.sites[site].cover = .explorationOnly
        }
    }

    /// A square of the licence with all eight round it in the licence too.
    private func middle(of licence: Int) -> Square? {
        for row in 1..<(Cadastre.rows - 1) {
            for column in 1..<(Cadastre.columns - 1) {
                let square = Square(column: column, row: row)
                guard country.cadastre.owner(of: square) == licence else { continue }
                var isCore = true
                for north in -2...2 {
                    for east in -2...2
                    where country.cadastre.owner(of: Square(column: column + east, row: row + north)) != licence {
                        isCore = false
                    }
                }
                if isCore { return square }
            }
        }
        return nil
    }

    // MARK: Gates and depots

    private mutating func makeGates() {
        let towns = country.land.towns
        for index in 0..<2 {
            addSite(
                .port,
                "Port of " + towns[index].name,
                operator: country.cast.customs,
                licence: nil,
                [],
                at: towns[index].position,
                workers: chance.integer(120...400)
            )
        }
        for index in 0..<2 {
            let town = towns[min(2 + index * 3, towns.count - 1)]
            addSite(
                .borderPost,
                "Airstrip and customs post " + town.name,
                operator: country.cast.customs,
                licence: nil,
                [],
                at: town.position.moved(east: 1400, north: -900),
                workers: 14
            )
        }
    }

    private mutating func makeDepots() {
        for (index, trader) in country.cast.traders.enumerated() {
            let minerals: [Mineral]
            switch index % 14 {
            case 0...6: minerals = [.tin, .tantalum, .tungsten]
            case 7...10: minerals = [.gold]
            default: minerals = [.cobalt]
            }
            let licence = paper("trade", "Mineral dealer's licence", "CN", to: trader, minerals)
            let town = country.land.towns[2 + index % (country.land.towns.count - 2)]
            depot(.depot, "Depot " + town.name + " " + String(index + 1), trader, licence, minerals, town.position)
        }
        for (index, exporter) in country.cast.exporters.enumerated() {
            let minerals: [Mineral] = [.tin, .tantalum, .tungsten]
            let licence = paper("trade", "Mineral dealer's licence", "CN", to: exporter, minerals)
            _ = paper("export", "Export licence", "EX", to: exporter, minerals)
            let town = country.land.towns[index % 2]
            depot(
                .depot,
                "Export warehouse " + town.name + " " + String(index + 1),
                exporter,
                licence,
                minerals,
                town.position
            )
        }
        let plants: [(String, [Mineral])] = [
            ("Tin smelter", [.tin]), ("Gold refinery", [.gold]), ("Gold refinery", [.gold]),
            ("Copper-cobalt plant", [.copper, .cobalt]), ("Copper-cobalt plant", [.copper, .cobalt]),
        ]
        for (index, plant) in plants.enumerated() {
            let refiner = country.cast.refiners[index]
            let licence = paper("process", "Processing licence", "TR", to: refiner, plant.1)
            _ = paper("export", "Export licence", "EX", to: refiner, plant.1)
            _ = paper("trade", "Mineral dealer's licence", "CN", to: refiner, plant.1)
            let town = country.land.towns[index < 3 ? index % 2 : 2 + index]
            depot(.refinery, plant.0 + " " + town.name, refiner, licence, plant.1, town.position)
        }
        for site in country.sites where site.kind == .mine && site.isArtisanal == false {
            guard let company = site.operator else { continue }
            _ = paper("export", "Export licence", "EX", to: company, site.minerals)
        }
    }

    private mutating func depot(
        _ kind: Site.Kind,
        _ name: String,
        _ company: Int,
        _ licence: Int,
        _ minerals: [Mineral],
        _ town: Position
    ) {
        var place = town
        for _ in 0..<40 {
            place = town.moved(east: chance.number(-2600...2600), north: chance.number(-2600...2600))
            if country.land.field.isInland(place, margin: 0.004) { break }
        }
        addSite(
            kind,
            name,
            operator: company,
            licence: licence,
            minerals,
            at: place,
            workers: kind == .depot ? chance.integer(6...40) : chance.integer(60...320)
        )
    }

    // MARK: Records

    private mutating func grant(
        _ activity: String,
        _ type: String,
        _ prefix: String,
        to holder: Int,
        _ minerals: [Mineral],
        granted: Day,
        expires: Day,
        round seat: Square,
        reach: Int,
        count: Int
    ) -> Int {
        let number = country.licences.count
        let outline = country.cadastre.grant(
            number,
            round: seat,
            reach: reach,
            count: count,
            on: country.land,
            chance: &chance
        )
        country.licences.append(
            Licence(
                code: code(prefix, in: granted.civil.year),
                activity: activity,
                typeText: type,
                holder: holder,
                minerals: minerals,
                applied: granted - chance.integer(70...240),
                granted: granted,
                expires: expires,
                official: chance.pick(country.cast.signatories),
                consent: chance.pick(["complete", "complete", "partial"]),
                impactStudy: activity == "mine" ? "approved" : chance.pick(["approved", "filed"]),
                province: country.land.province(at: Cadastre.middle(of: seat)),
                outline: outline ?? []
            )
        )
        return number
    }

    /// A licence without area, in force over the whole period.
    private mutating func paper(
        _ activity: String,
        _ type: String,
        _ prefix: String,
        to holder: Int,
        _ minerals: [Mineral]
    )
        -> Int
    {
        let granted = Day(2023 + chance.integer(0...1), chance.integer(1...12), chance.integer(1...28))
        country.licences.append(
            Licence(
                code: code(prefix, in: granted.civil.year),
                activity: activity,
                typeText: type,
                holder: holder,
                minerals: minerals,
                applied: granted - chance.integer(30...120),
                granted: granted,
                expires: Day(2027, chance.integer(1...12), 28),
                official: chance.pick(country.cast.signatories),
                consent: "not_required",
                impactStudy: "unknown"
            )
        )
        return country.licences.count - 1
    }

    private func code(_ prefix: String, in year: Int) -> String {
        prefix + "-" + String(year) + "-" + Decimals.padded(country.licences.count + 1, 4)
    }

    private mutating func nextHill() -> String {
        hills += 1
        return PlaceNames.hill(hills - 1)
    }

    @discardableResult
    private mutating func addMine(
        _ minerals: [Mineral],
        operator party: Int,
        licence: Int?,
        at place: Position,
        artisanal: Bool,
        workers: Int
    ) -> Int {
        let site = addSite(.mine, nextHill(), operator: party, licence: licence, minerals, at: place, workers: workers)
        country.sites[site].isArtisanal = artisanal
        return site
    }

    @discardableResult
    private mutating func addSite(
        _ kind: Site.Kind,
        _ name: String,
        operator party: Int,
        licence: Int?,
        _ minerals: [Mineral],
        at place: Position,
        workers: Int
    ) -> Int {
        let number = country.sites.count + 1
        country.sites.append(
            Site(
                id: "urn:epc:id:sgln:9521234." + Decimals.padded(number, 5) + ".0",
                kind: kind,
                name: name,
                operator: party,
                licence: licence,
                minerals: minerals,
                workers: workers,
                visited: Period.first + chance.integer(-200...300),
                province: country.land.province(at: place),
                position: place,
                uncertainty: chance.pick([10, 15, 25, 50])
            )
        )
        return country.sites.count - 1
    }
}
