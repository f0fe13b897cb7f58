/// Finds the elements of an array somewhere in a JSON document of any length: the features of a GeoJSON file, the
/// events of an EPCIS document.
///
/// The scanner keeps its place between calls, so that the window that it is shown never needs to hold more than one
/// element. It checks the structure outside the elements; what is inside them is for ``JSONTape`` to judge.
public struct JSONElementScanner: Sendable {
    private struct Frame: Sendable {
        let isObject: Bool
        let isTarget: Bool
    }

    private enum State: Sendable {
        case value, firstElement, firstKey, key, afterValue, over, broken
        case skipping(JSONSkip)
    }

    /// The paths of the arrays that hold the records; an empty path is the document itself.
    public let targets: [[String]]
    /// Short members of the outermost object that stood before the last record found, as written.
    public private(set) var header: [String: [UInt8]] = [:]
    /// Whether an array at one of the target paths was met.
    public private(set) var hasFoundTarget = false

    private var state = State.value
    private var frames: [Frame] = []
    private var path: [String] = []
    private static let nameLimit = 4096

    /// Makes a scanner for arrays at these paths.
    public init(targets: [[String]]) {
        self.targets = targets
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
        case .over, .broken, .skipping:
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
            hasFoundTarget = hasFoundTarget || isTarget
            frames.append(Frame(isObject: byte == UInt8(ascii: "{"), isTarget: isTarget))
            state = byte == UInt8(ascii: "{") ? .firstKey : .firstElement
            return .on(index &+ 1)
        }
        if frames.count == 1, frames[0].isObject, let name = path.last {
            var skip = JSONSkip()
            let end = skip.end(in: bytes, from: index)
            if let end, end - index <= Self.nameLimit {
                header[name] = bytes.copy(index..<end)
            } else if end == nil, !isLast, !isFull, bytes.count - index <= Self.nameLimit {
                return .out(.needMore(from: index))
            }
        }
        var skip = JSONSkip()
        guard let end = skip.end(in: bytes, from: index) else {
            if isLast {
                guard skip.endsWithInput else { return .out(broken(.unexpectedEnd, at: bytes.count, in: bytes)) }
                state = .afterValue
                settle()
                return .on(bytes.count)
            }
            state = .skipping(skip)
            return .out(.needMore(from: bytes.count))
        }
        guard end > index else { return .out(broken(.unexpectedByte, at: index, in: bytes)) }
        state = .afterValue
        settle()
        return .on(end)
    }

    private mutating func element(in bytes: Span<UInt8>, at index: Int, isLast: Bool, isFull: Bool) -> Step {
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
        path.append(String(decoding: JSONString.unescape(bytes, from: index &+ 1, to: close), as: UTF8.self))
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

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}
