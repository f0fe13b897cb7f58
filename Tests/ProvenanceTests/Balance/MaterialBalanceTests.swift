import Provenance
import Testing

@Suite("Material unaccounted for")
struct MaterialBalanceTests {
    private static let day = 86_400_000

    /// A smelter that keeps back some of each month's metal.
    private func smelter(_ kept: [Int]) throws -> LotGraph {
        var ledger = Ledger()
        for (month, kept) in kept.enumerated() {
            try ledger.made("ORE-\(month)", 100_000, .grade(700_000))
            try ledger.turned(
                [.init("ORE-\(month)", grams: 100_000)],
                [.init("TIN-\(month)", grams: 67_900 - kept, traits: .grade(1_000_000))],
                time: month * 31 * Self.day + Self.day,
                process: "smelting"
            )
        }
        return ledger.graph
    }

    private func query() throws -> MaterialBalanceQuery {
        let range = ProcessRanges.Range(
            process: "smelting",
            mineral: "tin",
            lowPPM: 930_000,
            highPPM: 990_000,
            canEnrich: true
        )
        return MaterialBalanceQuery(BalanceQuery(ranges: ProcessRanges([try #require(range)])))
    }

    @Test("What went in, came out and is gone, with its standard deviation")
    func oneMonth() throws {
        let balance = try #require(smelter([0]).materialBalances(query()).first)
        #expect(balance.unit == "PLANT")
        #expect(balance.period == "1970-01")
        #expect(balance.inGrams == 70_000)
        #expect(balance.outGrams == 67_900)
        #expect(balance.unaccounted == 2_100)
        #expect(balance.leastLoss == 700)
        #expect(balance.mostLoss == 4_900)
        #expect(balance.beyond == 0)
        // √((0.02² + 0.005²) (70,000² + 67,900²)) = 2,010.5
        #expect(balance.sigma == 2_011)
    }

    @Test("A little every month shows in the cumulated sum before it shows in a month")
    func slowDiversion() throws {
        let balances = try smelter(Array(repeating: 5_500, count: 12)).materialBalances(query())
        #expect(balances.count == 12)
        for balance in balances { #expect(balance.beyond < 3 * balance.sigma) }
        let last = try #require(balances.last)
        #expect(last.cumulated == 12 * 7_600)
        #expect(last.cumulatedBeyond > 3 * last.cumulatedSigma)
        // Errors that all months share do not average out.
        #expect(last.cumulatedSigma > 6_900)
    }

    @Test("Months, quarters and years begin where they should", arguments: [(1, "1972-02"), (3, "1972-01")])
    func periods(months: Int, first: String) throws {
        var ledger = Ledger()
        try ledger.made("A", 10, .grade(1))
        // 29 February 1972.
        try ledger.turned([.init("A", grams: 10)], [.init("B", grams: 10)], time: 789 * Self.day)
        let balances = ledger.graph.materialBalances(MaterialBalanceQuery(months: months))
        #expect(balances.map(\.period) == [first])
        #expect(balances.first?.undecided == 1)
    }
}
