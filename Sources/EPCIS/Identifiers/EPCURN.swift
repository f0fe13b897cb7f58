/// The parts of an EPC URN before anything is known of their values.
struct EPCURN {
    let scheme: EPCScheme
    /// The fields without the serial number, as written.
    let fields: [Substring]
    /// The serial number as written; nil where the scheme has none, and for a wildcard.
    let serial: Substring?
    /// How many fields at the end are wildcards; in the name of a lot, the asterisk may be meant as it stands.
    let wildcards: Int

    init(_ text: String) throws(EPCIdentifierError) {
        guard let (form, rest) = Self.form(of: text) else { throw .notAnIdentifier }
        // Bytes are compared, not characters: a combining mark behind a full stop leaves it one.
        let colon = rest.utf8.firstIndex(of: UInt8(ascii: ":")) ?? rest.endIndex
        guard colon < rest.endIndex, let scheme = EPCScheme(rawValue: String(rest[..<colon])),
            form == .pattern || (scheme == .lgtin) == (form == .lot)
        else { throw .unknownScheme(String(rest[..<colon].prefix(20))) }
        let body = rest.utf8[rest.utf8.index(after: colon)...]
        // A full stop may stand in a serial number, which is always the last field.
        let expected = Self.fieldCount(of: scheme)
        let split = body.split(separator: Self.stop, maxSplits: expected - 1, omittingEmptySubsequences: false)
            .map { Substring($0) }
        guard split.count == expected else { throw .wrongFieldCount(expected: expected, found: split.count) }
        if scheme.serial == nil, let last = split.last, last.utf8.contains(Self.stop), scheme != .giai, scheme != .ginc
        {
            throw .wrongFieldCount(expected: expected, found: expected + 1)
        }
        var wildcards = 0
        // In the name of one thing an asterisk is a serial number like any other.
        if form != .identity {
            while wildcards < split.count, split[split.count - 1 - wildcards] == "*" { wildcards += 1 }
            guard !split.dropLast(wildcards).contains("*") else { throw .misplacedWildcard }
        }
        self.scheme = scheme
        self.wildcards = wildcards
        self.fields = Array(scheme.serial == nil ? split[...] : split.dropLast())
        self.serial = scheme.serial == nil || (wildcards > 0 && form == .pattern) ? nil : split.last
    }

    private static let stop = UInt8(ascii: ".")

    /// Scheme and fields with a serial number in the place of the wildcard.
    var wholeBody: String {
        "\(scheme.rawValue):\(fields.joined(separator: ".")).1"
    }

    private enum Form {
        case identity
        case pattern
        case lot
    }

    private static func form(of text: String) -> (form: Form, rest: Substring)? {
        for (prefix, form) in [("urn:epc:id:", Form.identity), ("urn:epc:idpat:", .pattern), ("urn:epc:class:", .lot)]
        where text.utf8.starts(with: prefix.utf8) {
            return (form, text[text.utf8.index(text.startIndex, offsetBy: prefix.utf8.count)...])
        }
        return nil
    }

    private static func fieldCount(of scheme: EPCScheme) -> Int {
        switch scheme.layout {
        case .foreign(let fields): fields
        case .digits, .text: 2 + (scheme == .itip ? 2 : 0) + (scheme.serial == nil ? 0 : 1)
        }
    }
}
