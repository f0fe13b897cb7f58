/// The one form in which an event hash id names a thing: the constrained canonical GS1 Digital Link of the finest key
/// that an identifier holds (CBV 2.0 section 8.9.2 rules 17 and 18, GS1 Digital Link URI Syntax 1.2 section 4.11).
///
/// EPC URNs, class URNs, patterns and Digital Links of any domain that name the same thing have the same canonical link.
/// Works on bytes: hashing asks for every value of every event.
public enum CanonicalLink {
    /// Whose reading of the rules.
    public enum Rules: Sendable, Hashable {
        /// That of the reference implementation, to the letter: it leaves Digital Links with percent-encoded characters
        /// and GRAIs of twelve-digit company prefixes as they are, and Digital Links whose consumer product variant
        /// and what follows it have more than 20 characters.
        case reference
        /// That of the standard.
        case standard
    }

    /// The canonical link of an identifier; nil if it is none that has one.
    public static func of(_ identifier: String, rules: Rules = .standard) -> String? {
        let bytes = Array(identifier.utf8)
        var output: [UInt8] = []
        guard append(bytes.span, to: &output, rules: rules) else { return nil }
        return String(decoding: output, as: UTF8.self)
    }

    /// Appends the canonical link of an identifier.
    ///
    /// - Returns: Whether there is one; if not, nothing is appended.
    /// - Complexity: O(n).
    public static func append(_ bytes: Span<UInt8>, to output: inout [UInt8], rules: Rules = .standard) -> Bool {
        guard bytes.count > 12 else { return false }
        let start = output.count
        let isDone =
            switch bytes[0] {
            case UInt8(ascii: "u"): appendURN(bytes, to: &output, rules)
            case UInt8(ascii: "h"): LinkText.append(bytes, to: &output, rules)
            default: false
            }
        if !isDone, output.count > start { output.removeSubrange(start...) }
        return isDone
    }

    static func starts(_ bytes: Span<UInt8>, at start: Int, with text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard start &+ count <= bytes.count else { return false }
        return text.withUTF8Buffer { expected in
            var step = 0
            while step < count, bytes[start &+ step] == expected[step] { step &+= 1 }
            return step == count
        }
    }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    // MARK: URNs

    private static func appendURN(_ bytes: Span<UInt8>, to output: inout [UInt8], _ rules: Rules) -> Bool {
        guard starts(bytes, at: 0, with: "urn:epc:") else { return false }
        let isPattern = starts(bytes, at: 8, with: "idpat:")
        let isClass = starts(bytes, at: 8, with: "class:")
        guard isPattern || isClass || starts(bytes, at: 8, with: "id:") else { return false }
        let schemeStart = isPattern || isClass ? 14 : 11
        var colon = schemeStart
        while colon < bytes.count, bytes[colon] != UInt8(ascii: ":") { colon &+= 1 }
        guard colon < bytes.count else { return false }
        guard let scheme = Scheme(bytes, schemeStart..<colon), scheme.isClass == isClass else { return false }
        var reader = URNReader(index: colon &+ 1)
        guard reader.readPrefix(bytes) else { return false }
        append("https://id.gs1.org/", to: &output)
        append(scheme.key, to: &output)
        output.append(UInt8(ascii: "/"))
        if let total = scheme.digits {
            guard appendDigits(bytes, &reader, scheme, total, isPattern, to: &output, rules) else { return false }
        } else if !appendText(bytes, &reader, scheme, isPattern, to: &output) {
            return false
        }
        return reader.index == bytes.count
    }

    static func append(_ text: StaticString, to output: inout [UInt8]) {
        text.withUTF8Buffer { output.append(contentsOf: $0) }
    }

