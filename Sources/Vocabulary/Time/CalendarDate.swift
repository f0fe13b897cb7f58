/// A date of the proleptic Gregorian calendar, as precise as it is known: a day, a month or a year.
///
/// Years from 1800 to 2200 only; records about minerals outside these are faults.
public struct CalendarDate: Sendable, Hashable {
    /// The year.
    public let year: Int
    /// The month, or nil where only the year is known.
    public let month: Int?
    /// The day of the month, or nil where only the month or the year is known.
    public let day: Int?

    /// The years that a date may lie in.
    public static let years = 1800...2200

    /// How a date is written.
    public enum Style: Sendable, Hashable {
        /// ISO 8601: 2026-11-22, 2026-11 or 2026.
        case iso
        /// 22/11/2026; a point or a hyphen may stand for the stroke, and the zero of 2/3/2026 may be left out.
        case dayMonthYear
        /// 11/22/2026, as in the United States.
        case monthDayYear
    }

    /// The date with these parts; nil if there is no such date.
    public init?(year: Int, month: Int? = nil, day: Int? = nil) {
        guard Self.years.contains(year), month != nil || day == nil else { return nil }
        if let month {
            guard (1...12).contains(month) else { return nil }
            if let day, !(1...Self.days(in: month, of: year)).contains(day) { return nil }
        }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads a date; spaces around it are allowed, anything after it is not.
    public init(_ bytes: some Collection<UInt8>, style: Style = .iso) throws(DateError) {
        var scanner = DateScanner(bytes)
        scanner.skipSpaces()
        guard !scanner.isAtEnd else { throw .empty }
        self = try scanner.date(style)
        scanner.skipSpaces()
        guard scanner.isAtEnd else { throw .malformed(offset: scanner.offset) }
    }

    /// Reads a date from text; see ``init(_:style:)-(Collection,_)``.
    public init(_ text: String, style: Style = .iso) throws(DateError) {
        try self.init(text.utf8, style: style)
    }

    /// The date that lies so many days after 1970-01-01; nil outside the years allowed.
    public init?(dayNumber: Int) {
        guard (-100_000...100_000).contains(dayNumber) else { return nil }
        let (year, month, day) = CalendarDay.parts(of: dayNumber)
        self.init(year: year, month: month, day: day)
    }

    /// Days from 1970-01-01 to the first day that the date may mean.
    public var dayNumber: Int { CalendarDay.number(year: year, month: month ?? 1, day: day ?? 1) }

    /// Days from 1970-01-01 to the last day that the date may mean; ``dayNumber`` where the day is known.
    public var lastDayNumber: Int {
        if day != nil { return dayNumber }
        let month = month ?? 12
        return CalendarDay.number(year: year, month: month, day: Self.days(in: month, of: year))
    }

    /// How many days the month has.
    public static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }
}

extension CalendarDate: CustomStringConvertible, Comparable {
    /// The date in ISO 8601, as precise as it is known.
    public var description: String {
        var text = String(year)
        for part in [month, day] {
            guard let part else { break }
            text += part < 10 ? "-0\(part)" : "-\(part)"
        }
        return text
    }

    /// The order of first days; of two dates that begin together, the more precise one comes later.
    public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
        (left.year, left.month ?? 0, left.day ?? 0) < (right.year, right.month ?? 0, right.day ?? 0)
    }
}

/// Why bytes are not a date or a time.
public enum DateError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is nothing, or nothing but spaces.
    case empty
    /// The byte at the offset has no place in a date of the style expected, or the text ends there too soon.
    case malformed(offset: Int)
    /// The year lies outside 1800 to 2200.
    case yearOutOfRange(Int)
    /// There is no such month, day, hour, minute or second.
    case noSuchDate
    /// The time does not say how far it is from UTC.
    case missingOffset
    /// The distance from UTC is more than 14 hours.
    case offsetOutOfRange

    /// The reason in words.
    public var description: String {
        switch self {
        case .empty: "empty where a date is expected"
        case .malformed(let offset): "not a date in the form expected, at byte \(offset + 1)"
        case .yearOutOfRange(let year): "year \(year) lies outside 1800 to 2200"
        case .noSuchDate: "no such day or time of day"
        case .missingOffset: "the time does not say how far it is from UTC"
        case .offsetOutOfRange: "more than 14 hours from UTC"
        }
    }
}
