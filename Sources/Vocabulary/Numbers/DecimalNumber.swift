/// An exact decimal number: `significand × 10^exponent`.
///
/// Read from bytes without a binary float in between, so that 0.1 kg is 100 g and nothing else. Equal values have
/// equal representations: the significand of a number other than zero does not end in 0.
public struct DecimalNumber: Sendable, Hashable {
    /// The digits with their sign, trailing zeros taken off.
    public let significand: Int64
    /// The power of ten that the digits are multiplied by.
    public let exponent: Int

    /// Which character separates the whole part from the fraction.
    public enum Style: Sendable, Hashable {
        /// 1234.5; a comma is refused.
        case point
        /// 1234,5; a point is refused.
        case comma
    }

    /// Makes `significand × 10^exponent` and brings it to its one representation.
    public init(significand: Int64, exponent: Int) {
        guard significand != 0 else {
            self.significand = 0
            self.exponent = 0
            return
        }
        var digits = significand
        var power = exponent
        while digits % 10 == 0, power < Int.max {
            digits /= 10
            power += 1
        }
        self.significand = digits
        self.exponent = power
    }

    /// Reads a number such as `12`, `-0.5`, `+3.`, `.25` or `1.2e-3`; spaces and tabs around it are allowed.
    ///
    /// Refuses NaN, Infinity, grouping characters, more than 18 significant digits and exponents beyond ±999.
    public init(_ bytes: some Collection<UInt8>, style: Style = .point) throws(DecimalError) {
        var reader = DecimalReader(separator: style == .point ? UInt8(ascii: ".") : UInt8(ascii: ","))
        for byte in bytes {
            try reader.take(byte)
        }
        self = try reader.finish()
    }

    /// Reads a number from text; see ``init(_:style:)-(Collection,_)``.
    public init(_ text: String, style: Style = .point) throws(DecimalError) {
        try self.init(text.utf8, style: style)
    }

    /// Whether the number is below zero.
    public var isNegative: Bool { significand < 0 }

    /// The number times `multiplier / divisor` as a whole number, rounded as told; nil where it does not fit in `Int`,
    /// where the divisor is not positive, or where `rounding` is ``Rounding/exact`` and a fraction is left.
    public func integer(times multiplier: Int = 1, over divisor: Int = 1, rounding: Rounding) -> Int? {
        guard divisor > 0 else { return nil }
        var numerator = Int128(significand) * Int128(multiplier)
        guard numerator != 0 else { return 0 }
        var denominator = Int128(divisor)
        if exponent > 0 {
            for _ in 0..<min(exponent, 40) {
                let (product, overflow) = numerator.multipliedReportingOverflow(by: 10)
                if overflow { return nil }
                numerator = product
            }
        } else {
            for _ in 0..<min(0 - max(exponent, -40), 40) {
                let (product, overflow) = denominator.multipliedReportingOverflow(by: 10)
                // The numerator is below 2^126 and the denominator would be above 2^127: less than one half is left.
                if overflow { return rounding == .exact ? nil : 0 }
                denominator = product
            }
        }
        guard let whole = rounding.quotient(numerator, denominator) else { return nil }
        return Int(exactly: whole)
    }
}

extension DecimalNumber: CustomStringConvertible {
    /// The number in plain decimal notation, or with an `e` where that would need more than 30 zeros.
    public var description: String {
        if exponent == 0 { return String(significand) }
        if exponent > 30 || exponent < -48 { return "\(significand)e\(exponent)" }
        if exponent > 0 { return String(significand) + String(repeating: "0", count: exponent) }
        let digits = String(significand.magnitude)
        let places = 0 - exponent
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.utf8.count)) + digits
        return (isNegative ? "-" : "") + padded.dropLast(places) + "." + padded.suffix(places)
    }
}

/// How a number that lies between two whole ones is made whole.
public enum Rounding: Sendable, Hashable {
    /// Not at all: a fraction is refused.
    case exact
    /// To the nearer one; a half goes to the even one, so that sums of many rounded values do not drift.
    case halfEven
    /// To the nearer one; a half goes away from zero, as tables of factors are rounded.
    case halfAwayFromZero

    /// The quotient of two numbers, the second one positive; nil where it is not whole and has to be.
    func quotient(_ numerator: Int128, _ denominator: Int128) -> Int128? {
        let (whole, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
        if rest == 0 { return whole }
        let distance = rest.magnitude
        let other = denominator.magnitude - distance
        let away: Int128 = numerator < 0 ? whole - 1 : whole + 1
        switch self {
        case .exact: return nil
        case .halfEven:
            if distance == other { return whole % 2 == 0 ? whole : away }
            return distance < other ? whole : away
        case .halfAwayFromZero: return distance < other ? whole : away
        }
    }
}

/// Why bytes are not a decimal number.
public enum DecimalError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is nothing, or nothing but spaces.
    case empty
    /// The text is NaN or an infinity.
    case notFinite
    /// The byte at the offset has no place in a number.
    case unexpected(byte: UInt8, offset: Int)
    /// The text ends where a digit has to follow.
    case missingDigits
    /// More digits, or a larger exponent, than can be kept exactly.
    case overflow

    /// The reason in words.
    public var description: String {
        switch self {
        case .empty: "empty where a number is expected"
        case .notFinite: "NaN and infinity are not numbers that can be recorded"
        case .unexpected(let byte, let offset):
            "unexpected \(printable(byte)) at byte \(offset + 1) of a number"
        case .missingDigits: "digits are missing in a number"
        case .overflow: "more digits than can be kept exactly"
        }
    }
}

/// A byte as it can be shown in a message.
func printable(_ byte: UInt8) -> String {
    if (0x21...0x7E).contains(byte) { return "“\(Character(UnicodeScalar(byte)))”" }
    let digits = String(byte, radix: 16, uppercase: true)
    return "byte 0x" + (digits.utf8.count == 1 ? "0" : "") + digits
}
