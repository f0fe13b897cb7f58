import Testing
import Trade
import Vocabulary

@Suite struct PriceTests {
    private func price(
        _ id: String = "p",
        _ day: String = "2026-03-01",
        until last: String? = nil,
        basis: ReferencePrice.Basis = .element,
        amount: Int = 5_303_700,
        per: Int = 1_000_000_000_000_000,
        uncertainty: Int = 50_000
    ) throws -> ReferencePrice {
        let first = try #require(CalendarDay(day))
        return try #require(
            ReferencePrice(
                id: id,
                mineral: "tin",
                basis: basis,
                firstDay: first,
                lastDay: last.flatMap { CalendarDay($0) },
                amountMinor: amount,
                perNanograms: per,
                currency: "USD",
                uncertaintyPPM: uncertainty
            )
        )
    }

    @Test func aPriceIsFoundByPeriodThenByNearness() throws {
        let prices = ReferencePrices([
            try price("b", "2026-01-01", until: "2026-12-31"), try price("a", "2026-02-01"),
            try price("d", "2026-03-01"), try price("c", "2026-03-01"), try price("z", "2020-01-01"),
        ])
        func id(_ day: String) throws -> String? {
            let day = try #require(CalendarDay(day))
            return prices.price(of: "tin", in: "USD", on: day)?.id
        }
        #expect(try id("2026-02-10") == "b")
        #expect(try id("2027-01-02") == nil)
        #expect(try id("2020-03-03") == "z")
        #expect(try id("2020-03-04") == nil)
        #expect(try id("2019-12-31") == nil)
        let march = try #require(CalendarDay("2026-03-15"))
        let february = try #require(CalendarDay("2026-02-28"))
        let open = ReferencePrices([try price("d"), try price("c"), try price("a", "2026-02-01")])
        #expect(open.price(of: "tin", in: "USD", on: march)?.id == "c")
        #expect(open.price(of: "tin", in: "USD", on: february)?.id == "a")
        #expect(open.price(of: "tin", in: "EUR", on: march) == nil)
        #expect(open.price(of: "tantalum", in: "USD", on: march) == nil)
    }

    @Test func aShipmentOfConcentrateIsPricedOnItsTin() throws {
        // 20 t of cassiterite concentrate at 65 % tin: 13 t of tin at 53,037.00 USD a tonne = 689,481.00 USD.
        let grade = try #require(GradeRange(ppm: 650_000, relativeUncertaintyPPM: 20_000))
        let score = try PriceScore(
            netMassGrams: 20_000_000,
            grade: grade,
            declaredMinor: 40_679_400,
            price: price()
        )
        #expect(score.containedGrams == 13_000_000)
        #expect(score.referenceMinor == 68_948_100)
        // 637,000 ppm at 95 %: 20 t × 0.637 × 53,037 × 0.95.
        #expect(score.lowMinor == 64_190_681)
        #expect(score.highMinor == 73_843_415)
        #expect(score.ratioPPM == 590_000)
        #expect(score.standing == .below)
        #expect(score.outsidePPM == 366_272)
    }

    @Test func aTroyOunceIsExact() throws {
        // One kilogram of pure gold is 32.1507466 troy ounces.
        let score = try PriceScore(
            netMassGrams: 1000,
            grade: try #require(GradeRange(lowPPM: 1_000_000, bestPPM: 1_000_000, highPPM: 1_000_000)),
            declaredMinor: 13_593_336,
            price: price(amount: 422_800, per: 31_103_476_800, uncertainty: 0)
        )
        #expect(score.referenceMinor == 13_593_336)
        #expect(score.standing == .within)
        #expect(score.outsidePPM == 0)
    }

    @Test func aGrossPriceTakesTheWholeMass() throws {
        let score = try PriceScore(
            netMassGrams: 2_000_000,
            grade: try #require(GradeRange(lowPPM: 0, bestPPM: 0, highPPM: 0)),
            declaredMinor: 100_000,
            price: price(basis: .gross, amount: 42_525)
        )
        #expect(score.referenceMinor == 85_050)
        #expect(score.standing == .above)
    }

    @Test func absurdNumbersAreRefusedNotTrapped() throws {
        let pure = try #require(GradeRange(lowPPM: 1_000_000, bestPPM: 1_000_000, highPPM: 1_000_000))
        let none = try #require(GradeRange(lowPPM: 0, bestPPM: 0, highPPM: 0))
        let usual = try price()
        let dear = try price(amount: .max, per: 1)
        let cheap = try price(amount: 1, per: .max)
        #expect(throws: PriceScore.Failure.outOfRange) {
            try PriceScore(netMassGrams: .max, grade: pure, declaredMinor: .max, price: dear)
        }
        #expect(throws: PriceScore.Failure.negative) {
            try PriceScore(netMassGrams: -1, grade: pure, declaredMinor: 1, price: usual)
        }
        #expect(throws: PriceScore.Failure.nothingContained) {
            try PriceScore(netMassGrams: 1000, grade: none, declaredMinor: 1, price: usual)
        }
        #expect(throws: PriceScore.Failure.self) {
            try PriceScore(netMassGrams: 1, grade: pure, declaredMinor: .max, price: cheap)
        }
        #expect(GradeRange(lowPPM: 2, bestPPM: 1, highPPM: 3) == nil)
        #expect(GradeRange(ppm: 1_000_001, relativeUncertaintyPPM: 0) == nil)
        let day = try #require(CalendarDay(number: 0))
        #expect(
            ReferencePrice(
                id: "",
                mineral: "",
                basis: .gross,
                firstDay: day,
                amountMinor: 0,
                perNanograms: 1,
                currency: "",
                uncertaintyPPM: 0
            ) == nil
        )
    }

    @Test func outputIsWorkersTimesProductivity() throws {
        let output = PlausibleOutput([
            try #require(Productivity(mineral: "coltan", gramsPerWorkerMonth: 7800, source: "a")),
            try #require(Productivity(mineral: "coltan", gramsPerWorkerMonth: 9000, source: "b")),
        ])
        #expect(output.bound(mineral: "coltan", workers: 160)?.grams == 1_440_000)
        #expect(output.bound(mineral: "coltan", workers: 160)?.productivity.source == "b")
        #expect(output.bound(mineral: "gold", workers: 160) == nil)
        #expect(output.bound(mineral: "coltan", workers: -1) == nil)
        #expect(output.bound(mineral: "coltan", workers: .max) == nil)
        #expect(Productivity(mineral: "gold", gramsPerWorkerMonth: 0, source: "") == nil)
    }
}
