extension LotGraph {
    /// What filled a lot, and what was taken out of it, as known to a question.
    struct Filling {
        struct Flow {
            var step: Int
            var time: Int
            var kind: LotEvent.Kind
        }

        /// In the order of time, and of steps at one time.
        var flows: [Flow] = []
        var unpackings: [Flow] = []

        /// When the first of it went in.
        var firstTime: Int? { flows.first?.time }

        /// Whether a time lies before anything went in: then the times are wrong, and all that ever went in counts.
        func isBefore(_ time: Int) -> Bool { firstTime.map { time < $0 } ?? false }
    }

    /// What filled a lot; statements count only where no event does.
    func filling(of lot: Int, _ lens: borrowing Lens) -> Filling {
        var filling = Filling()
        var stated: [Filling.Flow] = []
        forEachInflow(of: lot) { step in
            let event = Int(tables.stepEvent.base[step])
            guard isKnown(event, lens), let kind = LotEvent.Kind(rawValue: tables.eventKind.base[event]) else { return }
            let flow = Filling.Flow(step: step, time: Int(tables.eventTime.base[event]), kind: kind)
            switch kind {
            case .unpacked: filling.unpackings.append(flow)
            case .stated: stated.append(flow)
            default: filling.flows.append(flow)
            }
        }
        if filling.flows.isEmpty { filling.flows = stated }
        if filling.flows.count > 1 { filling.flows.sort { ($0.time, $0.step) < ($1.time, $1.step) } }
        return filling
    }

    /// Whether a step fills a lot: a statement does not where an event did.
    func fills(_ step: Int, _ lot: Int, _ lens: borrowing Lens) -> Bool {
        let event = Int(tables.stepEvent.base[step])
        guard tables.eventKind.base[event] == LotEvent.Kind.stated.rawValue else { return true }
        return filling(of: lot, lens).flows.contains { $0.step == step }
    }

    /// Until when a thing stayed in a container that it was packed into: the first time after at which it was taken
    /// out (EPCIS 2.0, 7.4.3: AggregationEvent DELETE, without children for all of them).
    func until(_ child: Int, _ flow: Filling.Flow, _ filling: Filling) -> Int {
        var until = Int.max
        for unpacking in filling.unpackings where unpacking.time >= flow.time && unpacking.time < until {
            let inputs = tables.inputs(of: unpacking.step)
            if inputs.isEmpty || inputs.contains(where: { Int(tables.inputLot.base[$0]) == child }) {
                until = unpacking.time
            }
        }
        return until
    }

    /// Whether a thing that was packed is still in at a time.
    func isIn(_ child: Int, at time: Int, _ flow: Filling.Flow, _ filling: Filling) -> Bool {
        let until = until(child, flow, filling)
        return until == .max || until > time
    }

    /// Calls for each step that filled a lot or took things out of it.
    func forEachInflow(of lot: Int, _ body: (Int) -> Void) {
        let code = tables.lotInflow[lot]
        if code == 0 { return }
        if code & GraphTables.flag == 0 { return body(Int(code) - 1) }
        var knot = code & ~GraphTables.flag
        while true {
            body(Int(tables.knotStep.base[Int(knot)]))
            let next = tables.knotNext.base[Int(knot)]
            if next == 0 { return }
            knot = next - 1
        }
    }

    /// Calls for each step of the events that carry the parts of one transformation.
    func forEachStep(ofGroup group: UInt32, with own: Int, _ body: (Int) -> Void) {
        for event in groups[group] ?? [] {
            for step in tables.steps(of: Int(event)) { body(step) }
        }
    }

    /// What is known of a lot besides its mass, put together of what its events say; 0 for what none says.
    struct Stated {
        var mineral: UInt32 = 0
        var grade: UInt32 = 0
        var model: UInt8 = 0
        var tag: UInt32 = 0
        var claim: UInt32 = 0
    }

    /// What the steps that filled a lot say of it; of several, the earliest in time has the word.
    func traits(of lot: Int, _ lens: borrowing Lens) -> Stated {
        var stated = Stated()
        if tables.stepTraits.count == 0, tables.extraTraits.count == 0 { return stated }
        let code = tables.lotInflow[lot]
        if code != 0, code & GraphTables.flag == 0 {
            let step = Int(code) - 1
            if isReadable(Int(tables.stepEvent.base[step]), lens) { addTraits(of: lot, from: step, to: &stated) }
            return stated
        }
        var steps: [(time: Int, step: Int)] = []
        forEachInflow(of: lot) { step in
            let event = Int(tables.stepEvent.base[step])
            guard isReadable(event, lens) else { return }
            steps.append((Int(tables.eventTime.base[event]), step))
        }
        if steps.count > 1 {
            steps.sort { ($0.time, traitsKey(of: lot, $0.step)) < ($1.time, traitsKey(of: lot, $1.step)) }
        }
        for (_, step) in steps { addTraits(of: lot, from: step, to: &stated) }
        return stated
    }

    /// Puts what two steps of one time say into an order that does not depend on their arrival.
    private func traitsKey(of lot: Int, _ step: Int) -> String {
        for number in 0..<tables.outputCount(of: step) {
            let output = tables.output(number, of: step)
            guard output.lot == lot, output.traits >= 0 else { continue }
            let row = output.traits
            let words = [tables.traitMineral[row], tables.traitTag[row], tables.traitClaim[row]].map { word($0) ?? "" }
            return "\(words) \(tables.traitGrade[row]) \(tables.traitModel[row])"
        }
        return ""
    }

    @inline(__always)
    private func addTraits(of lot: Int, from step: Int, to stated: inout Stated) {
        for number in 0..<tables.outputCount(of: step) {
            let output = tables.output(number, of: step)
            if output.lot == lot, output.traits >= 0 { add(output.traits, to: &stated) }
        }
    }

    private func add(_ row: Int, to stated: inout Stated) {
        if stated.mineral == 0 { stated.mineral = tables.traitMineral[row] }
        if stated.grade == 0 { stated.grade = tables.traitGrade[row] }
        if stated.model == 0 { stated.model = tables.traitModel[row] }
        if stated.tag == 0 { stated.tag = tables.traitTag[row] }
        if stated.claim == 0 { stated.claim = tables.traitClaim[row] }
    }
}
