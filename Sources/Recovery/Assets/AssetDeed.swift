public import Vocabulary

/// An asset.
public struct AssetID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// What an asset is, when it is first written down.
public struct AssetDescription: Sendable, Hashable {
    /// The form of mineral (`concentrate`) or the kind of asset (`machine`, `account`, `land`).
    public let form: String
    /// What it is, in words.
    public let what: String
    /// Who holds it, as far as is known.
    public let holder: String
    /// Where the law that applies is from.
    public let country: CountryCode
    /// From which case, report or register it was traced.
    public let basis: String
    /// The currency of its account.
    public let currency: Currency

    /// An asset.
    public init(form: String, what: String, holder: String, country: CountryCode, basis: String, currency: Currency) {
        (self.form, self.what, self.holder) = (form, what, holder)
        (self.country, self.basis, self.currency) = (country, basis, currency)
    }
}

/// What something was worth on a day, as somebody says.
public struct Valuation: Sendable, Hashable {
    /// The value.
    public let money: Money
    /// The day.
    public let day: CalendarDay
    /// Who says so, by what means: an assay and a reference price, an appraiser.
    public let source: String

    /// A valuation.
    public init(_ money: Money, on day: CalendarDay, source: String) {
        (self.money, self.day, self.source) = (money, day, source)
    }
}

/// What was found about who wants to buy.
public struct BuyerCheck: Sendable, Hashable {
    /// The buyer.
    public let buyer: String
    /// The licence that lets the buyer deal in it; nil where there is none.
    public let licence: String?
    /// The ties to suspects, holders or officials of the case that were found; none is what a sale needs.
    public let ties: [String]

    /// A check.
    public init(buyer: String, licence: String?, ties: [String]) {
        (self.buyer, self.licence, self.ties) = (buyer, licence, ties)
    }
}

/// To whom money of an asset goes.
public enum Recipient: Sendable, Hashable {
    /// The fund out of which victims and communities are compensated.
    case fund(String)
    case treasury
    case otherState(CountryCode)
    /// Public or social reuse.
    case reuse(String)
    /// Back to who held it.
    case holder

    /// What it is called in words; empty where the case says it all.
    var name: String {
        switch self {
        case .fund(let name), .reuse(let name): name
        case .treasury, .otherState, .holder: ""
        }
    }
}

/// What can be done to an asset.
public enum AssetDeed: Sendable, Hashable {
    /// The asset is written down for the first time, with a first estimate.
    case identify(AssetDescription, Valuation)
    /// It goes on to another stage.
    case move(AssetStage, [Particular: ParticularValue])
    /// The order that keeps it in place is renewed: court, number, day, new end.
    case renewOrder([Particular: ParticularValue])
    case value(Valuation)
    case convert(String, Conversion)
    /// A cost, by its id: storage, guards, insurance, refining.
    case cost(String, Booked, purpose: String)
    /// A cost that was booked by mistake is taken back.
    case reverseCost(String)
    /// Money comes in: a sale, a refinery's payment, cash. Before confiscation it needs an order for an early sale.
    case receive(String, Booked, buyer: String, order: String?)
    /// Money goes out; the act's paper is the proof.
    case payOut(String, Booked, Recipient)
    /// A care of the content was taken.
    case care(String)
    case checkBuyer(BuyerCheck)
    /// Somebody else says that it is theirs.
    case thirdParty(String, claimant: String)
    case answerThirdParty(String, decision: String)
    /// Who could still appeal agrees in writing that it is sold and shared.
    case consent(by: String)
}

/// What a step tells about a particular.
public enum ParticularValue: Sendable, Hashable {
    case text(String)
    case day(CalendarDay)

    var text: String? { if case .text(let text) = self { text } else { nil } }
    var day: CalendarDay? { if case .day(let day) = self { day } else { nil } }
}
