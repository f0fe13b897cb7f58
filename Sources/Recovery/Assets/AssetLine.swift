public import Vocabulary

/// An asset as the public register shows it: what it is and what became of its value, without the people.
public struct AssetLine: Sendable, Hashable {
    /// The form of mineral or the kind of asset.
    public let form: String
    /// The country whose law applies.
    public let country: CountryCode
    /// The stage.
    public let stage: AssetStage
    /// The days on which its stages began.
    public let days: [AssetStage: CalendarDay]
    /// The latest value; nil once it is realised.
    public let value: Money?
    /// What it brought.
    public let realised: Money
    /// All costs.
    public let costs: Money
    /// What was paid out.
    public let paid: Money
    /// What is held.
    public let held: Money
}

extension AssetState {
    /// The line of the public register; nil until a court has confiscated it, because until then nobody is known to have
    /// got it by crime, and what is looked for would be warned.
    public var publicLine: AssetLine? {
        guard let description, let stage, let account, days[.confiscated] != nil else { return nil }
        return AssetLine(
            form: description.form,
            country: description.country,
            stage: stage,
            days: days,
            value: receipts.isEmpty ? latestValue?.money : nil,
            realised: account.money(account.realised),
            costs: account.money(account.incurred),
            paid: account.money(account.paid),
            held: account.money(account.held)
        )
    }
}
