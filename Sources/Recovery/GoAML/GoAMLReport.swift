public import Vocabulary

/// A report to a financial intelligence unit, as an officer writes it; names in their own script.
public struct GoAMLReport: Sendable, Hashable {
    /// What is reported.
    public enum Content: Sendable, Hashable {
        /// Transactions that look suspicious.
        case transactions([GoAMLTransaction])
        /// Somebody or something that looks suspicious, without one transaction that it hangs on.
        case activity([GoAMLParty], goods: [GoAMLGoods])
    }

    /// The number under which the unit knows who reports.
    public var reporterNumber: Int
    /// The branch.
    public var branch: String?
    /// The kind of report, a code of the unit: `STR`, `SAR`.
    public var code: String
    /// The reporter's own reference.
    public var reference: String
    /// When it is sent.
    public var date: UTCInstant
    /// The currency of the amounts.
    public var currency: Currency
    /// The officer who reports.
    public var reporter: GoAMLPerson
    /// Where the reporter is.
    public var location: GoAMLAddress?
    /// Why it looks suspicious.
    public var reason: String
    /// What the reporter did.
    public var action: String?
    /// What is reported.
    public var content: Content
    /// The indicators, codes of the unit.
    public var indicators: [String]

    /// A report.
    public init(
        reporterNumber: Int,
        branch: String? = nil,
        code: String,
        reference: String,
        date: UTCInstant,
        currency: Currency,
        reporter: GoAMLPerson,
        location: GoAMLAddress? = nil,
        reason: String,
        action: String? = nil,
        content: Content,
        indicators: [String]
    ) {
        (self.reporterNumber, self.branch, self.code, self.reference) = (reporterNumber, branch, code, reference)
        (self.date, self.currency, self.reporter, self.location) = (date, currency, reporter, location)
        (self.reason, self.action, self.content, self.indicators) = (reason, action, content, indicators)
    }
}

/// A person, in their own script; `latin` is the spelling of a passport where the name is not in Latin or Cyrillic.
public struct GoAMLPerson: Sendable, Hashable {
    /// `F`, `M`; nil where it is not known.
    public var gender: String?
    /// The given name.
    public var firstName: String
    /// The family name.
    public var lastName: String
    /// Both as the passport spells them in Latin letters.
    public var latin: (first: String, last: String)? {
        get { latinFirst.flatMap { first in latinLast.map { (first, $0) } } }
        set { (latinFirst, latinLast) = (newValue?.first, newValue?.last) }
    }
    /// The day of birth.
    public var birth: CalendarDay?
    /// The number of an identity card.
    public var idNumber: String?
    /// The number of a passport.
    public var passport: String?
    /// The country that gave the passport.
    public var passportCountry: CountryCode?
    /// The nationality.
    public var nationality: CountryCode?
    /// The country of residence.
    public var residence: CountryCode?
    /// Telephones.
    public var phones: [GoAMLPhone] = []
    /// Addresses.
    public var addresses: [GoAMLAddress] = []
    /// The occupation.
    public var occupation: String?
    /// Papers that say who they are; a client has one at least.
    public var identifications: [GoAMLIdentification] = []
    /// Whether they are registered for tax; told of clients alone.
    public var isTaxRegistered: Bool?
    /// Whether they are a client of the reporter.
    public var isClient = false
    private var latinFirst: String?
    private var latinLast: String?

    /// A person.
    public init(_ firstName: String, _ lastName: String) { (self.firstName, self.lastName) = (firstName, lastName) }
}

/// A company or another body.
public struct GoAMLEntity: Sendable, Hashable {
    /// The name in its own script.
    public var name: String
    /// The name in Latin letters as a register spells it.
    public var latin: String?
    /// The number in the register.
    public var registration: String?
    /// What it does.
    public var business: String?
    /// The country of the register.
    public var country: CountryCode?
    /// Telephones.
    public var phones: [GoAMLPhone] = []
    /// Addresses.
    public var addresses: [GoAMLAddress] = []

    /// A body.
    public init(_ name: String) { self.name = name }
}

/// An account at a bank.
public struct GoAMLAccount: Sendable, Hashable {
    /// The bank.
    public var institution: String?
    /// The bank's code with the unit or its BIC.
    public var institutionCode: String
    /// Whether the code is a BIC.
    public var isBIC: Bool
    /// The number.
    public var number: String
    /// The name that the account is kept in.
    public var name: String
    /// The currency.
    public var currency: Currency?

