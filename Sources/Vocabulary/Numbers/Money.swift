/// An amount of money in whole minor units (cents) of its currency; below zero for money given back.
public struct Money: Sendable, Hashable {
    /// The amount in minor units: 1234 for 12.34 US dollars, 12 for 12 yen.
    public let minorUnits: Int
    /// The currency.
    public let currency: Currency

    /// An amount of so many minor units.
    public init(minorUnits: Int, _ currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// An amount in major units (dollars); more decimals than the currency has are refused unless rounding is named.
    public init(_ number: DecimalNumber, _ currency: Currency, rounding: Rounding = .exact) throws(QuantityError) {
        let factor = currency.minorUnitsPerMajor
        guard let amount = number.integer(times: factor, rounding: rounding) else {
            throw number.integer(times: factor, rounding: .halfEven) == nil ? .tooLarge : .tooPrecise
        }
        self.init(minorUnits: amount, currency)
    }

    /// Reads an amount in major units, such as `1234.50`.
    public init(
        _ bytes: some Collection<UInt8>,
        _ currency: Currency,
        style: DecimalNumber.Style = .point,
        rounding: Rounding = .exact
    ) throws(QuantityError) {
        try self.init(DecimalNumber.reading(bytes, style), currency, rounding: rounding)
    }
}

extension Money: CustomStringConvertible {
    /// The amount with all its decimals and the currency, such as `1234.50 USD`.
    public var description: String {
        let digits = currency.minorDigits
        guard digits > 0 else { return "\(minorUnits) \(currency)" }
        let text = String(minorUnits.magnitude)
        let padded = String(repeating: "0", count: max(0, digits + 1 - text.utf8.count)) + text
        return "\(minorUnits < 0 ? "-" : "")\(padded.dropLast(digits)).\(padded.suffix(digits)) \(currency)"
    }
}
