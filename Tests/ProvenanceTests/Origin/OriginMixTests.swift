import Provenance
import Testing

@Suite("Mixes of origins")
struct OriginMixTests {
    /// Graphs whose shares a walk over all paths can reckon with fractions without limit.
    private struct Recipe {
        var graph = LotGraph()
        var inputs: [String: [(lot: String, grams: Int)]] = [:]
        var lots: [String] = []

        init(seed: Int, heaviest: Int = 100_000_000) throws {
            var dice = Dice(seed: UInt64(seed))
            for number in 0..<6 {
                let made = LotEvent(
                    "M\(number)",
                    .made,
                    time: 0,
                    steps: [.init(outputs: [.init("B\(number)")])],
                    site: "S\(number)"
                )
                try graph.append(made, learnt: Learnt(0, record: number))
                lots.append("B\(number)")
            }
            for number in 0..<12 {
                var chosen: [String: Int] = [:]
                for _ in 0..<Int.random(in: 1...4, using: &dice) {
                    chosen[lots.randomElement(using: &dice) ?? "B0"] = Int.random(in: 1...heaviest, using: &dice)
                }
                inputs["L\(number)"] = chosen.map { ($0.key, $0.value) }
                let step = LotEvent.Step(
                    inputs: chosen.map { .init($0.key, grams: $0.value) },
                    outputs: [.init("L\(number)", grams: 1)]
                )
                try graph.append(
                    LotEvent("E\(number)", .transformed, time: number + 1, steps: [step]),
                    learnt: Learnt(0, record: 100 + number)
                )
                lots.append("L\(number)")
            }
        }

        func share(of source: String, in lot: String) -> BigFraction {
            guard let parts = inputs[lot] else { return BigFraction(lot == source ? 1 : 0) }
            let total = parts.reduce(0) { $0 + $1.grams }
            return parts.reduce(BigFraction(0)) { $0 + BigFraction($1.grams, total) * share(of: source, in: $1.lot) }
        }
    }

