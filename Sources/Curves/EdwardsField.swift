/// A number modulo 2²⁵⁵ − 19, of which only what the check of a public key needs is here.
///
/// Nothing secret is computed with it, so that it need not take the same time for all numbers.
struct EdwardsField: Equatable {
    /// Four words of 64 bits, the least first; always below the modulus, save right after reading.
    private var words: (UInt64, UInt64, UInt64, UInt64)

    private init(_ a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) { words = (a, b, c, d) }

    static let one = EdwardsField(1, 0, 0, 0)
    private static let modulus = EdwardsField(0xFFFF_FFFF_FFFF_FFED, .max, .max, 0x7FFF_FFFF_FFFF_FFFF)
    /// −121665/121666, the constant of the curve (RFC 8032 section 5.1).
    static let d = EdwardsField(
        0x75EB_4DCA_1359_78A3,
        0x0070_0A4D_4141_D8AB,
        0x8CC7_4079_7779_E898,
        0x5203_6CEE_2B6F_FE73
    )

    init(littleEndian bytes: [UInt8], clearingTopBit: Bool) {
        func word(_ place: Int) -> UInt64 {
            bytes[(8 * place)..<(8 * place + 8)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
        words = (word(0), word(1), word(2), clearingTopBit ? word(3) & 0x7FFF_FFFF_FFFF_FFFF : word(3))
    }

    static func == (left: EdwardsField, right: EdwardsField) -> Bool { left.words == right.words }

    var isZero: Bool { words == (0, 0, 0, 0) }

    /// Whether it is below the modulus.
    var isReduced: Bool { Self.difference(self, Self.modulus).isNegative }

    private static func difference(_ a: EdwardsField, _ b: EdwardsField) -> (value: EdwardsField, isNegative: Bool) {
        var borrow: UInt64 = 0
        func step(_ x: UInt64, _ y: UInt64) -> UInt64 {
            let (first, isBelow) = x.subtractingReportingOverflow(y)
            let (second, isBelowAgain) = first.subtractingReportingOverflow(borrow)
            borrow = isBelow || isBelowAgain ? 1 : 0
            return second
        }
        let value = EdwardsField(
            step(a.words.0, b.words.0),
            step(a.words.1, b.words.1),
            step(a.words.2, b.words.2),
            step(a.words.3, b.words.3)
        )
        return (value, borrow == 1)
    }

    func adding(_ other: EdwardsField) -> EdwardsField {
        var carry: UInt64 = 0
        func step(_ x: UInt64, _ y: UInt64) -> UInt64 {
            let (first, isAbove) = x.addingReportingOverflow(y)
            let (second, isAboveAgain) = first.addingReportingOverflow(carry)
            carry = isAbove || isAboveAgain ? 1 : 0
            return second
        }
        // Both are below 2²⁵⁵, so that the sum fits.
        let sum = EdwardsField(
            step(words.0, other.words.0),
            step(words.1, other.words.1),
            step(words.2, other.words.2),
            step(words.3, other.words.3)
        )
        return sum.reduced()
    }

    func subtracting(_ other: EdwardsField) -> EdwardsField {
        adding(Self.difference(Self.modulus, other).value.reduced())
    }

    private func reduced() -> EdwardsField {
        let (value, isNegative) = Self.difference(self, Self.modulus)
        return isNegative ? self : value
    }

    func squared() -> EdwardsField { multiplied(by: self) }

    func multiplied(by other: EdwardsField) -> EdwardsField {
        let a = [words.0, words.1, words.2, words.3]
        let b = [other.words.0, other.words.1, other.words.2, other.words.3]
        var product = [UInt64](repeating: 0, count: 8)
        for i in 0..<4 {
            var carry: UInt64 = 0
            for j in 0..<4 { (carry, product[i + j]) = Self.sum(a[i], b[j], product[i + j], carry) }
            product[i + 4] = carry
        }
        // 2²⁵⁶ is 38 here: the upper half comes down times 38, then what that carries out once more.
        var low = Array(product[..<4])
        var carry: UInt64 = 0
        for i in 0..<4 { (carry, low[i]) = Self.sum(product[i + 4], 38, low[i], carry) }
        while carry > 0 {
            var extra: UInt64 = 0
            (extra, low[0]) = Self.sum(carry, 38, low[0], 0)
            for i in 1..<4 { (extra, low[i]) = Self.sum(0, 0, low[i], extra) }
            carry = extra
        }
        return EdwardsField(low[0], low[1], low[2], low[3]).reduced().reduced()
    }

    /// A product and two more summands, which never need more than two words.
    private static func sum(
        _ a: UInt64,
        _ b: UInt64,
        _ c: UInt64,
        _ d: UInt64
    ) -> (high: UInt64, low: UInt64) {
        var (high, low) = a.multipliedFullWidth(by: b)
        for summand in [c, d] {
            let (next, isAbove) = low.addingReportingOverflow(summand)
            low = next
            if isAbove { high &+= 1 }
        }
        return (high, low)
    }

    /// Whether it is the square of a number, by Euler: its power of (p − 1)/2 = 2²⁵⁴ − 10 is 1, or it is zero.
    var isSquare: Bool {
        if isZero { return true }
        let exponent: [UInt64] = [0xFFFF_FFFF_FFFF_FFF6, .max, .max, 0x3FFF_FFFF_FFFF_FFFF]
        var power = Self.one
        for bit in (0..<254).reversed() {
            power = power.squared()
            if exponent[bit / 64] >> UInt64(bit % 64) & 1 == 1 { power = power.multiplied(by: self) }
        }
        return power == Self.one
    }
}
