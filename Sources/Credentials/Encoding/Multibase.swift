import Formats

/// Bytes as text whose first letter says how they are spelt (W3C Controlled Identifiers section 2.4).
///
/// Two spellings are in use: `z` for base58 with Bitcoin's alphabet, and `u` for base64url without padding.
enum Multibase {
    /// Bytes in base58.
    static func base58(_ bytes: [UInt8]) -> String { "z" + Base58.encode(bytes) }

    /// The bytes of a text in base58; nil for anything else, other bases among them.
    static func base58(decoding text: String) -> [UInt8]? {
        let letters = text.utf8
        guard letters.first == UInt8(ascii: "z"), letters.count > 1 else { return nil }
        return Base58.decode(letters.dropFirst())
    }

    /// Bytes in base64url without padding.
    static func base64URL(_ bytes: [UInt8]) -> String { "u" + SymbolCoding.base64URL.encode(bytes) }

    /// The bytes of a text in base64url without padding; nil for anything else, other bases among them.
    static func base64URL(decoding text: String) -> [UInt8]? {
        let letters = text.utf8
        guard letters.first == UInt8(ascii: "u") else { return nil }
        return SymbolCoding.base64URL.decode(letters.dropFirst())
    }
}
