/// Base 64 (RFC 4648 section 4), one spelling of each sequence of bytes: padded, no white space, no bits left over.
public enum Base64 {
    /// The text of some bytes.
    public static func text(_ bytes: some Sequence<UInt8>) -> String { SymbolCoding.paddedBase64.encode(bytes) }

    /// The text of some bytes, as UTF-8.
    public static func encoded(_ bytes: some Sequence<UInt8>) -> [UInt8] { SymbolCoding.paddedBase64.encoded(bytes) }

    /// The bytes of a text; nil if it is not their only spelling.
    public static func bytes(_ text: some Sequence<UInt8>) -> [UInt8]? { SymbolCoding.paddedBase64.decode(text) }
}
