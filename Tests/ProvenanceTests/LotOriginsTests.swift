import Provenance
import Testing

@Suite("Where lots come from")
struct LotOriginsTests {
    @Test("Shares agree with a walk back through every path", arguments: 1...60)
    func againstPaths(seed: Int) {
        var dice = Dice(seed: UInt64(seed))
        var origins = LotOrigins()
        var recipes: [Int: [LotOrigins.Input]] = [:]
        let sites = 4
        for lot in 0..<6 where Bool.random(using: &dice) { origins.make(lot, at: lot % sites, record: lot) }
        let known = Set(origins.lots)
        for lot in 6..<16 {
            let isWeighed = Bool.random(using: &dice)
            let inputs = (0..<Int.random(in: 1...3, using: &dice)).map { _ in
                LotOrigins.Input(
                    lot: Int.random(in: 0..<lot, using: &dice),
                    massGrams: isWeighed ? Int.random(in: 1...900, using: &dice) : nil
                )
            }
            recipes[lot] = inputs
            origins.join(inputs.shuffled(using: &dice), into: [lot], record: lot)
        }
        func share(_ lot: Int, _ site: Int) -> Double {
            guard let inputs = recipes[lot] else { return known.contains(lot) && lot % sites == site ? 1 : 0 }
            let total = inputs.reduce(0.0) { $0 + Double($1.massGrams ?? 1) }
            return inputs.reduce(0.0) { $0 + Double($1.massGrams ?? 1) / total * share($1.lot, site) }
        }
        for lot in 0..<16 {
            let found = origins.origins(of: lot)
            #expect(found.map(\.site) == found.map(\.site).sorted(), "seed \(seed)")
            #expect(found.reduce(0) { $0 + $1.sharePPM } <= 1_000_000 + sites, "seed \(seed)")
            for site in 0..<sites {
                let ppm = found.first { $0.site == site }.map { Double($0.sharePPM) } ?? 0
                #expect(abs(ppm - share(lot, site) * 1_000_000) <= 1, "seed \(seed), lot \(lot), site \(site)")
            }
        }
    }

    @Test("A lot that feeds itself keeps its origin; no more records are named than the limit")
    func limits() {
        var origins = LotOrigins()
        origins.make(0, at: 9, record: 0)
        origins.join([.init(lot: 0, massGrams: 5)], into: [0], record: 1)
        #expect(origins.origins(of: 0).map(\.sharePPM) == [1_000_000])
        for lot in 1...200 { origins.join([.init(lot: lot - 1, massGrams: 1)], into: [lot], record: lot) }
        #expect(origins.origins(of: 200).first?.recordIDs.count == LotOrigins.recordLimit)
    }
}
