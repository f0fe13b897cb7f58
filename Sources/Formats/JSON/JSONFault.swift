/// Why bytes are not the JSON that was expected.
public struct JSONFault: Error, Sendable, Hashable {
    /// The kinds of fault.
    public enum Reason: String, Sendable, Hashable {
        case unexpectedEnd
        case unexpectedByte
        case badNumber
        /// A number that a ``JSONNumberRule`` refuses.
        case inexactNumber
        case badString
        case badEscape
        case loneSurrogate
        case controlCharacter
        case notUTF8
        case duplicateKey
        case tooDeep
        case tooLong
        case trailingBytes
    }

    /// What is wrong.
    public let reason: Reason
    /// Offset of the byte where it shows, from the beginning of the bytes given.
    public let offset: Int

    /// Makes a fault.
    public init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }
}
