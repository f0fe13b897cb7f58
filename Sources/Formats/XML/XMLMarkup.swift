/// One piece of markup: a tag, a comment, a processing instruction or a CDATA section.
enum XMLMarkup {
    /// A start tag, or an empty-element tag.
    case opening(name: String, isEmpty: Bool, next: Int)
    case closing(name: String, next: Int)
    /// A comment, a processing instruction or a CDATA section.
    case other(next: Int)
    /// The bytes end inside it.
    case cut
    case bad(XMLFault.Reason)

    /// Reads the markup whose `<` stands at `start`.
    static func next(in bytes: Span<UInt8>, at start: Int) -> XMLMarkup {
        guard start &+ 1 < bytes.count else { return .cut }
        switch bytes[start &+ 1] {
        case UInt8(ascii: "!"): return declaration(in: bytes, at: start)
        case UInt8(ascii: "?"): return section(in: bytes, from: start &+ 2, until: "?>")
        case UInt8(ascii: "/"):
            guard let (name, behind) = name(in: bytes, from: start &+ 2) else { return .cut }
            var index = behind
            while index < bytes.count, isSpace(bytes[index]) { index &+= 1 }
            guard index < bytes.count else { return .cut }
            guard bytes[index] == UInt8(ascii: ">"), !name.isEmpty else { return .bad(.badMarkup) }
            return .closing(name: name, next: index &+ 1)
        default:
            return opening(in: bytes, at: start)
        }
    }

    private static func opening(in bytes: Span<UInt8>, at start: Int) -> XMLMarkup {
        guard let (name, behind) = name(in: bytes, from: start &+ 1) else { return .cut }
        guard !name.isEmpty else { return .bad(.badMarkup) }
        var index = behind
        var quote: UInt8?
        while index < bytes.count {
            let byte = bytes[index]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: "<") {
                return .bad(.badMarkup)
            } else if byte == UInt8(ascii: ">") {
                return .opening(name: name, isEmpty: bytes[index &- 1] == UInt8(ascii: "/"), next: index &+ 1)
            }
            index &+= 1
        }
        return .cut
    }

    private static func declaration(in bytes: Span<UInt8>, at start: Int) -> XMLMarkup {
        if starts(with: "<!--", in: bytes, at: start) { return section(in: bytes, from: start &+ 4, until: "-->") }
        if starts(with: "<![CDATA[", in: bytes, at: start) {
            return section(in: bytes, from: start &+ 9, until: "]]>")
        }
        if starts(with: "<!DOCTYPE", in: bytes, at: start) { return .bad(.doctypeRefused) }
        return bytes.count - start < 9 ? .cut : .bad(.badMarkup)
    }

    private static func section(in bytes: Span<UInt8>, from: Int, until end: StaticString) -> XMLMarkup {
        var index = from
        while index &+ end.utf8CodeUnitCount <= bytes.count {
            if starts(with: end, in: bytes, at: index) { return .other(next: index &+ end.utf8CodeUnitCount) }
            index &+= 1
        }
        return .cut
    }

    static func starts(with text: StaticString, in bytes: Span<UInt8>, at start: Int) -> Bool {
        guard start &+ text.utf8CodeUnitCount <= bytes.count else { return false }
        return text.withUTF8Buffer { expected in
            for (step, byte) in expected.enumerated() where bytes[start &+ step] != byte {
                return false
            }
            return true
        }
    }

    /// The name from `from` on and the offset behind it; nil if the bytes end in it.
    static func name(in bytes: Span<UInt8>, from: Int) -> (name: String, behind: Int)? {
        var index = from
        while index < bytes.count, isNameByte(bytes[index]) { index &+= 1 }
        guard index < bytes.count else { return nil }
        return (String(decoding: bytes.copy(from..<index), as: UTF8.self), index)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: ":"), 0x80...0xFF:
            true
        default: false
        }
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
}
