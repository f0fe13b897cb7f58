import Recovery
import Testing
import Vocabulary

@Suite("The measures of a register")
struct AssetMeasuresTests {
    @Test func stagesDaysAndOutcomesAreCounted() throws {
        let closed = try AssetStory.file().state
        let managed = try AssetStory.file(in: .managed).state
        let frozen = try AssetStory.file(in: .frozen).state
        let measures = AssetMeasures([closed, managed, frozen])
        func stage(_ stage: AssetStage) throws -> AssetMeasures.Stage {
            try #require(measures.stages.first { $0.stage == stage })
        }
        #expect(try stage(.managed).count == 1 && stage(.managed).worth == [usd(84_000)])
        #expect(try stage(.closed).worth.map(\.description) == ["81001.50 USD"])
        // Two have left the frozen stage, after three days each; one has left the managed one, after 53.
        #expect(try stage(.frozen).twiceMedianDays == 6 && stage(.managed).twiceMedianDays == 106)
        #expect(try stage(.closed).twiceMedianDays == nil && stage(.released).count == 0)
        let outcome = try #require(measures.outcomes.first)
        #expect(measures.outcomes.count == 1 && outcome.realised.description == "81001.50 USD")
        #expect(
            outcome.toVictims.description == "74151.50 USD" && outcome.elsewhere == usd(0) && outcome.held == usd(0)
        )
        // 6 850 of the first, and 1 250 each of the other two, which nothing has met yet.
        #expect(outcome.costs == usd(6_850 + 2 * 1_250))
    }

    @Test func twoCurrenciesAreTwoOutcomes() throws {
        var file = ActFile(AssetRules(try Content.assets()))
        let euro = currency("EUR")
        let what = AssetDescription(
            form: "cash",
            what: "notes",
            holder: "h",
            country: country("CD"),
            basis: "case",
            currency: euro
        )
        try file.act(
            "2026-01-01",
            .identify(what, Valuation(Money(minorUnits: 5, euro), on: day("2026-01-01"), source: "count"))
        )
        let measures = AssetMeasures([file.state, try AssetStory.file(1).state])
        #expect(measures.outcomes.map(\.realised.currency.code) == ["EUR", "USD"])
        #expect(
            measures.stages[0].worth.map(\.description) == ["0.05 EUR", "90000.00 USD"] && measures.stages[0].count == 2
        )
        #expect(AssetMeasures([]).outcomes.isEmpty)
    }
}
