/// A value on a ``JSONTape``.
public struct JSONValue: Sendable {
    let tape: JSONTape
    let index: Int

    private var entry: JSONTape.Entry { tape.entries[index] }

    /// What the value is.
    public var kind: JSONTape.Kind { entry.kind }

    /// Whether the value is `null`.
    public var isNull: Bool { kind == .null }

    /// Where the value stands in the bytes, quotes included.
    public var range: Range<Int> {
        let inset = kind == .string ? 1 : 0
        return (Int(entry.start) - inset)..<(Int(entry.end) + inset)
    }

    /// The bytes of the value as written, quotes included.
    public var bytes: ArraySlice<UInt8> { tape.bytes[range] }

    /// The value as the text of a string; nil for anything else.
    public var string: String? {
        content.map { String(decoding: $0, as: UTF8.self) }
    }

    /// The unescaped bytes of a string; nil for anything else.
    public var content: [UInt8]? {
        guard kind == .string else { return nil }
        let (start, end) = (Int(entry.start), Int(entry.end))
        return entry.flag
            ? JSONString.unescape(tape.bytes.span, from: start, to: end)
            : Array(tape.bytes[start..<end])
    }

    /// The text of a number as it was written; nil for anything else.
    public var numberText: ArraySlice<UInt8>? {
        kind == .number ? tape.bytes[Int(entry.start)..<Int(entry.end)] : nil
    }

    /// A number as a binary float: for positions and scores only; nil for anything else.
    public var double: Double? {
        numberText.flatMap { Double(String(decoding: $0, as: UTF8.self)) }
    }

    /// The value of `true` or `false`; nil for anything else.
    public var bool: Bool? {
        kind == .bool ? entry.flag : nil
    }

    /// The text of a string, number or bool as written: what a spreadsheet cell would hold; nil for anything else.
    public var scalarText: [UInt8]? {
        switch kind {
        case .string: content
        case .number, .bool: Array(tape.bytes[Int(entry.start)..<Int(entry.end)])
        case .null, .array, .object: nil
        }
    }

    /// The value of a key of an object; nil if there is none or this is no object.
    ///
    /// Complexity: O(number of keys).
    public subscript(key: StaticString) -> JSONValue? {
        key.withUTF8Buffer { wanted in
            firstMember { $0.elementsEqual(wanted) }
        }
    }

    /// The value of a key of an object; nil if there is none or this is no object.
    ///
    /// Complexity: O(number of keys).
    public func member(_ key: String) -> JSONValue? {
        firstMember { $0.elementsEqual(key.utf8) }
    }

    private func firstMember(where matches: (ArraySlice<UInt8>) -> Bool) -> JSONValue? {
        guard kind == .object else { return nil }
        var position = index + 1
        while position < Int(entry.next) {
            let key = tape.entries[position]
            let bytes =
                key.flag
                ? JSONString.unescape(tape.bytes.span, from: Int(key.start), to: Int(key.end))[...]
                : tape.bytes[Int(key.start)..<Int(key.end)]
            if matches(bytes) { return JSONValue(tape: tape, index: position + 1) }
            position = Int(tape.entries[position + 1].next)
        }
        return nil
    }

    /// The members of an object in document order; empty for anything else.
    public var members: [(key: String, value: JSONValue)] {
        guard kind == .object else { return [] }
        var result: [(key: String, value: JSONValue)] = []
        var position = index + 1
        while position < Int(entry.next) {
            let key = JSONValue(tape: tape, index: position)
            result.append((key.string ?? "", JSONValue(tape: tape, index: position + 1)))
            position = Int(tape.entries[position + 1].next)
        }
        return result
    }

    /// The elements of an array in order; empty for anything else.
    public var elements: [JSONValue] {
        guard kind == .array else { return [] }
        var result: [JSONValue] = []
        var position = index + 1
        while position < Int(entry.next) {
            result.append(JSONValue(tape: tape, index: position))
            position = Int(tape.entries[position].next)
        }
        return result
    }
}
