/// Numbers and runs of bytes of a binary format, one after another; nil where the bytes end too soon.
///
/// What it reads is a stretch of a whole: offsets are those of the whole, so that a fault can name its place.
public struct ByteReader: Sendable {
    /// The whole.
    public let bytes: [UInt8]
    /// Where the next byte is read.
    public private(set) var offset: Int
    /// Where the stretch ends.
    public let end: Int

    /// Reads a whole from its first byte to its last.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        offset = 0
        end = bytes.count
    }

    /// Reads a stretch; what lies outside the whole is cut off.
    public init(_ bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes
        end = max(0, min(range.upperBound, bytes.count))
        offset = max(0, min(range.lowerBound, end))
    }

    /// How many bytes are left.
    public var remaining: Int { end - offset }

    /// Whether no byte is left.
    public var isAtEnd: Bool { offset >= end }

    /// The place of so many bytes, which are passed over; nil if fewer are left.
    public mutating func range(_ count: Int) -> Range<Int>? {
        guard count >= 0, count <= remaining else { return nil }
        let start = offset
        offset += count
        return start..<offset
    }

    /// A copy of so many bytes; nil if fewer are left.
    public mutating func take(_ count: Int) -> [UInt8]? {
        range(count).map { Array(bytes[$0]) }
    }

    /// Whether the next bytes are these; they are passed over if so.
    public mutating func pass(_ wanted: some Collection<UInt8>) -> Bool {
        guard wanted.count <= remaining, bytes[offset..<offset + wanted.count].elementsEqual(wanted) else {
            return false
        }
        offset += wanted.count
        return true
    }

    /// The next byte.
    public mutating func uint8() -> UInt8? {
        range(1).map { bytes[$0.lowerBound] }
    }

    /// A number of so many bytes, eight at most, the highest first.
    public mutating func bigEndian(_ count: Int) -> UInt64? {
        guard (1...8).contains(count), let range = range(count) else { return nil }
        return bytes[range].reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// A number of so many bytes, eight at most, the lowest first.
    public mutating func littleEndian(_ count: Int) -> UInt64? {
        guard (1...8).contains(count), let range = range(count) else { return nil }
        return bytes[range].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// A number of two bytes, the higher first.
    public mutating func uint16() -> UInt16? { bigEndian(2).map { UInt16(truncatingIfNeeded: $0) } }

    /// A number of four bytes, the highest first.
    public mutating func uint32() -> UInt32? { bigEndian(4).map { UInt32(truncatingIfNeeded: $0) } }

    /// A number of four bytes, the highest first, as an offset or a length.
    public mutating func int32() -> Int? { bigEndian(4).map { Int($0) } }
}

extension [UInt8] {
    /// Appends a number in so many bytes, the highest first.
    public mutating func append(bigEndian value: some FixedWidthInteger, count: Int) {
        for place in (0..<count).reversed() { append(UInt8(truncatingIfNeeded: value >> (8 * place))) }
    }

    /// Appends a number in so many bytes, the lowest first.
    public mutating func append(littleEndian value: some FixedWidthInteger, count: Int) {
        for place in 0..<count { append(UInt8(truncatingIfNeeded: value >> (8 * place))) }
    }
}
