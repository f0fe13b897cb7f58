/// Finds the elements of an array somewhere in a JSON document of any length: the features of a GeoJSON file, the
/// events of an EPCIS document.
///
/// The scanner keeps its place between calls, so that the window that it is shown never needs to hold more than one
/// element. It checks the grammar outside the elements; what is inside them is for ``JSONTape`` to judge. Outside the
/// elements it does not look for duplicate keys, save those of the arrays and members that it is asked for, nor check
/// UTF-8.
public struct JSONElementScanner: Sendable {
    private struct Frame: Sendable {
        let isObject: Bool
        let isTarget: Bool
    }

    private enum State: Sendable {
        case value, firstElement, firstKey, key, afterValue, over, broken
        /// The rest of an element that was refused as too long is passed over.
        case skipping(JSONSkip)
        /// The value of a member that holds no records is passed over.
        case passing(JSONGrammar)
    }

    /// The paths of the arrays that hold the records; an empty path is the document itself.
    public let targets: [[String]]
    /// The members of the outermost object whose values are kept in ``header``.
    public let kept: Set<String>
    /// Those of them that were met so far, as written, unless they hold the records.
    public private(set) var header: [String: [UInt8]] = [:]
    /// Those of them whose values were too long to keep.
    public private(set) var longMembers: Set<String> = []
    /// Whether an array at one of the target paths was met.
    public var hasFoundTarget: Bool { !met.isEmpty }

    private var state = State.value
    private var frames: [Frame] = []
    private var path: [String] = []
    /// The target paths at which an array was met.
    private var met: Set<[String]> = []
    /// The longest key and the longest value that are kept.
    private static let nameLimit = 4096

    /// Makes a scanner for arrays at these paths, which keeps these short members of the outermost object.
    public init(targets: [[String]], keeping kept: Set<String> = []) {
        self.targets = targets
        self.kept = kept
    }

    /// Looks for the next element from `from` on, which is where the last answer said to go on.
    ///
    /// A fault outside an element ends the document: what stands behind it cannot be told apart.
    ///
    /// - Parameters:
    ///   - bytes: A window of the input.
    ///   - from: Where to go on.
    ///   - isLast: Whether the input ends with the window.
    ///   - isFull: Whether the window cannot grow: an element that does not end in it is then a fault.
    public mutating func next(in bytes: Span<UInt8>, from: Int, isLast: Bool, isFull: Bool = false) -> Scan<JSONFault> {
        var index = from
        while true {
            if case .skipping(var skip) = state {
                guard let end = skip.end(in: bytes, from: index) else {
                    guard isLast else {
                        state = .skipping(skip)
                        return .needMore(from: bytes.count)
                    }
                    return broken(.unexpectedEnd, at: bytes.count, in: bytes)
                }
                index = end
                state = .afterValue
                settle()
            }
            if case .passing(var grammar) = state {
                switch pass(&grammar, in: bytes, from: index, isLast: isLast, isFull: isFull) {
                case .on(let next): index = next
                case .out(let scan): return scan
                }
            }
            // One fault is enough for all that stands behind it, however many windows that is.
            if case .broken = state { return isLast ? .end : .needMore(from: bytes.count) }
            while index < bytes.count, Self.isSpace(bytes[index]) { index &+= 1 }
            if case .over = state {
                return index < bytes.count ? broken(.trailingBytes, at: index, in: bytes) : finish(isLast, at: index)
            }
            guard index < bytes.count else {
                return isLast ? broken(.unexpectedEnd, at: index, in: bytes) : .needMore(from: index)
            }
            switch step(in: bytes, at: index, isLast: isLast, isFull: isFull) {
            case .on(let next): index = next
            case .out(let scan): return scan
            }
        }
    }

    private enum Step {
        case on(Int)
        case out(Scan<JSONFault>)
    }

    private mutating func step(in bytes: Span<UInt8>, at index: Int, isLast: Bool, isFull: Bool) -> Step {
        let byte = bytes[index]
        switch state {
        case .firstElement where byte == UInt8(ascii: "]"), .firstKey where byte == UInt8(ascii: "}"):
            pop()
            return .on(index &+ 1)
        case .value, .firstElement:
            return value(in: bytes, at: index, isLast: isLast, isFull: isFull)
        case .firstKey, .key:
            return key(in: bytes, at: index, isLast: isLast)
        case .afterValue:
            guard let frame = frames.last else {
                state = .over
                return .on(index)
            }
            switch byte {
            case UInt8(ascii: ","):
                if frame.isObject { path.removeLast() }
                state = frame.isObject ? .key : .value
                return .on(index &+ 1)
            case UInt8(ascii: "}") where frame.isObject:
                path.removeLast()
                pop()
                return .on(index &+ 1)
            case UInt8(ascii: "]") where !frame.isObject:
                pop()
                return .on(index &+ 1)
            default:
                return .out(broken(.unexpectedByte, at: index, in: bytes))
            }
        case .over, .broken, .skipping, .passing:
            return .on(index)
        }
    }

