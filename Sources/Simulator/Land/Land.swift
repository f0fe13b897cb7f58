/// The island: shore, provinces, rivers, lakes, towns and roads.
struct Land {
    /// One province; `id` is its ISO 3166-2 style code.
    struct Province {
        var id: String
        var name: String
        var rings: [[Position]]
    }

    /// A town or village.
    struct Town {
        var name: String
        var position: Position
        var isPort: Bool
    }

    static let country = "XM"
    static let countryName = "Republic of Auremar"

    private(set) var field: HeightField
    let coast: [[Position]]
    let lakes: [[Position]]
    private(set) var provinces: [Province] = []
    let rivers: [[Position]]
    private(set) var roads: [[Position]] = []
    /// The capital first, the second port next.
    private(set) var towns: [Town] = []

    init(seed: UInt64) {
        var chance = Chance(seed: seed, stream: "land")
        field = HeightField(chance: &chance)
        field.drownSpecks(smallerThan: 12)
        let shore = Contours.shore(of: field)
        coast = Array(shore.land.prefix(9))
        lakes = shore.lakes.filter { $0.count > 10 }
        let streams = Rivers(field: field, count: 16, chance: &chance)
        rivers = streams.lines
        provinces = Self.makeProvinces(coast, chance: &chance)
        towns = makeTowns(wet: streams.wet, chance: &chance)
        var network = Roads(field: field, wet: streams.wet, chance: &chance)
        let capital = towns[0].position
        let order = towns.indices.dropFirst().sorted {
            let a = towns[$0].position.metres(to: capital)
            let b = towns[$1].position.metres(to: capital)
            return a == b ? $0 < $1 : a > b
        }
        for index in order { network.connect(towns[index].position, to: capital) }
        roads = network.lines
    }

    func isLand(_ position: Position) -> Bool { field.height(at: position) > 0 }

    /// The index of the province that holds the place, or the nearest one.
    func province(at position: Position) -> Int {
        for (index, province) in provinces.enumerated()
        where province.rings.contains(where: { Ring.contains($0, position) }) {
            return index
        }
        return Self.nearest(to: position, among: provinces.map(\.rings))
    }

    func nearestTown(to position: Position) -> Town {
        var best = towns[0]
        for town in towns where town.position.metres(to: position) < best.position.metres(to: position) { best = town }
        return best
    }

    private static func nearest(to position: Position, among areas: [[[Position]]]) -> Int {
        var best = 0
        var least = Double.infinity
        for (index, rings) in areas.enumerated() {
            for point in rings[0] {
                let distance = point.metres(to: position)
                if distance < least {
                    least = distance
                    best = index
                }
            }
        }
        return best
    }

    private static func makeProvinces(_ coast: [[Position]], chance: inout Chance) -> [Province] {
        let pieces = ProvinceSplitter.split(coast[0], into: chance.integer(6...8), chance: &chance)
        var areas = pieces.map { [$0] }
        for islet in coast.dropFirst() { areas[nearest(to: islet[0], among: areas)].append(islet) }
        let names = chance.shuffled(PlaceNames.provinces)
        return areas.enumerated().map { index, rings in
            Province(id: country + "-" + Decimals.padded(index + 1, 2), name: names[index % names.count], rings: rings)
        }
    }

    private func makeTowns(wet: [Bool], chance: inout Chance) -> [Town] {
        var names = chance.shuffled(PlaceNames.towns)
        let main = coast[0]
        // The capital lies at a river's mouth with room behind it; the second port as far from it as the shore allows.
        let mouths = rivers.compactMap(\.last)
        let capitalMouth = mouths.first { mouth in main.contains { $0.metres(to: mouth) < 2500 } } ?? main[0]
        let capital = nearestShore(to: capitalMouth)
        var farthest = main[0]
        for point in main
        where point.metres(to: capital) > farthest.metres(to: capital) && firmGround(near: point) != nil {
            farthest = point
        }
        var towns = [
            Town(name: PlaceNames.capital, position: firmGround(near: capital) ?? capital, isPort: true),
            Town(name: PlaceNames.secondPort, position: firmGround(near: farthest) ?? farthest, isPort: true),
        ]
        var spacing = 30_000.0
        var tries = 0
        while towns.count < 18, tries < 4000 {
            tries += 1
            if tries % 500 == 0 { spacing *= 0.8 }
            let column = chance.integer(5...(HeightField.columns - 6))
            let row = chance.integer(5...(HeightField.rows - 6))
            let node = HeightField.node(column, row)
            let place = HeightField.position(column, row)
            let height = field.heights[node]
            guard height > 0.01, height < 0.4, Ring.contains(main, place) else { continue }
            guard wet[node] || chance.happens(percent: height < 0.06 ? 50 : 12) else { continue }
            guard towns.allSatisfy({ $0.position.metres(to: place) > spacing }) else { continue }
            let name = names.popLast() ?? "Vila Nova"
            towns.append(Town(name: name, position: place.moved(east: 600, north: 400), isPort: false))
        }
        return towns
    }

    private func nearestShore(to position: Position) -> Position {
        var best = coast[0][0]
        for point in coast[0] where point.metres(to: position) < best.metres(to: position) { best = point }
        return best
    }

    private func firmGround(near shore: Position) -> Position? {
        for distance in [900.0, 1500, 2200] {
            for (east, north) in [
                (1.0, 0.0), (-1, 0), (0, 1), (0, -1), (0.7, 0.7), (-0.7, 0.7), (0.7, -0.7), (-0.7, -0.7),
            ] {
                let place = shore.moved(east: east * distance, north: north * distance)
                if field.isInland(place, margin: 0.006), Ring.contains(coast[0], place) { return place }
            }
        }
        return nil
    }
}
