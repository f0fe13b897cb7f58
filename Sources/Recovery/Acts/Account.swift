public import Vocabulary

/// Money that was realised and what became of it, in one currency and whole minor units.
///
/// `paid + costs + held = realised` at every moment. Costs that could not be met out of what was held stand apart as
/// unmet: they are owed, and were not taken from anything.
public struct Account: Sendable, Hashable {
    /// The one currency.
    public let currency: Currency
    /// All that came in.
    public private(set) var realised = 0
    /// What was paid out.
    public private(set) var paid = 0
    /// Costs met out of what came in.
    public private(set) var costs = 0
    /// Costs that nothing has met yet.
    public private(set) var unmet = 0
    /// What is there.
    public private(set) var held = 0

    /// The largest sum: what is more than this is a slip of the pen, and nothing below it overflows.
    public static let most = 1_000_000_000_000_000_00

    /// An empty account.
    public init(_ currency: Currency) { self.currency = currency }

    /// Whether the books balance.
    public var isBalanced: Bool {
        paid + costs + held == realised && paid >= 0 && costs >= 0 && held >= 0 && unmet >= 0
            && (unmet == 0 || held == 0)
    }

    /// All costs, met or not.
    public var incurred: Int { costs + unmet }

    /// Money of the account.
    public func money(_ minorUnits: Int) -> Money { Money(minorUnits: minorUnits, currency) }

    mutating func receive(_ money: Money) throws(ActRefusal) {
        let amount = try amount(of: money, on: realised)
        realised += amount
        held += amount
        meetCosts()
    }

    mutating func spend(_ money: Money) throws(ActRefusal) {
        unmet += try amount(of: money, on: incurred)
        meetCosts()
    }

    /// Takes a cost back that was booked by mistake.
    mutating func unspend(_ money: Money) throws(ActRefusal) {
        let amount = try amount(of: money)
        let ofUnmet = min(unmet, amount)
        unmet -= ofUnmet
        guard amount - ofUnmet <= costs else { throw ActRefusal(.notHeld, [self.money(costs).description]) }
        costs -= amount - ofUnmet
        held += amount - ofUnmet
    }

    mutating func pay(_ money: Money) throws(ActRefusal) {
        let amount = try amount(of: money)
        guard amount <= held else { throw ActRefusal(.notHeld, [self.money(held).description]) }
        held -= amount
        paid += amount
    }

    /// Takes a payment back that came back.
    mutating func unpay(_ money: Money) throws(ActRefusal) {
        let amount = try amount(of: money)
        guard amount <= paid else { throw ActRefusal(.notHeld, [self.money(paid).description]) }
        paid -= amount
        held += amount
        meetCosts()
    }

    private mutating func meetCosts() {
        let met = min(unmet, held)
        unmet -= met
        costs += met
        held -= met
    }

    /// An amount that can be booked: above zero, of this currency, and with what is there not more than ``most``.
    private func amount(of money: Money, on sum: Int = 0) throws(ActRefusal) -> Int {
        guard money.currency == currency else {
            throw ActRefusal(.otherCurrency, [money.currency.code], missing: ["conversion to \(currency.code)"])
        }
        guard money.minorUnits > 0 else { throw ActRefusal(.notPositive, [money.description]) }
        guard money.minorUnits <= Self.most - sum else { throw ActRefusal(.tooLarge) }
        return money.minorUnits
    }
}
