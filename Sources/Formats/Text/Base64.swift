/// Base 64 (RFC 4648 section 4), one spelling of each sequence of bytes: padded, no white space, no bits left over.
///
/// What is signed or compared as text must not have two spellings: Foundation's reader takes bits that mean nothing.
public enum Base64 {
    private static let symbols = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The value of each byte as a symbol; 255 where it is none.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, symbol) in symbols.enumerated() { values[Int(symbol)] = UInt8(value) }
        return values
    }()

    /// The text of some bytes.
    public static func text(_ bytes: some Collection<UInt8>) -> String {
        String(decoding: encoded(bytes), as: UTF8.self)
    }

    /// The text of some bytes, as UTF-8.
    public static func encoded(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity((bytes.count + 2) / 3 * 4)
        var word: UInt32 = 0
        var held = 0
        for byte in bytes {
            word = word << 8 | UInt32(byte)
            held += 1
            guard held == 3 else { continue }
            for shift in [18, 12, 6, 0] { output.append(symbols[Int(word >> shift & 63)]) }
            (word, held) = (0, 0)
        }
        if held == 1 {
            output.append(symbols[Int(word >> 2)])
            output.append(symbols[Int(word << 4 & 63)])
            output.append(contentsOf: "==".utf8)
        } else if held == 2 {
            output.append(symbols[Int(word >> 10)])
            output.append(symbols[Int(word >> 4 & 63)])
            output.append(symbols[Int(word << 2 & 63)])
            output.append(UInt8(ascii: "="))
        }
        return output
    }

    /// The bytes of a text; nil if it is not their only spelling.
    public static func bytes(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        var output: [UInt8] = []
        output.reserveCapacity(text.count / 4 * 3)
        var word: UInt32 = 0
        var held = 0
        var padding = 0
        let values = values
        for byte in text {
            if byte == UInt8(ascii: "=") {
                padding += 1
                continue
            }
            let value = values[Int(byte)]
            guard value != 0xFF, padding == 0 else { return nil }
            word = word << 6 | UInt32(value)
            held += 1
            guard held == 4 else { continue }
            output.append(UInt8(truncatingIfNeeded: word >> 16))
            output.append(UInt8(truncatingIfNeeded: word >> 8))
            output.append(UInt8(truncatingIfNeeded: word))
            (word, held) = (0, 0)
        }
        switch (held, padding) {
        case (0, 0): return output
        case (2, 2):
            guard word & 0xF == 0 else { return nil }
            output.append(UInt8(truncatingIfNeeded: word >> 4))
            return output
        case (3, 1):
            guard word & 0x3 == 0 else { return nil }
            output.append(UInt8(truncatingIfNeeded: word >> 10))
            output.append(UInt8(truncatingIfNeeded: word >> 2))
            return output
        default: return nil
        }
    }
}
