/// The canonical form of JSON (RFC 8785): no white space, members sorted, one spelling of each text and number.
///
/// A number is that of the nearest binary float, as the RFC has it. Where the text says more than a float holds, the
/// form is still made, and the answer says that it is not exact: two such texts may have one form.
public enum JSONCanonical {
    /// Appends the canonical form of a value.
    ///
    /// - Returns: Whether each number means the same in its canonical form.
    /// - Throws: ``JSONFault`` at a number that is beyond a binary float.
    /// - Complexity: O(n log n) in the members of an object.
    @discardableResult
    public static func append(_ value: JSONValue, to output: inout [UInt8]) throws(JSONFault) -> Bool {
        var isExact = true
        switch value.kind {
        case .null: output.append(contentsOf: "null".utf8)
        case .bool: output.append(contentsOf: (value.bool == true ? "true" : "false").utf8)
        case .number:
            guard let text = value.numberText, let isSame = appendNumber(text, to: &output) else {
                throw JSONFault(.badNumber, at: value.range.lowerBound)
            }
            isExact = isSame
        case .string: appendString((value.content ?? [])[...], to: &output)
        case .array:
            output.append(UInt8(ascii: "["))
            for (index, element) in value.elements.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                isExact = try append(element, to: &output) && isExact
            }
            output.append(UInt8(ascii: "]"))
        case .object:
            output.append(UInt8(ascii: "{"))
            let members = value.members.map { (key: Array($0.key.utf8)[...], value: $0.value) }
            for (index, member) in members.sorted(by: { precedes($0.key, $1.key) }).enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                appendString(member.key, to: &output)
                output.append(UInt8(ascii: ":"))
                isExact = try append(member.value, to: &output) && isExact
            }
            output.append(UInt8(ascii: "}"))
        }
        return isExact
    }

    /// Whether a key goes before another: by their UTF-16 code units (RFC 8785 section 3.2.3).
    public static func precedes(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
        var (a, b) = (left.startIndex, right.startIndex)
        while a < left.endIndex, b < right.endIndex {
            if left[a] != right[b] { return rank(left[a]) < rank(right[b]) }
            a &+= 1
            b &+= 1
        }
        return left.count < right.count
    }

    /// UTF-8 sorts as UTF-16 does, save that surrogates come before U+E000 and what follows.
    private static func rank(_ byte: UInt8) -> Int {
        byte == 0xEE || byte == 0xEF ? Int(byte) + 0x20 : Int(byte)
    }

    /// Appends a text in quotes, with the escapes of RFC 8785 section 3.2.2.2 and no others.
    public static func appendString(_ text: ArraySlice<UInt8>, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        var start = text.startIndex
        for index in text.indices {
            let byte = text[index]
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
            output.append(contentsOf: text[start..<index])
            start = index + 1
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
        output.append(contentsOf: text[start...])
        output.append(UInt8(ascii: "\""))
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

/// A decimal number as its digits without zeros at the ends, and where the point stands.
private struct DecimalDigits: Equatable {
    var isNegative = false
    var digits: [UInt8] = []
    /// How many digits stand before the point.
    var point = 0

    init(_ text: ArraySlice<UInt8>) {
        var hasPoint = false
        var index = text.startIndex
        while index < text.endIndex {
            let byte = text[index]
            index += 1
            switch byte {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "."): hasPoint = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                let exponent = Int(String(decoding: text[index...], as: UTF8.self)) ?? 0
                point = point.addingReportingOverflow(exponent).partialValue
                index = text.endIndex
            default:
                if byte == UInt8(ascii: "0"), digits.isEmpty {
                    if hasPoint { point -= 1 }
                } else {
                    digits.append(byte)
                    if !hasPoint { point += 1 }
                }
            }
        }
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        if digits.isEmpty { (point, isNegative) = (0, false) }
    }
}
