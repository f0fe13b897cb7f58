extension EPCIdentifier {
    /// Reads an EPC URN (TDS 2.0 section 6.3): `urn:epc:id:…`, `urn:epc:class:lgtin:…`, or `urn:epc:idpat:…*` with a
    /// wildcard only for the serial number, which names a class.
    public init(urn text: String) throws(EPCIdentifierError) {
        let parts = try EPCURN(text)
        guard parts.wildcards == 0 || (parts.wildcards == 1 && (parts.scheme.hasClasses || parts.serial != nil)) else {
            throw .misplacedWildcard
        }
        try self.init(parts)
    }

    init(_ parts: EPCURN) throws(EPCIdentifierError) {
        let scheme = parts.scheme
        guard parts.serial != nil || scheme.serial == nil || scheme.hasClasses else { throw .misplacedWildcard }
        if case .foreign = scheme.layout {
            try self.init(foreign: parts)
            return
        }
        let prefix = parts.fields[0]
        let reference = try PercentCoding.decode(parts.fields[1])
        try Self.check(prefix: prefix)
        var key: String
        switch scheme.layout {
        case .digits(let count, let first):
            let expected = count - prefix.utf8.count
            guard reference.utf8.count == expected else { throw .wrongLength(reference, expected: expected) }
            if let position = EPCAlphabet.digits.firstStranger(in: reference.utf8) {
                throw .badCharacter(reference, at: position)
            }
            key =
                first == .indicator
                ? String(Substring(reference.utf8.prefix(1))) + prefix + Substring(reference.utf8.dropFirst())
                : prefix + reference
            key.unicodeScalars.append(UnicodeScalar(CheckDigit.of(key.utf8) ?? UInt8(ascii: "0")))
            if first == .zero { key = "0" + key }
        case .text(let alphabet, let limit):
            key = "\(prefix)\(reference)"
            guard !reference.isEmpty, key.utf8.count <= limit else { throw .lengthOutOfRange(reference, limit: limit) }
            if let position = alphabet.firstStranger(in: reference.utf8) {
                throw .badCharacter(reference, at: position)
            }
        case .foreign: throw .noLink
        }
        if scheme == .itip {
            for field in parts.fields[2...3] {
                guard field.utf8.count == 2 else { throw .wrongLength(String(field), expected: 2) }
                if let position = EPCAlphabet.digits.firstStranger(in: field.utf8) {
                    throw .badCharacter(String(field), at: position)
                }
                key += field
            }
        }
        var serial: String?
        if let field = parts.serial {
            let value = try PercentCoding.decode(field)
            try Self.check(serial: value, of: scheme)
            // TDS 2.0 section 6.3.3: an SGLN without extension is written with the single digit 0.
            serial = scheme == .sgln && value == "0" ? nil : value
        }
        self.init(scheme: scheme, key: key, serial: serial, companyPrefixLength: prefix.utf8.count)
    }

    private init(foreign parts: EPCURN) throws(EPCIdentifierError) {
        for field in parts.fields where field.isEmpty || field == "*" {
            throw field.isEmpty ? .lengthOutOfRange("", limit: 30) : .misplacedWildcard
        }
        let code = String(parts.fields[0])
        switch parts.scheme {
        case .bic:
            // ISO 6346: three letters of the owner, category U, J or Z, six digits, check digit.
            guard code.utf8.count == 11 else { throw .wrongLength(code, expected: 11) }
            if let position = code.utf8.prefix(4).firstPosition(where: { !(0x41...0x5A).contains($0) }) {
                throw .badCharacter(code, at: position)
            }
            if let position = EPCAlphabet.digits.firstStranger(in: code.utf8.dropFirst(4)) {
                throw .badCharacter(code, at: position + 4)
            }
        case .imovn:
            guard code.utf8.count == 7 else { throw .wrongLength(code, expected: 7) }
            if let position = EPCAlphabet.digits.firstStranger(in: code.utf8) {
                throw .badCharacter(code, at: position)
            }
        default: break
        }
        self.init(
            scheme: parts.scheme,
            key: parts.fields.joined(separator: "."),
            serial: nil,
            companyPrefixLength: nil
        )
    }

    /// The EPC URN, where the length of the company prefix is known.
    ///
    /// - Throws: ``EPCIdentifierError/companyPrefixUnknown(_:)`` if neither the identifier nor the table knows the
    ///   length of the company prefix; ``EPCIdentifierError/wrongCheckDigit(expected:found:)`` if the URN, which has no
    ///   check digit, would hide that it is wrong.
    public func urn(prefixes: CompanyPrefixTable = CompanyPrefixTable()) throws(EPCIdentifierError) -> String {
        if case .foreign = scheme.layout { return "urn:epc:id:\(scheme.rawValue):\(key)" }
        if let checkDigitFault { throw checkDigitFault }
        if scheme == .sgtin || scheme == .itip, serial == nil, !coarser.isEmpty,
            coarser.contains(where: { $0.identifier == "10" })
        {
            throw .noURN
        }
        let bytes = Array(key.utf8)
        guard let length = companyPrefixLength ?? prefixes.length(in: self), let range = prefixRange(length: length)
        else { throw .companyPrefixUnknown(key) }
        let prefix = String(decoding: bytes[range], as: UTF8.self)
        var tail: ArraySlice<UInt8>
        var reference = ""
        switch scheme.layout {
        case .digits(let count, let first):
            let end = (first == .zero ? 1 : 0) + count
            guard range.upperBound <= end else { throw .companyPrefixUnknown(key) }
            if first == .indicator { reference = String(decoding: bytes[0...0], as: UTF8.self) }
            tail = bytes[range.upperBound..<end]
        case .text:
            tail = bytes[range.upperBound...]
            guard !tail.isEmpty else { throw .companyPrefixUnknown(key) }
        case .foreign: throw .noURN
        }
        reference += String(decoding: tail, as: UTF8.self)
        var body = "\(scheme.rawValue):\(prefix).\(PercentCoding.encodeForURN(reference))"
        if scheme == .itip {
            let counts = String(decoding: bytes.suffix(4), as: UTF8.self)
            body += ".\(counts.prefix(2)).\(counts.suffix(2))"
        }
        guard scheme.serial != nil else { return "urn:epc:id:\(body)" }
        guard let serial else {
            return scheme == .sgln ? "urn:epc:id:\(body).0" : "urn:epc:idpat:\(body).*"
        }
        return "urn:epc:\(scheme == .lgtin ? "class" : "id"):\(body).\(PercentCoding.encodeForURN(serial))"
    }

    static func check(prefix: Substring) throws(EPCIdentifierError) {
        guard (6...12).contains(prefix.utf8.count), EPCAlphabet.digits.firstStranger(in: prefix.utf8) == nil else {
            throw .badCompanyPrefix(String(prefix.prefix(30)))
        }
    }

    static func check(serial: String, of scheme: EPCScheme) throws(EPCIdentifierError) {
        guard let (alphabet, limit) = scheme.serial else { throw .strangeQualifier(serial) }
        guard (1...limit).contains(serial.utf8.count) else {
            throw .lengthOutOfRange(String(serial.prefix(60)), limit: limit)
        }
        if let position = alphabet.firstStranger(in: serial.utf8) { throw .badCharacter(serial, at: position) }
    }
}

extension Collection where Element == UInt8 {
    fileprivate func firstPosition(where matches: (UInt8) -> Bool) -> Int? {
        firstIndex(where: matches).map { distance(from: startIndex, to: $0) }
    }
}
