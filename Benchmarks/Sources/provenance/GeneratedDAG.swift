import Foundation
import Provenance

/// Reads what `gen_dag.py` wrote: lots.csv (lot, tier, facility, kg) and edges.csv (event, A or T, tier, time, in, out, kg).
enum GeneratedDAG {
    /// Makes an event of each line group: bags of a mine, twenty to a commissioning; packings and transformations.
    static func read(_ folder: String, into graph: LotGraph) throws {
        var bags: [LotEvent.Step] = []
        var masses: [Int] = [0]
        var bagSite = ""
        var record = 0
        func commission() throws {
            guard !bags.isEmpty else { return }
            record += 1
            let event = LotEvent("M\(record)", .made, time: 0, steps: bags, site: bagSite)
            try graph.append(event, learnt: Learnt(0, record: record))
            bags = []
        }
        try forEachRow(folder + "/lots.csv") { fields in
            let grams = fields[3]
            let lot = fields[0]
            while masses.count <= lot { masses.append(0) }
            masses[lot] = grams
            if fields[1] == 0 {
                let site = "MINE-\(fields[2])"
                bagSite = site
                bags.append(.init(outputs: [.init("\(lot)", grams: grams * 100)]))
                try commission()
            }
        }
        var event = -1
        var kind = LotEvent.Kind.transformed
        var time = 0
        var legs: [Int: [LotEvent.Quantity]] = [:]
        var order: [Int] = []
        func finish() throws {
            guard event >= 0 else { return }
            record += 1
            let steps = order.map {
                LotEvent.Step(inputs: legs[$0] ?? [], outputs: [.init("\($0)", grams: masses[$0] * 100)])
            }
            try graph.append(
                LotEvent("E\(event)", kind, time: time, steps: steps),
                learnt: Learnt(event / 1000, record: record)
            )
            legs.removeAll(keepingCapacity: true)
            order.removeAll(keepingCapacity: true)
        }
        try forEachRow(folder + "/edges.csv") { fields in
            if fields[0] != event {
                try finish()
                event = fields[0]
                kind = fields[1] == 65 ? .packed : .transformed
                time = fields[3]
            }
            let output = fields[5]
            if legs[output] == nil { order.append(output) }
            legs[output, default: []].append(.init("\(fields[4])", grams: fields[6] * 100))
        }
        try finish()
    }

    /// Calls with the numbers of each line, masses in tenths of a kilogram; a letter as its code.
    static func forEachRow(_ path: String, _ body: ([Int]) throws -> Void) throws {
        let data = try Data(contentsOf: URL(filePath: path), options: .alwaysMapped)
        try data.withUnsafeBytes { bytes in
            var fields: [Int] = []
            var number = 0
            var isHeader = true
            for byte in bytes {
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"): number = number * 10 + Int(byte - 48)
                case UInt8(ascii: "A"), UInt8(ascii: "T"): number = Int(byte)
                case UInt8(ascii: ","), UInt8(ascii: "\n"):
                    fields.append(number)
                    number = 0
                    guard byte == UInt8(ascii: "\n") else { continue }
                    if !isHeader { try body(fields) }
                    isHeader = false
                    fields.removeAll(keepingCapacity: true)
                default: break
                }
            }
        }
    }
}
