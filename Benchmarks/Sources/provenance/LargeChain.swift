import Foundation
import Provenance

/// A chain of any number of events, made here because its tables would be too large to write and read.
///
/// It has the shape of the generated one: bags of twelve mines a facility, tiers of buyers, one to six inputs, one to three
/// outputs, a third of the events packings, lots that are used in part and come back.
enum LargeChain {
    private struct Dice: RandomNumberGenerator {
        var state: UInt64 = 7

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    /// Builds and writes; says how much memory the graph took and how large the file is.
    static func build(events: Int, in path: String) throws {
        try GraphFolder.erase(path)
        let began = ProvenanceRuns.processorSeconds()
        let folder = try GraphFolder.writing(path)
        try fill(folder.graph, events)
        let built = ProvenanceRuns.processorSeconds() - began
        let resident = ProvenanceRuns.residentBytes()
        try folder.checkpoint()
        let size = try FileManager.default.attributesOfItem(atPath: path + "/graph-1.lots")[.size] as? Int ?? 0
        print(
            "{\"events\": \(folder.graph.eventCount), \"lots\": \(folder.graph.lotCount), "
                + "\"flows\": \(folder.graph.inputCount), \"build_seconds\": \(built), "
                + "\"resident\": \(resident), \"file\": \(size)}"
        )
    }

    /// Opens, and traces one lot, to show that it can.
    static func open(_ path: String) throws {
        let clock = ContinuousClock()
        var found = 0
        let start = clock.now
        let folder = try GraphFolder.reading(path)
        let opened = start.duration(to: clock.now) / .seconds(1)
        for number in (0..<folder.graph.lotCount).reversed() where found < 2 {
            found = folder.graph.trace(TraceQuery("LOT-\(number)"))?.lots.count ?? 0
        }
        let traced = start.duration(to: clock.now) / .seconds(1)
        print(
            "{\"open_seconds\": \(opened), \"first_trace_seconds\": \(traced - opened), \"found\": \(found), "
                + "\"resident\": \(ProvenanceRuns.residentBytes())}"
        )
    }

    private static func fill(_ graph: LotGraph, _ count: Int) throws {
        var dice = Dice()
        let facilities = [3000, 600, 120, 50, 40, 40, 30, 30, 30, 30]
        var stock = facilities.map { [[Int]](repeating: [], count: $0) }
        let tiers = [0, 40, 22, 12, 8, 6, 4, 3, 3, 2].enumerated().flatMap {
            Array(repeating: $0.offset, count: $0.element)
        }
        var lots = 0
        var made = 0
        func lot(_ dice: inout Dice) -> LotEvent.Quantity {
            lots += 1
            return .init("LOT-\(lots - 1)", grams: Int.random(in: 20_000...5_000_000, using: &dice))
        }
        while made < count {
            let tier = tiers[Int.random(in: 0..<tiers.count, using: &dice)]
            let facility = Int.random(in: 0..<facilities[tier], using: &dice)
            let need = Int.random(in: 1...4, using: &dice)
            while tier == 1, stock[1][facility].count < need, made < count {
                let number = lots
                let mine = Int.random(in: 0..<3000, using: &dice)
                let step = LotEvent.Step(outputs: [lot(&dice)])
                try graph.append(
                    LotEvent("EVENT-\(made)", .made, time: made, steps: [step], site: "MINE-\(mine)"),
                    learnt: Learnt(made / 1000, record: made)
                )
                stock[1][facility].append(number)
                made += 1
            }
            let waiting = stock[tier][facility].count
            if waiting < need || made == count { continue }
            let inputs = (0..<need).map { _ in stock[tier][facility].removeLast() }
            let isPacked = Int.random(in: 0..<3, using: &dice) == 0
            let outputs = (0..<(isPacked ? 1 : [1, 1, 2, 3][Int.random(in: 0..<4, using: &dice)])).map { _ in lot(&dice)
            }
            let used = inputs.map {
                LotEvent.Quantity("LOT-\($0)", grams: Int.random(in: 1_000...900_000, using: &dice))
            }
            try graph.append(
                LotEvent(
                    "EVENT-\(made)",
                    isPacked ? .packed : .transformed,
                    time: made,
                    steps: [.init(inputs: used, outputs: outputs)]
                ),
                learnt: Learnt(made / 1000, record: made)
            )
            made += 1
            let first = lots - outputs.count
            if Int.random(in: 0..<100, using: &dice) < 35, tier >= 3, !isPacked {
                stock[tier][facility].append(inputs[0])
            }
            for place in outputs.indices where tier < facilities.count - 1 {
                if place == 0, Int.random(in: 0..<100, using: &dice) < (tier >= 3 ? 60 : 25) {
                    stock[tier][facility].append(first + place)
                } else {
                    let buyer = (facility * 7 + Int.random(in: 0..<4, using: &dice) * 13) % facilities[tier + 1]
                    stock[tier + 1][buyer].append(first + place)
                }
            }
        }
    }
}