    private mutating func value(in bytes: Span<UInt8>, at index: Int, isLast: Bool, isFull: Bool) -> Step {
        if frames.last?.isTarget == true {
            return element(in: bytes, at: index, isLast: isLast, isFull: isFull)
        }
        let byte = bytes[index]
        let isContainer = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[")
        if isContainer, isOnTheWay {
            let isTarget = byte == UInt8(ascii: "[") && targets.contains(path)
            if isTarget { met.insert(path) }
            frames.append(Frame(isObject: byte == UInt8(ascii: "{"), isTarget: isTarget))
            state = byte == UInt8(ascii: "{") ? .firstKey : .firstElement
            return .on(index &+ 1)
        }
        if frames.count == 1, frames[0].isObject, let name = path.last, kept.contains(name) {
            var skip = JSONSkip()
            let end = skip.end(in: bytes, from: index) ?? (isLast ? bytes.count : nil)
            if let end, end - index <= Self.nameLimit {
                header[name] = bytes.copy(index..<end)
            } else if end == nil, !isFull, bytes.count - index <= Self.nameLimit {
                return .out(.needMore(from: index))
            } else {
                longMembers.insert(name)
            }
        }
        state = .passing(JSONGrammar())
        return .on(index)
    }

    /// Passes over a value that holds no records.
    private mutating func pass(
        _ grammar: inout JSONGrammar,
        in bytes: Span<UInt8>,
        from index: Int,
        isLast: Bool,
        isFull: Bool
    ) -> Step {
        switch grammar.advance(in: bytes, from: index, isLast: isLast) {
        case .ended(let next):
            state = .afterValue
            settle()
            return .on(next)
        case .cut(let from):
            // Only a number can be cut at the beginning of a window that is full: none is as long as that.
            guard !isFull || from > 0 else { return .out(broken(.tooLong, at: from, in: bytes)) }
            state = .passing(grammar)
            return .out(.needMore(from: from))
        case .bad(let reason, let place):
            return .out(broken(reason, at: place, in: bytes))
        }
    }

    private mutating func element(in bytes: Span<UInt8>, at index: Int, isLast: Bool, isFull: Bool) -> Step {
        guard bytes[index] != UInt8(ascii: ",") else { return .out(broken(.unexpectedByte, at: index, in: bytes)) }
        var skip = JSONSkip()
        if let end = skip.end(in: bytes, from: index) {
            guard end > index else { return .out(broken(.unexpectedByte, at: index, in: bytes)) }
            state = .afterValue
            return .out(.record(range: index..<end, next: end))
        }
        if isLast {
            state = .broken
            frames.removeAll()
            return .out(
                .fault(JSONFault(.unexpectedEnd, at: bytes.count), range: index..<bytes.count, next: bytes.count)
            )
        }
        guard isFull else { return .out(.needMore(from: index)) }
        state = .skipping(skip)
        return .out(.fault(JSONFault(.tooLong, at: index), range: index..<bytes.count, next: bytes.count))
    }

    private mutating func key(in bytes: Span<UInt8>, at index: Int, isLast: Bool) -> Step {
        guard bytes[index] == UInt8(ascii: "\"") else { return .out(broken(.unexpectedByte, at: index, in: bytes)) }
        let close: Int
        do {
            close = try JSONString.end(in: bytes, from: index &+ 1).end
        } catch {
            // An escape cut by the window's end reads as a bad one: only the last window can tell.
            let isCut = !isLast && bytes.count - index <= Self.nameLimit
            return .out(isCut ? .needMore(from: index) : broken(error.reason, at: error.offset, in: bytes))
        }
        var colon = close &+ 1
        while colon < bytes.count, Self.isSpace(bytes[colon]) { colon &+= 1 }
        guard colon < bytes.count else {
            return .out(isLast ? broken(.unexpectedEnd, at: colon, in: bytes) : .needMore(from: index))
        }
        guard bytes[colon] == UInt8(ascii: ":") else { return .out(broken(.unexpectedByte, at: colon, in: bytes)) }
        let name = String(decoding: JSONString.unescape(bytes, from: index &+ 1, to: close), as: UTF8.self)
        path.append(name)
        let isKnown = frames.count == 1 && (header[name] != nil || longMembers.contains(name))
        guard !isKnown, !met.contains(path) else { return .out(broken(.duplicateKey, at: index, in: bytes)) }
        state = .value
        return .on(colon &+ 1)
    }

    /// Whether the value about to be read is a target or can hold one.
    private var isOnTheWay: Bool {
        let inArray = frames.last.map { !$0.isObject } ?? false
        return !inArray && targets.contains { $0.starts(with: path) }
    }

    private mutating func pop() {
        frames.removeLast()
        state = .afterValue
        settle()
    }

    private mutating func settle() {
        if frames.isEmpty { state = .over }
    }

    private func finish(_ isLast: Bool, at index: Int) -> Scan<JSONFault> {
        isLast ? .end : .needMore(from: index)
    }

    /// Gives up the rest of the document.
    private mutating func broken(_ reason: JSONFault.Reason, at index: Int, in bytes: Span<UInt8>) -> Scan<JSONFault> {
        if case .over = state, reason == .unexpectedEnd { return .end }
        frames.removeAll()
        state = .broken
        let place = min(index, bytes.count)
        return .fault(JSONFault(reason, at: place), range: place..<bytes.count, next: bytes.count)
    }

    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}
