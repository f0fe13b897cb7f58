public import Installation
public import Vocabulary

/// One field of a kind of record: what it is called in a file of ours, which column it fills, how its text is read.
public struct FieldSpec: Sendable, Hashable {
    /// How the text of a field becomes a value of its column.
    public enum Form: Sendable, Hashable {
        /// Any text; white space around it is dropped.
        case text
        /// A text without white space inside, as lists of identifiers are separated by spaces.
        case identifier
        /// Identifiers, minerals or lots separated by spaces, commas or semicolons.
        case list
        /// Minerals, by any name that the lexicon knows.
        case minerals
        /// One of some words.
        case word([String])
        /// true or false, 1 or 0, yes or no.
        case flag
        /// A whole number in a range.
        case whole(ClosedRange<Int>)
        /// A decimal number that becomes a binary float, in a range: positions and scores only.
        case real(ClosedRange<Double>)
        /// A mass in a unit, kept in grams.
        case mass(MassUnit)
        /// A mass in a unit of a country pack, kept in grams.
        case localMass(LocalUnit)
        /// An amount of money in the currency that another field names, kept in minor units.
        case money(currency: String, AmountRule = .plain)
        /// A share of a whole in a unit, kept in parts per million.
        case share(GradeUnit)
        /// An area in a unit, kept in square metres.
        case area(AreaUnit)
        /// A calendar date.
        case date(DateOrder)
        /// A date known to the year, month or day.
        case partialDate
        /// A moment with its offset, kept in UTC.
        case instant
        /// A country by its ISO 3166-1 codes or a name that the lexicon knows.
        case country
        /// An ISO 4217 currency.
        case currency
        /// A Harmonized System code.
        case harmonizedCode
        /// The quantity that a price is for, kept in nanograms.
        case priceQuantity
    }

    /// The name in a file of ours.
    public let name: String
    /// The column that it fills.
    public let column: String
    /// How its text is read.
    public let form: Form
    /// Whether a record without it is refused.
    public let isRequired: Bool
    /// The value where there is no text.
    public let standard: String?
    /// The field whose text says the same in the words of a register, so that a country pack can tell the value.
    public let impliedBy: String?

    init(
        _ name: String,
        column: String? = nil,
        _ form: Form = .text,
        required: Bool = false,
        standard: String? = nil,
        impliedBy: String? = nil
    ) {
        self.name = name
        self.column = column ?? name
        self.form = form
        isRequired = required
        self.standard = standard
        self.impliedBy = impliedBy
    }
}

/// What an amount of money may look like.
public struct AmountRule: OptionSet, Sendable, Hashable {
    /// The liberties that are taken, a bit each.
    public let rawValue: Int

    /// Wraps the bits.
    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Zero or more, in whole minor units.
    public static let plain: AmountRule = []
    /// Digits finer than the minor unit are rounded.
    public static let isRounded = AmountRule(rawValue: 1)
    /// An amount below zero is one that went back: a refund.
    public static let isSigned = AmountRule(rawValue: 2)
}

/// Units of area that files use.
public enum AreaUnit: String, Sendable, Hashable, CaseIterable {
    case hectare = "ha"
    case squareMetre = "m2"
    case squareKilometre = "km2"
}

/// Orders of the parts of a date that files use.
public enum DateOrder: String, Sendable, Hashable, CaseIterable {
    case yearMonthDay = "ymd"
    case dayMonthYear = "dmy"
    case monthDayYear = "mdy"

    /// The order as it is written for people.
    var pattern: String {
        switch self {
        case .yearMonthDay: "YYYY-MM-DD"
        case .dayMonthYear: "DD/MM/YYYY"
        case .monthDayYear: "MM/DD/YYYY"
        }
    }
}
