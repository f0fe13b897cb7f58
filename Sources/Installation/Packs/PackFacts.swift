public import Vocabulary

/// A kind of licence as a country knows it.
public struct LicenceKind: Sendable, Hashable {
    /// The id in the pack.
    public let id: String
    /// How registers write it: abbreviations and full terms; the last one is how a person would say it.
    public let terms: [String]
    /// What it is called in the languages of the site.
    public let label: LocalisedText
    /// What it allows, in our words.
    public let activity: LicenceActivity
    /// The agency that grants it, by its id in the pack.
    public let authority: String?
    /// The largest area of one licence, hectares.
    public let largestHectares: Int?
    /// The longest time for which it is first granted, months.
    public let longestMonths: Int?
    /// What a reader has to know beside it.
    public let note: LocalisedText?
    /// What it rests on.
    public let basis: Basis
}

/// What a licence allows: the words of `licence.activity`.
public enum LicenceActivity: String, Sendable, Hashable, CaseIterable {
    case explore, mine, quarry, reserve, trade, process, export, other
    case artisanalZone = "artisanal_zone"
}

/// A public body of a country.
public struct PackAgency: Sendable, Hashable {
    /// What an agency can be: the words that the store has for it.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case mines, customs, police, justice, community, company, auditor, oversight, training, other
        case financialIntelligence = "financial_intelligence"
    }

    /// The id in the pack.
    public let id: String
    /// The name, in the country's own language.
    public let name: String
    /// What it is.
    public let kind: Kind
    /// The country, ISO 3166-1 alpha-2.
    public let country: String
    /// Whom to ask; nil where nobody has found out.
    public let contact: String?
    /// What it does in the work with findings.
    public let role: LocalisedText
    /// What it rests on.
    public let basis: Basis
}

/// A unit of mass that a country uses, as an exact fraction of grams.
public struct LocalUnit: Sendable, Hashable {
    /// The symbol that maps name, such as `qq`.
    public let symbol: String
    /// What it is called.
    public let label: LocalisedText
    /// What one unit is in grams, once divided by ``divisor``.
    public let multiplier: Int
    /// What ``multiplier`` is divided by.
    public let divisor: Int
    /// What it rests on.
    public let basis: Basis

    /// A number of these units, rounded to the nearest gram, a half gram to the even one.
    public func mass(_ number: DecimalNumber) throws(QuantityError) -> Mass {
        guard !number.isNegative else { throw .negative }
        guard let grams = number.integer(times: multiplier, over: divisor, rounding: .halfEven),
            let mass = Mass(grams: grams)
        else { throw .tooLarge }
        return mass
    }
}

/// A parameter of a rule that a country sets for itself.
public struct Threshold: Sendable, Hashable {
    /// The rule.
    public let rule: String
    /// Its parameter.
    public let parameter: String
    /// The value, as it is written.
    public let value: DecimalNumber
    /// The unit, which must be that of the parameter.
    public let unit: String
    /// Why it differs there.
    public let reason: LocalisedText
    /// What it rests on.
    public let basis: Basis
}

/// A remark on a heading of the customs tariff.
public struct TariffRemark: Sendable, Hashable {
    /// The heading: two to ten digits.
    public let code: String
    /// The remark.
    public let remark: LocalisedText
    /// What it rests on.
    public let basis: Basis
}

/// A province, department or region.
public struct Region: Sendable, Hashable {
    /// Its code in ISO 3166-2.
    public let code: String
    /// Its name, in the country's own language.
    public let name: String
    /// What it rests on.
    public let basis: Basis
}

/// A law or decree.
public struct LegalReference: Sendable, Hashable {
    /// The title, in the country's own language.
    public let title: String
    /// The date of the act.
    public let date: CalendarDate
    /// Where it was published, if that is known.
    public let gazette: String?
    /// What it rests on.
    public let basis: Basis
}
