public import Vocabulary

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
    /// The legal form, a code of the unit.
    public var legalForm: String?
    /// The number in the register.
    public var registration: String?
    /// The day on which it was entered.
    public var registered: CalendarDay?
    /// What it does.
    public var business: String?
    /// The country of the register.
    public var country: CountryCode?
    /// The province or state of the register.
    public var province: String?
    /// Who directs, owns or may sign for it.
    public var directors: [GoAMLDirector] = []
    /// Whether it is registered for tax; told of clients alone.
    public var isTaxRegistered: Bool?
    /// Whether it is a client of the reporter.
    public var isClient = false
    /// Telephones.
    public var phones: [GoAMLPhone] = []
    /// Addresses.
    public var addresses: [GoAMLAddress] = []

    /// A body.
    public init(_ name: String) { self.name = name }
}

/// A person in a body, and what they are there.
public struct GoAMLDirector: Sendable, Hashable {
    /// Who.
    public var person: GoAMLPerson
    /// What they are, a code of the unit: `DIR`, `UBO`.
    public var role: String

    /// A person in a body.
    public init(_ person: GoAMLPerson, role: String) { (self.person, self.role) = (person, role) }
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
