public import Vocabulary

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
