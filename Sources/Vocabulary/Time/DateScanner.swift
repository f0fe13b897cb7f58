/// Walks over the bytes of a date or time.
struct DateScanner<Bytes: Collection<UInt8>> {
    private var rest: Bytes.SubSequence
    private(set) var offset = 0

    init(_ bytes: Bytes) {
        rest = bytes[...]
    }

    var isAtEnd: Bool { rest.isEmpty }

    var next: UInt8? { rest.first }

    mutating func skipSpaces() {
        while next == 0x20 || next == 0x09 {
            advance()
        }
    }

    mutating func advance() {
        rest = rest.dropFirst()
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
