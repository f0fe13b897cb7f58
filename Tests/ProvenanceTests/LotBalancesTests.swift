import Provenance
import Testing

@Suite struct LotBalancesTests {
    @Test func sumsMassesTimesAndRecords() {
        var balances = LotBalances(lotCount: 4)
        balances.add([
            LotMovement(lot: 2, receivedGrams: 1000, time: 10, recordID: 7),
            LotMovement(lot: 2, givenGrams: 400, time: 30, recordID: 9),
            LotMovement(lot: 2, givenGrams: 700, time: 20, recordID: 8),
            LotMovement(lot: 0, receivedGrams: 5, time: 1, recordID: 8),
            LotMovement(lot: 2, time: 15, recordID: 8),
        ])
        let all = balances.balances()
        #expect(all.map(\.lot) == [0, 2])
        #expect(all[1].receivedGrams == 1000)
        #expect(all[1].givenGrams == 1100)
        #expect(all[1].leftGrams == -100)
        #expect(all[1].lastTime == 30)
        #expect(all[1].recordIDs == [7, 8, 9])
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func theOrderOfMovementsDoesNotMatter(seed: UInt64) {
        var dice = Dice(seed: seed)
        var movements = (0..<3000).map { index in
            LotMovement(
                lot: .random(in: -1...120, using: &dice),
                receivedGrams: .random(in: -2...2, using: &dice) == 0
                    ? Int.max / 2 : .random(in: -1...5000, using: &dice),
                givenGrams: .random(in: 0...5000, using: &dice),
                time: .random(in: -50...50, using: &dice),
                recordID: index / 3
            )
        }
        var first = LotBalances(lotCount: 100)
        first.add(movements)
        movements.shuffle(using: &dice)
        var second = LotBalances(lotCount: 100)
        second.add(movements)
        #expect(first.balances() == second.balances(), "seed \(seed)")
        #expect(first.refusedCount == second.refusedCount)
        #expect(first.refusedCount > 0)
        let counted = movements.filter { (0..<100).contains($0.lot) && $0.receivedGrams >= 0 }
        #expect(Set(first.balances().map(\.lot)) == Set(counted.map(\.lot)))
    }

    @Test func sumsBeyondCountingAreMarkedAndDoNotTrap() throws {
        var balances = LotBalances(lotCount: 1)
        balances.add(LotMovement(lot: 0, receivedGrams: .max, time: 1, recordID: 1))
        balances.add(LotMovement(lot: 0, receivedGrams: 1, givenGrams: .max, time: 1, recordID: 1))
        let balance = try #require(balances.balances().first)
        #expect(balance.isSaturated)
        #expect(balance.leftGrams == 0)
        #expect(balances.add(LotMovement(lot: 0, givenGrams: -1, time: 1, recordID: 1)) == false)
        #expect(LotBalances(lotCount: -5).balances().isEmpty)
    }
}
