import Provenance
import Testing

@Suite("The example in docs/traceability.md")
struct WorkedExampleTests {
    @Test("Two mines, a blend, and metal of half of it")
    func example() throws {
        let graph = LotGraph()
        func bag(_ lot: String, _ grams: Int, _ site: String, record: Int) throws {
            let step = LotEvent.Step(outputs: [.init(lot, grams: grams)])
            let made = LotEvent("made \(lot)", .made, time: 0, steps: [step], site: site)
            try graph.append(made, learnt: Learnt(0, record: record))
        }
        try bag("BAG-1", 60_000, "COLLINE-3", record: 1)
        try bag("BAG-2", 20_000, "COLLINE-7", record: 2)
        let blend = LotEvent.Step(
            inputs: [.init("BAG-1", grams: 60_000), .init("BAG-2", grams: 20_000)],
            outputs: [.init("LOT-1", grams: 80_000)]
        )
        try graph.append(LotEvent("blended", .transformed, time: 1, steps: [blend]), learnt: Learnt(1, record: 3))
        let melt = LotEvent.Step(inputs: [.init("LOT-1", grams: 40_000)], outputs: [.init("METAL-1", grams: 25_000)])
        try graph.append(LotEvent("melted", .transformed, time: 2, steps: [melt]), learnt: Learnt(2, record: 4))

        let trace = try #require(graph.trace(TraceQuery("METAL-1")))
        #expect(trace.lots.map { graph.name(of: $0) } == ["METAL-1", "LOT-1", "BAG-1", "BAG-2"])
        let mix = try #require(graph.originMix(OriginQuery("METAL-1")))
        #expect(mix.origins.map { "\($0.site) \($0.share.ppm)" } == ["COLLINE-3 750000", "COLLINE-7 250000"])
        #expect(mix.unknown == .none)
    }
}
