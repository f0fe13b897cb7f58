import Vocabulary

/// Exact arithmetic on what was measured: a result that cannot be kept exactly is none.
extension DecimalNumber {
    /// Whether the number is smaller than another; exact for all numbers.
    func isLess(than other: DecimalNumber) -> Bool {
        if significand == 0 || other.significand == 0 { return significand < other.significand }
        let low = min(exponent, other.exponent)
        // Ten to the twentieth is more than any significand: the number with the larger exponent is the larger one.
        if exponent - low > 19 { return significand < 0 }
        if other.exponent - low > 19 { return other.significand > 0 }
        return Self.scaled(significand, exponent - low) < Self.scaled(other.significand, other.exponent - low)
    }

    /// The sum; nil where it has more digits than can be kept.
    func adding(_ other: DecimalNumber) -> DecimalNumber? {
        if significand == 0 { return other }
        if other.significand == 0 { return self }
        let low = min(exponent, other.exponent)
        guard max(exponent, other.exponent) - low <= 18 else { return nil }
        let sum = Self.scaled(significand, exponent - low) + Self.scaled(other.significand, other.exponent - low)
        return Self(wide: sum, exponent: low)
    }

    /// The number with the other sign; nil for the one that has no opposite.
    var opposite: DecimalNumber? { Self(wide: -Int128(significand), exponent: exponent) }

    /// The difference; nil where it has more digits than can be kept.
    func subtracting(_ other: DecimalNumber) -> DecimalNumber? { other.opposite.flatMap { adding($0) } }

    /// The product; nil where it has more digits than can be kept.
    func multiplied(by other: DecimalNumber) -> DecimalNumber? {
        let (power, overflow) = exponent.addingReportingOverflow(other.exponent)
        guard !overflow else { return nil }
        return Self(wide: Int128(significand) * Int128(other.significand), exponent: power)
    }

    /// The number divided by one whose digits are a power of two times a power of five, as those of units are.
    func divided(by other: DecimalNumber) -> DecimalNumber? {
        guard other.significand > 0 else { return nil }
        var (numerator, power) = (Int128(significand), exponent - other.exponent)
        let divisor = Int128(other.significand)
        for _ in 0..<18 {
            if numerator % divisor == 0 { break }
            numerator *= 10
            power -= 1
        }
        guard numerator % divisor == 0 else { return nil }
        return Self(wide: numerator / divisor, exponent: power)
    }

    private static func scaled(_ digits: Int64, _ power: Int) -> Int128 {
        (0..<power).reduce(Int128(digits)) { product, _ in product * 10 }
    }

    private init?(wide: Int128, exponent: Int) {
        var (digits, power) = (wide, exponent)
        while digits != 0, digits % 10 == 0 {
            digits /= 10
            power += 1
        }
        guard let kept = Int64(exactly: digits) else { return nil }
        self.init(significand: kept, exponent: power)
    }
}
