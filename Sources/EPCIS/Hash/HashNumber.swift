import Formats

/// Numbers in a pre-hash string: no sign of plus, no zeros that say nothing (CBV 2.0 section 8.9.2 rule 6).
enum HashNumber {
    /// What became of a value.
    enum Outcome {
        /// It is no number.
        case none
        /// The number was appended; whether it is written otherwise than it was, and whether digits were lost.
        case number(isChanged: Bool, isInexact: Bool, isTiny: Bool)
        /// It means infinity or no number to the reference implementation.
        case notFinite
    }

    /// Appends the number that the bytes spell in the way of the reference implementation: as a binary float, in
    /// Python's shortest form, a whole number without decimals.
    static func appendReference(_ text: ArraySlice<UInt8>, to output: inout [UInt8]) -> Outcome {
        guard let first = text.first else { return .none }
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): break
        case UInt8(ascii: "i"), UInt8(ascii: "I"), UInt8(ascii: "n"), UInt8(ascii: "N"):
            return isWord(text[...]) ? .notFinite : .none
        default: return .none
        }
        let start = output.count
        if let plain = PlainDecimal.append(text, to: &output, digitLimit: 15) {
            return .number(isChanged: plain, isInexact: false, isTiny: false)
        }
        output.removeSubrange(start...)
        return appendFloat(text, to: &output)
    }

    /// Appends the number that the bytes spell as an exact decimal.
    ///
    /// - Parameter takesExponent: Whether `1e3` is a number.
    static func appendExact(_ text: ArraySlice<UInt8>, takesExponent: Bool, to output: inout [UInt8]) -> Outcome {
        guard let first = text.first,
            first &- UInt8(ascii: "0") < 10 || first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
                || first == UInt8(ascii: ".")
        else { return .none }
        let start = output.count
        if let plain = PlainDecimal.append(text, to: &output) {
            return .number(isChanged: plain, isInexact: false, isTiny: false)
        }
        output.removeSubrange(start...)
        guard takesExponent, let expanded = expand(text) else { return .none }
        guard PlainDecimal.append(expanded[...], to: &output) != nil else {
            output.removeSubrange(start...)
            return .none
        }
        return .number(isChanged: true, isInexact: false, isTiny: false)
    }

    // MARK: Floats

    /// Whether the text is `inf`, `infinity` or `nan` to Python; a sign may stand before it.
    private static func isWord(_ text: ArraySlice<UInt8>) -> Bool {
        let word = String(decoding: text.prefix(10), as: UTF8.self).lowercased()
        return word == "inf" || word == "infinity" || word == "nan"
    }

    private static func appendFloat(_ text: ArraySlice<UInt8>, to output: inout [UInt8]) -> Outcome {
        if let sign = text.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), isWord(text.dropFirst()) {
            return .notFinite
        }
        guard text.count <= 4096, let plain = withoutUnderscores(text), isDecimal(plain),
            let value = Double(String(decoding: plain, as: UTF8.self))
        else { return .none }
        guard value.isFinite else { return .notFinite }
        let magnitude = value.magnitude
        if magnitude == 0 {
            output.append(UInt8(ascii: "0"))
        } else if magnitude == magnitude.rounded(.towardZero) {
            if value < 0 { output.append(UInt8(ascii: "-")) }
            if let small = UInt64(exactly: magnitude) {
                output.append(contentsOf: String(small).utf8)
            } else {
                appendWhole(magnitude, to: &output)
            }
        } else {
            output.append(contentsOf: value.description.utf8)
        }
        let digits = plain.prefix { $0 | 0x20 != UInt8(ascii: "e") }.filter { $0 &- UInt8(ascii: "0") < 10 }
        let significant = digits.drop { $0 == UInt8(ascii: "0") }
        let trailing = significant.reversed().prefix { $0 == UInt8(ascii: "0") }.count
        return .number(isChanged: true, isInexact: significant.count - trailing > 15, isTiny: magnitude < 1e-4)
    }

    /// Python lets one underscore stand between two digits.
    private static func withoutUnderscores(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var index = text.startIndex
        while index < text.endIndex {
            if text[index] == UInt8(ascii: "_") {
                guard index > text.startIndex, index + 1 < text.endIndex, text[index - 1] &- UInt8(ascii: "0") < 10,
                    text[index + 1] &- UInt8(ascii: "0") < 10
                else { return nil }
            } else {
                result.append(text[index])
            }
            index += 1
        }
        return result
    }

    /// Whether the text is a decimal number with or without exponent.
    private static func isDecimal(_ text: [UInt8]) -> Bool {
        parts(text[...]) != nil
    }

    /// Sign, digits before and behind the point, and exponent.
    private static func parts(
        _ text: ArraySlice<UInt8>
    ) -> (isNegative: Bool, whole: ArraySlice<UInt8>, fraction: ArraySlice<UInt8>, exponent: Int)? {
        var rest = text
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        let whole = rest.prefix { $0 &- UInt8(ascii: "0") < 10 }
        rest = rest[whole.endIndex...]
        var fraction: ArraySlice<UInt8> = []
        if rest.first == UInt8(ascii: ".") {
            fraction = rest.dropFirst().prefix { $0 &- UInt8(ascii: "0") < 10 }
            rest = rest[fraction.endIndex...]
        }
        guard !whole.isEmpty || !fraction.isEmpty else { return nil }
        guard let mark = rest.first else { return (isNegative, whole, fraction, 0) }
        guard mark | 0x20 == UInt8(ascii: "e") else { return nil }
        rest = rest.dropFirst()
        let isDown = rest.first == UInt8(ascii: "-")
        if isDown || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        guard !rest.isEmpty, rest.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) else { return nil }
        var exponent = 0
        for byte in rest where exponent < 1_000_000 { exponent = exponent * 10 + Int(byte &- UInt8(ascii: "0")) }
        return (isNegative, whole, fraction, isDown ? -exponent : exponent)
    }

    /// A number with its exponent worked in; nil if it would be longer than 400 characters.
    private static func expand(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        guard let (isNegative, whole, fraction, exponent) = parts(text), exponent.magnitude <= 400 else { return nil }
        var digits = Array(whole) + Array(fraction)
        var point = whole.count + exponent
        if point < 0 {
            digits.insert(contentsOf: repeatElement(UInt8(ascii: "0"), count: -point), at: 0)
            point = 0
        }
        if point > digits.count { digits += repeatElement(UInt8(ascii: "0"), count: point - digits.count) }
        return (isNegative ? [UInt8(ascii: "-")] : []) + digits[..<point] + [UInt8(ascii: ".")] + digits[point...]
    }

    /// Appends a whole float of any size with all its digits.
    private static func appendWhole(_ value: Double, to output: inout [UInt8]) {
        // Little end first, in steps of a thousand million.
        var limbs: [UInt64] = []
        var significand = value.significandBitPattern | 1 << 52
        while significand > 0 {
            limbs.append(significand % 1_000_000_000)
            significand /= 1_000_000_000
        }
        for _ in 0..<max(0, Int(value.exponent) - 52) {
            var carry: UInt64 = 0
            for index in limbs.indices {
                let doubled = limbs[index] * 2 + carry
                limbs[index] = doubled % 1_000_000_000
                carry = doubled / 1_000_000_000
            }
            if carry > 0 { limbs.append(carry) }
        }
        output.append(contentsOf: String(limbs.last ?? 0).utf8)
        for limb in limbs.dropLast().reversed() {
            let text = String(limb)
            output.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 9 - text.utf8.count))
            output.append(contentsOf: text.utf8)
        }
    }
}
