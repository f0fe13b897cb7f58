/// Decimal numbers without exponent, as text.
package enum PlainDecimal {
    /// Appends the number in its shortest form: no plus, no zeros that say nothing, no minus before nothing.
    ///
    /// - Parameter digitLimit: The most digits taken. With 15, the result is what the nearest binary float prints, in
    ///   Python and in ECMAScript: numbers that these print with an exponent are refused as well.
    /// - Returns: Whether the number is written otherwise than it was; nil if it is none, or was refused, and then what
    ///   was appended means nothing.
    package static func append(
        _ text: ArraySlice<UInt8>,
        to output: inout [UInt8],
        digitLimit: Int = .max
    ) -> Bool? {
        guard !text.isEmpty else { return nil }
        var index = text.startIndex
        let end = text.endIndex
        let isNegative = text[index] == UInt8(ascii: "-")
        if isNegative || text[index] == UInt8(ascii: "+") { index += 1 }
        var first = index
        while index < end, text[index] &- UInt8(ascii: "0") < 10 { index &+= 1 }
        let whole = index
        var last = whole
        var fraction = whole
        if index < end, text[index] == UInt8(ascii: ".") {
            index &+= 1
            fraction = index
            while index < end, text[index] &- UInt8(ascii: "0") < 10 { index &+= 1 }
            last = index
            guard whole > first || last > fraction else { return nil }
        } else {
            guard whole > first else { return nil }
        }
        guard index == end else { return nil }
        while first < whole, text[first] == UInt8(ascii: "0") { first &+= 1 }
        while last > fraction, text[last &- 1] == UInt8(ascii: "0") { last &-= 1 }
        let fractionCount = fraction > whole ? last &- fraction : 0
        let wholeCount = whole &- first
        if digitLimit != .max {
            guard wholeCount &+ fractionCount <= digitLimit else { return nil }
            // Below a ten-thousandth the float's text has an exponent.
            if wholeCount == 0, fractionCount > 4,
                text[fraction..<(fraction + 4)].allSatisfy({ $0 == UInt8(ascii: "0") })
            {
                return nil
            }
        }
        let start = output.count
        if wholeCount == 0, fractionCount == 0 {
            output.append(UInt8(ascii: "0"))
        } else {
            if isNegative { output.append(UInt8(ascii: "-")) }
            if wholeCount == 0 { output.append(UInt8(ascii: "0")) }
            output.append(contentsOf: text[first..<whole])
            if fractionCount > 0 {
                output.append(UInt8(ascii: "."))
                output.append(contentsOf: text[fraction..<last])
            }
        }
        guard output.count &- start == text.count else { return true }
        return !output[start...].elementsEqual(text)
    }
}
