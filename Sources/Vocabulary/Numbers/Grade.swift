/// How much of an element is in a mineral: parts per million by mass, from 0 to 1,000,000.
public struct Grade: Sendable, Hashable, Comparable {
    /// Parts per million by mass, which is the same as grams a tonne.
    public let partsPerMillion: Int

    /// A grade of so many parts per million; nil outside 0 to 1,000,000.
    public init?(partsPerMillion: Int) {
        guard (0...1_000_000).contains(partsPerMillion) else { return nil }
        self.partsPerMillion = partsPerMillion
    }

    /// The number in that unit, rounded to the nearest part per million, a half to the even one.
    public init(_ number: DecimalNumber, _ unit: GradeUnit) throws(QuantityError) {
        guard !number.isNegative else { throw .negative }
        let (multiplier, divisor) = unit.partsPerMillionAsFraction
        guard let value = number.integer(times: multiplier, over: divisor, rounding: .halfEven), value <= 1_000_000
        else { throw .tooLarge }
        self.partsPerMillion = value
    }

    /// Reads a number without a unit as a grade in the unit named.
    public init(
        _ bytes: some Collection<UInt8>,
        in unit: GradeUnit,
        style: DecimalNumber.Style = .point
    ) throws(QuantityError) {
        try self.init(DecimalNumber.reading(bytes, style), unit)
    }

    /// Whether one grade is lower than the other.
    public static func < (left: Grade, right: Grade) -> Bool {
        left.partsPerMillion < right.partsPerMillion
    }
}

/// A unit in which grades are written down.
public enum GradeUnit: String, Sendable, Hashable, CaseIterable {
    /// Mass of the element in a hundred parts.
    case percent = "%"
    /// Grams in a tonne, the same as parts per million.
    case gramsPerTonne = "g/t"
    /// Parts per million.
    case partsPerMillion = "ppm"
    /// Parts per billion (thousand million).
    case partsPerBillion = "ppb"
    /// The share itself, from 0 to 1.
    case fraction = "1"

    /// One unit in parts per million, as an exact fraction.
    public var partsPerMillionAsFraction: (multiplier: Int, divisor: Int) {
        switch self {
        case .percent: (10_000, 1)
        case .gramsPerTonne, .partsPerMillion: (1, 1)
        case .partsPerBillion: (1, 1_000)
        case .fraction: (1_000_000, 1)
        }
    }
}
