/// What satellites saw: mostly work inside licences, and what V3 and its look-alikes need.
struct DetectionYear {
    private var country: Country
    private var chance: Chance
    private var serial = 0

    private init(_ country: Country) {
        self.country = country
        chance = Chance(seed: country.seed, stream: "detections")
    }

    static func run(_ country: inout Country) {
        var year = DetectionYear(country)
        year.watchMines()
        for _ in 0..<(4 * country.scale) { year.watchWildDigging() }
        year.lookAlikes()
        country = year.country
    }

    private mutating func watchMines() {
        for site in country.sites.indices where country.sites[site].kind == .mine || country.sites[site].kind == .other
        {
            let isUncovered = [.none, .explorationOnly, .lapsed].contains(country.sites[site].cover)
            let end = country.sites[site].licence.map { country.licences[$0].expires }
            for month in 0..<Period.months {
                // Half of the months are clouded over; uncovered mines are seen a few times each.
                guard chance.happens(percent: isUncovered ? 42 : 62) else { continue }
                let day = Period.start(ofMonth: month) + chance.integer(1...27)
                guard country.sites[site].from <= day, day <= country.sites[site].to else { continue }
                let place = country.sites[site].position.moved(east: chance.bell() * 130, north: chance.bell() * 130)
                let id = see(
                    place,
                    on: day,
                    kind: "mine",
                    uncertainty: chance.pick([10, 20, 30]),
                    area: chance.integer(12...420)
                )
                guard isUncovered else { continue }
                switch country.sites[site].cover {
                case .none: note(id, day, "The ground was broken where no licence lies.", site)
                case .explorationOnly: note(id, day, "The ground was mined where only exploration is allowed.", site)
                default:
                    if let end, day > end { note(id, day, "The mine worked on after its licence expired.", site) }
                }
            }
        }
    }

    private mutating func note(_ id: String, _ day: Day, _ text: String, _ site: Int?) {
        country.plant(
            "detection_without_cover",
            "V3",
            stage: "S2",
            "detection",
            id,
            from: day,
            to: day,
            text,
            related: site.map { [("site", country.sites[$0].id)] } ?? []
        )
    }

    /// New digging on free land, where no site is on record.
    private mutating func watchWildDigging() {
        guard let place = freePlace(reach: 2) else { return }
        let start = Period.first + chance.integer(30...250)
        for step in 0..<3 {
            let day = start + (step * 31 + chance.integer(0...8))
            let spot = place.moved(east: chance.bell() * 160, north: chance.bell() * 160)
            let id = see(spot, on: day, kind: "mine", uncertainty: 20, area: 60 + step * chance.integer(60...140))
            note(id, day, "New digging far from every licence; no site is on record.", nil)
        }
        country.reports.append(
            Report(
                date: start + 40,
                channel: "phone",
                category: "illegal_mining",
                text: ReportTexts.sentence(
                    "illegal_mining",
                    place: country.land.nearestTown(to: place).name,
                    chance: &chance
                ),
                position: place.moved(east: chance.bell() * 300, north: chance.bell() * 300)
            )
        )
    }

    private mutating func lookAlikes() {
        let mines = chance.shuffled(
            country.sites.indices.filter { country.sites[$0].isArtisanal == true && country.sites[$0].cover == .valid }
        )
        var found = 0
        for site in mines where found < 4 * country.scale {
            guard let licence = country.sites[site].licence, let place = justOutside(licence, of: site) else {
                continue
            }
            found += 1
            let day = Period.first + chance.integer(20...340)
            let id = see(place, on: day, kind: "mine", uncertainty: 480, area: chance.integer(40...160))
            country.plant(
                "detection_without_cover",
                "V3",
                stage: "S2",
                "detection",
                id,
                from: day,
                to: day,
                "200 m outside the licence, with a positional uncertainty of 480 m.",
                innocent: true,
                related: [("licence", country.licences[licence].code)]
            )
        }
        for _ in 0..<(4 * country.scale) {
            guard let place = freePlace(reach: 1) else { continue }
            let day = Period.first + chance.integer(20...340)
            let id = see(place, on: day, kind: "clearing", uncertainty: 30, area: chance.integer(80...600))
            country.plant(
                "detection_without_cover",
                "V3",
                stage: "S2",
                "detection",
                id,
                from: day,
                to: day,
                "A field cleared for planting, not a mine.",
                innocent: true
            )
        }
    }

    /// A point 200 m east of the licence, where the next square is free.
    private func justOutside(_ licence: Int, of site: Int) -> Position? {
        var square = Cadastre.square(at: country.sites[site].position)
        for _ in 0..<20 {
            square.column += 1
            guard let owner = country.cadastre.owner(of: square) else {
                guard country.land.isLand(Cadastre.middle(of: square)) else { return nil }
                let corner = Cadastre.corner(square)
                let edge = Position(lon: Double(corner.lon) / 1_000_000, lat: Cadastre.middle(of: square).lat)
                return edge.moved(east: 200, north: 0)
            }
            if owner != licence { return nil }
        }
        return nil
    }

    private mutating func freePlace(reach: Int) -> Position? {
        for _ in 0..<600 {
            let place = Position(lon: chance.number(-15.3 ... -12.7), lat: chance.number(-25.4 ... -23.6))
            let square = Cadastre.square(at: place)
            if country.cadastre.isFree(round: square, reach: reach, on: country.land) {
                return Cadastre.middle(of: square)
            }
        }
        return nil
    }

    private mutating func see(_ place: Position, on day: Day, kind: String, uncertainty: Int, area: Int) -> String {
        serial += 1
        // Out of order, so that what was planted last does not show by its number; 7919 is prime to 10⁶.
        let id = "DET-" + Decimals.padded((serial * 7919 + 104_729) % 1_000_000, 6)
        country.detections.append(
            Detection(
                id: id,
                date: day,
                provider: chance.pick(["Albatross Observatory", "Petrel Imaging"]),
                kind: kind,
                confidence: chance.integer(62...98),
                uncertainty: uncertainty,
                area: area,
                position: place,
                isOutlined: chance.happens(percent: 30)
            )
        )
        return id
    }
}
