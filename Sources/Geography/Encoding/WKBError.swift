/// Why bytes are not a geometry in well-known binary.
public struct WKBError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of fault.
    public enum Code: String, Hashable, Sendable {
        /// The bytes end before the shape does.
        case truncated
        /// A count is larger than the bytes that are left could hold.
        case hugeCount
        /// Collections inside collections, too deep.
        case tooDeep
        /// The byte order is neither 0 nor 1.
        case byteOrder
        /// The geometry type is not one of the seven.
        case unknownType
        /// A multi-geometry holds a member of another type.
        case unexpectedMember
        /// Bytes follow the shape.
        case trailingBytes
    }

    /// What is wrong.
    public let code: Code
    /// Where, counted in bytes from the start.
    public let offset: Int

    /// Makes an error.
    public init(_ code: Code, at offset: Int) {
        self.code = code
        self.offset = offset
    }

    /// The fault in words, with its place.
    public var description: String {
        let words =
            switch code {
            case .truncated: "the bytes end before the geometry does"
            case .hugeCount: "a count is larger than the bytes left could hold"
            case .tooDeep: "collections are nested more than \(WKB.depthLimit) deep"
            case .byteOrder: "the byte order is neither 0 nor 1"
            case .unknownType: "the geometry type is unknown"
            case .unexpectedMember: "a multi-geometry holds a member of another type"
            case .trailingBytes: "bytes follow the geometry"
            }
        return "WKB: \(words) (byte \(offset))"
    }
}
