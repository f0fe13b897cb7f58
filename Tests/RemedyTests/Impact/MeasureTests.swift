import KernelSamples
import Remedy
import Testing
import Vocabulary

@Suite("Measurements against limits and baselines")
struct ImpactMeasureTests {
    /// What can be said of a result in water against a limit of the shipped file.
    private static func verdict(
        _ result: Observation.Result,
        _ unit: String = "mg/l",
        method: String = "laboratory-total",
        quantity: String = "arsenic",
        limit: String = "who-arsenic"
    ) throws -> LimitComparison.Verdict {
        let guide = try Content.impact()
        let observation = try ImpactBench.observation("m1", result, unit, of: quantity, method: method)
        return guide.compare(observation, with: try #require(guide.limit(limit))).verdict
    }

    @Test func theEdgesOfALimit() throws {
        #expect(try Self.verdict(result("0.01")) == .within)
        #expect(try Self.verdict(result("0.009", "0.001")) == .within)
        #expect(try Self.verdict(result("0.0091", "0.001")) == .cannotBeSaid(.straddles))
        #expect(try Self.verdict(result("0.011", "0.001")) == .cannotBeSaid(.straddles))
        #expect(try Self.verdict(result("0.0111", "0.001")) == .above)
        #expect(try Self.verdict(result("<0.01")) == .within)
        #expect(try Self.verdict(result("<0.0101")) == .cannotBeSaid(.detectionTooCoarse))
        #expect(try Self.verdict(result("<10"), "µg/l") == .within)
        #expect(try Self.verdict(result("10.1"), "µg/l") == .above)
        #expect(try Self.verdict(result("1"), "mg/kg") == .cannotBeSaid(.otherUnit))
        #expect(try Self.verdict(result("1"), "ounces") == .cannotBeSaid(.otherUnit))
        #expect(try Self.verdict(result("1"), method: "test-strip") == .cannotBeSaid(.otherMethod))
        #expect(try Self.verdict(result("1"), quantity: "lead") == .cannotBeSaid(.otherQuantity))
    }

    @Test func aLimitWithTwoEnds() throws {
        func ph(_ number: String, _ uncertainty: String? = nil) throws -> LimitComparison.Verdict {
            try Self.verdict(result(number, uncertainty), "pH", method: "meter", quantity: "ph", limit: "pe-a1-ph")
        }
        #expect(try ph("6.4") == .under && ph("6.5") == .within && ph("8.5") == .within && ph("8.6") == .above)
        #expect(try ph("6.6", "0.2") == .cannotBeSaid(.straddles) && ph("6.2", "0.2") == .under)
        #expect(try ph("7.5", "0.9") == .within && ph("7.5", "1.1") == .cannotBeSaid(.straddles))
        #expect(try ph("<7") == .cannotBeSaid(.straddles))
    }

    @Test func limitsOfACountryAndOfNone() throws {
        let guide = try Content.impact()
        let observation = try ImpactBench.observation("m1", result("0.02"))
        let peru = guide.compare(observation, for: .drinking, in: CountryCode("PE"))
        #expect(peru.map(\.limit) == ["who-arsenic", "pe-a1-arsenic"])
        let elsewhere = guide.compare(observation, for: .drinking, in: CountryCode("MZ"))
        #expect(elsewhere.map(\.limit) == ["who-arsenic"])
        // What nobody has read in its source is never shown as if somebody had.
        #expect(elsewhere.map(\.caveats) == [[.limitUnchecked, .uncertaintyUnknown]])
        #expect(guide.compare(observation, for: .breathing, in: nil).isEmpty)
    }

    /// Against whole numbers of nanograms: the same verdict in every unit, and one that the bounds allow.
    @Test(arguments: [UInt64(21), 22, 23, 24])
    func verdictsDoNotHangOnTheUnit(seed: UInt64) throws {
        print("seed \(seed)")
        var dice = Dice(seed: seed)
        let guide = try Content.impact()
        for _ in 0..<300 {
            let (nano, far) = (Int64.random(in: 0...20_000, using: &dice), Int64.random(in: 0...3_000, using: &dice))
            let verdicts = try [("g/l", -9), ("mg/l", -6), ("µg/l", -3)].map { unit, exponent in
                let number = DecimalNumber(significand: nano, exponent: exponent)
                let uncertainty = DecimalNumber(significand: far, exponent: exponent)
                return try Self.verdict(.number(number, uncertainty: uncertainty), unit)
            }
            #expect(Set(verdicts).count == 1)
            let expected: LimitComparison.Verdict =
                nano - far > 10_000 ? .above : nano + far <= 10_000 ? .within : .cannotBeSaid(.straddles)
            #expect(verdicts[0] == expected, "\(nano) ± \(far)")
            let number = DecimalNumber(significand: nano, exponent: -6)
            let there = try #require(guide.convert(number, from: "mg/l", to: "µg/l"))
            #expect(guide.convert(there, from: "µg/l", to: "mg/l") == number)
        }
    }

    /// A summary holds whatever the undetected were: checked by putting numbers in their place.
    @Test(arguments: [UInt64(31), 32, 33, 34])
    func summariesHoldWhateverWasNotDetected(seed: UInt64) throws {
        print("seed \(seed)")
        var dice = Dice(seed: seed)
        func number(_ value: Int) -> DecimalNumber { DecimalNumber(significand: Int64(value), exponent: -2) }
        func lies(_ twice: Int, in bounds: Bounds) -> Bool {
            // Twice the number in hundredths against twice the bounds.
            let most = bounds.most.integer(times: 200, rounding: .exact) ?? .min
            let least = bounds.least.map { $0.integer(times: 200, rounding: .exact) ?? .max } ?? .min
            return least <= twice && twice <= most
        }
        for _ in 0..<200 {
            let size = Int.random(in: 1...7, using: &dice)
            let values = (0..<size).map { _ in Int.random(in: 0...60, using: &dice) }
            let hidden = (0..<size).map { _ in Int.random(in: 0...2, using: &dice) == 0 }
            let results = zip(values, hidden).map { value, isHidden -> Observation.Result in
                isHidden
                    ? .below(number(value + Int.random(in: 1...9, using: &dice)))
                    : .number(number(value), uncertainty: nil)
            }
            let summary = try #require(NumberSummary(of: results))
            let sorted = values.sorted()
            let twice = size % 2 == 1 ? 2 * sorted[size / 2] : sorted[size / 2 - 1] + sorted[size / 2]
            #expect(summary.count == size && summary.undetected == hidden.count { $0 })
            #expect(lies(2 * sorted[0], in: summary.lowest) && lies(2 * sorted[size - 1], in: summary.highest))
            #expect(lies(twice, in: try #require(summary.median)), "\(results)")
            if summary.undetected == 0 {
                #expect(summary.lowest.exact == number(sorted[0]) && summary.median?.exact != nil)
            }
        }
        #expect(NumberSummary(of: [DecimalNumber]()) == nil)
    }

    @Test func whatCannotBePairedIsListed() throws {
        let guide = try Content.impact()
        let report = BaselineReport(
            [
                try ImpactBench.observation("a", result("1"), "mg/l", phase: .baseline),
                try ImpactBench.observation("b", result("2"), "mg/l", at: "well-2"),
                try ImpactBench.observation("c", result("2"), "mg/l", method: "laboratory-dissolved"),
                try ImpactBench.observation("d", result("2"), of: "lead"),
                try ImpactBench.observation("e", result("2"), "mg/kg"),
            ],
            guide: guide
        )
        #expect(report.pairs.isEmpty && report.unpaired == ["a", "b", "c", "d", "e"])
    }
}
