/// Bytes written with symbols that each carry a few bits (RFC 4648), with one spelling each.
///
/// What is signed or compared as text must not have two spellings: Foundation's reader takes bits that mean nothing.
package struct SymbolCoding: Sendable {
    /// How many bits a symbol carries.
    package let bits: Int
    /// How many symbols a text's length is filled up to a multiple of, with `=`; 1 if it is not padded.
    private let group: Int
    private let symbols: [UInt8]
    /// The value of each byte; 255 where it is no symbol.
    private let values: [UInt8]

    /// The alphabet of RFC 4648 section 6, in either case: the secrets of authenticator apps.
    package static let base32 = SymbolCoding("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", bits: 5, foldsCase: true)
    /// The alphabet of RFC 4648 section 4, without padding.
    package static let base64 = SymbolCoding(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
        bits: 6
    )
    /// The alphabet of RFC 4648 section 4, padded; see ``Base64``.
    package static let paddedBase64 = SymbolCoding(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
        bits: 6,
        group: 4
    )
    /// The alphabet of RFC 4648 section 5: tokens and keys on the web.
    package static let base64URL = SymbolCoding(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
        bits: 6
    )

    private init(_ alphabet: String, bits: Int, group: Int = 1, foldsCase: Bool = false) {
        self.bits = bits
        self.group = group
        symbols = Array(alphabet.utf8)
        var values = [UInt8](repeating: 255, count: 256)
        for (value, symbol) in symbols.enumerated() {
            values[Int(symbol)] = UInt8(truncatingIfNeeded: value)
            if foldsCase, (0x41...0x5A).contains(symbol) {
                values[Int(symbol | 0x20)] = UInt8(truncatingIfNeeded: value)
            }
        }
        self.values = values
    }

    /// The bytes as text.
    package func encode(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: encoded(bytes), as: UTF8.self)
    }

    /// The bytes as text in UTF-8.
    package func encoded(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity((bytes.underestimatedCount * 8 + bits - 1) / bits + group)
        var held = 0
        var window = 0
        for byte in bytes {
            window = (window << 8 | Int(byte)) & 0xFFFF
            held += 8
            while held >= bits {
                held -= bits
                result.append(symbols[window >> held & (symbols.count - 1)])
            }
        }
        if held > 0 { result.append(symbols[window << (bits - held) & (symbols.count - 1)]) }
        while result.count % group > 0 { result.append(UInt8(ascii: "=")) }
        return result
    }

    /// The bytes that a text spells; nil if it holds anything but symbols, or spells them in a way that nobody writes.
    ///
    /// Bits that are left over must be zero and fewer than a symbol's: otherwise two texts would mean the same bytes,
    /// and a signature or a hash over one of them could be passed off for the other. Padding must be there in full, or
    /// not at all.
    package func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
        var result: [UInt8] = []
        result.reserveCapacity(text.underestimatedCount * bits / 8)
        var held = 0
        var window = 0
        var (count, padding) = (0, 0)
        for symbol in text {
            count += 1
            if group > 1, symbol == UInt8(ascii: "=") {
                padding += 1
                continue
            }
            let value = values[Int(symbol)]
            guard value != 255, padding == 0 else { return nil }
            window = (window << bits | Int(value)) & 0xFFFF
            held += bits
            if held >= 8 {
                held -= 8
                result.append(UInt8(truncatingIfNeeded: window >> held))
            }
        }
        guard held < bits, window & ((1 << held) - 1) == 0 else { return nil }
        guard count % group == 0, padding < group else { return nil }
        return result
    }
}
