extension SiteBuilder {
    mutating func makeGates() {
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
            let strip = [(1400.0, -900.0), (-1400, 900), (900, 1400), (-900, -1400)]
                .map { town.position.moved(east: $0.0, north: $0.1) }
                .first { country.land.field.isInland($0, margin: 0.005) }
            addSite(
                .borderPost,
                "Airstrip and customs post " + town.name,
                operator: country.cast.customs,
                licence: nil,
                [],
                at: strip ?? town.position,
                workers: 14
            )
        }
    }

    mutating func makeDepots() {
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

    mutating func depot(
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
}
