import Screening
import Testing

@Suite struct OwnershipClosureTests {
    private func link(_ owner: Int, _ owned: Int, _ percent: Int?, _ record: Int = 0) -> OwnershipLink {
        OwnershipLink(owner: owner, owned: owned, sharePPM: percent.map { $0 * 10_000 }, recordID: record)
    }

    @Test func sharesMultiplyAlongPathsAndAddOverThem() throws {
        // 1 owns 60 % of 2 and 50 % of 3; both own of 4: 0.6 × 0.5 + 0.5 × 0.4 = 50 %.
        let closure = OwnershipClosure([
            link(1, 2, 60, 10), link(1, 3, 50, 11), link(2, 4, 50, 12), link(3, 4, 40, 13), link(9, 1, nil, 14),
        ])
        let stakes = closure.stakes(in: 4)
        #expect(stakes.map(\.owner) == [1, 2, 3, 9])
        #expect(stakes[0].sharePPM == 500_000)
        #expect(stakes[0].hops == 2)
        #expect(stakes[0].path == [1, 2, 4])
        #expect(stakes[0].recordIDs == [10, 11, 12, 13])
        #expect(stakes[0].isUltimate == false)
        #expect(stakes[3].sharePPM == nil)
        #expect(stakes[3].isUltimate)
        #expect(stakes[3].hops == 3)
    }

    @Test func aPathWithoutAShareLeavesALowerBound() throws {
        let closure = OwnershipClosure([link(1, 2, nil), link(2, 4, 50), link(1, 4, 10)])
        let stake = try #require(closure.stakes(in: 4).first { $0.owner == 1 })
        #expect(stake.sharePPM == 100_000)
        #expect(stake.isPartial)
        #expect(stake.hops == 1)
    }

    @Test func cyclesEndAndNobodyOwnsHimself() {
        let closure = OwnershipClosure([
            link(1, 2, 50), link(2, 3, 50), link(3, 1, 50), link(1, 1, 100), link(7, 3, 20),
        ])
        #expect(closure.stakes(in: 1).map(\.owner) == [2, 3, 7])
        #expect(closure.stakes(in: 1).map(\.sharePPM) == [250_000, 500_000, 100_000])
        #expect(closure.stakes(in: 1).map(\.isUltimate) == [false, false, true])
    }

    @Test func theSameHoldingFromTwoSourcesCountsOnce() {
        let closure = OwnershipClosure([link(1, 2, 50, 5), link(1, 2, nil, 4), link(1, 2, 49, 6)])
        #expect(closure.stakes().map(\.sharePPM) == [500_000])
        #expect(closure.stakes().first?.recordIDs == [4, 5, 6])
        let absurd = OwnershipLink(owner: 1, owned: 2, sharePPM: -5, recordID: 1)
        #expect(OwnershipClosure([absurd]).stakes().first?.sharePPM == nil)
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func agreesWithBruteForce(seed: UInt64) {
        var dice = Dice(seed: seed)
        for _ in 0..<30 {
            let count = Int.random(in: 2...8, using: &dice)
            var links: [OwnershipLink] = []
            var taken: Set<[Int]> = []
            for record in 0..<Int.random(in: 1...14, using: &dice) {
                let owner = Int.random(in: 0..<count, using: &dice)
                let owned = Int.random(in: 0..<count, using: &dice)
                guard owner != owned, taken.insert([owner, owned]).inserted else { continue }
                let share = Int.random(in: 0...9, using: &dice) == 0 ? nil : Int.random(in: 0...100, using: &dice)
                links.append(link(owner, owned, share, record))
            }
            let closure = OwnershipClosure(links)
            for party in 0..<count {
                let expected = bruteForce(links, party)
                let stakes = closure.stakes(in: party)
                #expect(stakes.map(\.owner) == expected.keys.sorted(), "seed \(seed)")
                for stake in stakes {
                    let paths = expected[stake.owner] ?? []
                    let known = paths.compactMap { path in
                        path.reduce(Optional(1.0)) { product, link in
                            product.flatMap { product in link.sharePPM.map { product * Double($0) / 1e6 } }
                        }
                    }
                    #expect((stake.sharePPM == nil) == known.isEmpty, "seed \(seed)")
                    if let share = stake.sharePPM {
                        #expect(abs(Double(share) / 1e6 - known.reduce(0, +)) < 1e-6, "seed \(seed)")
                    }
                    #expect(stake.isPartial == (known.count < paths.count))
                    #expect(stake.hops == paths.map(\.count).min())
                    #expect(Set(stake.recordIDs) == Set(paths.joined().map(\.recordID)))
                    #expect(stake.isComplete)
                }
            }
        }
    }

    /// All simple paths of links from each owner down to the party.
    private func bruteForce(_ links: [OwnershipLink], _ party: Int) -> [Int: [[OwnershipLink]]] {
        var result: [Int: [[OwnershipLink]]] = [:]
        var waiting: [[OwnershipLink]] = links.filter { $0.owned == party }.map { [$0] }
        while let path = waiting.popLast() {
            guard let top = path.last else { continue }
            result[top.owner, default: []].append(path)
            let visited = Set([party] + path.map(\.owner))
            for link in links where link.owned == top.owner && !visited.contains(link.owner) {
                waiting.append(path + [link])
            }
        }
        return result
    }

    @Test func aWebThatIsTooDenseIsGivenUpAndSaysSo() {
        var links: [OwnershipLink] = []
        for owner in 0..<40 {
            for owned in 0..<40 { links.append(link(owner, owned, 2)) }
        }
        let stakes = OwnershipClosure(links).stakes(in: 0)
        #expect(!stakes.isEmpty)
        #expect(stakes.allSatisfy { !$0.isComplete })
    }
}
