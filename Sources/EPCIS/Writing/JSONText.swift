/// Writes JSON (RFC 8259).
enum JSONText {
    /// A string with its quotes; what XML could not hold is escaped too, so that JSON can stand in XML.
    static func append(string bytes: some Collection<UInt8>, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        appendEscaped(bytes, to: &out)
        out.append(UInt8(ascii: "\""))
    }

    static func append(string text: String, to out: inout [UInt8]) {
        append(string: Array(text.utf8), to: &out)
    }

    private static func appendEscaped(_ bytes: some Collection<UInt8>, to out: inout [UInt8]) {
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                out.append(UInt8(ascii: "\\"))
                out.append(byte)
            case 0x0A: out += "\\n".utf8
            case 0x0D: out += "\\r".utf8
            case 0x09: out += "\\t".utf8
            case 0..<0x20, 0x7F:
                out += "\\u00".utf8
                out.append(hexDigit(byte >> 4))
                out.append(hexDigit(byte & 15))
            case 0xBE, 0xBF:
                // U+FFFE and U+FFFF are no characters of XML, in which this JSON may stand.
                if out.suffix(2).elementsEqual([0xEF, 0xBF]) {
                    out.removeLast(2)
                    out += (byte == 0xBE ? "\\ufffe" : "\\uffff").utf8
                } else {
                    out.append(byte)
                }
            default: out.append(byte)
            }
        }
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    /// The number of an XML Schema decimal or double as JSON writes it; nil if JSON has none.
    static func number(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        var result: [UInt8] = []
        var rest = text
        if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") {
            if rest.removeFirst() == UInt8(ascii: "-") { result.append(UInt8(ascii: "-")) }
        }
        let whole = rest.prefix { isDigit($0) }
        rest = rest.dropFirst(whole.count)
        let significant = whole.drop { $0 == UInt8(ascii: "0") }
        if significant.isEmpty { result.append(UInt8(ascii: "0")) } else { result += significant }
        var digits = whole.count
        if rest.first == UInt8(ascii: ".") {
            let fraction = rest.dropFirst().prefix { isDigit($0) }
            rest = rest.dropFirst(1 + fraction.count)
            digits += fraction.count
            if !fraction.isEmpty {
                result.append(UInt8(ascii: "."))
                result += fraction
            }
        }
        guard digits > 0 else { return nil }
        if let first = rest.first, first | 0x20 == UInt8(ascii: "e") {
            result.append(rest.removeFirst())
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { result.append(rest.removeFirst()) }
            let exponent = rest.prefix { isDigit($0) }
            guard !exponent.isEmpty else { return nil }
            result += exponent
            rest = rest.dropFirst(exponent.count)
        }
        return rest.isEmpty ? result : nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= 0x30 && byte <= 0x39
    }
}