    /// An account.
    public init(_ number: String, at institutionCode: String, isBIC: Bool, name: String) {
        (self.number, self.institutionCode, self.isBIC, self.name) = (number, institutionCode, isBIC, name)
    }
}

/// Who takes part.
public enum GoAMLSubject: Sendable, Hashable {
    case person(GoAMLPerson)
    case entity(GoAMLEntity)
    case account(GoAMLAccount)
}

/// A paper that says who somebody is.
public struct GoAMLIdentification: Sendable, Hashable {
    /// The kind, a code of the unit: `PASSP`.
    public var kind: String
    /// Its number.
    public var number: String
    /// The day from which it is valid.
    public var issued: CalendarDay
    /// The last day on which it is valid.
    public var expires: CalendarDay
    /// The country that gave it.
    public var country: CountryCode

    /// A paper.
    public init(_ kind: String, _ number: String, issued: CalendarDay, expires: CalendarDay, by country: CountryCode) {
        (self.kind, self.number, self.issued, self.expires, self.country) = (kind, number, issued, expires, country)
    }
}

/// A telephone number.
public struct GoAMLPhone: Sendable, Hashable {
    /// The country's prefix without zeros or signs.
    public var prefix: String?
    /// The number.
    public var number: String

    /// A number.
    public init(_ number: String, prefix: String? = nil) { (self.number, self.prefix) = (number, prefix) }
}

/// An address.
public struct GoAMLAddress: Sendable, Hashable {
    /// Street and house.
    public var street: String
    /// The town.
    public var city: String
    /// The country.
    public var country: CountryCode
    /// The province.
    public var province: String

    /// An address.
    public init(_ street: String, _ city: String, _ country: CountryCode, province: String) {
        (self.street, self.city, self.country, self.province) = (street, city, country, province)
    }
}

/// Somebody in an activity, and why.
public struct GoAMLParty: Sendable, Hashable {
    /// Who.
    public var subject: GoAMLSubject
    /// Why they are named.
    public var reason: String
    /// How much it weighs, from 0 to 10.
    public var significance: Int?

    /// A party.
    public init(_ subject: GoAMLSubject, reason: String, significance: Int? = nil) {
        (self.subject, self.reason, self.significance) = (subject, reason, significance)
    }
}

/// Goods: a lot of concentrate, a bar.
public struct GoAMLGoods: Sendable, Hashable {
    /// The kind, a code of the unit: `GOLD`.
    public var kind: String
    /// What it is.
    public var what: String
    /// Its value.
    public var value: Money?
    /// What became of it, a code of the unit: `SOLD`.
    public var status: String?
    /// How much, in whole units.
    public var size: Int?
    /// The unit.
    public var unit: String?

    /// Goods.
    public init(_ kind: String, _ what: String) { (self.kind, self.what) = (kind, what) }
}

/// A transaction.
public struct GoAMLTransaction: Sendable, Hashable {
    /// One side of it.
    public struct Side: Sendable, Hashable {
        /// What was given or received, a code of the unit: `CASH`.
        public var funds: String
        /// Who.
        public var subject: GoAMLSubject
        /// In which country.
        public var country: CountryCode

        /// A side.
        public init(_ funds: String, _ subject: GoAMLSubject, in country: CountryCode) {
            (self.funds, self.subject, self.country) = (funds, subject, country)
        }
    }

    /// The number.
    public var number: String
    /// Where it was made.
    public var place: String
    /// What it was.
    public var what: String
    /// When.
    public var date: UTCInstant
    /// How, a code of the unit: `ELCFT`.
    public var mode: String
    /// The amount in the currency of the report.
    public var amount: Money
    /// Who gave.
    public var from: Side
    /// Who received.
    public var to: Side

    /// A transaction.
    public init(
        _ number: String,
        at place: String,
        _ what: String,
        on date: UTCInstant,
        mode: String,
        amount: Money,
        from: Side,
        to: Side
    ) {
        (self.number, self.place, self.what, self.date) = (number, place, what, date)
        (self.mode, self.amount, self.from, self.to) = (mode, amount, from, to)
    }
}
