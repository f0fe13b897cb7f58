/// A unit of measure by its UN/CEFACT Recommendation 20 code, with what it takes to convert it.
///
/// The table has the units that minerals, their transport and their sensors are measured in; a code that it lacks may
/// still be one of the two thousand of the recommendation.
public struct UnitOfMeasure: Sendable, Hashable {
    /// What is measured.
    public enum Dimension: String, Sendable, Hashable, CaseIterable {
        case mass
        case length
        case area
        case volume
        case time
        case temperature
        case pressure
        case speed
        case energy
        case power
        case amountOfSubstance
        case angle
        case voltage
        case electricCurrent
        case frequency
        case radioactivity
        case doseRate
        case ratio
        case density
        case molarConcentration
        case illuminance
        case resistance
        case electricCharge
        case count
    }

    /// The code.
    public let code: String
    /// What it measures.
    public let dimension: Dimension
    /// How many of the dimension's base unit one unit is, as a decimal fraction.
    public let factor: Double
    /// What is added behind the multiplication: only temperatures have it.
    public let offset: Double

    private init(_ code: String, _ dimension: Dimension, _ factor: Double, offset: Double = 0) {
        self.code = code
        self.dimension = dimension
        self.factor = factor
        self.offset = offset
    }

    /// The unit with that code; nil if the table has none.
    public init?(code: String) {
        guard let unit = Self.byCode[code] else { return nil }
        self = unit
    }

    /// Whether a text has the form of a code: two or three capital letters and digits.
    public static func isWellFormed(_ code: some Collection<UInt8>) -> Bool {
        (2...3).contains(code.count)
            && code.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
    }

    /// A value in the base unit of the dimension: kilogram, metre, second, kelvin and what is made of them.
    public func baseValue(of value: Double) -> Double {
        value * factor + offset
    }

    /// A value of the base unit in this unit.
    public func value(ofBase base: Double) -> Double {
        (base - offset) / factor
    }

    private static let byCode: [String: UnitOfMeasure] = Dictionary(
        all.map { ($0.code, $0) },
        uniquingKeysWith: { first, _ in first }
    )

