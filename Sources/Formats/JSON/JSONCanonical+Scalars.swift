extension JSONCanonical {
    /// Appends a text in quotes, with the escapes of RFC 8785 section 3.2.2.2 and no others.
    public static func appendString(_ text: ArraySlice<UInt8>, to output: inout [UInt8]) {
        text.withUnsafeBufferPointer { appendString($0.span, to: &output) }
    }

    /// Appends a text in quotes, with the escapes of RFC 8785 section 3.2.2.2 and no others.
    static func appendString(_ text: Span<UInt8>, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        var start = 0
        while true {
            let stop = ByteSearch.stringStop(in: text, from: start)
            text.extracting(start..<stop).withUnsafeBufferPointer { output.append(contentsOf: $0) }
            guard stop < text.count else { break }
            appendEscaped(text[stop], to: &output)
            start = stop + 1
        }
        output.append(UInt8(ascii: "\""))
    }

    private static func appendEscaped(_ byte: UInt8, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: output.append(UInt8(ascii: "b"))
        case 0x09: output.append(UInt8(ascii: "t"))
        case 0x0A: output.append(UInt8(ascii: "n"))
        case 0x0C: output.append(UInt8(ascii: "f"))
        case 0x0D: output.append(UInt8(ascii: "r"))
        case 0..<0x20:
            output.append(contentsOf: "u00".utf8)
            output.append(UInt8(ascii: "0") + byte >> 4)
            output.append(byte & 0xF < 10 ? UInt8(ascii: "0") + byte & 0xF : UInt8(ascii: "a") + byte & 0xF - 10)
        default: output.append(byte)
        }
    }

    /// Appends the number that a JSON number's text stands for, as ECMAScript prints it (RFC 8785 section 3.2.2.3).
    ///
    /// - Returns: Whether it is the very number; nil if it is beyond a binary float, and then nothing is appended.
    public static func appendNumber(_ text: ArraySlice<UInt8>, to output: inout [UInt8]) -> Bool? {
        let start = output.count
        if PlainDecimal.append(text, to: &output, digitLimit: 15) != nil { return true }
        output.removeSubrange(start...)
        guard let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else { return nil }
        appendNumber(value, to: &output)
        return DecimalDigits(text) == DecimalDigits(output[start...])
    }

    /// Appends a finite float as ECMAScript prints it (ECMA-262 section 6.1.6.1.20).
    public static func appendNumber(_ value: Double, to output: inout [UInt8]) {
        guard value != 0 else {
            output.append(UInt8(ascii: "0"))
            return
        }
        // The shortest digits that mean this float are the same in Swift; only the exponent is written otherwise.
        let shortest = DecimalDigits(Array(value.description.utf8)[...])
        if shortest.isNegative { output.append(UInt8(ascii: "-")) }
        let digits = shortest.digits
        // The value is 0.DIGITS times ten to the power of the point.
        let point = shortest.point
        let zero = UInt8(ascii: "0")
        if digits.count <= point, point <= 21 {
            output += digits
            output.append(contentsOf: repeatElement(zero, count: point - digits.count))
        } else if 0 < point, point <= 21 {
            output += digits[..<point]
            output.append(UInt8(ascii: "."))
            output += digits[point...]
        } else if -6 < point, point <= 0 {
            output.append(contentsOf: "0.".utf8)
            output.append(contentsOf: repeatElement(zero, count: -point))
            output += digits
        } else {
            output.append(digits[0])
            if digits.count > 1 {
                output.append(UInt8(ascii: "."))
                output += digits[1...]
            }
            output.append(UInt8(ascii: "e"))
            output.append(UInt8(ascii: point > 0 ? "+" : "-"))
            output.append(contentsOf: String((point - 1).magnitude).utf8)
        }
    }
}
