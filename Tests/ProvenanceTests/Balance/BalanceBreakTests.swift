import Provenance
import Testing

@Suite("What does not add up")
struct BalanceBreakTests {
    @Test("More given than received, not within what scales do")
    func moreGiven() throws {
        var ledger = Ledger()
        try ledger.made("A", 1000)
        try ledger.turned([.init("A", grams: 1020)], [.init("B", grams: 1000)])
        #expect(ledger.breaks() == [])
        try ledger.turned([.init("A", grams: 1)], [.init("C", grams: 1)])
        #expect(ledger.breaks() == ["more_given A"])
        let item = try #require(ledger.graph.breaks().first)
        #expect(item.expected == 1000)
        #expect(item.found == 1021)
        #expect(item.records == [1, 2, 3])
        #expect(item.events == ["made A", "turned A B", "turned A C"])
    }

    @Test("Metal that grows, and mass that grows where grades are not known")
    func growth() throws {
        var ledger = Ledger()
        try ledger.made("A", 1000, .grade(600_000))
        try ledger.turned([.init("A", grams: 1000)], [.init("B", grams: 700, traits: .grade(990_000))])
        try ledger.made("C", 1000)
        try ledger.turned([.init("C", grams: 1000)], [.init("D", grams: 1100)])
        #expect(ledger.breaks() == ["metal_grows B", "mass_grows D"])
    }