    /// Every unit of the table.
    public static let all: [UnitOfMeasure] = [
        UnitOfMeasure("KGM", .mass, 1), UnitOfMeasure("GRM", .mass, 1e-3), UnitOfMeasure("MGM", .mass, 1e-6),
        UnitOfMeasure("MC", .mass, 1e-9), UnitOfMeasure("TNE", .mass, 1_000), UnitOfMeasure("2U", .mass, 1_000),
        UnitOfMeasure("KTN", .mass, 1e6), UnitOfMeasure("DTN", .mass, 100), UnitOfMeasure("HGM", .mass, 0.1),
        UnitOfMeasure("CTM", .mass, 2e-4), UnitOfMeasure("LBR", .mass, 0.453_592_37),
        UnitOfMeasure("ONZ", .mass, 0.028_349_523_125), UnitOfMeasure("APZ", .mass, 0.031_103_476_8),
        UnitOfMeasure("DWT", .mass, 0.001_555_173_84), UnitOfMeasure("STN", .mass, 907.184_74),
        UnitOfMeasure("LTN", .mass, 1_016.046_908_8),
        UnitOfMeasure("MTR", .length, 1), UnitOfMeasure("KMT", .length, 1_000), UnitOfMeasure("CMT", .length, 0.01),
        UnitOfMeasure("DMT", .length, 0.1), UnitOfMeasure("MMT", .length, 1e-3), UnitOfMeasure("4H", .length, 1e-6),
        UnitOfMeasure("FOT", .length, 0.3048), UnitOfMeasure("INH", .length, 0.0254),
        UnitOfMeasure("YRD", .length, 0.9144), UnitOfMeasure("SMI", .length, 1_609.344),
        UnitOfMeasure("NMI", .length, 1_852),
        UnitOfMeasure("MTK", .area, 1), UnitOfMeasure("KMK", .area, 1e6), UnitOfMeasure("HAR", .area, 1e4),
        UnitOfMeasure("CMK", .area, 1e-4), UnitOfMeasure("ACR", .area, 4_046.856_422_4),
        UnitOfMeasure("MTQ", .volume, 1), UnitOfMeasure("LTR", .volume, 1e-3), UnitOfMeasure("MLT", .volume, 1e-6),
        UnitOfMeasure("CMQ", .volume, 1e-6), UnitOfMeasure("HLT", .volume, 0.1), UnitOfMeasure("DMQ", .volume, 1e-3),
        UnitOfMeasure("GLL", .volume, 0.003_785_411_784), UnitOfMeasure("GLI", .volume, 0.004_546_09),
        UnitOfMeasure("SEC", .time, 1), UnitOfMeasure("C26", .time, 1e-3), UnitOfMeasure("MIN", .time, 60),
        UnitOfMeasure("HUR", .time, 3_600), UnitOfMeasure("DAY", .time, 86_400), UnitOfMeasure("WEE", .time, 604_800),
        UnitOfMeasure("KEL", .temperature, 1), UnitOfMeasure("CEL", .temperature, 1, offset: 273.15),
        UnitOfMeasure("FAH", .temperature, 5.0 / 9.0, offset: 459.67 * 5.0 / 9.0),
        UnitOfMeasure("PAL", .pressure, 1), UnitOfMeasure("KPA", .pressure, 1_000),
        UnitOfMeasure("A97", .pressure, 100),
        UnitOfMeasure("MPA", .pressure, 1e6), UnitOfMeasure("BAR", .pressure, 1e5),
        UnitOfMeasure("MBR", .pressure, 100),
        UnitOfMeasure("ATM", .pressure, 101_325), UnitOfMeasure("PS", .pressure, 6_894.757_293_168),
        UnitOfMeasure("MTS", .speed, 1), UnitOfMeasure("KMH", .speed, 1 / 3.6),
        UnitOfMeasure("KNT", .speed, 1_852.0 / 3_600),
        UnitOfMeasure("HM", .speed, 0.44704),
        UnitOfMeasure("JOU", .energy, 1), UnitOfMeasure("KJO", .energy, 1_000), UnitOfMeasure("3B", .energy, 1e6),
        UnitOfMeasure("WHR", .energy, 3_600), UnitOfMeasure("KWH", .energy, 3.6e6),
        UnitOfMeasure("MWH", .energy, 3.6e9),
        UnitOfMeasure("WTT", .power, 1), UnitOfMeasure("KWT", .power, 1_000), UnitOfMeasure("MAW", .power, 1e6),
        UnitOfMeasure("C34", .amountOfSubstance, 1), UnitOfMeasure("C18", .amountOfSubstance, 1e-3),
        UnitOfMeasure("C81", .angle, 1), UnitOfMeasure("DD", .angle, Double.pi / 180),
        UnitOfMeasure("VLT", .voltage, 1), UnitOfMeasure("2Z", .voltage, 1e-3), UnitOfMeasure("KVT", .voltage, 1_000),
        UnitOfMeasure("AMP", .electricCurrent, 1), UnitOfMeasure("4K", .electricCurrent, 1e-3),
        UnitOfMeasure("HTZ", .frequency, 1), UnitOfMeasure("KHZ", .frequency, 1_000),
        UnitOfMeasure("MHZ", .frequency, 1e6),
        UnitOfMeasure("BQL", .radioactivity, 1), UnitOfMeasure("2Q", .radioactivity, 1_000),
        UnitOfMeasure("P65", .doseRate, 1), UnitOfMeasure("P70", .doseRate, 1 / 3_600),
        UnitOfMeasure("P71", .doseRate, 1e-3 / 3_600), UnitOfMeasure("P72", .doseRate, 1e-6 / 3_600),
        UnitOfMeasure("C62", .ratio, 1), UnitOfMeasure("P1", .ratio, 0.01), UnitOfMeasure("59", .ratio, 1e-6),
        UnitOfMeasure("NX", .ratio, 1e-3), UnitOfMeasure("61", .ratio, 1e-9),
        UnitOfMeasure("A93", .density, 1e-3), UnitOfMeasure("KMQ", .density, 1), UnitOfMeasure("GL", .density, 1),
        UnitOfMeasure("C36", .molarConcentration, 1), UnitOfMeasure("C35", .molarConcentration, 1_000),
        UnitOfMeasure("C38", .molarConcentration, 1_000),
        UnitOfMeasure("LUX", .illuminance, 1), UnitOfMeasure("OHM", .resistance, 1),
        UnitOfMeasure("COU", .electricCharge, 1), UnitOfMeasure("AMH", .electricCharge, 3_600),
        UnitOfMeasure("EA", .count, 1), UnitOfMeasure("H87", .count, 1), UnitOfMeasure("DZN", .count, 12),
    ]
}
