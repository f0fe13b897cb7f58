import Provenance
import Testing

@Suite("Accounts of lots")
struct LotBookTests {
    @Test("A lot receives, gives and has something left; half of what was lost is its own")
    func account() throws {
        var ledger = Ledger()
        try ledger.made("A", 1000, .grade(500_000))
        try ledger.made("B", 1000, .grade(500_000))
        let inputs = [LotEvent.Quantity("A", grams: 400), .init("B", grams: 400)]
        try ledger.turned(inputs, [.init("C", grams: 500, traits: .grade(720_000))])
        let account = try #require(ledger.account("A"))
        #expect(account.receivedGrams == 1000)
        #expect(account.givenGrams == 400)
        #expect(account.leftGrams == 600)
        #expect(account.lostGrams == 150)
        #expect(account.lostMetalGrams == 20)
        #expect(account.isComplete)
        #expect(account.lastTime == 10)
    }

    @Test("Packing takes nothing away, and what nobody weighed is told")
    func partly() throws {
        var ledger = Ledger()
        try ledger.made("A", 1000)
        let box = LotEvent.Step(inputs: [.init("A", grams: 1000)], outputs: [.init("BOX")])
        try ledger.tell(LotEvent("packed", .packed, time: 1, steps: [box]))
        try ledger.turned([.init("A")], [.init("C", grams: 1)])
        let account = try #require(ledger.account("A"))
        #expect(account.leftGrams == 1000)
        #expect(account.isGivenPartly)
        #expect(ledger.account("BOX") == nil)
    }

    @Test("A stock that is topped up counts with the difference")
    func stock() throws {
        var ledger = Ledger()
        try ledger.made("STOCK", 100)
        try ledger.made("BAG", 50)
        try ledger.turned(
            [.init("STOCK", grams: 100), .init("BAG", grams: 50)],
            [.init("STOCK", grams: 149)]
        )
        let account = try #require(ledger.account("STOCK"))
        #expect(account.receivedGrams == 149)
        #expect(account.givenGrams == 0)
        #expect(try #require(ledger.account("BAG")).lostGrams == 1)
    }

    @Test("A statement counts only where no event does; a withdrawn event does not, from then on")
    func statements() throws {
        var ledger = Ledger()
        let stated = LotEvent.Step(outputs: [.init("A", grams: 70)])
        try ledger.tell(LotEvent("lot A", .stated, time: 0, steps: [stated]))
        try ledger.made("A", 60, time: 1)
        try ledger.graph.withdraw(event: "made A", learnt: Learnt(9, record: 99))
        #expect(ledger.account("A", asOf: 8)?.receivedGrams == 60)
        #expect(ledger.account("A", asOf: 9)?.receivedGrams == 70)
    }

    @Test("Sums beyond what can be counted stand at the end and say so")
    func saturated() throws {
        var ledger = Ledger()
        try ledger.made("A", .max)
        try ledger.made("A", 1, time: 5)
        let account = try #require(ledger.account("A"))
        #expect(account.receivedGrams == .max)
        #expect(account.isSaturated)
    }

    @Test("Accounts and breaks are the same whatever arrives first", arguments: 0..<20 as Range<UInt64>)
    func order(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let country = RandomCountry(seed: seed, events: 60)
        let first = try RandomCountry.graph(country.tellings)
        let other = try RandomCountry.graph(country.tellings.shuffled(using: &dice) + country.tellings.prefix(9))
        for time in [nil, 50, 120] {
            let query = BalanceQuery(asOf: time)
            #expect(first.words(of: first.book(query)) == other.words(of: other.book(query)))
            #expect(first.words(of: first.breaks(query)) == other.words(of: other.breaks(query)))
            let ofMaterial = MaterialBalanceQuery(query)
            #expect(first.materialBalances(ofMaterial) == other.materialBalances(ofMaterial))
        }
    }

    @Test("What lots lost sums to what the runs lost", arguments: 0..<20 as Range<UInt64>)
    func sums(seed: UInt64) throws {
        let graph = try RandomCountry.graph(RandomCountry(seed: seed, events: 80).tellings)
        let book = graph.book()
        var lost = 0
        for number in graph.lotNumbers { lost += book.lostGrams(of: number) }
        var loss = 0
        for run in graph.runs() {
            if let into = run.inGrams, let out = run.outGrams, into > 0 { loss += into - out }
        }
        #expect(lost == loss)
    }
}

extension LotGraph {
    func words(of book: LotBook) -> [String] {
        book.accounts.map {
            "\(name(of: $0.lot)) \($0.receivedGrams) \($0.givenGrams) \($0.lostGrams) \($0.lostMetalGrams) \($0.lastTime)"
        }.sorted()
    }

    func words(of breaks: [BalanceBreak]) -> [String] {
        breaks.map { item in
            "\(item.kind) \(name(of: item.lot)) \(item.other.map { name(of: $0) } ?? "") \(item.time) \(item.expected ?? -1)"
                + " \(item.found ?? -1) \(item.word ?? "") \(item.events) \(item.records)"
        }
    }
}
