/// Finds elements of given names in an XML document of any length, outermost ones only.
///
/// A document type declaration is refused: it is the door to entity bombs and outside files, and no format that we
/// read has one.
public struct XMLElementScanner: Sendable {
    /// Names of the elements that are records, as written (with their prefix, if any).
    public let names: Set<String>
    /// The name of the outermost element, once it was met.
    public private(set) var rootName: String?

    private var hasEnded = false
    /// Whether the outermost element was seen to its end: a file cut between two records is cut all the same.
    private var isRootClosed = false
    private var discarding: String?

    /// Makes a scanner for elements of these names.
    public init(names: Set<String>) {
        self.names = names
    }

    /// Looks for the next record from `from` on.
    ///
    /// - Parameters:
    ///   - bytes: A window of the input.
    ///   - from: Where to go on.
    ///   - isLast: Whether the input ends with the window.
    ///   - isFull: Whether the window cannot grow: an element that does not end in it is then a fault.
    public mutating func next(in bytes: Span<UInt8>, from: Int, isLast: Bool, isFull: Bool = false) -> Scan<XMLFault> {
        var index = from
        while !hasEnded {
            while index < bytes.count, bytes[index] != UInt8(ascii: "<") { index &+= 1 }
            guard index < bytes.count else {
                guard isLast else { return .needMore(from: index) }
                guard rootName != nil, !isRootClosed else { return .end }
                return end(.unexpectedEnd, at: index, in: bytes)
            }
            let start = index
            switch XMLMarkup.next(in: bytes, at: index) {
            case .cut:
                guard isLast || isFull else { return .needMore(from: start) }
                return end(.unexpectedEnd, at: start, in: bytes)
            case .bad(let reason):
                return end(reason, at: start, in: bytes)
            case .other(let next):
                index = next
            case .closing(let name, let next):
                if discarding == name { discarding = nil }
                if name == rootName { isRootClosed = true }
                index = next
            case .opening(let name, let isEmpty, let next):
                rootName = rootName ?? name
                guard names.contains(name), discarding == nil else {
                    if isEmpty, name == rootName { isRootClosed = true }
                    index = next
                    continue
                }
                isRootClosed = isRootClosed || name == rootName
                if isEmpty { return .record(range: start..<next, next: next) }
                switch matchingEnd(of: name, in: bytes, from: next) {
                case .found(let end):
                    return .record(range: start..<end, next: end)
                case .bad(let reason, let place):
                    return end(reason, at: place, in: bytes)
                case .cut:
                    if isLast {
                        hasEnded = true
                        let fault = XMLFault(.unexpectedEnd, at: bytes.count)
                        return .fault(fault, range: start..<bytes.count, next: bytes.count)
                    }
                    guard isFull else { return .needMore(from: start) }
                    discarding = name
                    return .fault(XMLFault(.tooLong, at: start), range: start..<next, next: next)
                }
            }
        }
        return .end
    }

    private enum Match {
        case found(Int)
        case cut
        case bad(XMLFault.Reason, at: Int)
    }

    private func matchingEnd(of name: String, in bytes: Span<UInt8>, from: Int) -> Match {
        var depth = 1
        var index = from
        while true {
            while index < bytes.count, bytes[index] != UInt8(ascii: "<") { index &+= 1 }
            guard index < bytes.count else { return .cut }
            switch XMLMarkup.next(in: bytes, at: index) {
            case .cut: return .cut
            case .bad(let reason): return .bad(reason, at: index)
            case .other(let next): index = next
            case .opening(let other, let isEmpty, let next):
                if other == name, !isEmpty { depth += 1 }
                index = next
            case .closing(let other, let next):
                if other == name { depth -= 1 }
                index = next
                if depth == 0 { return .found(next) }
            }
        }
    }

    private mutating func end(_ reason: XMLFault.Reason, at index: Int, in bytes: Span<UInt8>) -> Scan<XMLFault> {
        hasEnded = true
        return .fault(XMLFault(reason, at: index), range: index..<bytes.count, next: bytes.count)
    }
}
