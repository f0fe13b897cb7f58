/// Where one field of a CSV record stands in the bytes, without the quotes around it.
public struct CSVField: Sendable, Hashable {
    /// Offset of the first byte.
    public let start: Int
    /// Offset behind the last byte.
    public let end: Int
    /// Whether the field holds doubled quotes, which ``text(in:)`` makes single.
    public let hasDoubledQuotes: Bool

    /// Makes a field from its place.
    public init(start: Int, end: Int, hasDoubledQuotes: Bool = false) {
        self.start = start
        self.end = end
        self.hasDoubledQuotes = hasDoubledQuotes
    }

    /// Whether there is nothing in it.
    public var isEmpty: Bool { start == end }

    /// The field's bytes, with doubled quotes made single.
    public func content(in bytes: Span<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(end - start)
        var index = start
        while index < end {
            let byte = bytes[index]
            result.append(byte)
            index += hasDoubledQuotes && byte == CSVScanner.quote ? 2 : 1
        }
        return result
    }

    /// The field as text; ill-formed UTF-8 becomes U+FFFD.
    public func text(in bytes: Span<UInt8>) -> String {
        String(decoding: content(in: bytes), as: UTF8.self)
    }
}
