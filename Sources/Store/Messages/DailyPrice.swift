public import Vocabulary

/// A price of a day, as somebody gave it.
public struct DailyPrice: Sendable, Hashable {
    /// The id of the mineral.
    public var mineral: String
    /// The grade as it was written; empty if none is named.
    public var grade: String
    /// Where it is paid.
    public var place: String
    /// The price in the smallest units of the currency.
    public var minor: Int
    /// The currency (ISO 4217).
    public var currency: String
    /// What it is for one of: `gram`, `kilogram`, `tonne`, `carat`, `ounce`.
    public var unit: String
    /// The day of the price.
    public var day: CalendarDay
    /// Who says so.
    public var source: String

    /// Describes a price.
    public init(
        mineral: String,
        grade: String,
        place: String,
        minor: Int,
        currency: String,
        unit: String,
        day: CalendarDay,
        source: String
    ) {
        (self.mineral, self.grade, self.place, self.minor) = (mineral, grade, place, minor)
        (self.currency, self.unit, self.day, self.source) = (currency, unit, day, source)
    }
}

/// A line of a file of prices that could not be taken.
public struct RejectedPrice: Sendable, Hashable {
    /// The name of the file.
    public var file: String
    /// The line, from 1.
    public var line: Int
    /// The line as it came.
    public var text: String
    /// What is wrong and what to do.
    public var reason: String

    /// Describes a line.
    public init(file: String, line: Int, text: String, reason: String) {
        (self.file, self.line, self.text, self.reason) = (file, line, text, reason)
    }
}
