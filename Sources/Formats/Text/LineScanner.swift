/// Finds lines in a stream of any length, for formats with one record a line.
public struct LineScanner: Sendable {
    /// What can be wrong with a line.
    public enum Fault: Sendable, Hashable {
        /// The line is longer than the window may grow.
        case tooLong
    }

    private var isDiscarding = false

    /// Makes a scanner.
    public init() {}

    /// Looks for the next line that is not blank from `from` on; the range does not hold the line end.
    public mutating func next(in bytes: Span<UInt8>, from: Int, isLast: Bool, isFull: Bool = false) -> Scan<Fault> {
        var start = from
        if isDiscarding {
            while start < bytes.count, !Self.isLineEnd(bytes[start]) { start &+= 1 }
            guard start < bytes.count else { return isLast ? .end : .needMore(from: start) }
            isDiscarding = false
        }
        while start < bytes.count, bytes[start] <= 0x20 { start &+= 1 }
        guard start < bytes.count else { return isLast ? .end : .needMore(from: start) }
        var end = start
        while end < bytes.count, !Self.isLineEnd(bytes[end]) { end &+= 1 }
        if end < bytes.count || isLast { return .record(range: start..<end, next: end) }
        guard isFull else { return .needMore(from: start) }
        isDiscarding = true
        return .fault(.tooLong, range: start..<end, next: end)
    }

    private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}
