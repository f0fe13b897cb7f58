import Vocabulary

/// The forms that nearly every date and code in a file has, told without a detour.
///
/// Each answers only whether the text is in its common form; what is not goes the long way, which knows all forms.
extension FieldReader {
    /// Whether the text is a day of the calendar written as `2026-03-09`.
    static func isPlainDate(_ text: Span<UInt8>) -> Bool {
        guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-") else { return false }
        guard let year = digits(text, 0..<4), let month = digits(text, 5..<7), let day = digits(text, 8..<10) else {
            return false
        }
        return CalendarDate.years.contains(year) && 1...12 ~= month
            && 1...CalendarDate.days(in: month, of: year) ~= day
    }

    private static func digits(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var value = 0
        for index in range {
            let digit = text[index] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            value = value &* 10 &+ Int(digit)
        }
        return value
    }

    /// Whether two capitals are an ISO 3166-1 code.
    static func isAlpha2(_ first: UInt8, _ second: UInt8) -> Bool {
        let capitals = UInt8(ascii: "A")...UInt8(ascii: "Z")
        guard capitals ~= first, capitals ~= second else { return false }
        return assigned[Int(first &- 0x41) &* 26 &+ Int(second &- 0x41)]
    }

    private static let assigned: [Bool] = {
        var table = [Bool](repeating: false, count: 26 * 26)
        for country in CountryCode.all {
            let letters = country.alpha2.utf8.map { Int($0) - 0x41 }
            table[letters[0] * 26 + letters[1]] = true
        }
        return table
    }()

    /// Whether the text is capital letters of ASCII.
    static func isCapitals(_ text: Span<UInt8>) -> Bool {
        for index in 0..<text.count where text[index] &- UInt8(ascii: "A") > 25 { return false }
        return true
    }

    /// Whether the text is items with one space between them.
    static func isPlainList(_ text: Span<UInt8>) -> Bool {
        var previous: UInt8 = 0x20
        for index in 0..<text.count {
            let byte = text[index]
            if byte <= 0x20 {
                guard byte == 0x20, previous != 0x20 else { return false }
            } else if byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "|") {
                return false
            }
            previous = byte
        }
        return previous != 0x20
    }

    /// Whether the text is six to ten digits of a chapter that exists.
    static func isPlainTariffCode(_ text: Span<UInt8>) -> Bool {
        guard 6...10 ~= text.count else { return false }
        for index in 0..<text.count where text[index] &- UInt8(ascii: "0") > 9 { return false }
        let chapter = digits(text, 0..<2) ?? 0
        return chapter != 0 && chapter != 77
    }
}
