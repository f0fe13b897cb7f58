/// Bytes written with symbols that each carry a few bits (RFC 4648), without padding and with one spelling each.
package struct SymbolCoding: Sendable {
    /// How many bits a symbol carries.
    package let bits: Int
    private let symbols: [UInt8]
    /// The value of each byte; 255 where it is no symbol.
    private let values: [UInt8]

    /// The alphabet of RFC 4648 section 6, in either case: the secrets of authenticator apps.
    package static let base32 = SymbolCoding("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", bits: 5, foldsCase: true)
    /// The alphabet of RFC 4648 section 4.
    package static let base64 = SymbolCoding(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
        bits: 6
    )
    /// The alphabet of RFC 4648 section 5: tokens and keys on the web.
    package static let base64URL = SymbolCoding(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
        bits: 6
    )

    private init(_ alphabet: String, bits: Int, foldsCase: Bool = false) {
        self.bits = bits
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
        var result: [UInt8] = []
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
        return String(decoding: result, as: UTF8.self)
    }

    /// The bytes that a text spells; nil if it holds anything but symbols, or spells them in a way that nobody writes.
    ///
    /// Bits that are left over must be zero and fewer than a symbol's: otherwise two texts would mean the same bytes,
    /// and a signature or a hash over one of them could be passed off for the other.
    package func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
        var result: [UInt8] = []
        var held = 0
        var window = 0
        for symbol in text {
            let value = values[Int(symbol)]
            guard value != 255 else { return nil }
            window = (window << bits | Int(value)) & 0xFFFF
            held += bits
            if held >= 8 {
                held -= 8
                result.append(UInt8(truncatingIfNeeded: window >> held))
            }
        }
        guard held < bits, window & ((1 << held) - 1) == 0 else { return nil }
        return result
    }
}
