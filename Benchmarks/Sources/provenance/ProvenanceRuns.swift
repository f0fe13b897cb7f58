import Foundation
import Provenance

/// The runs that provenance.py asks for.
enum ProvenanceRuns {
    enum Fault: Error {
        case noLot(String)
    }

    /// Traces and mixes, warm, after one round that does not count.
    static func trace(in folder: String, lots: [String], rounds: Int) throws {
        let graph = LotGraph()
        let began = processorSeconds()
        try GeneratedDAG.read(folder, into: graph)
        let loaded = processorSeconds() - began
        print(
            "{\"load_seconds\": \(loaded), \"events\": \(graph.eventCount), \"lots\": \(graph.lotCount), "
                + "\"flows\": \(graph.inputCount), \"resident\": \(residentBytes())}"
        )
        for lot in lots {
            var times: [Double] = []
            var found = 0
            var mines = 0
            var flows = 0
            for round in 0...rounds {
                let start = processorSeconds()
                guard let trace = graph.trace(TraceQuery(lot)) else { throw Fault.noLot(lot) }
                let taken = processorSeconds() - start
                if round > 0 { times.append(taken) }
                found = trace.lots.count
                flows = trace.edgeCount
                mines = trace.lots.count { graph.isSource($0) }
            }
            var mixTimes: [Double] = []
            var top = ""
            var sum = Share.none
            var sites = 0
            for round in 0...rounds {
                let start = processorSeconds()
                guard let mix = graph.originMix(OriginQuery(lot)) else { throw Fault.noLot(lot) }
                let taken = processorSeconds() - start
                if round > 0 { mixTimes.append(taken) }
                sum = mix.origins.reduce(mix.unknown) { $0 + $1.share }
                sites = mix.origins.count
                if round < rounds { continue }
                let best = mix.sources.sorted { $0.share > $1.share }
                top = best.prefix(5).map { "[\"\(graph.name(of: $0.lot))\", \($0.share.fraction)]" }.joined(
                    separator: ", "
                )
            }
            print(
                "{\"lot\": \"\(lot)\", \"lots\": \(found), \"mines\": \(mines), \"flows\": \(flows), \"sites\": \(sites), "
                    + "\"trace_ms\": \(median(times) * 1000), \"mix_ms\": \(median(mixTimes) * 1000), "
                    + "\"sum_is_whole\": \(sum == .whole), \"top\": [\(top)]}"
            )
        }
    }

    /// A blending ladder: every pool of a stage is fed by all pools of the one before.
    static func ladder(width: Int, stages: Int, rounds: Int) throws {
        let graph = LotGraph()
        for stage in 1...stages {
            for pool in 0..<width {
                let inputs = (0..<width).map { LotEvent.Quantity("P\(stage - 1)-\($0)", grams: 1000 + $0) }
                try graph.append(
                    LotEvent(
                        "E\(stage)-\(pool)",
                        .transformed,
                        time: stage,
                        steps: [.init(inputs: inputs, outputs: [.init("P\(stage)-\(pool)", grams: 3000)])]
                    ),
                    learnt: Learnt(0, record: stage)
                )
            }
        }
        for pool in 0..<width {
            try graph.append(
                LotEvent("M\(pool)", .made, time: 0, steps: [.init(outputs: [.init("P0-\(pool)")])], site: "S\(pool)"),
                learnt: Learnt(0, record: 0)
            )
        }
        var times: [Double] = []
        var sum = Share.none
        for _ in 0...rounds {
            let start = processorSeconds()
            let mix = graph.originMix(OriginQuery("P\(stages)-0"))
            times.append(processorSeconds() - start)
            sum = mix?.origins.reduce(mix?.unknown ?? .none) { $0 + $1.share } ?? .none
        }
        print("{\"ladder_ms\": \(median(times) * 1000), \"sum_is_whole\": \(sum == .whole)}")
    }

    static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

    static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    static func residentBytes() -> Int {
        guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmRSS:") })
        else { return 0 }
        return (Int(line.split(separator: " ").dropFirst().first ?? "") ?? 0) * 1024
    }
}
