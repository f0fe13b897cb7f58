/// Text of a file that somebody else wrote, made safe for a terminal.
package enum Printable {
    /// The text with control characters, and those that turn the direction of writing, shown as `\u{…}`.
    ///
    /// A terminal obeys control characters: without this, a record could clear the screen or forge a line.
    package static func text(_ text: String, keepingLines: Bool = false) -> String {
        guard text.unicodeScalars.contains(where: { isControl($0) }) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isControl(scalar), !(keepingLines && (scalar == "\n" || scalar == "\t")) {
                result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// Bytes as text; what is no UTF-8 becomes U+FFFD.
    package static func bytes(_ bytes: some Collection<UInt8>) -> String {
        text(String(decoding: bytes, as: UTF8.self), keepingLines: true)
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
