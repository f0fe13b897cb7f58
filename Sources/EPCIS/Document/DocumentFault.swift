/// Why an event, or what stands around it, cannot be read.
public struct DocumentFault: Error, Sendable, Hashable {
    /// The kinds of fault.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        // Of any text
        case unexpectedEnd, notUTF8, controlCharacter, trailingBytes, tooDeep, tooLong, tooManyNodes, tooManyNames
        // Of JSON (RFC 8259)
        case unexpectedByte, badNumber, badEscape, loneSurrogate, duplicateKey
        // Of XML (XML 1.0, Namespaces in XML 1.0)
        case badMarkup, badReference, mismatchedTag, duplicateAttribute, doctypeRefused, undeclaredPrefix, badEncoding
        // Of EPCIS
        case notAnEvent, missingType, wrongType, prefixBoundTwice, lateContext, noEvents
    }

    /// What is wrong.
    public let reason: Reason
    /// Where it shows, in bytes from the beginning of what was read: the event, or the document.
    public let offset: Int

    /// Makes a fault.
    public init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }
}
