import Foundation

/// The validity of a certificate file, read from its DER (RFC 5280 section 4.1) as far as that takes.
struct CertificateFile {
    /// From when it holds.
    let notBefore: Date
    /// Until when it holds.
    let notAfter: Date

    /// The first certificate in a PEM text; nil if there is none that can be read.
    init?(pem: String) {
        guard let begin = pem.range(of: "-----BEGIN CERTIFICATE-----"),
            let end = pem.range(of: "-----END CERTIFICATE-----", range: begin.upperBound..<pem.endIndex),
            let der = Data(
                base64Encoded: String(pem[begin.upperBound..<end.lowerBound]),
                options: .ignoreUnknownCharacters
            )
        else { return nil }
        var certificate = DERReader(Array(der))
        guard var whole = certificate.inside(0x30), var signed = whole.inside(0x30) else { return nil }
        // The version stands first, unless it is 1.
        if signed.tag == 0xA0 { _ = signed.next() }
        guard signed.next() != nil, signed.next() != nil, signed.next() != nil, var validity = signed.inside(0x30),
            let from = validity.next().flatMap(Self.time), let until = validity.next().flatMap(Self.time)
        else { return nil }
        notBefore = from
        notAfter = until
    }

    /// UTCTime with a year of two digits, or GeneralizedTime (RFC 5280 section 4.1.2.5).
    private static func time(_ value: (tag: UInt8, content: ArraySlice<UInt8>)) -> Date? {
        var text = String(decoding: value.content, as: UTF8.self)
        switch value.tag {
        case 0x17:
            guard let year = Int(text.prefix(2)) else { return nil }
            text = (year < 50 ? "20" : "19") + text
        case 0x18: break
        default: return nil
        }
        guard text.utf8.count == 15, text.hasSuffix("Z") else { return nil }
        let digits = Array(text.dropLast())
        func number(_ range: Range<Int>) -> Int? { Int(String(digits[range])) }
        var parts = DateComponents()
        parts.timeZone = TimeZone(identifier: "UTC")
        parts.year = number(0..<4)
        parts.month = number(4..<6)
        parts.day = number(6..<8)
        parts.hour = number(8..<10)
        parts.minute = number(10..<12)
        parts.second = number(12..<14)
        return Calendar(identifier: .gregorian).date(from: parts)
    }
}

/// Steps through the values of a DER text (X.690).
private struct DERReader {
    private let bytes: [UInt8]
    private var position: Int
    private let end: Int

    init(_ bytes: [UInt8]) {
        self.init(bytes, 0, bytes.count)
    }

    private init(_ bytes: [UInt8], _ position: Int, _ end: Int) {
        self.bytes = bytes
        self.position = position
        self.end = end
    }

    var tag: UInt8? { position < end ? bytes[position] : nil }

    mutating func next() -> (tag: UInt8, content: ArraySlice<UInt8>)? {
        guard position + 2 <= end else { return nil }
        let tag = bytes[position]
        var length = Int(bytes[position + 1])
        var start = position + 2
        if length >= 0x80 {
            let count = length - 0x80
            guard (1...4).contains(count), start + count <= end else { return nil }
            length = bytes[start..<(start + count)].reduce(0) { $0 << 8 | Int($1) }
            start += count
        }
        guard length <= end - start else { return nil }
        position = start + length
        return (tag, bytes[start..<position])
    }

    mutating func inside(_ tag: UInt8) -> DERReader? {
        guard self.tag == tag, let value = next() else { return nil }
        return DERReader(bytes, value.content.startIndex, value.content.endIndex)
    }
}
