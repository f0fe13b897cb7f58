public import Vocabulary

/// Money changed into another currency at a rate that somebody published.
public struct Conversion: Sendable, Hashable {
    /// What was changed.
    public let from: Money
    /// What it became: `from × rate`, rounded to the minor unit, halves to even.
    public let to: Money
    /// How many units of the new currency one unit of the old one was (major units).
    public let rate: DecimalNumber
    /// The day of the rate.
    public let day: CalendarDay
    /// Who published the rate, and where.
    public let source: String

    /// A conversion.
    ///
    /// - Throws: ``ActRefusal`` where the rate is not above zero, the currencies are one, or the result has no minor unit.
    public init(
        _ from: Money,
        to currency: Currency,
        rate: DecimalNumber,
        day: CalendarDay,
        source: String
    ) throws(ActRefusal) {
        guard from.currency != currency, from.minorUnits > 0, rate.significand > 0,
            source.contains(where: { !$0.isWhitespace })
        else { throw ActRefusal(.badConversion) }
        let (scaled, overflow) = from.minorUnits.multipliedReportingOverflow(by: currency.minorUnitsPerMajor)
        guard !overflow,
            let amount = rate.integer(times: scaled, over: from.currency.minorUnitsPerMajor, rounding: .halfEven),
            (1...Account.most).contains(amount)
        else { throw ActRefusal(.badConversion) }
        to = Money(minorUnits: amount, currency)
        (self.from, self.rate, self.day, self.source) = (from, rate, day, source)
    }
}

/// Money as it is booked: of the account's currency, or what a conversion made of other money.
public struct Booked: Sendable, Hashable {
    /// The amount in the currency of the account.
    public let money: Money
    /// The id of the conversion act that it comes from; nil where it came in this currency.
    public let conversion: String?

    /// Money that came in the currency of the account.
    public init(_ money: Money) {
        self.money = money
        conversion = nil
    }

    /// Money that a conversion made; each conversion can be booked once.
    public init(_ money: Money, by conversion: String) {
        self.money = money
        self.conversion = conversion
    }
}
