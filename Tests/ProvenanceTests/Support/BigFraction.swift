/// A fraction of numbers without limit, slow and simple: what shares are checked against.
struct BigFraction {
    var numerator: BigNumber
    var denominator: BigNumber

    init(_ numerator: Int, _ denominator: Int = 1) {
        self.numerator = BigNumber(UInt64(numerator))
        self.denominator = BigNumber(UInt64(denominator))
    }

    private init(_ numerator: BigNumber, _ denominator: BigNumber) {
        self.numerator = numerator
        self.denominator = denominator
    }

    static func + (left: BigFraction, right: BigFraction) -> BigFraction {
        BigFraction(
            left.numerator * right.denominator + right.numerator * left.denominator,
            left.denominator * right.denominator
        )
    }

    static func * (left: BigFraction, right: BigFraction) -> BigFraction {
        BigFraction(left.numerator * right.numerator, left.denominator * right.denominator)
    }

    /// Whether a number of parts of 2¹²⁰ lies within so many parts of it.
    func isNear(_ parts: UInt128, within tolerance: UInt128) -> Bool {
        let scaled = numerator * BigNumber(UInt128(1) << 120)
        let least = denominator * BigNumber(parts > tolerance ? parts - tolerance : UInt128(0))
        let most = denominator * BigNumber(parts + tolerance)
        return !(scaled < least) && !(most < scaled)
    }
}

/// A natural number without limit, in digits of 32 bits, lowest first.
struct BigNumber: Equatable {
    private var digits: [UInt32]

    init(_ number: some UnsignedInteger & FixedWidthInteger) {
        digits = []
        var rest = UInt128(number)
        while rest > 0 {
            digits.append(UInt32(truncatingIfNeeded: rest))
            rest >>= 32
        }
    }

    static func + (left: BigNumber, right: BigNumber) -> BigNumber {
        var sum = left
        sum.digits = []
        var carry: UInt64 = 0
        for place in 0..<max(left.digits.count, right.digits.count) {
            carry += UInt64(place < left.digits.count ? left.digits[place] : 0)
            carry += UInt64(place < right.digits.count ? right.digits[place] : 0)
            sum.digits.append(UInt32(truncatingIfNeeded: carry))
            carry >>= 32
        }
        if carry > 0 { sum.digits.append(UInt32(carry)) }
        return sum
    }

    static func * (left: BigNumber, right: BigNumber) -> BigNumber {
        var product = left
        product.digits = Array(repeating: 0, count: left.digits.count + right.digits.count)
        for (place, digit) in left.digits.enumerated() {
            var carry: UInt64 = 0
            for (other, factor) in right.digits.enumerated() {
                carry += UInt64(digit) * UInt64(factor) + UInt64(product.digits[place + other])
                product.digits[place + other] = UInt32(truncatingIfNeeded: carry)
                carry >>= 32
            }
            product.digits[place + right.digits.count] = UInt32(carry)
        }
        while product.digits.last == 0 { product.digits.removeLast() }
        return product
    }

    static func < (left: BigNumber, right: BigNumber) -> Bool {
        if left.digits.count != right.digits.count { return left.digits.count < right.digits.count }
        for place in left.digits.indices.reversed() where left.digits[place] != right.digits[place] {
            return left.digits[place] < right.digits[place]
        }
        return false
    }
}
