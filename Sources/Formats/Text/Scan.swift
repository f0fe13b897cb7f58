/// What a scanner found at the place where it was asked to look.
///
/// A scanner sees a window of a longer input. Offsets are relative to the window.
public enum Scan<Fault: Sendable>: Sendable {
    /// A whole record stands in `range`; scanning goes on at `next`.
    case record(range: Range<Int>, next: Int)
    /// What stands in `range` cannot be a record; scanning goes on at `next`.
    case fault(Fault, range: Range<Int>, next: Int)
    /// The window ends inside a record: call again with more bytes from `from` on.
    case needMore(from: Int)
    /// The input is over.
    case end
}

extension Scan: Equatable where Fault: Equatable {}
