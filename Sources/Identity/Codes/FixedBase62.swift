/// Numbers written in letters and digits alone, so that a double click selects the whole of a token.
package enum FixedBase62 {
    private static let symbols = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

    /// A number, most significant byte first, in exactly so many symbols; the caller asks for enough of them.
    package static func encode(_ bytes: [UInt8], width: Int) -> [UInt8] {
        var number = bytes
        var result: [UInt8] = []
        for _ in 0..<width {
            var rest = 0
            for index in number.indices {
                let value = rest << 8 | Int(number[index])
                number[index] = UInt8(truncatingIfNeeded: value / 62)
                rest = value % 62
            }
            result.append(symbols[rest])
        }
        return result.reversed()
    }

    /// The number that the symbols spell, in so many bytes; nil if a symbol is strange or the number does not fit.
    package static func decode(_ text: some Sequence<UInt8>, byteCount: Int) -> [UInt8]? {
        var number = [UInt8](repeating: 0, count: byteCount)
        var symbols = text.makeIterator()
        while true {
            // Several symbols at once, so that the number is gone through less often: it takes part in each request.
            var (scale, carry) = (1, 0)
            while scale < mostScale, let symbol = symbols.next() {
                guard let digit = value(of: symbol) else { return nil }
                (scale, carry) = (scale * 62, carry * 62 + digit)
            }
            guard scale > 1 else { return number }
            for index in number.indices.reversed() {
                let value = Int(number[index]) * scale + carry
                number[index] = UInt8(truncatingIfNeeded: value)
                carry = value >> 8
            }
            guard carry == 0 else { return nil }
        }
    }

    /// 62 to the eighth: times a byte, and with what is carried, it fits 63 bits.
    private static let mostScale = 218_340_105_584_896

    private static func value(of symbol: UInt8) -> Int? {
        switch symbol {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(symbol) - 48
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(symbol) - 55
        case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(symbol) - 61
        default: nil
        }
    }
}
