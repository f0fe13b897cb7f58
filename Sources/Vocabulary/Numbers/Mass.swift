/// A mass in whole grams, never below zero.
public struct Mass: Sendable, Hashable, Comparable {
    /// The mass in grams.
    public let grams: Int

    /// A mass of so many grams; nil below zero.
    public init?(grams: Int) {
        guard grams >= 0 else { return nil }
        self.grams = grams
    }

    /// The number in that unit, rounded to the nearest gram, a half gram to the even one.
    public init(_ number: DecimalNumber, _ unit: MassUnit) throws(QuantityError) {
        guard !number.isNegative else { throw .negative }
        let (multiplier, divisor) = unit.gramsAsFraction
        guard let grams = number.integer(times: multiplier, over: divisor, rounding: .halfEven) else {
            throw .tooLarge
        }
        self.grams = grams
    }

    /// Reads a number without a unit as a mass in the unit named.
    public init(
        _ bytes: some Collection<UInt8>,
        in unit: MassUnit,
        style: DecimalNumber.Style = .point
    ) throws(QuantityError) {
        try self.init(DecimalNumber.reading(bytes, style), unit)
    }

    /// Reads a number followed by its unit, such as `12.5 kg` or `3toz`.
    public init(
        withUnit bytes: some BidirectionalCollection<UInt8>,
        style: DecimalNumber.Style = .point
    ) throws(QuantityError) {
        // The unit begins after the last digit; "1e3 kg" works because its last digit follows the e.
        guard let last = bytes.lastIndex(where: { (0x30...0x39).contains($0) }) else {
            throw .number(bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 } ? .empty : .missingDigits)
        }
        var split = bytes.index(after: last)
        if split < bytes.endIndex, bytes[split] == 0x2E || bytes[split] == 0x2C { split = bytes.index(after: split) }
        let name = bytes[split...]
        guard name.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { throw .missingUnit }
        guard let unit = MassUnit(symbol: name) else {
            throw .unknownUnit(String(decoding: name.prefix(40), as: UTF8.self))
        }
        try self.init(bytes[..<split], in: unit, style: style)
    }

    /// The mass of the element that is contained at a grade, rounded to the nearest gram, a half gram to the even one.
    public func contained(at grade: Grade) -> Mass {
        let product = Int128(grams) * Int128(grade.partsPerMillion)
        let contained = Rounding.halfEven.quotient(product, 1_000_000).flatMap { Int(exactly: $0) }
        // A grade is at most one part in one, so that what is contained always fits.
        return contained.flatMap { Mass(grams: $0) } ?? self
    }

    /// Whether one mass is smaller than the other.
    public static func < (left: Mass, right: Mass) -> Bool {
        left.grams < right.grams
    }
}

extension Mass: CustomStringConvertible {
    /// The mass in kilograms, exactly, such as `12.5 kg`.
    public var description: String {
        "\(DecimalNumber(significand: Int64(grams), exponent: -3)) kg"
    }
}

/// A unit in which mass is written down.
public enum MassUnit: String, Sendable, Hashable, CaseIterable {
    /// 0.001 g.
    case milligram = "mg"
    /// 1 g.
    case gram = "g"
    /// 1,000 g.
    case kilogram = "kg"
    /// 1,000,000 g, the metric ton.
    case tonne = "t"
    /// 1,000,000,000 g.
    case kilotonne = "kt"
    /// 0.2 g, the metric carat of gemstones.
    case carat = "ct"
    /// 31.1034768 g, exactly.
    case troyOunce = "toz"
    /// 1,000 troy ounces.
    case kiloTroyOunce = "koz"
    /// 453.59237 g, exactly (international avoirdupois pound).
    case pound = "lb"

    /// One unit in grams, as an exact fraction.
    public var gramsAsFraction: (multiplier: Int, divisor: Int) {
        switch self {
        case .milligram: (1, 1_000)
        case .gram: (1, 1)
        case .kilogram: (1_000, 1)
        case .tonne: (1_000_000, 1)
        case .kilotonne: (1_000_000_000, 1)
        case .carat: (1, 5)
        case .troyOunce: (311_034_768, 10_000_000)
        case .kiloTroyOunce: (311_034_768, 10_000)
        case .pound: (45_359_237, 100_000)
        }
    }

    /// The unit with that symbol, name or UN/ECE Recommendation 20 code (`KGM`, `TNE`, `APZ` …), in any case.
    public init?(symbol bytes: some Collection<UInt8>) {
        var name = ""
        for byte in bytes where byte != 0x20 && byte != 0x09 && byte != 0x2E {
            guard byte < 0x80, name.utf8.count < 16 else { return nil }
            name.unicodeScalars.append(UnicodeScalar((0x41...0x5A).contains(byte) ? byte | 0x20 : byte))
        }
        switch name {
        case "mg", "mgm", "milligram", "milligrams": self = .milligram
        case "g", "gr", "gm", "grm", "gram", "grams", "gramme", "grammes": self = .gram
        case "kg", "kgs", "kgm", "kilo", "kilos", "kilogram", "kilograms", "kilogramme", "kilogrammes": self = .kilogram
        case "t", "mt", "tne", "tonne", "tonnes", "metrictons", "metricton", "metrictonnes": self = .tonne
        case "kt", "ktn", "kilotonne", "kilotonnes", "ktonnes": self = .kilotonne
        case "ct", "ctm", "carat", "carats", "quilate", "quilates": self = .carat
        case "toz", "ozt", "troyoz", "troyounce", "troyounces", "apz": self = .troyOunce
        case "koz", "kozt", "ktoz": self = .kiloTroyOunce
        case "lb", "lbs", "lbr", "pound", "pounds": self = .pound
        default: return nil
        }
    }
}
