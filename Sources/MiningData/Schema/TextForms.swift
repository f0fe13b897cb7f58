import Vocabulary

/// The forms of texts that the standard asks for.
enum TextForms {
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
    static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
    static func isLetter(_ byte: UInt8) -> Bool { isUpper(byte) || (0x61...0x7A).contains(byte) }

    /// A day with four, two and two digits that exists.
    static func date(_ text: String) -> CalendarDate? {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, let date = try? CalendarDate(bytes), date.day != nil else { return nil }
        return date
    }

    /// ISO 3166-2: the country's code, a hyphen, one to three letters or digits.
    static func isSubdivision(_ text: String, of country: String?) -> Bool {
        let bytes = Array(text.utf8)
        guard (4...6).contains(bytes.count), bytes[2] == UInt8(ascii: "-"),
            bytes[3...].allSatisfy({ isDigit($0) || isUpper($0) })
        else { return false }
        let prefix = String(decoding: bytes[..<2], as: UTF8.self)
        return country.map { $0 == prefix } ?? (CountryCode(prefix) != nil)
    }

    /// A Harmonized System code with points: four digits, two, and two where they are given.
    static func isHarmonizedCode(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts.allSatisfy({ $0.allSatisfy(isDigit) }) else { return false }
        return parts[0].count == 4 && parts.dropFirst().allSatisfy { $0.count == 2 }
    }

    /// A code of the International Mineralogical Association: `IMA1960-001`, `IMA1979-A`.
    static func isIMACode(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard (9...12).contains(bytes.count), bytes.starts(with: "IMA".utf8), bytes[3..<7].allSatisfy(isDigit),
            bytes[7] == UInt8(ascii: "-")
        else { return false }
        return bytes[8...].allSatisfy { isDigit($0) || isLetter($0) }
    }

    /// ITU-T E.164: a plus sign and two to fifteen digits, the first not 0.
    static func isTelephone(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard (3...16).contains(bytes.count), bytes[0] == UInt8(ascii: "+"), bytes[1] != UInt8(ascii: "0") else {
            return false
        }
        return bytes[1...].allSatisfy(isDigit)
    }

    /// The form that MD.09 recommends and its schemas ask for: a last label of two to four characters.
    static func isEmail(_ text: String) -> Bool {
        func isWord(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || byte == 0x5F || byte == 0x2D }
        let bytes = Array(text.utf8)
        let parts = bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard bytes.count <= 254, parts.count == 2, !parts[0].isEmpty,
            parts[0].allSatisfy({ isWord($0) || $0 == UInt8(ascii: ".") })
        else { return false }
        let labels = parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count >= 2, let last = labels.last, (2...4).contains(last.count) else { return false }
        return labels.allSatisfy { !$0.isEmpty && $0.allSatisfy(isWord) }
    }

    /// A technical term as the standard writes them: no underscore, no capital at the beginning.
    static func isCamelCase(_ name: String) -> Bool {
        guard let first = name.utf8.first else { return false }
        // JSON-LD's keywords, and the prefixed terms of other vocabularies, follow rules of their own.
        if first == UInt8(ascii: "@") || name.utf8.contains(UInt8(ascii: ":")) { return true }
        return !isUpper(first) && !name.utf8.contains(UInt8(ascii: "_"))
    }

    /// How many decimals a number has, trailing zeros not counted.
    static func decimals(of number: DecimalNumber) -> Int { max(0, 0 - number.exponent) }
}
