/// An identifier that is the name of a web site: `did:web` (W3C CCG did:web method).
///
/// Whoever holds the domain today says which keys are valid today. Keys that were in use once are therefore remembered
/// in a ``KeyHistory``, so that a credential of this year can be checked in ten.
public struct WebIdentifier: Sendable, Hashable {
    /// The identifier as text.
    public let text: String
    /// The host, in small letters.
    public let host: String
    /// The port, where the identifier names one.
    public let port: Int?
    /// The parts of the path, as they stand in the identifier.
    public let path: [String]

    /// Reads an identifier such as `did:web:mines.example` or `did:web:mines.example%3A3000:registry`.
    ///
    /// Refused are addresses in place of names, as the method has it, and parts of a path that would lead elsewhere.
    public init(_ text: String) throws(CredentialFault) {
        let url = try DIDURL(text)
        guard url.method == "web" else { throw CredentialFault(.unsupportedMethod, url.method) }
        guard url.fragment == nil else { throw CredentialFault(.malformedIdentifier, "fragment") }
        let parts = url.specific.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        let authority = try Self.decoded(parts[0])
        let sides = authority.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard (1...2).contains(sides.count), let host = Self.host(sides[0]) else {
            throw CredentialFault(.malformedIdentifier, "host")
        }
        if sides.count == 2 {
            let digits = sides[1]
            guard (1...5).contains(digits.count), digits.first != UInt8(ascii: "0"),
                digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
                let number = Int(String(decoding: digits, as: UTF8.self)), number <= 65_535
            else { throw CredentialFault(.malformedIdentifier, "port") }
            port = number
        } else {
            port = nil
        }
        var path: [String] = []
        for part in parts.dropFirst() {
            let plain = try Self.decoded(part)
            guard !plain.isEmpty, plain.allSatisfy(DIDURL.isLetter), plain != [0x2E], plain != [0x2E, 0x2E] else {
                throw CredentialFault(.malformedIdentifier, "path")
            }
            path.append(String(decoding: part, as: UTF8.self))
        }
        self.text = url.identifier
        self.host = host
        self.path = path
    }

    /// Where the document lies.
    public var documentAddress: String {
        let place = path.isEmpty ? ".well-known" : path.joined(separator: "/")
        return "https://\(host)\(port.map { ":\($0)" } ?? "")/\(place)/did.json"
    }

    private static func decoded(_ text: Substring.UTF8View.SubSequence) throws(CredentialFault) -> [UInt8] {
        var result: [UInt8] = []
        var rest = text[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                result.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(DIDURL.hexValue),
                let low = rest.popFirst().flatMap(DIDURL.hexValue)
            else { throw CredentialFault(.malformedIdentifier, "%") }
            result.append(high << 4 | low)
        }
        return result
    }

    /// A name of the domain name system (RFC 1123 section 2.1): labels of letters, digits and hyphens.
    ///
    /// Names whose last label is a number are read by browsers as addresses (WHATWG URL section 3.5), so they are
    /// refused, and so are names of one label, `localhost` excepted.
    private static func host(_ bytes: ArraySlice<UInt8>) -> String? {
        let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let text = String(decoding: bytes, as: UTF8.self).lowercased()
        guard bytes.count <= 253, labels.count > 1 || text == "localhost" else { return nil }
        for label in labels {
            let isPlain = label.allSatisfy {
                DIDURL.isLetter($0) && $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "_")
            }
            guard (1...63).contains(label.count), isPlain, label.first != UInt8(ascii: "-"),
                label.last != UInt8(ascii: "-")
            else { return nil }
        }
        guard let last = labels.last, let first = last.first else { return nil }
        let isNumber = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
        return isNumber ? nil : text
    }
}
