/// The inside of JSON strings: where they end, what they mean, how to write them.
public enum JSONString {
    /// The offset of the closing quote of a string whose inside starts at `from`, and whether it holds escapes.
    package static func end(in bytes: Span<UInt8>, from: Int) throws(JSONFault) -> (end: Int, hasEscapes: Bool) {
        var index = from
        var hasEscapes = false
        while true {
            index = ByteSearch.stringStop(in: bytes, from: index)
            guard index < bytes.count else { throw JSONFault(.unexpectedEnd, at: index) }
            switch bytes[index] {
            case UInt8(ascii: "\""): return (index, hasEscapes)
            case UInt8(ascii: "\\"):
                hasEscapes = true
                index = try escapeEnd(in: bytes, at: index)
            default: throw JSONFault(.controlCharacter, at: index)
            }
        }
    }

    private static func escapeEnd(in bytes: Span<UInt8>, at backslash: Int) throws(JSONFault) -> Int {
        guard backslash &+ 1 < bytes.count else { throw JSONFault(.unexpectedEnd, at: backslash) }
        switch bytes[backslash &+ 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return backslash &+ 2
        case UInt8(ascii: "u"):
            guard let unit = codeUnit(in: bytes, at: backslash &+ 2) else { throw JSONFault(.badEscape, at: backslash) }
            switch unit {
            case 0xD800..<0xDC00:
                guard
                    backslash &+ 7 < bytes.count,
                    bytes[backslash &+ 6] == UInt8(ascii: "\\"),
                    bytes[backslash &+ 7] == UInt8(ascii: "u"),
                    let low = codeUnit(in: bytes, at: backslash &+ 8),
                    0xDC00..<0xE000 ~= low
                else { throw JSONFault(.loneSurrogate, at: backslash) }
                return backslash &+ 12
            case 0xDC00..<0xE000:
                throw JSONFault(.loneSurrogate, at: backslash)
            default:
                return backslash &+ 6
            }
        default:
            throw JSONFault(.badEscape, at: backslash)
        }
    }

    private static func codeUnit(in bytes: Span<UInt8>, at start: Int) -> UInt32? {
        guard start &+ 4 <= bytes.count else { return nil }
        var unit: UInt32 = 0
        for step in 0..<4 {
            let byte = bytes[start &+ step]
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte &- UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte &- UInt8(ascii: "a") &+ 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte &- UInt8(ascii: "A") &+ 10
            default: return nil
            }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }

    /// The bytes that the inside of a string stands for; the inside has been checked before.
    package static func unescape(_ bytes: Span<UInt8>, from: Int, to: Int) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(to - from)
        var index = from
        while index < to {
            let byte = bytes[index]
            guard byte == UInt8(ascii: "\\"), index &+ 1 < to else {
                result.append(byte)
                index &+= 1
                continue
            }
            let escaped = bytes[index &+ 1]
            index &+= 2
            switch escaped {
            case UInt8(ascii: "b"): result.append(0x08)
            case UInt8(ascii: "f"): result.append(0x0C)
            case UInt8(ascii: "n"): result.append(0x0A)
            case UInt8(ascii: "r"): result.append(0x0D)
            case UInt8(ascii: "t"): result.append(0x09)
            case UInt8(ascii: "u"):
                var scalar = codeUnit(in: bytes, at: index) ?? 0xFFFD
                index &+= 4
                if 0xD800..<0xDC00 ~= scalar, let low = codeUnit(in: bytes, at: index &+ 2) {
                    scalar = 0x10000 &+ (scalar &- 0xD800) << 10 &+ (low &- 0xDC00)
                    index &+= 6
                }
                result.append(contentsOf: String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8)
            default: result.append(escaped)
            }
        }
        return result
    }

    /// Appends a string with its quotes, escaping what RFC 8259 section 7 says must be.
    public static func append(_ text: some Sequence<UInt8>, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""): output.append(contentsOf: [UInt8(ascii: "\\"), byte])
            case UInt8(ascii: "\\"): output.append(contentsOf: [byte, byte])
            case 0x0A: output.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "n")])
            case 0x0D: output.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "r")])
            case 0x09: output.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "t")])
            case 0..<0x20:
                output.append(contentsOf: "\\u00".utf8)
                output.append(hexDigit(byte >> 4))
                output.append(hexDigit(byte & 0xF))
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
