public import Foundation

/// A moment in time to the millisecond, with the distance from UTC that its record gave.
public struct UTCInstant: Sendable, Hashable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public let milliseconds: Int
    /// How many minutes the clock of the record was ahead of UTC.
    public let offsetMinutes: Int

    /// A moment; nil outside the years 1800 to 2200 or more than 14 hours from UTC.
    public init?(milliseconds: Int, offsetMinutes: Int = 0) {
        let day = milliseconds.quotient(floor: 86_400_000)
        guard CalendarDate(dayNumber: day) != nil, (-840...840).contains(offsetMinutes) else { return nil }
        self.milliseconds = milliseconds
        self.offsetMinutes = offsetMinutes
    }

    /// The moment of a clock, to the millisecond before; the ends of the years 1800 to 2200 stand for what lies outside.
    public init(_ date: Date) {
        let milliseconds = (date.timeIntervalSince1970 * 1_000).rounded(.down)
        self.milliseconds = Int(min(max(milliseconds, Self.first), Self.last))
        offsetMinutes = 0
    }

    /// The first moment of the year 1800 and the last millisecond of the year 2200, since 1970.
    private static let (first, last) = (-5_364_662_400_000.0, 7_289_654_399_999.0)

    /// Reads an ISO 8601 date and time with its distance from UTC, such as `2026-01-02T05:04:05.678+02:00`.
    ///
    /// Seconds and their fraction may be left out; what is finer than a millisecond is cut off. A time without `Z` or
    /// a distance is refused, because nobody could say later which moment was meant; so are leap seconds and hour 24.
    public init(_ bytes: some Collection<UInt8>) throws(DateError) {
        var scanner = DateScanner(bytes)
        scanner.skipSpaces()
        guard !scanner.isAtEnd else { throw .empty }
        let date = try scanner.date(.iso)
        guard date.day != nil else { throw .malformed(offset: scanner.offset) }
        if scanner.isAtEnd { throw .missingOffset }
        guard scanner.pass(UInt8(ascii: "T")) || scanner.pass(UInt8(ascii: "t")) || scanner.pass(UInt8(ascii: " "))
        else { throw .malformed(offset: scanner.offset) }
        let time = try Self.timeOfDay(&scanner)
        let offset = try Self.offset(&scanner)
        scanner.skipSpaces()
        guard scanner.isAtEnd else { throw .malformed(offset: scanner.offset) }
        let local = date.dayNumber * 86_400_000 + time
        guard let instant = UTCInstant(milliseconds: local - offset * 60_000, offsetMinutes: offset) else {
            throw .yearOutOfRange(date.year)
        }
        self = instant
    }

    /// Reads a date and time from text; see ``init(_:)-(Collection)``.
    public init(_ text: String) throws(DateError) {
        try self.init(text.utf8)
    }

    /// The moment as facts keep it: UTC with milliseconds, such as `2026-01-02T03:04:05.678Z`.
    public var text: String {
        let day = milliseconds.quotient(floor: 86_400_000)
        let time = milliseconds - day * 86_400_000
        let date = CalendarDate(dayNumber: day)?.description ?? ""
        let clock = [time / 3_600_000, time / 60_000 % 60, time / 1_000 % 60].map { padded($0, 2) }
        return "\(date)T\(clock.joined(separator: ":")).\(padded(time % 1_000, 3))Z"
    }

    /// The distance from UTC as the record gave it, such as `+02:00`.
    public var offsetText: String {
        let minutes = abs(offsetMinutes)
        return "\(offsetMinutes < 0 ? "-" : "+")\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
    }

    /// The day in UTC.
    public var dayNumber: Int { milliseconds.quotient(floor: 86_400_000) }

    private static func timeOfDay(_ scanner: inout DateScanner) throws(DateError) -> Int {
        let hour = try scanner.number(2, 2)
        guard scanner.pass(UInt8(ascii: ":")) else { throw .malformed(offset: scanner.offset) }
        let minute = try scanner.number(2, 2)
        var second = 0
        var millisecond = 0
        if scanner.pass(UInt8(ascii: ":")) {
            second = try scanner.number(2, 2)
            if scanner.pass(UInt8(ascii: ".")) || scanner.pass(UInt8(ascii: ",")) {
                var weight = 100
                let start = scanner.offset
                while let byte = scanner.next, (0x30...0x39).contains(byte) {
                    millisecond += weight * Int(byte - 0x30)
                    weight /= 10
                    scanner.advance()
                }
                guard scanner.offset > start else { throw .malformed(offset: start) }
            }
        }
        guard hour < 24, minute < 60, second < 60 else { throw .noSuchDate }
        return ((hour * 60 + minute) * 60 + second) * 1_000 + millisecond
    }

    private static func offset(_ scanner: inout DateScanner) throws(DateError) -> Int {
        if scanner.pass(UInt8(ascii: "Z")) || scanner.pass(UInt8(ascii: "z")) { return 0 }
        if scanner.isAtEnd { throw .missingOffset }
        let isNegative = scanner.next == UInt8(ascii: "-")
        guard scanner.pass(UInt8(ascii: "+")) || scanner.pass(UInt8(ascii: "-")) else {
            throw .malformed(offset: scanner.offset)
        }
        let hours = try scanner.number(2, 2)
        _ = scanner.pass(UInt8(ascii: ":"))
        let minutes = scanner.isAtEnd ? 0 : try scanner.number(2, 2)
        guard minutes < 60, hours * 60 + minutes <= 840 else { throw .offsetOutOfRange }
        return (isNegative ? -1 : 1) * (hours * 60 + minutes)
    }
}

extension UTCInstant: CustomStringConvertible, Comparable {
    /// The moment in UTC.
    public var description: String { text }

    /// Whether one moment is earlier; of equal moments, the one with the smaller distance from UTC comes first.
    public static func < (left: UTCInstant, right: UTCInstant) -> Bool {
        (left.milliseconds, left.offsetMinutes) < (right.milliseconds, right.offsetMinutes)
    }
}

/// The number with zeros in front, `width` characters wide.
private func padded(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
}

extension Int {
    /// The quotient rounded towards minus infinity, for a positive divisor.
    fileprivate func quotient(floor divisor: Int) -> Int {
        let (whole, rest) = quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? whole - 1 : whole
    }
}
