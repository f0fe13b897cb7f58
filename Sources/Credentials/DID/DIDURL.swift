/// A decentralised identifier, and what may stand behind it (W3C DID 1.0 section 3).
public struct DIDURL: Sendable, Hashable {
    /// The identifier without what follows it, such as `did:web:mines.example`.
    public let identifier: String
    /// The method, such as `web`.
    public let method: String
    /// What stands behind the method.
    public let specific: String
    /// What follows `#`: the name of a key, say.
    public let fragment: String?

    /// As long as any identifier may be here.
    static let lengthLimit = 2_048

    /// Reads an identifier with or without a fragment; paths and queries are refused, for nothing here has them.
    public init(_ text: String) throws(CredentialFault) {
        guard text.utf8.count <= Self.lengthLimit else { throw CredentialFault(.malformedIdentifier, "too long") }
        let parts = text.utf8.split(separator: UInt8(ascii: "#"), maxSplits: 1, omittingEmptySubsequences: false)
        let sections = parts[0].split(separator: UInt8(ascii: ":"), maxSplits: 2, omittingEmptySubsequences: false)
        guard sections.count == 3, sections[0].elementsEqual("did".utf8) else {
            throw CredentialFault(.malformedIdentifier, "no did:")
        }
        guard !sections[1].isEmpty, sections[1].allSatisfy(Self.isMethodLetter) else {
            throw CredentialFault(.malformedIdentifier, "method")
        }
        guard Self.isSpecific(sections[2]) else { throw CredentialFault(.malformedIdentifier, "after the method") }
        identifier = String(decoding: parts[0], as: UTF8.self)
        method = String(decoding: sections[1], as: UTF8.self)
        specific = String(decoding: sections[2], as: UTF8.self)
        guard parts.count == 2 else {
            fragment = nil
            return
        }
        // RFC 3986 section 3.5, without the characters that are in use by no method.
        guard !parts[1].isEmpty,
            parts[1].allSatisfy({ Self.isLetter($0) || "%:!$&'()*+,;=@/?~".utf8.contains($0) })
        else { throw CredentialFault(.malformedIdentifier, "fragment") }
        fragment = String(decoding: parts[1], as: UTF8.self)
    }

    /// The identifier with its fragment.
    public var text: String { fragment.map { "\(identifier)#\($0)" } ?? identifier }

    private static func isMethodLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// Letters, digits, `.`, `-` and `_`.
    static func isLetter(_ byte: UInt8) -> Bool {
        isMethodLetter(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            || [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_")].contains(byte)
    }

    /// `method-specific-id`: parts between colons, the last of them not empty, of letters and `%` with two digits.
    private static func isSpecific(_ text: Substring.UTF8View) -> Bool {
        guard let last = text.last, last != UInt8(ascii: ":") else { return false }
        var digits = 0
        for byte in text {
            if digits > 0 {
                guard hexValue(byte) != nil else { return false }
                digits -= 1
            } else if byte == UInt8(ascii: "%") {
                digits = 2
            } else if !isLetter(byte), byte != UInt8(ascii: ":") {
                return false
            }
        }
        return digits == 0
    }

    /// The value of a hexadecimal digit of either case.
    static func hexValue(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - 48
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - 87
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - 55
        default: nil
        }
    }
}
