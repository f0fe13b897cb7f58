/// Walks over the bytes of a date or time.
struct DateScanner {
    // Copied to the stack once: a cursor over any collection costs a call for every step.
    private var bytes: InlineArray<49, UInt8>
    private var count = 0
    private(set) var offset = 0

    /// Takes the first 48 bytes; more than that is no date, and reads as one byte too many at the end.
    init(_ source: some Collection<UInt8>) {
        bytes = InlineArray(repeating: 0)
        for byte in source {
            // The byte too many may be a space; a letter in its place keeps it from being passed over.
            guard count < 48 else {
                bytes[count] = UInt8(ascii: "x")
                count += 1
                return
            }
            bytes[count] = byte
            count += 1
        }
    }

    var isAtEnd: Bool { offset >= count }

    var next: UInt8? { offset < count ? bytes[offset] : nil }

    mutating func skipSpaces() {
        while next == 0x20 || next == 0x09 {
            advance()
        }
    }

    mutating func advance() {
        offset += 1
    }

    /// Passes over the byte if it is the next one.
    mutating func pass(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        advance()
        return true
    }

    /// A number of `least` to `most` digits.
    mutating func number(_ least: Int, _ most: Int) throws(DateError) -> Int {
        var value = 0
        var count = 0
        while count < most, let byte = next, (0x30...0x39).contains(byte) {
            value = value * 10 + Int(byte - 0x30)
            count += 1
            advance()
        }
        guard count >= least else { throw .malformed(offset: offset) }
        return value
    }

    mutating func date(_ style: CalendarDate.Style) throws(DateError) -> CalendarDate {
        var year = 0
        var month: Int?
        var day: Int?
        switch style {
        case .iso:
            year = try number(4, 4)
            if pass(UInt8(ascii: "-")) {
                month = try number(2, 2)
                if pass(UInt8(ascii: "-")) { day = try number(2, 2) }
            }
        case .dayMonthYear, .monthDayYear:
            let first = try number(1, 2)
            guard let separator = next, [0x2F, 0x2E, 0x2D].contains(separator) else { throw .malformed(offset: offset) }
            advance()
            let second = try number(1, 2)
            guard pass(separator) else { throw .malformed(offset: offset) }
            year = try number(4, 4)
            (day, month) = style == .dayMonthYear ? (first, second) : (second, first)
        }
        guard CalendarDate.years.contains(year) else { throw .yearOutOfRange(year) }
        guard let date = CalendarDate(year: year, month: month, day: day) else { throw .noSuchDate }
        return date
    }
}
