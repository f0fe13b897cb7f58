/// Places districts, sites and licences on the land.
struct SiteBuilder {
    var country: Country
    var chance: Chance
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

    mutating func build() {
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

    mutating func makeDistricts() {
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
    mutating func seat(near mineral: Mineral, reach: Int, wide: Double = 1) -> Square? {
        var radius = 9000.0 * wide * Double(country.scale).squareRoot()
        for attempt in 1...900 {
            if attempt % 60 == 0 { radius *= 1.25 }
            let centre = chance.pick(districts[mineral.rawValue])
            let spot = centre.moved(east: chance.bell() * radius, north: chance.bell() * radius)
            let square = Cadastre.square(at: spot)
            if country.cadastre.isFree(round: square, reach: reach, on: country.land) { return square }
        }
        // The district is full: anywhere on the island.
        for _ in 0..<3000 {
            let square = Square(
                column: chance.integer(0...(Cadastre.columns - 1)),
                row: chance.integer(0...(Cadastre.rows - 1))
            )
            if country.cadastre.isFree(round: square, reach: reach, on: country.land) { return square }
        }
        return nil
    }

    mutating func spot(in square: Square) -> Position {
        Cadastre.middle(of: square).moved(east: chance.number(-240...240), north: chance.number(-240...240))
    }

    // MARK: Records

    mutating func grant(
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
    mutating func paper(
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

    func code(_ prefix: String, in year: Int) -> String {
        prefix + "-" + String(year) + "-" + Decimals.padded(country.licences.count + 1, 4)
    }

    mutating func nextHill() -> String {
        hills += 1
        return PlaceNames.hill(hills - 1)
    }

    @discardableResult
    mutating func addMine(
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
    mutating func addSite(
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
