/// The text of a field: a range of the record's bytes, or bytes of its own where the text had to be unescaped.
enum RawValue: Sendable {
    case range(Range<Int>)
    case owned([UInt8])
    case missing

    /// Runs the body with the text, white space around it dropped.
    func withText<T, E: Error>(
        of record: Span<UInt8>,
        _ body: (Span<UInt8>) throws(E) -> T
    ) throws(E) -> T {
        switch self {
        case .range(let range): try body(Self.trimmed(record.extracting(range)))
        case .owned(let bytes): try body(Self.trimmed(bytes.span))
        case .missing: try body(Self.nothing.span)
        }
    }

    private static let nothing: [UInt8] = []

    @_lifetime(copy text)
    private static func trimmed(_ text: Span<UInt8>) -> Span<UInt8> {
        var start = 0
        var end = text.count
        while start < end, text[start] <= 0x20 { start &+= 1 }
        while end > start, text[end &- 1] <= 0x20 { end &-= 1 }
        return text.extracting(start..<end)
    }
}
