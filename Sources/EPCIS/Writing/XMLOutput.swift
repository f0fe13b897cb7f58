/// Writes XML 1.0.
enum XMLOutput {
    /// Character data or the value of an attribute, with what XML cannot hold replaced by U+FFFD.
    static func append(_ bytes: some Collection<UInt8>, to out: inout [UInt8]) {
        var pending: (UInt8, UInt8) = (0, 0)
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "&"): out += "&amp;".utf8
            case UInt8(ascii: "<"): out += "&lt;".utf8
            case UInt8(ascii: ">"): out += "&gt;".utf8
            case UInt8(ascii: "\""): out += "&quot;".utf8
            case 0x09: out += "&#9;".utf8
            case 0x0A: out += "&#10;".utf8
            case 0x0D: out += "&#13;".utf8
            case 0..<0x20: out += [0xEF, 0xBF, 0xBD]
            case 0xBE, 0xBF:
                // U+FFFE and U+FFFF are no characters of XML.
                out.append(pending == (0xEF, 0xBF) ? 0xBD : byte)
            default: out.append(byte)
            }
            pending = (pending.1, byte)
        }
    }

    /// Whether the bytes are a name without a colon; only ASCII, so that every reader takes it.
    static func isName(_ bytes: some Collection<UInt8>) -> Bool {
        guard let first = bytes.first, isLetter(first) || first == UInt8(ascii: "_") else { return false }
        return bytes.allSatisfy {
            isLetter($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
                || (0x30...0x39).contains($0)
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
    }
}
