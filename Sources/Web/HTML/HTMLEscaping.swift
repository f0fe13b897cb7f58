/// Replaces the characters that could end a text or an attribute value.
enum HTMLEscaping {
    /// Appends bytes of UTF-8, with `& < > " '` as entities.
    ///
    /// Control characters that HTML forbids (all of C0 except tab, line feed, form feed and carriage return) become
    /// U+FFFD, so that a hostile name cannot make a page invalid.
    static func append(_ source: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        // What needs no replacement goes in one piece: that is nearly everything.
        var start = 0
        for (place, byte) in source.enumerated() {
            guard let replacement = replacement(for: byte) else { continue }
            bytes.append(contentsOf: source[start..<place])
            replacement.withUTF8Buffer { bytes.append(contentsOf: $0) }
            start = place + 1
        }
        bytes.append(contentsOf: source[start...])
    }

    @inline(__always)
    private static func replacement(for byte: UInt8) -> StaticString? {
        // Letters and digits, and every byte of longer characters, pass by one comparison.
        if byte > UInt8(ascii: ">"), byte != 127 { return nil }
        switch byte {
        case UInt8(ascii: "&"): return "&amp;"
        case UInt8(ascii: "<"): return "&lt;"
        case UInt8(ascii: ">"): return "&gt;"
        case UInt8(ascii: "\""): return "&quot;"
        case UInt8(ascii: "'"): return "&#39;"
        case 0...8, 11, 14...31, 127: return "\u{FFFD}"
        default: return nil
        }
    }
}