    @Test("A recovery outside what the process is known to reach; no process, no range")
    func recovery() throws {
        let range = ProcessRanges.Range(
            process: "smelting",
            mineral: "tin",
            lowPPM: 930_000,
            highPPM: 990_000,
            canEnrich: true
        )
        let query = BalanceQuery(ranges: ProcessRanges([try #require(range)]))
        var ledger = Ledger()
        for (number, out) in [(1, 570), (2, 500), (3, 606)] {
            try ledger.made("ORE-\(number)", 1000, .grade(600_000))
            try ledger.turned(
                [.init("ORE-\(number)", grams: 1000)],
                [.init("TIN-\(number)", grams: out, traits: .grade(999_000))],
                process: "smelting"
            )
        }
        try ledger.made("ORE-4", 1000, .grade(600_000))
        try ledger.turned([.init("ORE-4", grams: 1000)], [.init("TIN-4", grams: 10, traits: .grade(999_000))])
        #expect(ledger.breaks(query) == ["recovery_low TIN-2"])
        #expect(ledger.graph.breaks(query).first?.found == 832_500)
    }

    @Test("A blend that is richer than its richest part")
    func uplift() throws {
        var ledger = Ledger()
        try ledger.made("A", 1000, .grade(200_000))
        try ledger.made("B", 1000, .grade(300_000))
        let inputs = [LotEvent.Quantity("A", grams: 1000), .init("B", grams: 1000)]
        try ledger.turned(inputs, [.init("C", grams: 1990, traits: .grade(390_000))])
        #expect(Set(ledger.breaks()) == ["grade_uplift C", "metal_grows C"])
        // Most of the mass is gone: that is what concentrating looks like.
        try ledger.made("D", 1000, .grade(200_000))
        try ledger.turned([.init("D", grams: 1000)], [.init("E", grams: 300, traits: .grade(600_000))])
        #expect(Set(ledger.breaks()) == ["grade_uplift C", "metal_grows C"])
    }

    @Test("A lot that gets richer on the road")
    func road() throws {
        var ledger = Ledger()
        try ledger.made("A", 1000, .grade(200_000))
        let seen = LotEvent.Quantity("A", grams: 1000, traits: .grade(260_000))
        try ledger.tell(LotEvent("seen", .moved, time: 5, steps: [.init(inputs: [seen], outputs: [seen])]))
        #expect(ledger.breaks() == ["grade_uplift A"])
    }

    @Test("Used before it was made, not by clocks that differ a little")
    func time() throws {
        var ledger = Ledger()
        try ledger.made("A", 1000, time: 20)
        try ledger.turned([.init("A", grams: 1000)], [.init("B", grams: 900)], time: 10)
        #expect(ledger.breaks() == ["used_before_made A"])
        #expect(ledger.breaks(BalanceQuery(clockTolerance: 10)) == [])
    }

    @Test("One tag on two lots, not on what is made of the lot or came out of one step with it")
    func tags() throws {
        let tagged = LotTraits(tag: "T-1")
        var ledger = Ledger()
        try ledger.made("A", 100, tagged)
        try ledger.turned([.init("A", grams: 100)], [.init("A2", grams: 100, traits: tagged)])
        #expect(ledger.breaks() == [])
        try ledger.made("B", 100, time: 3, tagged)
        #expect(ledger.breaks() == ["tag_reuse B A"])
    }

    @Test("One certificate for two lots")
    func claims() throws {
        let claimed = LotTraits(claim: "RW-1")
        var ledger = Ledger()
        try ledger.made("A", 100)
        try ledger.turned(
            [.init("A", grams: 100)],
            [.init("B", grams: 50, traits: claimed), .init("C", grams: 50, traits: claimed)]
        )
        #expect(ledger.breaks() == [])
        try ledger.made("D", 100, time: 30, claimed)
        #expect(ledger.breaks() == ["claim_twice D B"])
    }

    @Test("Sold twice, a gap in custody, and neither where a lot came back or went in parts")
    func custody() throws {
        var ledger = Ledger()
        try ledger.made("A", 100)
        try ledger.moved("A", 100, time: 1, from: "X", to: "Y")
        try ledger.moved("A", 100, time: 2, from: "X", to: "Y")
        try ledger.moved("A", 100, time: 3, from: "Y", to: "X")
        try ledger.moved("A", 100, time: 4, from: "X", to: "Z")
        try ledger.made("B", 100)
        try ledger.moved("B", 60, time: 1, from: "X", to: "Y")
        try ledger.moved("B", 40, time: 2, from: "X", to: "Z")
        #expect(ledger.breaks() == [])
        try ledger.made("C", 100)
        try ledger.moved("C", 100, time: 1, from: "X", to: "Y")
        try ledger.moved("C", 100, time: 2, from: "X", to: "Z")
        try ledger.made("D", 100)
        try ledger.moved("D", 100, time: 1, from: "X", to: "Y")
        try ledger.moved("D", 100, time: 2, from: "W", to: "Z")
        #expect(ledger.breaks() == ["sold_twice C", "custody_gap D"])
        #expect(ledger.graph.breaks().map(\.word) == ["X", "W"])
    }

    @Test("A model of custody that goes up, also past a lot that claims nothing")
    func models() throws {
        var ledger = Ledger()
        try ledger.made("A", 100, LotTraits(model: .massBalance))
        try ledger.turned([.init("A", grams: 100)], [.init("B", grams: 100)])
        try ledger.turned([.init("B", grams: 50)], [.init("C", grams: 50, traits: LotTraits(model: .segregated))])
        try ledger.turned([.init("B", grams: 50)], [.init("D", grams: 50, traits: LotTraits(model: .bookAndClaim))])
        #expect(ledger.breaks() == ["model_upgrade C B"])
    }

    @Test("A transformation told in parts is judged as one, and not at all while a part is hidden")
    func parts() throws {
        var ledger = Ledger()
        try ledger.made("A", 1000)
        try ledger.turned([.init("A", grams: 1000)], [], group: "T")
        try ledger.turned([], [.init("B", grams: 700)], time: 11, group: "T")
        try ledger.turned([], [.init("C", grams: 700)], time: 12, group: "T")
        #expect(ledger.breaks() == ["mass_grows B"])
        #expect(ledger.breaks(BalanceQuery(mayRead: RecordFilter { $0 != 3 })) == [])
    }
}