    /// Bags, shiploads whose sum needs more than 32 bits, and masses at the end of what can be written.
    @Test(
        "Shares sum to the whole exactly, and lie as near to the fractions as is promised",
        arguments: 1...12,
        [100_000_000, 3_000_000_000, 200_000_000_000_000, Int.max / 4]
    )
    func againstFractions(seed: Int, heaviest: Int) throws {
        let recipe = try Recipe(seed: seed, heaviest: heaviest)
        for lot in recipe.lots.suffix(6) {
            let mix = try #require(recipe.graph.originMix(OriginQuery(lot)))
            #expect(mix.origins.reduce(mix.unknown) { $0 + $1.share } == .whole)
            #expect(mix.unknown == .none && !mix.isEstimated)
            for source in mix.sources {
                let exact = recipe.share(of: recipe.graph.name(of: source.lot), in: lot)
                #expect(exact.isNear(source.share.parts, within: UInt128(mix.flowCount)), "seed \(seed), \(lot)")
            }
            for origin in mix.origins { #expect(origin.bounds == origin.share.fraction...origin.share.fraction) }
        }
    }

    @Test("Whatever happened to lots, shares sum to the whole and lie within their bounds", arguments: 1...60)
    func sums(seed: Int) throws {
        let country = RandomCountry(seed: UInt64(seed), events: 70)
        let graph = try RandomCountry.graph(country.tellings)
        for lot in Set(country.lots) {
            guard let mix = graph.originMix(OriginQuery(lot, boundedSites: 2)) else { continue }
            #expect(mix.origins.reduce(mix.unknown) { $0 + $1.share } == .whole, "seed \(seed), \(lot)")
            #expect(mix.sources.reduce(.none) { $0 + $1.share } == .whole, "seed \(seed), \(lot)")
            for origin in mix.origins {
                let range = (origin.bounds.lowerBound - 1e-9)...(origin.bounds.upperBound + 1e-9)
                #expect(range.contains(origin.share.fraction), "seed \(seed), \(lot): \(origin)")
            }
        }
    }

    @Test("Shares follow the contained metal where every grade is known, and the mass where one is not")
    func metal() throws {
        func mix(_ second: Int?) throws -> [String: Double] {
            let graph = LotGraph()
            for (lot, grade) in [("A", 600_000), ("B", second)] as [(String, Int?)] {
                let output = LotEvent.Quantity(
                    lot,
                    grams: 1000,
                    traits: LotTraits(mineral: "cassiterite", gradePPM: grade)
                )
                let made = LotEvent(lot, .made, time: 0, steps: [.init(outputs: [output])], site: "S\(lot)")
                try graph.append(made, learnt: Learnt(0, record: 1))
            }
            let step = LotEvent.Step(inputs: [.init("A", grams: 1000), .init("B", grams: 1000)], outputs: [.init("C")])
            try graph.append(LotEvent("E", .transformed, time: 1, steps: [step]), learnt: Learnt(0, record: 2))
            let mix = try #require(graph.originMix(OriginQuery("C")))
            return Dictionary(uniqueKeysWithValues: mix.origins.map { ($0.site, $0.share.fraction) })
        }
        #expect(try mix(200_000) == ["SA": 0.75, "SB": 0.25])
        #expect(try mix(nil) == ["SA": 0.5, "SB": 0.5])
    }

    @Test("What lies together in a container may go out in any mixture, what was melted may not")
    func bounds() throws {
        func bounds(
            _ kind: LotEvent.Kind,
            drawn: Int,
            _ model: CustodyModel? = nil
        ) throws -> [String: ClosedRange<Double>] {
            let graph = LotGraph()
            for (lot, grams) in [("A", 600), ("B", 400)] {
                let made = LotEvent(
                    lot,
                    .made,
                    time: 0,
                    steps: [.init(outputs: [.init(lot, grams: grams)])],
                    site: "S\(lot)"
                )
                try graph.append(made, learnt: Learnt(0, record: 1))
            }
            let heap = LotEvent.Step(
                inputs: [.init("A", grams: 600), .init("B", grams: 400)],
                outputs: [.init("HEAP", traits: LotTraits(model: model))]
            )
            try graph.append(LotEvent("E", kind, time: 1, steps: [heap]), learnt: Learnt(0, record: 2))
            let draw = LotEvent.Step(inputs: [.init("HEAP", grams: drawn)], outputs: [.init("PART")])
            try graph.append(LotEvent("F", .transformed, time: 2, steps: [draw]), learnt: Learnt(0, record: 3))
            let mix = try #require(graph.originMix(OriginQuery("PART")))
            #expect(mix.origins.map(\.share.ppm) == [600_000, 400_000])
            return Dictionary(uniqueKeysWithValues: mix.origins.map { ($0.site, $0.bounds) })
        }
        func isNear(_ range: ClosedRange<Double>?, _ other: ClosedRange<Double>) -> Bool {
            guard let range else { return false }
            return abs(range.lowerBound - other.lowerBound) < 1e-8 && abs(range.upperBound - other.upperBound) < 1e-8
        }
        let melted = try bounds(.transformed, drawn: 500)
        #expect(isNear(melted["SA"], 0.6...0.6) && isNear(melted["SB"], 0.4...0.4))
        for loose in [try bounds(.packed, drawn: 500), try bounds(.transformed, drawn: 500, .massBalance)] {
            #expect(isNear(loose["SA"], 0.2...1) && isNear(loose["SB"], 0...0.8))
        }
        let whole = try bounds(.packed, drawn: 1000)
        #expect(isNear(whole["SA"], 0.6...0.6))
        let traded = try bounds(.transformed, drawn: 1000, .bookAndClaim)
        #expect(isNear(traded["SA"], 0...1))
    }

    @Test("A claim may go down on the way; what goes up is named, also past a lot that claims nothing")
    func models() throws {
        let graph = LotGraph()
        let claims: [(String, CustodyModel?, [String])] = [
            ("A", .massBalance, []), ("B", .identityPreserved, []), ("C", nil, ["A", "B"]), ("D", .segregated, ["C"]),
            ("E", .massBalance, ["D"]),
        ]
        for (time, (lot, model, inputs)) in claims.enumerated() {
            let output = LotEvent.Quantity(lot, grams: 10, traits: model.map { LotTraits(model: $0) })
            let step = LotEvent.Step(inputs: inputs.map { .init($0, grams: 10) }, outputs: [output])
            let kind: LotEvent.Kind = inputs.isEmpty ? .made : .transformed
            try graph.append(LotEvent(lot, kind, time: time, steps: [step], site: "S"), learnt: Learnt(0, record: time))
        }
        let mix = try #require(graph.originMix(OriginQuery("E")))
        #expect(mix.model == .massBalance)
        #expect(mix.upgrades.map { graph.name(of: $0.input) + graph.name(of: $0.output) } == ["CD"])
        #expect(mix.upgrades.first?.inputModel == .massBalance && mix.upgrades.first?.outputModel == .segregated)
        #expect(try #require(graph.originMix(OriginQuery("C"))).upgrades == [])
    }

    @Test("A ladder of three pools and fifteen stages has millions of paths and forty-six lots")
    func ladder() throws {
        let graph = LotGraph()
        for pool in 0..<3 {
            let made = LotEvent(
                "M\(pool)",
                .made,
                time: 0,
                steps: [.init(outputs: [.init("P0-\(pool)")])],
                site: "S\(pool)"
            )
            try graph.append(made, learnt: Learnt(0, record: 0))
        }
        for stage in 1...15 {
            for pool in 0..<3 {
                let inputs = (0..<3).map { LotEvent.Quantity("P\(stage - 1)-\($0)", grams: 7) }
                let step = LotEvent.Step(inputs: inputs, outputs: [.init("P\(stage)-\(pool)", grams: 21)])
                try graph.append(
                    LotEvent("E\(stage)-\(pool)", .transformed, time: stage, steps: [step]),
                    learnt: Learnt(0, record: stage)
                )
            }
        }
        let mix = try #require(graph.originMix(OriginQuery("P15-0")))
        #expect(mix.lotCount == 46)
        #expect(mix.origins.reduce(mix.unknown) { $0 + $1.share } == .whole)
        for origin in mix.origins { #expect(origin.share.fraction == 1.0 / 3) }
    }
}
