/// Replaces the characters that could end a text or an attribute value.
enum HTMLEscaping {
    /// Appends bytes of UTF-8, with `& < > " '` as entities.
    ///
    /// Control characters that HTML forbids (all of C0 except tab, line feed, form feed and carriage return) become
    /// U+FFFD, so that a hostile name cannot make a page invalid.
    static func append(_ source: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        for byte in source {
            switch byte {
            case UInt8(ascii: "&"): bytes.append(contentsOf: Array("&amp;".utf8))
            case UInt8(ascii: "<"): bytes.append(contentsOf: Array("&lt;".utf8))
            case UInt8(ascii: ">"): bytes.append(contentsOf: Array("&gt;".utf8))
            case UInt8(ascii: "\""): bytes.append(contentsOf: Array("&quot;".utf8))
            case UInt8(ascii: "'"): bytes.append(contentsOf: Array("&#39;".utf8))
            case 0...8, 11, 14...31, 127: bytes.append(contentsOf: [0xEF, 0xBF, 0xBD])
            default: bytes.append(byte)
            }
        }
    }
}
