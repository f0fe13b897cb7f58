extension LotGraph {
    /// What every transformation took in and gave, by mineral, in no particular order.
    ///
    /// A transformation of which the reader may not see a part is left out, and so are sides that nobody reported.
    ///
    /// Complexity: O(steps + inputs).
    public func runs(_ query: BalanceQuery = BalanceQuery()) -> [ProcessRun] {
        var runs: [ProcessRun] = []
        forEachRun(lens(asOf: query.asOf, query.mayRead)) { runs.append(run($0)) }
        return runs
    }

    func run(_ tally: RunTally) -> ProcessRun {
        ProcessRun(
            steps: tally.steps.map { StepNumber(UInt32($0)) },
            time: tally.steps.map { time(ofStep: $0) }.max() ?? 0,
            site: word(tables.eventSite[tally.event]),
            process: word(tables.eventProcess[tally.event]),
            mineral: word(tally.mineral),
            inGrams: tally.inGrams,
            outGrams: tally.outGrams,
            inMetal: tally.inMetal,
            outMetal: tally.outMetal,
            richestInput: tally.areInputsGraded ? tally.richestInput : nil,
            richestOutput: tally.richestOutput
        )
    }

    func forEachRun(_ lens: borrowing Lens, _ body: (RunTally) -> Void) {
        var groupsDone: Set<UInt32> = []
        forEachReadable(lens) { event, kind in
            guard kind == .transformed else { return }
            let group = tables.eventGroup[event]
            if group == 0 {
                for step in tables.steps(of: event) { tally([step], event, lens, body) }
            } else if groupsDone.insert(group).inserted {
                joined(group, lens, body)
            }
        }
    }

    /// The parts of one transformation, put into an order that does not depend on their arrival.
    private func joined(_ group: UInt32, _ lens: borrowing Lens, _ body: (RunTally) -> Void) {
        var steps: [Int] = []
        for event in groups[group] ?? [] where isKnown(Int(event), lens) {
            if let mayRead = lens.mayRead, !mayRead(tables.eventRecord.base[Int(event)]) { return }
            steps += tables.steps(of: Int(event))
        }
        let keyed = steps.map { (time: time(ofStep: $0), name: eventName(ofStep: $0), step: $0) }
        let sorted = keyed.sorted { left, right in
            if left.time != right.time { return left.time < right.time }
            if left.name != right.name { return left.name.utf8.lexicographicallyPrecedes(right.name.utf8) }
            return left.step < right.step
        }
        guard let last = sorted.last else { return }
        // The last one in time names the place and the process, if it names any.
        let telling = sorted.last { tables.eventProcess[Int(tables.stepEvent.base[$0.step])] != 0 } ?? last
        tally(sorted.map(\.step), Int(tables.stepEvent.base[telling.step]), lens, body)
    }

    private func tally(_ steps: [Int], _ event: Int, _ lens: borrowing Lens, _ body: (RunTally) -> Void) {
        var inputs: [(entry: RunTally.Part, mineral: UInt32)] = []
        var outputs: [(entry: RunTally.Part, mineral: UInt32)] = []
        for step in steps {
            let places = tables.inputs(of: step)
            let outputCount = tables.outputCount(of: step)
            for place in places {
                var entry = tables.input(place)
                for number in 0..<outputCount where tables.output(number, of: step).lot == entry.lot {
                    guard let before = entry.grams, let after = tables.output(number, of: step).grams else { return }
                    entry.grams = max(0, before - after)
                }
                if entry.grams != 0 { inputs.append(part(entry, lens)) }
            }
            for number in 0..<outputCount {
                var entry = tables.output(number, of: step)
                for place in places where Int(tables.inputLot.base[place]) == entry.lot {
                    guard let before = tables.inputMass[place], let after = entry.grams else { return }
                    entry.grams = max(0, after - before)
                }
                if entry.grams != 0 { outputs.append(part(entry, lens)) }
            }
        }
        guard !inputs.isEmpty, !outputs.isEmpty else { return }
        var minerals: [UInt32] = []
        for (_, mineral) in inputs where mineral != 0 && !minerals.contains(mineral) { minerals.append(mineral) }
        if minerals.count <= 1 {
            var tally = RunTally(steps: steps, event: event, mineral: minerals.first ?? 0)
            for (entry, _) in inputs { tally.take(entry) }
            for (entry, mineral) in outputs {
                tally.give(entry, isByProduct: mineral != 0 && tally.mineral != 0 && mineral != tally.mineral)
            }
            return body(tally)
        }
        // Of several minerals each has its own balance, if everything says which it is.
        if inputs.contains(where: { $0.mineral == 0 }) || outputs.contains(where: { $0.mineral == 0 }) { return }
        for mineral in minerals {
            var tally = RunTally(steps: steps, event: event, mineral: mineral)
            for (entry, own) in inputs where own == mineral { tally.take(entry) }
            for (entry, own) in outputs where own == mineral { tally.give(entry, isByProduct: false) }
            if !tally.outputs.isEmpty { body(tally) }
        }
    }

    /// What the step says of the lot counts before what the lot is said to be elsewhere.
    private func part(_ entry: GraphTables.Entry, _ lens: borrowing Lens) -> (entry: RunTally.Part, mineral: UInt32) {
        var grade: UInt32 = 0
        var mineral: UInt32 = 0
        if entry.traits >= 0 {
            grade = tables.traitGrade[entry.traits]
            mineral = tables.traitMineral[entry.traits]
        }
        if grade == 0 || mineral == 0, tables.traitMineral.count > 0 {
            let stated = traits(of: entry.lot, lens)
            if grade == 0 { grade = stated.grade }
            if mineral == 0 { mineral = stated.mineral }
        }
        let part = RunTally.Part(lot: entry.lot, grams: entry.grams, gradePPM: grade == 0 ? nil : Int(grade) - 1)
        return (part, mineral)
    }
}
