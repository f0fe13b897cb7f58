import KernelSamples
import Recovery
import Testing

@Suite("Sharing without losing a minor unit")
struct ApportionmentTests {
    @Test func theExampleReckonedByHand() {
        // 34 001.50 over 30 : 45 : 10 of 85: 12 000.529…, 18 000.794…, 4 000.176… and two cents left for .94 and .65.
        #expect(Apportionment.shares(of: 3_400_150, by: [30, 10, 45]) == [1_200_053, 400_018, 1_800_079])
        #expect(Apportionment.shares(of: 100, by: [1, 1, 1]) == [34, 33, 33])
        #expect(Apportionment.shares(of: 5, by: []) == [])
        #expect(Apportionment.shares(of: 5, by: [0, 0]) == [0, 0])
        #expect(Apportionment.shares(of: 0, by: [3, 4]) == [0, 0])
    }

    @Test func theLargestSumsDoNotOverflow() {
        let most = Account.most
        #expect(Apportionment.shares(of: most, by: [most, most, most]).reduce(0, +) == most)
        #expect(Apportionment.shares(of: most, by: Array(repeating: most, count: 1_000)).reduce(0, +) == most)
    }

    @Test(arguments: 1...60) func theSumIsExactlyWhatIsSharedAndEachPartIsItsExactOneRounded(_ seed: Int) {
        print("seed \(seed)")
        var dice = Dice(seed: UInt64(seed))
        for _ in 0..<50 {
            let weights = (0..<dice.roll(1...30)).map { _ in dice.roll(0...3) == 0 ? 0 : dice.roll(1...1_000_000_000) }
            let whole = weights.reduce(0, +)
            let sum = whole == 0 ? 0 : dice.roll(0...1_000_000_000)
            let shares = Apportionment.shares(of: sum, by: weights)
            #expect(shares.reduce(0, +) == sum)
            for (share, weight) in zip(shares, weights) where whole > 0 {
                let exact = Int128(sum) * Int128(weight)
                #expect(Int128(share) * Int128(whole) > exact - Int128(whole))
                #expect(Int128(share) * Int128(whole) < exact + Int128(whole))
            }
            // With floors: the same sum, nobody below what was paid, nobody above the weight.
            let budget = whole == 0 ? 0 : dice.roll(0...whole)
            var left = budget
            let paid = weights.map { weight in
                let part = min(left, dice.roll(0...2) == 0 ? dice.roll(0...max(0, weight)) : 0)
                left -= part
                return part
            }
            let floored = Apportionment.shares(of: budget, by: weights, notBelow: paid)
            #expect(floored.reduce(0, +) == budget)
            for index in weights.indices {
                #expect(floored[index] >= paid[index] && floored[index] <= weights[index])
            }
        }
    }
}
