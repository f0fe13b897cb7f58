import Formats

/// Feeds a scanner a document in windows that grow by `step` bytes, and drops what it no longer needs, as intake does.
///
/// The answer is the records and faults as text: the same for every step, or windows change what is read.
func scanned<Fault>(
    _ document: [UInt8],
    step: Int,
    limit: Int = .max,
    _ next: (Span<UInt8>, Int, Bool, Bool) -> Scan<Fault>,
    fault name: (Fault) -> String
) -> [String] {
    var found: [String] = []
    var base = 0
    var end = min(step, document.count)
    var index = 0
    var turns = 0
    while true {
        turns += 1
        if turns > 4 * document.count + 100 { return found + ["does not end"] }
        let window = Array(document[base..<end])
        switch next(window.span, index, end == document.count, window.count >= limit) {
        case .record(let range, let following):
            found.append(String(decoding: window[range], as: UTF8.self))
            index = following
        case .fault(let fault, _, let following):
            found.append("! " + name(fault))
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
