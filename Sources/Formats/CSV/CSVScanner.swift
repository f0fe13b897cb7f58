/// Finds records and fields in comma-separated values (RFC 4180), in a stream of any length.
///
/// Beyond the RFC: any one-byte delimiter, LF or CRLF or a lone CR, blank lines are passed over. A stray quote costs
/// the line that it stands on and not the rest of the file.
public struct CSVScanner: Sendable {
    /// What can be wrong with a record.
    public enum Fault: Sendable, Hashable {
        /// A quoted field has no closing quote; the offset is that of its opening quote.
        case unclosedQuote(offset: Int)
        /// Something other than a delimiter or a line end follows a closing quote.
        case textAfterQuote(offset: Int)
        /// The record is longer than the window may grow.
        case tooLong
    }

    static let quote: UInt8 = 0x22
    private static let lineFeed: UInt8 = 0x0A
    private static let carriageReturn: UInt8 = 0x0D

    /// The byte between fields.
    public let delimiter: UInt8

    /// Makes a scanner for a delimiter, a comma unless said otherwise.
    public init(delimiter: UInt8 = 0x2C) {
        self.delimiter = delimiter
    }

    /// Looks for the record that starts at or behind `from`.
    ///
    /// - Parameters:
    ///   - bytes: A window of the input.
    ///   - from: Where to start, the beginning of a line.
    ///   - isLast: Whether the input ends with the window.
    ///   - isFull: Whether the window cannot grow: a record that does not end in it is then a fault.
    ///   - fields: Receives the places of the record's fields.
    ///
    /// Complexity: O(length of the record).
    public func next(
        in bytes: Span<UInt8>,
        from: Int,
        isLast: Bool,
        isFull: Bool = false,
        fields: inout [CSVField]
    ) -> Scan<Fault> {
        var start = from
        while start < bytes.count, bytes[start] == Self.lineFeed || bytes[start] == Self.carriageReturn {
            start &+= 1
        }
        guard start < bytes.count else { return isLast ? .end : .needMore(from: start) }

        fields.removeAll(keepingCapacity: true)
        var index = start
        while true {
            if index < bytes.count, bytes[index] == Self.quote {
                switch quotedField(in: bytes, at: index) {
                case .closed(let field, let behind):
                    fields.append(field)
                    index = behind
                case .open:
                    guard isLast || isFull else { return .needMore(from: start) }
                    return fault(.unclosedQuote(offset: index), in: bytes, start: start, from: index, isCut: false)
                }
                if index < bytes.count, !isBreak(bytes[index]) {
                    return fault(
                        .textAfterQuote(offset: index),
                        in: bytes,
                        start: start,
                        from: index,
                        isCut: !isLast && !isFull
                    )
                }
            } else {
                let fieldStart = index
                while index < bytes.count, !isBreak(bytes[index]) {
                    index &+= 1
                }
                fields.append(CSVField(start: fieldStart, end: index))
            }
            guard index < bytes.count else {
                if isLast { return .record(range: start..<index, next: index) }
                return isFull ? .fault(.tooLong, range: start..<index, next: index) : .needMore(from: start)
            }
            if bytes[index] == delimiter {
                index &+= 1
                continue
            }
            // A CR at the window's end may be half of a CRLF: the next call passes over the LF as a blank line.
            return .record(range: start..<index, next: index &+ 1)
        }
    }

    private func isBreak(_ byte: UInt8) -> Bool {
        byte == delimiter || byte == Self.lineFeed || byte == Self.carriageReturn
    }

    private enum Quoted {
        case closed(CSVField, behind: Int)
        case open
    }

    private func quotedField(in bytes: Span<UInt8>, at opening: Int) -> Quoted {
        var index = opening &+ 1
        var hasDoubled = false
        while index < bytes.count {
            if bytes[index] != Self.quote {
                index &+= 1
                continue
            }
            if index &+ 1 < bytes.count, bytes[index &+ 1] == Self.quote {
                hasDoubled = true
                index &+= 2
                continue
            }
            return .closed(
                CSVField(start: opening &+ 1, end: index, hasDoubledQuotes: hasDoubled),
                behind: index &+ 1
            )
        }
        return .open
    }

    /// Gives up the physical line that the fault stands on and goes on behind it.
    ///
    /// With `isCut`, a line that the window does not hold to its end is asked for whole: its rest is no record.
    private func fault(
        _ fault: Fault,
        in bytes: Span<UInt8>,
        start: Int,
        from: Int,
        isCut: Bool
    ) -> Scan<Fault> {
        var end = from
        while end < bytes.count, bytes[end] != Self.lineFeed, bytes[end] != Self.carriageReturn {
            end &+= 1
        }
        if isCut, end == bytes.count { return .needMore(from: start) }
        return .fault(fault, range: start..<end, next: end)
    }
}
