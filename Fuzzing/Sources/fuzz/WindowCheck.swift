import Formats

/// Scans the bytes in one window and again piece by piece: both must find the same records.
enum WindowCheck {
    typealias Bytes = UnsafeBufferPointer<UInt8>

    static func run<Scanner, Fault>(
        _ bytes: Bytes,
        make: () -> Scanner,
        next: (inout Scanner, Span<UInt8>, _ from: Int, _ isLast: Bool) -> Scan<Fault>
    ) {
        let whole = records(bytes, piece: max(bytes.count, 1), make: make, next: next)
        for piece in [1, 3, 16] where piece < bytes.count {
            precondition(
                records(bytes, piece: piece, make: make, next: next) == whole,
                "pieces of \(piece) bytes give other records"
            )
        }
    }

    /// The records as ranges of the whole, and the places where faults begin.
    private static func records<Scanner, Fault>(
        _ bytes: Bytes,
        piece: Int,
        make: () -> Scanner,
        next: (inout Scanner, Span<UInt8>, _ from: Int, _ isLast: Bool) -> Scan<Fault>
    ) -> [Range<Int>] {
        var scanner = make()
        var found: [Range<Int>] = []
        var base = 0
        var end = min(piece, bytes.count)
        var from = 0
        var isLast = false
        var hasFault = false
        var steps = 0
        while true {
            steps += 1
            precondition(steps < 8 * bytes.count + 64, "the scanner does not come to an end")
            let window = Bytes(rebasing: bytes[base..<end])
            switch next(&scanner, window.span, from, isLast) {
            case .end:
                precondition(isLast || hasFault, "the scanner ended before the input")
                return found
            case .needMore(let keep):
                precondition(!isLast, "the scanner wants more than there is")
                precondition(keep >= from && keep <= window.count, "the scanner keeps what it was not shown")
                base += keep
                from = 0
                isLast = end == bytes.count
                end = min(end + piece, bytes.count)
            case .record(let range, let behind):
                precondition(range.lowerBound >= from && range.upperBound <= window.count, "a record is outside")
                precondition(behind > from && behind >= range.upperBound, "the scanner goes back")
                found.append((base + range.lowerBound)..<(base + range.upperBound))
                from = min(behind, window.count)
            case .fault(_, let range, let behind):
                precondition(range.lowerBound >= from && range.upperBound <= window.count, "a fault is outside")
                precondition(behind >= from, "the scanner goes back")
                hasFault = true
                from = min(behind, window.count)
            }
        }
    }
}
