import Provenance
import Testing

@Suite("What a graph answers depends on what it was told, not on when")
struct ArrivalTests {
    @Test("Shuffled, told twice, and months late: the same state and the same answers", arguments: 1...40)
    func orderDoesNotMatter(seed: Int) throws {
        var dice = Dice(seed: UInt64(seed))
        let country = RandomCountry(seed: UInt64(seed), events: 60)
        let first = try RandomCountry.graph(country.tellings)
        #expect(first.faults() == [], "seed \(seed)")
        let again = country.tellings + country.tellings.filter { _ in dice.once(in: 3) }
        let second = try RandomCountry.graph(again.shuffled(using: &dice))
        #expect(second.faults() == [], "seed \(seed)")
        #expect(first.eventCount == second.eventCount)
        for time in [nil, 50, 120, 199] as [Int?] {
            #expect(first.stateDigest(asOf: time) == second.stateDigest(asOf: time), "seed \(seed)")
            for lot in country.lots {
                for direction in TraceQuery.Direction.allCases {
                    let query = TraceQuery(lot, direction: direction, asOf: time)
                    #expect(
                        first.words(of: first.trace(query)) == second.words(of: second.trace(query)),
                        "seed \(seed), \(lot)"
                    )
                }
                let query = OriginQuery(lot, asOf: time)
                #expect(
                    first.words(of: first.originMix(query)) == second.words(of: second.originMix(query)),
                    "seed \(seed), \(lot)"
                )
            }
        }
    }

    @Test("The same events learnt at other times make the same state", arguments: 1...10)
    func lateIsTheSame(seed: Int) throws {
        let country = RandomCountry(seed: UInt64(seed), events: 60)
        let events = country.tellings.compactMap { telling in
            if case .event(let event, let learnt) = telling { (event, learnt) } else { nil }
        }
        let first = LotGraph()
        let second = LotGraph()
        for (event, learnt) in events { try first.append(event, learnt: learnt) }
        for (event, learnt) in events.reversed() {
            try second.append(event, learnt: Learnt(learnt.time + 5000, record: learnt.record))
        }
        #expect(first.stateDigest() == second.stateDigest())
    }

    @Test("An answer as of a time never changes, whatever is learnt later", arguments: 1...20)
    func thePastStays(seed: Int) throws {
        let country = RandomCountry(seed: UInt64(seed), events: 80)
        func time(_ telling: RandomCountry.Telling) -> Int {
            switch telling {
            case .event(_, let learnt), .withdrawal(_, let learnt): learnt.time
            }
        }
        let tellings = country.tellings.sorted { time($0) < time($1) }
        let graph = LotGraph()
        var answers: [Int: [[String]]] = [:]
        func ask(_ now: Int) -> [[String]] {
            country.lots.flatMap { lot in
                [
                    graph.words(of: graph.trace(TraceQuery(lot, asOf: now))).filter {
                        $0 != "none" && $0 != "lot \(lot)"
                    },
                    graph.words(of: graph.trace(TraceQuery(lot, direction: .downstream, asOf: now)))
                        .filter { $0 != "none" && $0 != "lot \(lot)" },
                    graph.originMix(OriginQuery(lot, asOf: now))?.origins.map { "\($0)" } ?? [],
                ]
            }
        }
        for (place, telling) in tellings.enumerated() {
            switch telling {
            case .event(let event, let learnt): try graph.append(event, learnt: learnt)
            case .withdrawal(let name, let learnt): try graph.withdraw(event: name, learnt: learnt)
            }
            let now = time(telling)
            let isLast = place + 1 == tellings.count || time(tellings[place + 1]) > now
            if isLast, place % 4 == 0 { answers[now] = ask(now) }
        }
        #expect(!answers.isEmpty)
        for (now, answer) in answers { #expect(ask(now) == answer, "seed \(seed), as of \(now)") }
    }

    @Test("Downstream is upstream the other way", arguments: 1...40)
    func downstreamIsUpstreamReversed(seed: Int) throws {
        let country = RandomCountry(seed: UInt64(seed), events: 50)
        let graph = try RandomCountry.graph(country.tellings)
        var up: [String: Set<String>] = [:]
        var down: [String: Set<String>] = [:]
        for lot in Set(country.lots) {
            up[lot] = Set(graph.trace(TraceQuery(lot))?.lots.map { graph.name(of: $0) } ?? [])
            down[lot] = Set(graph.trace(TraceQuery(lot, direction: .downstream))?.lots.map { graph.name(of: $0) } ?? [])
        }
        for (lot, found) in up {
            for other in found { #expect(down[other]?.contains(lot) ?? true, "seed \(seed): \(other) to \(lot)") }
        }
        for (lot, found) in down {
            for other in found { #expect(up[other]?.contains(lot) ?? true, "seed \(seed): \(lot) to \(other)") }
        }
    }
}
