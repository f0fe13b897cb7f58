import Provenance
import Testing

@Suite("Traces")
struct TraceTests {
    private static func made(
        _ lot: String,
        at site: String = "MINE",
        time: Int = 0,
        traits: LotTraits? = nil
    ) -> LotEvent {
        LotEvent(
            "made \(lot)",
            .made,
            time: time,
            steps: [.init(outputs: [.init(lot, grams: 100, traits: traits)])],
            site: site
        )
    }

    private static func mixed(_ inputs: [String], _ outputs: [String], time: Int, _ name: String? = nil) -> LotEvent {
        LotEvent(
            name ?? "\(inputs) to \(outputs)",
            .transformed,
            time: time,
            steps: [.init(inputs: inputs.map { .init($0, grams: 10) }, outputs: outputs.map { .init($0, grams: 10) })]
        )
    }

    private static func graph(_ events: [LotEvent]) throws -> LotGraph {
        let graph = LotGraph()
        for (record, event) in events.enumerated() { try graph.append(event, learnt: Learnt(record, record: record)) }
        #expect(graph.faults() == [])
        return graph
    }

    private func lots(_ graph: LotGraph, _ query: TraceQuery) throws -> Set<String> {
        Set(try #require(graph.trace(query)).lots.map { graph.name(of: $0) })
    }

    @Test("Splits and merges, with masses and the events that did it")
    func splitsAndMerges() throws {
        let graph = try Self.graph([
            Self.made("A"), Self.made("B"), Self.mixed(["A", "B"], ["C", "D"], time: 1),
            Self.mixed(["C"], ["E"], time: 2),
        ])
        #expect(try lots(graph, TraceQuery("E")) == ["E", "C", "A", "B"])
        #expect(try lots(graph, TraceQuery("A", direction: .downstream)) == ["A", "C", "D", "E"])
        #expect(graph.trace(TraceQuery("Z")) == nil)
        let trace = try #require(graph.trace(TraceQuery("E")))
        #expect(trace.levels == [0, 1, 2])
        let edge = try #require(graph.edges(of: trace).first)
        #expect(graph.name(of: edge.input) == "C" && graph.name(of: edge.output) == "E" && edge.grams == 10)
        let event = try #require(graph.event(of: edge.step))
        #expect(event.name == "[\"C\"] to [\"E\"]" && event.learnt == Learnt(3, record: 3))
    }

    @Test("A thing is in a container from when it is put in until it is taken out")
    func windows() throws {
        func pack(_ lots: [String], _ time: Int) -> LotEvent {
            LotEvent(
                "in \(time)",
                .packed,
                time: time,
                steps: [.init(inputs: lots.map { .init($0) }, outputs: [.init("TRUCK")])]
            )
        }
        func unpack(_ lots: [String], _ time: Int) -> LotEvent {
            LotEvent(
                "out \(time)",
                .unpacked,
                time: time,
                steps: [.init(inputs: lots.map { .init($0) }, outputs: [.init("TRUCK")])]
            )
        }
        let graph = try Self.graph([
            Self.made("A"), Self.made("B"), Self.made("C"), pack(["A", "B"], 1), unpack(["A"], 3), pack(["C"], 5),
            Self.mixed(["TRUCK"], ["X2"], time: 2), Self.mixed(["TRUCK"], ["X4"], time: 4),
            Self.mixed(["TRUCK"], ["X6"], time: 6),
            unpack([], 7), Self.mixed(["TRUCK"], ["X8"], time: 8),
        ])
        #expect(try lots(graph, TraceQuery("X2")) == ["X2", "TRUCK", "A", "B"])
        #expect(try lots(graph, TraceQuery("X4")) == ["X4", "TRUCK", "B"])
        #expect(try lots(graph, TraceQuery("X6")) == ["X6", "TRUCK", "B", "C"])
        #expect(try lots(graph, TraceQuery("X8")) == ["X8", "TRUCK"])
        #expect(try lots(graph, TraceQuery("TRUCK")) == ["TRUCK", "A", "B", "C"])
        #expect(try lots(graph, TraceQuery("A", direction: .downstream)) == ["A", "TRUCK", "X2"])
        #expect(try lots(graph, TraceQuery("C", direction: .downstream)) == ["C", "TRUCK", "X6"])
        let last = try #require(graph.originMix(OriginQuery("TRUCK")))
        #expect(last.lotCount == 3, "the last filling was B and C")
    }

    @Test("A stock gives what had been put into it by then")
    func stocks() throws {
        let graph = try Self.graph([
            Self.made("A"), Self.made("B"), Self.mixed(["A"], ["STOCK"], time: 1),
            Self.mixed(["STOCK"], ["X"], time: 2),
            Self.mixed(["B"], ["STOCK"], time: 3), Self.mixed(["STOCK"], ["Y"], time: 4),
        ])
        #expect(try lots(graph, TraceQuery("X")) == ["X", "STOCK", "A"])
        #expect(try lots(graph, TraceQuery("Y")) == ["Y", "STOCK", "A", "B"])
        #expect(try lots(graph, TraceQuery("B", direction: .downstream)) == ["B", "STOCK", "Y"])
    }

    @Test("Events that carry a part each are joined by the transformation that they name")
    func joins() throws {
        let graph = try Self.graph([
            Self.made("A"), Self.made("B"),
            LotEvent(
                "in 1",
                .transformed,
                time: 1,
                steps: [.init(inputs: [.init("A", grams: 30)])],
                transformation: "T"
            ),
            LotEvent(
                "out",
                .transformed,
                time: 9,
                steps: [.init(outputs: [.init("C", grams: 40)])],
                transformation: "T"
            ),
            LotEvent(
                "in 2",
                .transformed,
                time: 2,
                steps: [.init(inputs: [.init("B", grams: 10)])],
                transformation: "T"
            ),
        ])
        #expect(try lots(graph, TraceQuery("C")) == ["C", "A", "B"])
        #expect(try lots(graph, TraceQuery("B", direction: .downstream)) == ["B", "C"])
        let mix = try #require(graph.originMix(OriginQuery("C")))
        let shares = Dictionary(uniqueKeysWithValues: mix.sources.map { (graph.name(of: $0.lot), $0.share.fraction) })
        #expect(shares == ["A": 0.75, "B": 0.25])
    }

    @Test("A lot that changes hands is no cycle; lots made of each other are")
    func cycles() throws {
        let graph = try Self.graph([
            Self.made("A"),
            LotEvent(
                "sold",
                .moved,
                time: 1,
                steps: [.init(inputs: [.init("A")], outputs: [.init("A")])],
                giver: "P",
                receiver: "Q"
            ),
            LotEvent("renamed", .transformed, time: 1, steps: [.init(inputs: [.init("A")], outputs: [.init("A")])]),
            Self.mixed(["A", "C"], ["B"], time: 2), Self.mixed(["B"], ["C"], time: 1),
            Self.mixed(["C"], ["D"], time: 3),
        ])
        #expect(try #require(graph.trace(TraceQuery("A"))).cycles == [])
        for lot in ["B", "C", "D"] {
            let trace = try #require(graph.trace(TraceQuery(lot)))
            #expect(trace.cycles.map { $0.map { graph.name(of: $0) } } == [["B", "C"]])
        }
        let mix = try #require(graph.originMix(OriginQuery("D")))
        #expect(mix.origins.reduce(mix.unknown) { $0 + $1.share } == .whole)
        // What runs in a circle is known from nowhere, even where something else flows in.
        #expect(mix.unknown == .whole)
        #expect(mix.sources.contains { $0.end == .cycle && $0.share == .whole })
    }

    @Test("A withdrawn event counts until its error was learnt, and an event is unknown before it came in")
    func asOf() throws {
        let graph = try Self.graph([Self.made("A"), Self.made("B"), Self.mixed(["A"], ["C"], time: 1, "wrong")])
        try graph.withdraw(event: "wrong", learnt: Learnt(10, record: 10))
        try graph.append(Self.mixed(["B"], ["C"], time: 1, "right"), learnt: Learnt(10, record: 11))
        #expect(try lots(graph, TraceQuery("C", asOf: 1)) == ["C"])
        #expect(try lots(graph, TraceQuery("C", asOf: 9)) == ["C", "A"])
        #expect(try lots(graph, TraceQuery("C", asOf: 10)) == ["C", "B"])
        #expect(try lots(graph, TraceQuery("C")) == ["C", "B"])
        #expect(graph.originMix(OriginQuery("C", asOf: 9))?.sources.map { graph.name(of: $0.lot) } == ["A"])
        try graph.withdraw(record: 11, learnt: 12)
        #expect(try lots(graph, TraceQuery("C")) == ["C"])
        #expect(try lots(graph, TraceQuery("C", asOf: 11)) == ["C", "B"])
    }

    @Test("Limits cut, and say what they cut")
    func limits() throws {
        let graph = try Self.graph([
            Self.made("A", traits: LotTraits(mineral: "coltan")), Self.made("B", traits: LotTraits(mineral: "gold")),
            Self.mixed(["A", "B"], ["C"], time: 5), Self.mixed(["C"], ["D"], time: 9),
        ])
        let shallow = try #require(graph.trace(TraceQuery("D", depth: 1)))
        #expect(shallow.lots.count == 2 && shallow.cut.byDepth == 1)
        let recent = try #require(graph.trace(TraceQuery("D", from: 6)))
        #expect(recent.lots.count == 2 && recent.cut.byTime == 1)
        let coltan = try #require(graph.trace(TraceQuery("D", mineral: "coltan")))
        #expect(coltan.lots.map { graph.name(of: $0) } == ["D", "C", "A"] && coltan.cut.byMineral == 1)
        let few = try #require(graph.trace(TraceQuery("D", lotLimit: 3)))
        #expect(few.lots.count == 3 && few.cut.byLotLimit)
        let hidden = try #require(graph.trace(TraceQuery("D", mayRead: RecordFilter { $0 != 2 })))
        #expect(hidden.lots.map { graph.name(of: $0) } == ["D", "C"])
        #expect(hidden.cut.withheld.map { graph.name(of: $0) } == ["C"])
        let mix = try #require(graph.originMix(OriginQuery("D", mayRead: RecordFilter { $0 != 2 })))
        #expect(mix.origins.isEmpty && mix.unknown == .whole && mix.sources.first?.end == .withheld)
    }

    @Test("What only a hidden record says of a lot is not let out", arguments: [false, true])
    func hiddenTraits(isFilledTwice: Bool) throws {
        let secret = LotTraits(mineral: "gold", gradePPM: 900_000, model: .identityPreserved)
        let plain = LotTraits(gradePPM: 100_000)
        var events = [
            Self.made("A", traits: secret),
            Self.made("B", traits: plain),
            Self.mixed(["A", "B"], ["C"], time: 5),
        ]
        if isFilledTwice { events.append(Self.mixed(["B"], ["A"], time: 3)) }
        let graph = try Self.graph(events)
        let hidden = RecordFilter { $0 != 0 }
        // Whether A is left out by the mineral would tell what it is.
        let tin = try #require(graph.trace(TraceQuery("C", mineral: "tin", mayRead: hidden)))
        #expect(tin.lots.map { graph.name(of: $0) }.contains("A") && tin.cut.byMineral == 0)
        #expect(try #require(graph.trace(TraceQuery("C", mineral: "tin"))).cut.byMineral == 1)
        // The shares go by metal where both grades may be read, and by mass where one may not.
        guard !isFilledTwice else { return }
        func share(_ mayRead: RecordFilter?) throws -> Double {
            let mix = try #require(graph.originMix(OriginQuery("C", mayRead: mayRead)))
            return try #require(mix.sources.first { graph.name(of: $0.lot) == "A" }).share.fraction
        }
        #expect(abs(try share(nil) - 0.9) < 1e-6)
        #expect(try share(hidden) == 0.5)
    }

    @Test("What cannot be is refused, and nothing of it is kept")
    func refusals() throws {
        let graph = LotGraph()
        let learnt = Learnt(0, record: 0)
        #expect(throws: GraphError.unnamedLot) { try graph.append(Self.made(""), learnt: learnt) }
        #expect(throws: GraphError.negativeMass(lot: "A")) {
            try graph.append(
                LotEvent("E", .made, time: 0, steps: [.init(outputs: [.init("A", grams: -1)])]),
                learnt: learnt
            )
        }
        #expect(throws: GraphError.impossibleGrade(lot: "A")) {
            try graph.append(Self.made("A", traits: LotTraits(gradePPM: 1_000_001)), learnt: learnt)
        }
        #expect(throws: GraphError.recordOutOfRange(-1)) {
            try graph.append(Self.made("A"), learnt: Learnt(0, record: -1))
        }
        #expect(throws: GraphError.misshapen(event: "E")) {
            try graph.append(LotEvent("E", .packed, time: 0, steps: [.init(inputs: [.init("A")])]), learnt: learnt)
        }
        #expect(graph.lotCount == 0 && graph.eventCount == 0)
    }
}
