/// Monthly reference prices; invented, of the order of size of real markets.
enum PriceYear {
    /// Cents at the first and the last month, unit and half-width of the band in per cent.
    static func series(of mineral: Mineral) -> (first: Int, last: Int, per: String, uncertainty: Int) {
        switch mineral {
        case .tin: (3_340_000, 4_720_000, "t", 6)
        case .tantalum: (24_800, 27_600, "kg", 12)
        case .tungsten: (5_200_000, 6_900_000, "t", 10)
        case .gold: (334_000, 421_000, "toz", 3)
        case .copper: (982_000, 1_312_000, "t", 5)
        case .cobalt: (3_460_000, 5_320_000, "t", 12)
        case .lithium: (2_950_000, 3_700_000, "t", 15)
        case .graphite: (47_500, 52_000, "t", 20)
        }
    }

    static func fill(_ country: inout Country) {
        var chance = Chance(seed: country.seed, stream: "prices")
        for month in 0..<Period.months {
            for mineral in Mineral.allCases {
                let series = series(of: mineral)
                let trend = series.first + (series.last - series.first) * month / (Period.months - 1)
                country.prices.append(
                    Price(mineral: mineral, month: month, cents: chance.about(trend, spreadPermille: 22))
                )
            }
        }
    }
}
