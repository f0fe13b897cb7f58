import Provenance
import Testing

@Suite("The balances in docs/traceability.md")
struct BalanceExampleTests {
    @Test("A smelter that gave back three quarters")
    func example() throws {
        var ledger = Ledger()
        try ledger.made("ORE-1", 100_000, .grade(600_000))
        let ore = [LotEvent.Quantity("ORE-1", grams: 100_000)]
        let tin = [LotEvent.Quantity("TIN-1", grams: 45_000, traits: .grade(1_000_000))]
        try ledger.turned(ore, tin, process: "smelting")
        let graph = ledger.graph
        let lot = try #require(graph.lot("ORE-1"))

        let ranges = ProcessRanges(
            [.init(process: "smelting", mineral: "tin", lowPPM: 930_000, highPPM: 990_000, canEnrich: true)]
                .compactMap { $0 }
        )
        let query = BalanceQuery(ranges: ranges)
        let account = try #require(graph.book(query).account(of: lot))
        #expect(account.receivedGrams == 100_000)
        #expect(account.givenGrams == 100_000)
        #expect(account.lostMetalGrams == 15_000)
        let item = try #require(graph.breaks(query).first)
        #expect(graph.breaks(query).count == 1)
        #expect(item.kind == .recoveryLow)
        #expect(item.expected == 930_000)
        #expect(item.found == 750_000)
        let month = try #require(graph.materialBalances(MaterialBalanceQuery(query)).first)
        #expect(month.unit == "PLANT")
        #expect(month.unaccounted == 15_000)
        #expect(month.beyond == 10_800)
    }
}
