/// What the year's trade has to contain besides honest business; drawn up before the first lot is made.
struct TradePlan {
    /// Depot of each artisanal mine, by site; -1 where nobody buys.
    var depotOfMine: [Int] = []
    /// Depots whose traders buy from mines without a valid licence.
    var carelessDepots: [Int] = []
    /// (exporter, month) pairs in which a lot gives more than it received.
    var inflated: [(place: Int, month: Int)] = []
    /// (exporter, month) pairs in which two scales differ a little.
    var twoScales: [(place: Int, month: Int)] = []
    /// Shipments that go round the exporters: from a depot, in a month, to a company without an export licence.
    var bypasses: [(depot: Int, month: Int, exporter: Int)] = []

    init(_ country: Country, chance: inout Chance) {
        let depots = country.sites.indices.filter {
            country.sites[$0].kind == .depot
                && country.sites[$0].operator.map { country.cast.traders.contains($0) } == true
        }
        func dealers(in mineral: Mineral) -> [Int] { depots.filter { country.sites[$0].minerals.contains(mineral) } }
        // One careless dealer in four (two among the three-metal dealers), the same for every seed.
        var careless: [Bool] = [Bool](repeating: false, count: country.sites.count)
        for mineral in [Mineral.tin, .gold, .cobalt] {
            let all = dealers(in: mineral)
            for (rank, depot) in all.enumerated()
            where mineral == .tin ? rank % 7 < 2 : rank % (mineral == .gold ? 4 : 3) == 0 {
                careless[depot] = true
            }
        }
        carelessDepots = depots.filter { careless[$0] }
        depotOfMine = [Int](repeating: -1, count: country.sites.count)
        var turn = 0
        for site in country.sites.indices
        where country.sites[site].kind == .mine && country.sites[site].isArtisanal == true {
            let isUncovered = [.none, .explorationOnly, .lapsed].contains(country.sites[site].cover)
            let isTempting = [.renewed, .stoppedInTime].contains(country.sites[site].cover)
            let all = dealers(in: country.sites[site].minerals[0])
            let choice = all.filter { isUncovered ? careless[$0] : isTempting ? !careless[$0] : true }
            guard !choice.isEmpty else { continue }
            if isUncovered {
                depotOfMine[site] = choice[turn % choice.count]
                turn += 1
            } else {
                depotOfMine[site] = Self.nearest(choice, to: site, in: country, chance: &chance)
            }
        }
        for index in 0..<(3 * country.scale) {
            inflated.append((index, 2 + (index * 3) % 8))
            twoScales.append((index + 3, 3 + (index * 2) % 7))
        }
        let honest = dealers(in: .tantalum).filter { !careless[$0] }
        for (index, exporter) in country.cast.unlicensedExporters.enumerated() {
            guard !honest.isEmpty else { break }
            for turn in 0..<2 {
                bypasses.append((honest[index % honest.count], 2 + (index % 4) + turn * 4, exporter))
            }
        }
    }

    private static func nearest(_ depots: [Int], to site: Int, in country: Country, chance: inout Chance) -> Int {
        // Mostly the nearest of three that the cooperative knows.
        let known = chance.shuffled(depots).prefix(4)
        var best = depots[0]
        var least = Double.infinity
        for depot in known {
            let distance = country.sites[depot].position.metres(to: country.sites[site].position)
            if distance < least {
                least = distance
                best = depot
            }
        }
        return best
    }
}
