import Foundation
import Provenance
import Testing

/// The generated chain in `../shared`, with answers that another program reckoned with exact rationals.
@Suite("The shared chain of 3,000 events")
struct TraceDAGTests {
    private static let folder: URL? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().standardized
        return ["../shared", "../../shared", "/work/shared"]
            .map { root.appending(path: "\($0)/vectors/traceability/own-vectors/trace-dag").standardized }
            .first { FileManager.default.fileExists(atPath: $0.path) }
    }()

    private struct Expected: Decodable {
        struct Query: Decodable {
            struct Origin: Decodable {
                let lot: Int
                let share: Double
            }

            let lot: Int
            let upstreamLots: Int
            let upstreamEvents: Int
            let mineLots: Int
            let downstreamLots: Int
            let topOrigins: [Origin]
        }

        let queries: [Query]
    }

    @Test(
        "Lots, events, sources and shares are exactly those expected",
        .enabled(if: folder != nil, "../shared/vectors/traceability is absent: THE TRACES WERE NOT COMPARED")
    )
    func answers() throws {
        let folder = try #require(Self.folder)
        let graph = try Self.graph(folder)
        #expect(graph.faults() == [])
        let expected = try JSONDecoder().decode(
            Expected.self,
            from: Data(contentsOf: folder.appending(path: "expected.json"))
        )
        #expect(expected.queries.count == 12)
        for query in expected.queries {
            let up = try #require(graph.trace(TraceQuery("\(query.lot)")))
            #expect(up.lots.count - 1 == query.upstreamLots)
            let events = Set(graph.edges(of: up).compactMap { graph.event(of: $0.step)?.name })
            #expect(events.count == query.upstreamEvents)
            #expect(up.lots.count { graph.isSource($0) } == query.mineLots)
            let down = try #require(graph.trace(TraceQuery("\(query.lot)", direction: .downstream)))
            #expect(down.lots.count - 1 == query.downstreamLots)
            let mix = try #require(graph.originMix(OriginQuery("\(query.lot)")))
            let shares = Dictionary(uniqueKeysWithValues: mix.sources.map { (graph.name(of: $0.lot), $0.share) })
            for origin in query.topOrigins {
                #expect(shares["\(origin.lot)"]?.fraction == origin.share, "lot \(query.lot), source \(origin.lot)")
            }
            let best = mix.sources.map(\.share.fraction).sorted(by: >).prefix(query.topOrigins.count)
            #expect(Array(best) == query.topOrigins.map(\.share))
            #expect(mix.sources.reduce(.none) { $0 + $1.share } == .whole)
            #expect(mix.origins.reduce(mix.unknown) { $0 + $1.share } == .whole)
        }
    }

    private static func graph(_ folder: URL) throws -> LotGraph {
        let graph = LotGraph()
        var record = 0
        for row in try rows(folder.appending(path: "lots.csv")) where row[1] == "0" {
            let made = LotEvent("M\(row[0])", .made, time: 0, steps: [.init(outputs: [.init(row[0])])], site: row[2])
            try graph.append(made, learnt: Learnt(0, record: record))
            record += 1
        }
        var events: [String: (kind: String, time: Int, inputs: [String: [LotEvent.Quantity]])] = [:]
        for row in try rows(folder.appending(path: "edges.csv")) {
            let grams = try #require(Int(row[6].replacing(".", with: ""))) * 100
            let time = try #require(Int(row[3]))
            var event = events[row[0]] ?? (row[1], time, [:])
            event.inputs[row[5], default: []].append(.init(row[4], grams: grams))
            events[row[0]] = event
        }
        for (name, event) in events {
            let steps = event.inputs.map { LotEvent.Step(inputs: $0.value, outputs: [.init($0.key)]) }
            let kind: LotEvent.Kind = event.kind == "A" ? .packed : .transformed
            try graph.append(
                LotEvent("E\(name)", kind, time: event.time, steps: steps),
                learnt: Learnt(1, record: record)
            )
            record += 1
        }
        return graph
    }

    private static func rows(_ file: URL) throws -> [[String]] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
            .map { $0.split(separator: ",").map(String.init) }
    }
}
