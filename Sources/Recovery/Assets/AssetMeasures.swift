public import Vocabulary

/// Where the assets of a register stand, and what became of their value: numbers with what they were counted from.
///
/// Sums are told by currency: two currencies have no sum.
public struct AssetMeasures: Sendable, Hashable {
    /// The assets of one stage.
    public struct Stage: Sendable, Hashable {
        /// The stage.
        public let stage: AssetStage
        /// How many assets are in it now.
        public let count: Int
        /// What they are worth: the latest value, or what they brought once they are sold, by currency.
        public let worth: [Money]
        /// The median of the days that assets were in it, of those that have left it, twice over so that a half is a
        /// whole number; nil where none has.
        public let twiceMedianDays: Int?
    }

    /// What became of the money of one currency.
    public struct Outcome: Sendable, Hashable {
        /// What was realised.
        public let realised: Money
        /// All costs.
        public let costs: Money
        /// What went to funds for victims and to social use.
        public let toVictims: Money
        /// What went elsewhere: the treasury, other states, back to holders.
        public let elsewhere: Money
        /// What is held.
        public let held: Money
    }

    /// The stages in their order.
    public let stages: [Stage]
    /// The outcomes in the order of the currencies' codes.
    public let outcomes: [Outcome]

    /// The measures of a register.
    public init(_ assets: [AssetState]) {
        stages = AssetStage.allCases.map { stage in
            let here = assets.filter { $0.stage == stage }
            let days = assets.compactMap { $0.daysSpent(in: stage) }.sorted()
            return Stage(
                stage: stage,
                count: here.count,
                worth: Self.sums(here.compactMap(\.worth)),
                twiceMedianDays: days.isEmpty ? nil : days[(days.count - 1) / 2] + days[days.count / 2]
            )
        }
        let byCurrency = Dictionary(grouping: assets.compactMap { asset in asset.account.map { (asset, $0) } }) {
            $0.1.currency
        }
        outcomes = byCurrency.sorted { $0.key.code < $1.key.code }.map { currency, entries in
            var (realised, costs, victims, paid, held) = (0, 0, 0, 0, 0)
            for (asset, account) in entries {
                realised += account.realised
                costs += account.incurred
                paid += account.paid
                held += account.held
                victims += asset.payments.values.reduce(0) { $0 + ($1.isForVictims ? $1.money.minorUnits : 0) }
            }
            return Outcome(
                realised: Money(minorUnits: realised, currency),
                costs: Money(minorUnits: costs, currency),
                toVictims: Money(minorUnits: victims, currency),
                elsewhere: Money(minorUnits: paid - victims, currency),
                held: Money(minorUnits: held, currency)
            )
        }
    }

    private static func sums(_ values: [Money]) -> [Money] {
        var sums: [Currency: Int] = [:]
        for value in values { sums[value.currency, default: 0] += value.minorUnits }
        return sums.sorted { $0.key.code < $1.key.code }.map { Money(minorUnits: $1, $0) }
    }
}

extension AssetState {
    /// The latest value, or what it brought once it is sold.
    var worth: Money? {
        guard let account, account.realised > 0 else { return latestValue?.money }
        return account.money(account.realised)
    }

    /// How many days it was in a stage that it has left.
    func daysSpent(in stage: AssetStage) -> Int? {
        guard let began = days[stage], let act = entered[stage] else { return nil }
        // The stage that was entered next: acts are numbered in their order, days can be the same.
        let next = entered.filter { $0.value > act }.min { $0.value < $1.value }
        guard let next, let ended = days[next.key] else { return nil }
        return ended.number - began.number
    }
}

extension AssetState.Entry {
    var isForVictims: Bool {
        switch recipient {
        case .fund, .reuse: true
        case .treasury, .otherState, .holder, nil: false
        }
    }
}
