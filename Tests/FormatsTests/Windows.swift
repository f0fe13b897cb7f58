import Formats

/// What a scanner found in a document, by its place in the document.
enum Found<Fault: Equatable>: Equatable {
    case record(Range<Int>)
    case fault(Fault, at: Int)
    /// The scanner went on asking for bytes that there are not.
    case endless
}

/// Feeds a scanner a document in windows, and drops what it no longer needs, as intake does.
///
/// - Parameters:
///   - cut: Where the first window ends.
///   - step: By how many bytes a window grows when the scanner asks for more.
///   - limit: The longest window.
///   - reason: What of a fault is compared, and its offset in the window.
func found<Fault, Reason: Equatable>(
    in document: [UInt8],
    cut: Int,
    step: Int,
    limit: Int = .max,
    _ next: (Span<UInt8>, Int, Bool, Bool) -> Scan<Fault>,
    reason: (Fault) -> (Reason, Int)
) -> [Found<Reason>] {
    var found: [Found<Reason>] = []
    var base = 0
    var end = min(cut, document.count)
    var index = 0
    var turns = 0
    while true {
        turns += 1
        if turns > 4 * document.count + 100 { return found + [.endless] }
        let window = Array(document[base..<end])
        switch next(window.span, index, end == document.count, window.count >= limit) {
        case .record(let range, let following):
            found.append(.record(base + range.lowerBound..<base + range.upperBound))
            index = following
        case .fault(let fault, _, let following):
            let (reason, offset) = reason(fault)
            found.append(.fault(reason, at: base + offset))
            index = following
        case .needMore(let from):
            base += from
            index = 0
            end = min(max(end, base) + step, document.count)
        case .end:
            return found
        }
    }
}

/// The records and faults as text, in windows that grow by `step` bytes: the same for every step, or windows change
/// what is read.
func scanned<Fault>(
    _ document: [UInt8],
    step: Int,
    limit: Int = .max,
    _ next: (Span<UInt8>, Int, Bool, Bool) -> Scan<Fault>,
    fault name: (Fault) -> String
) -> [String] {
    found(in: document, cut: step, step: step, limit: limit, next, reason: { (name($0), 0) }).map { found in
        switch found {
        case .record(let range): String(decoding: document[range], as: UTF8.self)
        case .fault(let name, _): "! " + name
        case .endless: "does not end"
        }
    }
}
