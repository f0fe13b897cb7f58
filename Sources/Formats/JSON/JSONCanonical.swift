/// The canonical form of JSON (RFC 8785): no white space, members sorted, one spelling of each text and number.
///
/// ```swift
/// let form = try JSONCanonical.bytes(of: JSONTape(received).root)   // refuses what would be rounded
/// let own = try JSONCanonical.bytes(of: JSONNode.object([.init("lot", .string("L-7"))]), numbers: .safeIntegers)
/// ```
///
/// Lone surrogates and duplicate keys never come here: the reader refuses them, and of a ``JSONNode``, whose texts are
/// Unicode by their type, the writer refuses duplicate keys itself.
public enum JSONCanonical {
    /// The canonical form of a value that was read.
    ///
    /// - Parameter numbers: Which numbers it may hold; unless the caller says otherwise, none that would be rounded.
    /// - Throws: ``JSONFault`` at a number that may not stand or is beyond a binary float.
    /// - Complexity: O(n log n) in the members of an object.
    public static func bytes(of value: JSONValue, numbers: JSONNumberRule = .exact) throws(JSONFault) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(value.range.count)
        try append(value, to: &output, numbers: numbers)
        return output
    }

    /// The canonical form of a value that was built.
    ///
    /// - Parameter numbers: Which numbers it may hold; unless the caller says otherwise, none that would be rounded.
    /// - Throws: ``JSONFault`` at a number that is none, may not stand or is beyond a binary float, at a key that stands
    ///   twice in its object, and at depth beyond ``JSONTape/defaultDepthLimit``. Its offset counts the bytes of the
    ///   form that were written before.
    /// - Complexity: O(n log n) in the members of an object.
    public static func bytes(of node: JSONNode, numbers: JSONNumberRule = .exact) throws(JSONFault) -> [UInt8] {
        var output: [UInt8] = []
        try append(node, to: &output, numbers: numbers, depth: 0)
        return output
    }

    /// Appends the canonical form of a value that was read.
    ///
    /// - Returns: Whether each number means the same in its canonical form.
    /// - Throws: ``JSONFault`` at a number that may not stand or is beyond a binary float.
    /// - Complexity: O(n log n) in the members of an object.
    @discardableResult
    public static func append(
        _ value: JSONValue,
        to output: inout [UInt8],
        numbers: JSONNumberRule = .any
    ) throws(JSONFault) -> Bool {
        var writer = CanonicalWriter(numbers: numbers)
        try writer.append(value.index, value.tape.bytes.span, value.tape.entries.span, to: &output)
        return writer.isExact
    }

    /// Whether a key goes before another: by their UTF-16 code units (RFC 8785 section 3.2.3).
    public static func precedes(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
        left.withUnsafeBufferPointer { left in right.withUnsafeBufferPointer { precedes(left.span, $0.span) } }
    }

    /// Whether a key goes before another: by their UTF-16 code units (RFC 8785 section 3.2.3).
    static func precedes(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        let count = min(left.count, right.count)
        var index = 0
        while index < count {
            let (a, b) = (left[index], right[index])
            if a != b { return rank(a) < rank(b) }
            index &+= 1
        }
        return left.count < right.count
    }

    /// UTF-8 sorts as UTF-16 does, save that surrogates come before U+E000 and what follows.
    private static func rank(_ byte: UInt8) -> Int {
        byte == 0xEE || byte == 0xEF ? Int(byte) + 0x20 : Int(byte)
    }
}
