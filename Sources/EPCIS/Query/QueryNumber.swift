/// A decimal number that compares exactly: `1.50` equals `1.5` and `15e-1`, and no binary float is in between.
///
/// Of a number of more than 36 digits the first 36 count.
public struct QueryNumber: Sendable, Hashable {
    /// Without zeros at its end.
    let significand: Int128
    let exponent: Int

    init(significand: Int128, exponent: Int) {
        var significand = significand
        var exponent = significand == 0 ? 0 : exponent
        while significand != 0, significand % 10 == 0 {
            significand /= 10
            exponent += 1
        }
        self.significand = significand
        self.exponent = exponent
    }

    /// Makes a whole number.
    public init(_ whole: Int) {
        self.init(significand: Int128(whole), exponent: 0)
    }

    /// Reads a number as JSON, `xsd:decimal` and `xsd:double` write it; nil for anything else, and for infinities.
    public init?(_ text: Span<UInt8>) {
        var index = 0
        var isNegative = false
        if index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
            isNegative = text[index] == UInt8(ascii: "-")
            index += 1
        }
        var significand: Int128 = 0
        var exponent = 0
        var count = 0
        var hasDigit = false
        var isFraction = false
        while index < text.count {
            let digit = text[index] &- UInt8(ascii: "0")
            if digit < 10 {
                hasDigit = true
                if count < 36 {
                    significand = significand * 10 + Int128(digit)
                    if significand != 0 { count += 1 }
                    if isFraction { exponent -= 1 }
                } else if !isFraction {
                    exponent += 1
                }
            } else if text[index] == UInt8(ascii: "."), !isFraction {
                isFraction = true
            } else {
                break
            }
            index += 1
        }
        guard hasDigit else { return nil }
        if index < text.count {
            guard let power = Self.exponent(text, from: index) else { return nil }
            exponent += power
        }
        guard exponent.magnitude <= 1_000 else { return nil }
        self.init(significand: isNegative ? -significand : significand, exponent: exponent)
    }

    /// Reads a number.
    public init?(_ text: String) {
        self.init(Array(text.utf8).span)
    }

    private static func exponent(_ text: Span<UInt8>, from start: Int) -> Int? {
        guard text[start] | 0x20 == UInt8(ascii: "e") else { return nil }
        var index = start + 1
        var isNegative = false
        if index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
            isNegative = text[index] == UInt8(ascii: "-")
            index += 1
        }
        guard index < text.count else { return nil }
        var value = 0
        while index < text.count {
            let digit = text[index] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            value = min(value * 10 + Int(digit), 100_000)
            index += 1
        }
        return isNegative ? -value : value
    }

    /// The nearest binary float.
    var double: Double {
        Double("\(significand)e\(exponent)") ?? 0
    }

    /// The product; nil if it has more digits than can be held.
    func times(_ other: QueryNumber) -> QueryNumber? {
        let (product, overflow) = significand.multipliedReportingOverflow(by: other.significand)
        return overflow ? nil : QueryNumber(significand: product, exponent: exponent + other.exponent)
    }

    /// The sum; nil if it has more digits than can be held.
    func plus(_ other: QueryNumber) -> QueryNumber? {
        if other.significand == 0 { return self }
        if significand == 0 { return other }
        let low = min(exponent, other.exponent)
        guard let own = scaled(to: low), let others = other.scaled(to: low) else { return nil }
        let (sum, overflow) = own.addingReportingOverflow(others)
        return overflow ? nil : QueryNumber(significand: sum, exponent: low)
    }

    /// The significand at a lower exponent; nil if it would have too many digits.
    private func scaled(to low: Int) -> Int128? {
        guard exponent - low <= 38 else { return nil }
        var result = significand
        for _ in 0..<(exponent - low) {
            let (product, overflow) = result.multipliedReportingOverflow(by: 10)
            if overflow { return nil }
            result = product
        }
        return result
    }
}

extension QueryNumber: Comparable {
    /// Whether a number is smaller than another one, exactly.
    public static func < (left: QueryNumber, right: QueryNumber) -> Bool {
        if left.significand.signum() != right.significand.signum() { return left.significand < right.significand }
        let low = min(left.exponent, right.exponent)
        switch (left.scaled(to: low), right.scaled(to: low)) {
        case (let left?, let right?): return left < right
        // What cannot be scaled down to the other's exponent has the greater magnitude.
        case (nil, _): return left.significand < 0
        case (_, nil): return right.significand > 0
        }
    }
}