    /// Appends a key of digits with its check digit, and the serial number.
    private static func appendDigits(
        _ bytes: Span<UInt8>,
        _ reader: inout URNReader,
        _ scheme: Scheme,
        _ total: Int,
        _ isPattern: Bool,
        to output: inout [UInt8],
        _ rules: Rules
    ) -> Bool {
        guard let reference = reader.readDigits(bytes, count: total - reader.prefix.count) else { return false }
        let keyStart = output.count
        if scheme.first == .zero { output.append(UInt8(ascii: "0")) }
        var rest = reference
        if scheme.first == .indicator {
            output.append(bytes[reference.lowerBound])
            rest = (reference.lowerBound &+ 1)..<reference.upperBound
        }
        for index in reader.prefix { output.append(bytes[index]) }
        for index in rest { output.append(bytes[index]) }
        output.append(checkDigit(output, from: keyStart))
        if rules == .reference, reader.prefix.count == 12, scheme == .grai || scheme == .gdti && isPattern {
            return false
        }
        if scheme == .itip {
            for _ in 0..<2 {
                guard reader.readDot(bytes), let part = reader.readDigits(bytes, count: 2) else { return false }
                for index in part { output.append(bytes[index]) }
            }
        }
        if isPattern {
            guard scheme.hasPattern else { return false }
            return reader.readStar(bytes)
        }
        switch scheme.serial {
        case .none: return true
        case .text(let limit, let qualifier):
            guard reader.readDot(bytes), let serial = reader.readText(bytes, limit: limit) else { return false }
            // An SGLN's extension 0 says that there is none.
            let isAbsent = scheme == .sgln && serial.count == 1 && bytes[serial.lowerBound] == UInt8(ascii: "0")
            guard !isAbsent else { return true }
            append(qualifier, to: &output)
            encode(bytes, serial, to: &output)
            return true
        case .digits:
            guard reader.readDot(bytes), let serial = reader.readSerialDigits(bytes) else { return false }
            for index in serial { output.append(bytes[index]) }
            return true
        }
    }

    /// Appends a key of company prefix and text: GIAI, GINC and CPI.
    private static func appendText(
        _ bytes: Span<UInt8>,
        _ reader: inout URNReader,
        _ scheme: Scheme,
        _ isPattern: Bool,
        to output: inout [UInt8]
    ) -> Bool {
        let limit = 30 - reader.prefix.count
        let isPart = scheme == .cpi
        let reference = isPart ? reader.readPart(bytes, limit: limit) : reader.readText(bytes, limit: limit)
        guard let reference else { return false }
        for index in reader.prefix { output.append(bytes[index]) }
        encode(bytes, reference, to: &output)
        guard isPart else { return !isPattern }
        if isPattern { return reader.readStar(bytes) }
        guard reader.readDot(bytes), let serial = reader.readSerialDigits(bytes) else { return false }
        append("/8011/", to: &output)
        for index in serial { output.append(bytes[index]) }
        return true
    }

    /// GS1 General Specifications section 7.9.1.
    private static func checkDigit(_ digits: [UInt8], from start: Int) -> UInt8 {
        var sum = 0
        var weight = 3
        var index = digits.count
        while index > start {
            index &-= 1
            sum &+= Int(digits[index] &- UInt8(ascii: "0")) &* weight
            weight = 4 &- weight
        }
        return UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: (10 &- sum % 10) % 10)
    }

    /// Appends text with the characters encoded that a URN may hold and a path may not (Digital Link 1.2 table 7-1).
    private static func encode(_ bytes: Span<UInt8>, _ range: Range<Int>, to output: inout [UInt8]) {
        for index in range {
            switch bytes[index] {
            case UInt8(ascii: "!"): append("%21", to: &output)
            case UInt8(ascii: "("): append("%28", to: &output)
            case UInt8(ascii: ")"): append("%29", to: &output)
            case UInt8(ascii: "*"): append("%2A", to: &output)
            case UInt8(ascii: "+"): append("%2B", to: &output)
            case UInt8(ascii: ","): append("%2C", to: &output)
            case UInt8(ascii: ":"): append("%3A", to: &output)
            default: output.append(bytes[index])
            }
        }
    }
}
