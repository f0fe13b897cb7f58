extension SiteBuilder {
    mutating func makeIndustrialMines() {
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

    mutating func makeArtisanalSites() {
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

    mutating func giveHistory(_ site: Int, _ licence: Int, kind: Int) {
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

    mutating func makeQuarries() {
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

    mutating func makeExploration() {
        let scale = country.scale
        // At larger scales more permits have to share the same island.
        let reach = scale == 1 ? 3 : scale < 4 ? 2 : 1
        let size = scale == 1 ? 80...220 : scale < 4 ? 40...90 : 14...36
        for (index, company) in country.cast.explorers.enumerated() {
            for _ in 0..<(scale == 1 ? index % 2 + 1 : 1) {
                let mineral = chance.pick(Mineral.allCases)
                guard let square = seat(near: mineral, reach: reach, wide: 1.8) else { continue }
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
                    reach: reach,
                    count: chance.integer(size)
                )
                country.licences[licence].consent = chance.pick(["complete", "partial", "unknown"])
                country.licences[licence].impactStudy = "filed"
            }
        }
    }

    /// Mines that no extraction licence covers: on free land, or within an exploration permit.
    mutating func makeUncoveredSites() {
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
    func middle(of licence: Int) -> Square? {
        for row in 1..<(Cadastre.rows - 1) {
            for column in 1..<(Cadastre.columns - 1) {
                let square = Square(column: column, row: row)
                guard country.cadastre.owner(of: square) == licence else { continue }
                var isCore = true
                for north in -1...1 {
                    for east in -1...1
                    where country.cadastre.owner(of: Square(column: column + east, row: row + north)) != licence {
                        isCore = false
                    }
                }
                if isCore { return square }
            }
        }
        return nil
    }
}
