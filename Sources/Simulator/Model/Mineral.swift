/// The minerals of the island, by the element that pays.
enum Mineral: Int, CaseIterable {
    case tin
    case tantalum
    case tungsten
    case gold
    case copper
    case cobalt
    case lithium
    case graphite

    var word: String { Self.words[rawValue] }
    private static let words = ["tin", "tantalum", "tungsten", "gold", "copper", "cobalt", "lithium", "graphite"]

    /// Item reference of the mineral's lots in their LGTIN.
    var itemReference: String { Decimals.padded(101 + rawValue, 6) }

    /// Grade of what leaves the pit, parts per million of the element.
    var pitGrade: ClosedRange<Int> {
        switch self {
        case .tin: 520_000...640_000
        case .tantalum: 190_000...260_000
        case .tungsten: 400_000...480_000
        case .gold: 780_000...900_000
        case .copper: 24_000...60_000
        case .cobalt: 15_000...38_000
        case .lithium: 26_000...28_500
        case .graphite: 920_000...960_000
        }
    }

    /// Grams a digger brings out in a month of an artisanal site.
    var gramsPerWorkerMonth: Int {
        switch self {
        case .tin: 14_000
        case .tantalum: 6_000
        case .tungsten: 9_000
        case .gold: 9
        case .copper: 400_000
        case .cobalt: 350_000
        case .lithium: 300_000
        case .graphite: 250_000
        }
    }

    /// What a pit's output is called.
    var pitForm: String {
        switch self {
        case .gold: "dore"
        case .copper, .cobalt: "ore"
        default: "concentrate"
        }
    }

    /// Heading of the Harmonized System for what is exported, with its wording.
    var tariff: (code: String, words: String) {
        switch self {
        case .tin: ("260900", "Tin ores and concentrates")
        case .tantalum: ("261590", "Niobium, tantalum, vanadium ores and concentrates")
        case .tungsten: ("261100", "Tungsten ores and concentrates")
        case .gold: ("710812", "Gold, unwrought, non-monetary")
        case .copper: ("740311", "Refined copper cathodes")
        case .cobalt: ("282200", "Cobalt oxides and hydroxides")
        case .lithium: ("253090", "Mineral substances n.e.s. (spodumene concentrate)")
        case .graphite: ("250410", "Natural graphite in powder or flakes")
        }
    }

    /// The symbol that laboratories write.
    var symbol: String { Self.symbols[rawValue] }
    private static let symbols = ["Sn", "Ta", "W", "Au", "Cu", "Co", "Li", "C"]
}
