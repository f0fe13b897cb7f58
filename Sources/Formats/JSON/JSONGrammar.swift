/// Passes over one JSON value of any length and checks its grammar; can stop at the end of a window and go on in the
/// next.
///
/// Unlike ``JSONTape`` it keeps nothing of what it read, and so knows nothing of duplicate keys; UTF-8 is not checked.
package struct JSONGrammar: Sendable {
    /// How an advance ended.
    package enum Outcome {
        /// The value ends before this offset.
        case ended(Int)
        /// The window ends first: go on with one that begins at this offset of the present one.
        case cut(keepingFrom: Int)
        case bad(JSONFault.Reason, at: Int)
    }

    private enum Expecting: Sendable {
        case value, firstElement, firstKey, key, colon, separator
    }

    /// For each container that is open, whether it is an object.
    private var open: [Bool] = []
    private var expecting = Expecting.value
    /// Whether the cursor stands inside a string.
    private var isInString = false

    /// A byte a level is kept, so that hostile depth costs at most a megabyte.
    private static let depthLimit = 1 << 20

    package init() {}

    /// Reads on from `from`.
    package mutating func advance(in bytes: Span<UInt8>, from: Int, isLast: Bool) -> Outcome {
        var index = from
        while true {
            if isInString {
                do throws(JSONFault) {
                    index = try JSONString.end(in: bytes, from: index).end &+ 1
                } catch {
                    // An escape that the window cuts reads as a bad one: the longest has twelve bytes.
                    let isCut =
                        error.reason == .unexpectedEnd
                        || error.reason != .controlCharacter && error.offset &+ 12 > bytes.count
                    return isCut && !isLast ? .cut(keepingFrom: error.offset) : .bad(error.reason, at: error.offset)
                }
                isInString = false
                if let end = close(at: index) { return .ended(end) }
                continue
            }
            while index < bytes.count, JSONElementScanner.isSpace(bytes[index]) { index &+= 1 }
            guard index < bytes.count else {
                return isLast ? .bad(.unexpectedEnd, at: index) : .cut(keepingFrom: index)
            }
            switch step(in: bytes, at: index, isLast: isLast) {
            case .on(let next): index = next
            case .out(let outcome): return outcome
            }
        }
    }

    private enum Step {
        case on(Int)
        case out(Outcome)
    }

    private mutating func step(in bytes: Span<UInt8>, at index: Int, isLast: Bool) -> Step {
        let byte = bytes[index]
        switch (expecting, byte) {
        case (.firstElement, UInt8(ascii: "]")), (.firstKey, UInt8(ascii: "}")):
            return pop(at: index)
        case (.firstKey, UInt8(ascii: "\"")), (.key, UInt8(ascii: "\"")):
            isInString = true
            expecting = .key
            return .on(index &+ 1)
        case (.colon, UInt8(ascii: ":")):
            expecting = .value
            return .on(index &+ 1)
        case (.separator, UInt8(ascii: ",")):
            expecting = open.last == true ? .key : .value
            return .on(index &+ 1)
        case (.separator, UInt8(ascii: "}")) where open.last == true,
            (.separator, UInt8(ascii: "]")) where open.last == false:
            return pop(at: index)
        case (.value, _), (.firstElement, _):
            return value(in: bytes, at: index, isLast: isLast)
        default:
            return .out(.bad(.unexpectedByte, at: index))
        }
    }

    private mutating func value(in bytes: Span<UInt8>, at index: Int, isLast: Bool) -> Step {
        switch bytes[index] {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard open.count < Self.depthLimit else { return .out(.bad(.tooDeep, at: index)) }
            let isObject = bytes[index] == UInt8(ascii: "{")
            open.append(isObject)
            expecting = isObject ? .firstKey : .firstElement
            return .on(index &+ 1)
        case UInt8(ascii: "\""):
            isInString = true
            expecting = .value
            return .on(index &+ 1)
        case UInt8(ascii: "t"): return word("true", in: bytes, at: index, isLast)
        case UInt8(ascii: "f"): return word("false", in: bytes, at: index, isLast)
        case UInt8(ascii: "n"): return word("null", in: bytes, at: index, isLast)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            let end = JSONNumber.end(in: bytes, from: index)
            // What the window cuts may go on, or be a number only with what follows.
            if !isLast, (end ?? bytes.count) == bytes.count || Self.isNumeric(bytes, from: index) {
                return .out(.cut(keepingFrom: index))
            }
            guard let end else { return .out(.bad(.badNumber, at: index)) }
            return finish(at: end)
        default: return .out(.bad(.unexpectedByte, at: index))
        }
    }

    /// Whether nothing but characters of numbers stands from here to the end of the window.
    private static func isNumeric(_ bytes: Span<UInt8>, from start: Int) -> Bool {
        for index in start..<bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
                UInt8(ascii: "e"), UInt8(ascii: "E"):
                continue
            default: return false
            }
        }
        return true
    }

    private mutating func word(_ word: StaticString, in bytes: Span<UInt8>, at index: Int, _ isLast: Bool) -> Step {
        let length = word.utf8CodeUnitCount
        let isCut = index &+ length > bytes.count
        if isCut, !isLast { return .out(.cut(keepingFrom: index)) }
        let matches =
            !isCut
            && word.withUTF8Buffer { expected in
                expected.indices.allSatisfy { bytes[index &+ $0] == expected[$0] }
            }
        return matches ? finish(at: index &+ length) : .out(.bad(.unexpectedByte, at: index))
    }

    private mutating func pop(at index: Int) -> Step {
        open.removeLast()
        return finish(at: index &+ 1)
    }

    private mutating func finish(at end: Int) -> Step {
        expecting = .separator
        return open.isEmpty ? .out(.ended(end)) : .on(end)
    }

    /// Goes on behind a string, which was a key or a value; the end of the whole value if that was it.
    private mutating func close(at end: Int) -> Int? {
        if expecting == .key {
            expecting = .colon
            return nil
        }
        expecting = .separator
        return open.isEmpty ? end : nil
    }
}
