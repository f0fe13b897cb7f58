public import Vocabulary

/// The money of a fund followed from the assets that it came from to those who were paid.
///
/// Asset and fund are kept in files of their own, by other people. Here one is held against the other: what an asset
/// says that it paid to the fund has to be what the fund says that it received from the asset.
public struct MoneyTrail: Sendable, Hashable {
    /// An asset and a fund that tell different sums.
    public struct Gap: Sendable, Hashable {
        /// The asset.
        public let asset: AssetID
        /// What its file says was paid to the fund.
        public let sent: Money
        /// What the fund's file says it received.
        public let received: Money
    }

    /// What the assets brought in all.
    public let realised: Money
    /// Costs of the assets and of the fund that were met out of it.
    public let costs: Money
    /// What was paid to victims and others, transfers to the fund not among it.
    public let paid: Money
    /// What assets and fund hold.
    public let held: Money
    /// Where the files do not agree; empty where every unit can be followed.
    public let gaps: [Gap]

    /// Whether every unit that came in was paid, spent, or is held.
    public var isClosed: Bool {
        gaps.isEmpty && paid.minorUnits + costs.minorUnits + held.minorUnits == realised.minorUnits
    }

    /// The trail of a fund's money.
    ///
    /// - Parameters:
    ///   - fund: The name by which assets pay to the fund.
    ///   - state: The fund.
    ///   - assets: The assets that paid to it, or that it says it received from.
    /// - Returns: nil where the fund is not opened, or where an account is in another currency than the fund's: sums of two
    ///   currencies are none.
    public init?(fund: String, _ state: RestitutionState, from assets: [AssetID: AssetState]) {
        guard let account = state.account else { return nil }
        var (realised, costs, paid, held) = (0, account.costs, account.paid, account.held)
        var gaps: [Gap] = []
        for id in Set(assets.keys).union(state.received.keys).sorted() {
            let received = state.received[id] ?? 0
            var sent = 0
            if let asset = assets[id], let own = asset.account {
                guard own.currency == account.currency else { return nil }
                sent = asset.payments.values.reduce(0) { $0 + ($1.recipient == .fund(fund) ? $1.money.minorUnits : 0) }
                realised += own.realised
                costs += own.costs
                paid += own.paid - sent
                held += own.held
            }
            if sent != received {
                gaps.append(Gap(asset: id, sent: account.money(sent), received: account.money(received)))
            }
        }
        self.realised = account.money(realised)
        self.costs = account.money(costs)
        self.paid = account.money(paid)
        self.held = account.money(held)
        self.gaps = gaps
    }
}
