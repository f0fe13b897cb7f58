/// A fault with its place, for people.
public struct ReadFault: Error, Sendable, Hashable {
    /// What is wrong; the offset counts from the document's first byte.
    public let fault: DocumentFault
    /// The number of the event, from 0; nil where the fault stands outside the events.
    public let event: Int?
    /// The bytes that are given up.
    public let range: Range<Int>
    /// The line of the fault, from 1.
    public let line: Int
    /// The JSON path of the value that was being read.
    public let path: String
    /// What stands at the place, cut short.
    public let found: String
    /// Whether nothing behind it can be read.
    public let isLast: Bool
}

extension DocumentFault.Reason {
    /// The clause of the standard that refuses it.
    public var clause: String {
        switch self {
        case .unexpectedEnd, .unexpectedByte, .trailingBytes: "RFC 8259 §2, XML 1.0 §2.1"
        case .notUTF8: "RFC 8259 §8.1, XML 1.0 §4.3.3"
        case .controlCharacter: "RFC 8259 §7, XML 1.0 §2.2"
        case .badNumber: "RFC 8259 §6"
        case .badEscape: "RFC 8259 §7"
        case .loneSurrogate: "RFC 8259 §8.2"
        case .duplicateKey: "RFC 7493 §2.3"
        case .badMarkup: "XML 1.0 §3.1"
        case .badReference: "XML 1.0 §4.1"
        case .mismatchedTag: "XML 1.0 §3 (WFC: Element Type Match)"
        case .duplicateAttribute: "XML 1.0 §3.1 (WFC: Unique Att Spec)"
        case .doctypeRefused: "EPCIS 2.0 §9.5"
        case .undeclaredPrefix: "Namespaces in XML 1.0 §5"
        case .badEncoding: "XML 1.0 §4.3.3"
        case .tooDeep, .tooLong, .tooManyNodes, .tooManyNames: "RFC 8259 §9"
        case .notAnEvent, .noEvents: "EPCIS 2.0 §9.5, §10.2"
        case .missingType, .wrongType: "EPCIS 2.0 §10.2"
        case .prefixBoundTwice, .lateContext: "JSON-LD 1.1 §4.1"
        }
    }
}
