/// Why bytes are not the XML that was expected.
public struct XMLFault: Error, Sendable, Hashable {
    /// The kinds of fault.
    public enum Reason: String, Sendable, Hashable {
        case unexpectedEnd
        case badMarkup
        case badEntity
        case mismatchedTag
        case duplicateAttribute
        case doctypeRefused
        case notUTF8
        case tooDeep
        case tooLong
        case controlCharacter
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
