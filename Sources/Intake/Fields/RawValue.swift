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
        case .range(let range): try body(record.extracting(Self.trimmed(record, range)))
        case .owned(let bytes): try body(bytes.span.extracting(Self.trimmed(bytes.span, bytes.indices)))
        case .missing: try body(Self.nothing.span)
        }
    }

    private static let nothing: [UInt8] = []

    static func trimmed(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, text[start] <= 0x20 { start &+= 1 }
        while end > start, text[end &- 1] <= 0x20 { end &-= 1 }
        return start..<end
    }
}
