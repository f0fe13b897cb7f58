import Formats

/// Finds the values of a JSON file that are records: elements of an array, one a line, or the file itself.
enum JSONRecordScanner: Sendable {
    case elements(JSONElementScanner)
    case lines(LineScanner)
    /// The file is one value.
    case whole(isOver: Bool)

    /// Looks for the next record in the cursor's window, from the cursor on.
    mutating func next(at cursor: StreamCursor) -> Scan<JSONFault> {
        let window = cursor.window
        let bytes = window.buffer.span.extracting(window.valid)
        let from = cursor.index == 0 && window.base == 0 ? ByteOrderMark.length(in: bytes) : cursor.index
        switch self {
        case .whole(let isOver):
            guard !isOver else { return .end }
            guard window.isAtEnd || window.isFull else { return .needMore(from: 0) }
            self = .whole(isOver: true)
            guard window.isAtEnd else {
                return .fault(JSONFault(.tooLong, at: 0), range: from..<bytes.count, next: bytes.count)
            }
            var (start, end) = (from, bytes.count)
            while start < end, bytes[start] <= 0x20 { start &+= 1 }
            while end > start, bytes[end &- 1] <= 0x20 { end &-= 1 }
            return start < end ? .record(range: start..<end, next: bytes.count) : .end
        case .elements(var elements):
            let result = elements.next(in: bytes, from: from, isLast: window.isAtEnd, isFull: window.isFull)
            self = .elements(elements)
            return result
        case .lines(var lines):
            let result = lines.next(in: bytes, from: from, isLast: window.isAtEnd, isFull: window.isFull)
            self = .lines(lines)
            switch result {
            case .record(let range, let next): return .record(range: range, next: next)
            case .fault(_, let range, let next): return .fault(JSONFault(.tooLong, at: 0), range: range, next: next)
            case .needMore(let from): return .needMore(from: from)
            case .end: return .end
            }
        }
    }
}
