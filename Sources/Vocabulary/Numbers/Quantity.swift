/// Why a text is not the quantity it should be.
public enum QuantityError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The number itself cannot be read.
    case number(DecimalError)
    /// The quantity is below zero, where only zero and more make sense.
    case negative
    /// The quantity is larger than can be kept, or than it can be.
    case tooLarge
    /// The number has more decimals than the unit allows, and rounding was not asked for.
    case tooPrecise
    /// No unit is given.
    case missingUnit
    /// The unit is not one that is known.
    case unknownUnit(String)

    /// The reason in words.
    public var description: String {
        switch self {
        case .number(let reason): reason.description
        case .negative: "below zero"
        case .tooLarge: "larger than it can be"
        case .tooPrecise: "more decimals than the unit has"
        case .missingUnit: "no unit is given"
        case .unknownUnit(let text): "“\(text)” is not a known unit"
        }
    }
}

extension DecimalNumber {
    /// Reads a number and reports a failure as that of a quantity.
    static func reading(_ bytes: some Collection<UInt8>, _ style: Style) throws(QuantityError) -> DecimalNumber {
        do throws(DecimalError) {
            return try DecimalNumber(bytes, style: style)
        } catch {
            throw .number(error)
        }
    }
}
