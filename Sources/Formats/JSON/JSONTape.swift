/// A parsed JSON text (RFC 8259): the bytes, and a flat list of the values in them, without a copy of any string.
///
/// The reader is strict: it refuses ill-formed UTF-8, duplicate keys (compared as unescaped bytes), lone surrogates,
/// numbers that the grammar does not allow, NaN and Infinity, comments, and nesting deeper than its limit. Numbers stay
/// text, so that mass and money are never a binary float.
public struct JSONTape: Sendable {
    /// What a value is.
    public enum Kind: UInt8, Sendable {
        case null, bool, number, string, array, object
    }

    struct Entry: Sendable {
        var kind: Kind
        /// Whether a string holds escapes; of a bool, its value.
        var flag: Bool
        /// First byte; for a string behind the opening quote.
        var start: UInt32
        /// Behind the last byte; for a string at the closing quote.
        var end: UInt32
        /// Index of the entry behind this value and everything in it.
        var next: UInt32
    }

    /// The bytes that were parsed.
    public let bytes: [UInt8]
    let entries: [Entry]

    /// How deep values may nest unless the caller says otherwise.
    public static let defaultDepthLimit = 128

    /// Parses one JSON text.
    ///
    /// - Parameter numbers: Which numbers it may hold; ``JSONNumberRule/safeIntegers`` for what is signed here.
    /// - Throws: ``JSONFault`` with the offset of the first byte that is wrong.
    /// - Complexity: O(n).
    public init(
        _ bytes: [UInt8],
        depthLimit: Int = JSONTape.defaultDepthLimit,
        numbers: JSONNumberRule = .any
    ) throws(JSONFault) {
        var parser = JSONParser(bytes: bytes, depthLimit: depthLimit, numbers: numbers)
        try parser.run()
        self.bytes = bytes
        self.entries = parser.entries
    }

    /// The outermost value.
    public var root: JSONValue { JSONValue(tape: self, index: 0) }
}
