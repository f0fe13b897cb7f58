/// How a lot came into being out of nothing else: where, and how much of it.
public struct Beginning: Sendable, Hashable {
    /// The event that made it, or the statement about it.
    public let event: EventFacts
    /// The mass, grams; nil where it is not stated.
    public let grams: Int?
}

extension LotGraph {
    /// The events that made a lot out of nothing else, in the order of time; statements only where no event did.
    public func beginnings(of lot: LotNumber, asOf time: Int? = nil, mayRead: RecordFilter? = nil) -> [Beginning] {
        let lens = lens(asOf: time, mayRead)
        var beginnings: [Beginning] = []
        for flow in filling(of: Int(lot.rawValue), lens).flows {
            guard flow.kind == .made || flow.kind == .stated, tables.inputs(of: flow.step).isEmpty else { continue }
            let event = Int(tables.stepEvent.base[flow.step])
            guard lens.mayRead?(tables.eventRecord.base[event]) ?? true, let facts = facts(event) else { continue }
            var grams: Int?
            for number in 0..<tables.outputCount(of: flow.step) {
                let output = tables.output(number, of: flow.step)
                if output.lot == Int(lot.rawValue) { grams = output.grams }
            }
            beginnings.append(Beginning(event: facts, grams: grams))
        }
        return beginnings
    }
}
