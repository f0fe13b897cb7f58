import Recovery
import Testing
import Vocabulary

@Suite("Money from the asset to the victims")
struct MoneyTrailTests {
    @Test func everyUnitIsFollowed() throws {
        let asset = try AssetStory.file().state
        let trail = try #require(
            MoneyTrail(fund: "fund of the valley", FundStory.paid().state, from: [AssetID("concentrate-7"): asset])
        )
        #expect(trail.isClosed && trail.gaps.isEmpty)
        #expect(trail.realised.minorUnits == 8_100_150 && trail.costs.minorUnits == 685_000)
        #expect(trail.paid.minorUnits == 7_400_150 && trail.held.minorUnits == 15_000)
    }

    @Test func aFundThatReceivedLessThanWasSentIsNamed() throws {
        var fund = ActFile(try FundStory.rules())
        try fund.act("2026-09-21", .open(dollars))
        try fund.act("2026-09-21", .receive("r", AssetID("concentrate-7"), Booked(usd(70_000))))
        let asset = try AssetStory.file().state
        let trail = try #require(
            MoneyTrail(fund: "fund of the valley", fund.state, from: [AssetID("concentrate-7"): asset])
        )
        #expect(!trail.isClosed && trail.gaps.count == 1)
        #expect(trail.gaps.first?.sent.description == "74151.50 USD" && trail.gaps.first?.received == usd(70_000))
        let unknown = try #require(MoneyTrail(fund: "fund of the valley", fund.state, from: [:]))
        #expect(unknown.gaps.map(\.asset) == [AssetID("concentrate-7")])
    }

    @Test func twoCurrenciesHaveNoSum() throws {
        var fund = ActFile(try FundStory.rules())
        try fund.act("2026-09-21", .open(currency("EUR")))
        let asset = try AssetStory.file().state
        #expect(MoneyTrail(fund: "f", fund.state, from: [AssetID("a"): asset]) == nil)
    }
}

@Suite("The public register of assets")
struct AssetLineTests {
    @Test func nothingIsPublicBeforeACourtHasTakenItAndNobodyIsNamed() throws {
        for count in 0...AssetStory.deeds.count {
            let state = try AssetStory.file(count).state
            let isTaken = state.days[.confiscated] != nil
            #expect((state.publicLine != nil) == isTaken)
            let text = String(describing: state.publicLine)
            for secret in ["driver", "T 318", "case 2026-17", "refinery R", "store 2"] {
                #expect(!text.contains(secret))
            }
        }
        let line = try #require(AssetStory.file().state.publicLine)
        #expect(
            line.realised.description == "81001.50 USD" && line.costs.description == "6850.00 USD" && line.value == nil
        )
    }
}
