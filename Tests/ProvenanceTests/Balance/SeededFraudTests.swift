import Provenance
import Testing

/// An honest year with frauds in it, and what is found of them.
@Suite("Seeded frauds")
struct SeededFraudTests {
    private struct Year {
        var ledger = Ledger()
        /// What was planted: kind and lot.
        var truth: Set<String> = []

        init(seed: UInt64, runs: Int) throws {
            var dice = Dice(seed: seed)
            for number in 0..<runs {
                let fraud = dice.once(in: 10) ? Int.random(in: 0..<6, using: &dice) : -1
                let time = number * 1000
                let noise = Int.random(in: 9_950...10_050, using: &dice)
                let (ore, metal) = ("ORE-\(number)", "TIN-\(number)")
                let grams = Int.random(in: 50_000...90_000, using: &dice)
                let tag = fraud == 3 && number > 0 ? "TAG-\(number - 1)" : "TAG-\(number)"
                let traits = LotTraits(mineral: "tin", gradePPM: 600_000, tag: tag)
                try ledger.made(ore, grams, time: fraud == 2 ? time + 900 : time, traits)
                try ledger.moved(ore, grams * noise / 10_000, time: time + 100, from: "COOP", to: "DEALER")
                if fraud == 4 { try ledger.moved(ore, grams, time: time + 200, from: "COOP", to: "OTHER") }
                if fraud == 5 { try ledger.moved(ore, grams, time: time + 200, from: "STRANGER", to: "OTHER") }
                let used = fraud == 0 ? grams * 13 / 10 : grams * noise / 10_000
                let recovery = fraud == 1 ? 1_200 : Int.random(in: 940...985, using: &dice)
                try ledger.turned(
                    [.init(ore, grams: used)],
                    [
                        .init(
                            metal,
                            grams: used * 6 / 10 * recovery / 1000,
                            traits: LotTraits(mineral: "tin", gradePPM: 1_000_000)
                        )
                    ],
                    time: time + 500,
                    process: "smelting"
                )
                switch fraud {
                case 0: truth.insert("more_given \(ore)")
                case 1: truth.insert("metal_grows \(metal)")
                case 2: truth.insert("used_before_made \(ore)")
                case 3 where number > 0: truth.insert("tag_reuse \(ore) ORE-\(number - 1)")
                case 4: truth.insert("sold_twice \(ore)")
                case 5: truth.insert("custody_gap \(ore)")
                default: break
                }
            }
        }
    }

    @Test("Recall and precision over a thousand runs", arguments: [1, 2, 3] as [UInt64])
    func year(seed: UInt64) throws {
        let year = try Year(seed: seed, runs: 1000)
        let range = ProcessRanges.Range(
            process: "smelting",
            mineral: "tin",
            lowPPM: 930_000,
            highPPM: 990_000,
            canEnrich: true
        )
        let found = Set(year.ledger.breaks(BalanceQuery(ranges: ProcessRanges([try #require(range)]))))
        let hits = found.intersection(year.truth).count
        print(
            "seed \(seed): \(year.truth.count) planted, recall \(hits)/\(year.truth.count), precision \(hits)/\(found.count)"
        )
        #expect(year.truth.count > 60)
        #expect(hits == year.truth.count, "\(year.truth.subtracting(found))")
        #expect(Double(hits) >= 0.98 * Double(found.count), "\(found.subtracting(year.truth))")
    }
}
