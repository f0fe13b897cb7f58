extension JSONNode {
    /// The value as UTF-8: on one line, or with each member and element on a line of its own.
    public func bytes(indented: Bool = false) -> [UInt8] {
        var result: [UInt8] = []
        write(into: &result, indent: indented ? 0 : nil)
        return result
    }

    /// The value as text; see ``bytes(indented:)``.
    public func text(indented: Bool = false) -> String {
        String(decoding: bytes(indented: indented), as: UTF8.self)
    }

    private func write(into output: inout [UInt8], indent: Int?) {
        switch self {
        case .null: output += "null".utf8
        case .bool(let value): output += (value ? "true" : "false").utf8
        case .number(let text): output += text.utf8
        case .string(let text): Self.quote(text, into: &output)
        case .array(let elements):
            Self.list(elements.count, "[", "]", into: &output, indent: indent) { index, output, inner in
                elements[index].write(into: &output, indent: inner)
            }
        case .object(let members):
            Self.list(members.count, "{", "}", into: &output, indent: indent) { index, output, inner in
                Self.quote(members[index].name, into: &output)
                output += (inner == nil ? ":" : ": ").utf8
                members[index].value.write(into: &output, indent: inner)
            }
        }
    }

    private static func list(
        _ count: Int,
        _ opening: String,
        _ closing: String,
        into output: inout [UInt8],
        indent: Int?,
        element: (Int, inout [UInt8], Int?) -> Void
    ) {
        output += opening.utf8
        let inner = indent.map { $0 + 2 }
        for index in 0..<count {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            newLine(inner, into: &output)
            element(index, &output, inner)
        }
        if count > 0 { newLine(indent, into: &output) }
        output += closing.utf8
    }

    private static func newLine(_ indent: Int?, into output: inout [UInt8]) {
        guard let indent else { return }
        output.append(0x0A)
        output += repeatElement(0x20, count: indent)
    }

    /// RFC 8259 section 7: the quote, the backslash and control characters are escaped, nothing else.
    private static func quote(_ text: String, into output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): output += [UInt8(ascii: "\\"), byte]
            case 0x08: output += "\\b".utf8
            case 0x09: output += "\\t".utf8
            case 0x0A: output += "\\n".utf8
            case 0x0C: output += "\\f".utf8
            case 0x0D: output += "\\r".utf8
            case 0..<0x20:
                output += (byte < 0x10 ? "\\u000" : "\\u00").utf8
                output += String(byte, radix: 16).utf8
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }
}
