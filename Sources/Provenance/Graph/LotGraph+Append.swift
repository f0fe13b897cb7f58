extension LotGraph {
    /// What became of an event that was given.
    public enum Outcome: Sendable, Hashable {
        /// It is new.
        case added
        /// It was known.
        case known
        /// It was known, and turns out to have been learnt earlier; that is noted.
        case knownEarlier
    }

    /// Takes an event in.
    ///
    /// Complexity: O(lots of the event), and sorting them.
    @discardableResult
    public func append(_ event: LotEvent, learnt: Learnt) throws(GraphError) -> Outcome {
        try check(event, learnt)
        let steps = canonical(event.steps)
        let row = rows(of: event, steps)
        let hash = row.hash
        if let known = tables.eventIndex.first(hash, where: { isEqual($0, row) }) {
            return noteEarlier(known, learnt) ? .knownEarlier : .known
        }
        write(row, learnt)
        let number = tables.eventCount - 1
        // The index is taken out while it grows, because it asks the tables for the hashes.
        var index = SlotIndex()
        swap(&index, &tables.eventIndex)
        index.insert(number, hash) { contentHash(of: $0) }
        swap(&index, &tables.eventIndex)
        withdrawals.eventCame(number, &tables)
        return .added
    }

    /// An event in numbers.
    struct EventRow {
        var name: String
        var kind: UInt8
        var time: Int64
        var site: UInt32
        var giver: UInt32
        var receiver: UInt32
        var group: UInt32
        var process: UInt32
        var steps: [(inputs: [GraphTables.Entry], outputs: [GraphTables.Entry])]

        var hash: UInt64 {
            var hash = mixed(UInt64(bitPattern: time) &* 8 &+ UInt64(kind))
            for part in [site, giver, receiver, group, process] { hash = mixed(hash ^ UInt64(part)) }
            for step in steps {
                hash = mixed(hash ^ UInt64(step.inputs.count) << 32 ^ UInt64(step.outputs.count))
                for entry in step.inputs { hash = mixed(hash ^ Self.part(entry)) }
                for entry in step.outputs { hash = mixed(hash ^ Self.part(entry)) }
            }
            return hash
        }

        static func part(_ entry: GraphTables.Entry) -> UInt64 {
            UInt64(entry.lot) &+ UInt64(truncatingIfNeeded: entry.grams ?? -1) &* 0x9E37_79B9_7F4A_7C15
                ^ UInt64(truncatingIfNeeded: entry.traits) << 40
        }
    }

    // MARK: Checking

    private func check(_ event: LotEvent, _ learnt: Learnt) throws(GraphError) {
        guard learnt.record >= 0, learnt.record < Int(UInt32.max) else { throw .recordOutOfRange(learnt.record) }
        var entries = 0
        for step in event.steps {
            if event.kind == .packed || event.kind == .unpacked, step.outputs.count != 1 {
                throw .misshapen(event: event.name)
            }
            for quantity in step.inputs { try check(quantity) }
            for quantity in step.outputs { try check(quantity) }
            entries += step.inputs.count + step.outputs.count
        }
        if event.steps.isEmpty { throw .misshapen(event: event.name) }
        guard max(lotCount, stepCount, inputCount) + entries + event.steps.count < Self.limit else { throw .full }
    }

    private func check(_ quantity: LotEvent.Quantity) throws(GraphError) {
        if quantity.lot.utf8.isEmpty { throw .unnamedLot }
        if let grams = quantity.grams, grams < 0 { throw .negativeMass(lot: quantity.lot) }
        if let grade = quantity.traits?.gradePPM, !(0...1_000_000).contains(grade) {
            throw .impossibleGrade(lot: quantity.lot)
        }
    }

    // MARK: Numbers for texts

    /// The order of lots in a step and of steps in an event says nothing, so it is fixed by their texts.
    private func canonical(_ steps: [LotEvent.Step]) -> [LotEvent.Step] {
        var steps = steps
        for place in steps.indices {
            if steps[place].inputs.count > 1 { steps[place].inputs.sort(by: Self.comesBefore) }
            if steps[place].outputs.count > 1 { steps[place].outputs.sort(by: Self.comesBefore) }
        }
        if steps.count > 1 { steps.sort { Self.comesBefore($0, $1) } }
        return steps
    }

    private static func comesBefore(_ left: LotEvent.Quantity, _ right: LotEvent.Quantity) -> Bool {
        order(left, right) < 0
    }

    private static func order(_ left: LotEvent.Quantity, _ right: LotEvent.Quantity) -> Int {
        if left.lot.utf8.lexicographicallyPrecedes(right.lot.utf8) { return -1 }
        if right.lot.utf8.lexicographicallyPrecedes(left.lot.utf8) { return 1 }
        return (left.grams ?? -1) == (right.grams ?? -1) ? 0 : (left.grams ?? -1) < (right.grams ?? -1) ? -1 : 1
    }

    private static func comesBefore(_ left: LotEvent.Step, _ right: LotEvent.Step) -> Bool {
        for (one, other) in [(left.outputs, right.outputs), (left.inputs, right.inputs)] {
            for (a, b) in zip(one, other) {
                let order = order(a, b)
                if order != 0 { return order < 0 }
            }
            if one.count != other.count { return one.count < other.count }
        }
        return false
    }

    private func rows(of event: LotEvent, _ steps: [LotEvent.Step]) -> EventRow {
        EventRow(
            name: event.name,
            kind: event.kind.rawValue,
            time: Int64(event.time),
            site: number(event.site),
            giver: number(event.giver),
            receiver: number(event.receiver),
            group: number(event.transformation),
            process: number(event.process),
            steps: steps.map { (entries($0.inputs), entries($0.outputs)) }
        )
    }

    func number(_ word: String?) -> UInt32 {
        guard let word, !word.utf8.isEmpty else { return 0 }
        return UInt32(tables.words.number(word) + 1)
    }

    private func entries(_ quantities: [LotEvent.Quantity]) -> [GraphTables.Entry] {
        var entries: [GraphTables.Entry] = []
        entries.reserveCapacity(quantities.count)
        for quantity in quantities {
            let entry = GraphTables.Entry(
                lot: tables.lots.number(quantity.lot),
                grams: quantity.grams,
                traits: traits(quantity.traits)
            )
            // A lot that is named twice on one side is there once, with both masses.
            if let last = entries.last, last.lot == entry.lot {
                let sum = (last.grams ?? 0).addingReportingOverflow(entry.grams ?? 0)
                let isStated = last.grams != nil && entry.grams != nil && !sum.overflow
                entries[entries.count - 1].grams = isStated ? sum.partialValue : nil
                if last.traits < 0 { entries[entries.count - 1].traits = entry.traits }
            } else {
                entries.append(entry)
            }
        }
        return entries
    }

    private func traits(_ traits: LotTraits?) -> Int {
        guard let traits, !traits.isEmpty else { return -1 }
        let mineral = number(traits.mineral)
        let grade = UInt32((traits.gradePPM ?? -1) + 1)
        let model = traits.model?.rawValue ?? 0
        let tag = number(traits.tag)
        let claim = number(traits.claim)
        func hash(_ mineral: UInt32, _ grade: UInt32, _ model: UInt8, _ tag: UInt32, _ claim: UInt32) -> UInt64 {
            mixed(
                mixed(UInt64(mineral) << 32 | UInt64(grade)) ^ mixed(UInt64(tag) << 32 | UInt64(claim)) ^ UInt64(model)
            )
        }
        let own = hash(mineral, grade, model, tag, claim)
        let known = tables.traitIndex.first(own) { row in
            tables.traitMineral.base[row] == mineral && tables.traitGrade.base[row] == grade
                && tables.traitModel.base[row] == model && tables.traitTag.base[row] == tag
                && tables.traitClaim.base[row] == claim
        }
        if let known { return known }
        let row = tables.traitMineral.count
        tables.traitMineral.append(mineral)
        tables.traitGrade.append(grade)
        tables.traitModel.append(model)
        tables.traitTag.append(tag)
        tables.traitClaim.append(claim)
        let columns = (
            tables.traitMineral.base, tables.traitGrade.base, tables.traitModel.base, tables.traitTag.base,
            tables.traitClaim.base
        )
        tables.traitIndex.insert(row, own) { row in
            hash(columns.0[row], columns.1[row], columns.2[row], columns.3[row], columns.4[row])
        }
        return row
    }

    // MARK: The same event again

    private func isEqual(_ event: Int, _ row: EventRow) -> Bool {
        guard tables.eventTime.base[event] == row.time, tables.eventKind.base[event] == row.kind,
            tables.eventSite[event] == row.site, tables.eventGiver[event] == row.giver,
            tables.eventReceiver[event] == row.receiver, tables.eventGroup[event] == row.group,
            tables.eventProcess[event] == row.process, isName(tables.eventName.base[event], row.name)
        else { return false }
        let steps = tables.steps(of: event)
        guard steps.count == row.steps.count else { return false }
        for (step, given) in zip(steps, row.steps) {
            let inputs = tables.inputs(of: step)
            guard inputs.count == given.inputs.count, tables.outputCount(of: step) == given.outputs.count else {
                return false
            }
            for (place, entry) in zip(inputs, given.inputs) where tables.input(place) != entry { return false }
            for (place, entry) in given.outputs.enumerated() where tables.output(place, of: step) != entry {
                return false
            }
        }
        return true
    }

    private func isName(_ code: UInt64, _ name: String) -> Bool {
        var name = name
        return name.withUTF8 { tables.names.isEqual(code, $0) }
    }

    private func contentHash(of event: Int) -> UInt64 {
        var hash = mixed(UInt64(bitPattern: tables.eventTime.base[event]) &* 8 &+ UInt64(tables.eventKind.base[event]))
        hash = mixed(hash ^ UInt64(tables.eventSite[event]))
        hash = mixed(hash ^ UInt64(tables.eventGiver[event]))
        hash = mixed(hash ^ UInt64(tables.eventReceiver[event]))
        hash = mixed(hash ^ UInt64(tables.eventGroup[event]))
        hash = mixed(hash ^ UInt64(tables.eventProcess[event]))
        for step in tables.steps(of: event) {
            let inputs = tables.inputs(of: step)
            let outputs = tables.outputCount(of: step)
            hash = mixed(hash ^ UInt64(inputs.count) << 32 ^ UInt64(outputs))
            for place in inputs { hash = mixed(hash ^ EventRow.part(tables.input(place))) }
            for place in 0..<outputs { hash = mixed(hash ^ EventRow.part(tables.output(place, of: step))) }
        }
        return hash
    }

    private func noteEarlier(_ event: Int, _ learnt: Learnt) -> Bool {
        let known = Learnt(
            Int(tables.batchTime[Int(tables.eventBatch.base[event])]),
            record: Int(tables.eventRecord.base[event])
        )
        guard learnt < known else { return false }
        tables.eventBatch[event] = batch(learnt.time)
        tables.eventRecord[event] = UInt32(learnt.record)
        withdrawals.recordChanged(event, &tables)
        return true
    }

    func batch(_ time: Int) -> UInt32 {
        if let known = batchNumbers[time] { return known }
        let number = UInt32(tables.batchTime.count)
        tables.batchTime.append(Int64(time))
        batchNumbers[time] = number
        return number
    }

    // MARK: Writing

    private func write(_ row: EventRow, _ learnt: Learnt) {
        let event = tables.eventCount
        tables.eventName.append(tables.names.code(row.name))
        tables.eventTime.append(row.time)
        tables.eventBatch.append(batch(learnt.time))
        tables.eventRecord.append(UInt32(learnt.record))
        tables.eventKind.append(row.kind)
        tables.eventStep.append(UInt32(tables.stepCount))
        if row.site != 0 { tables.eventSite[event] = row.site }
        if row.giver != 0 { tables.eventGiver[event] = row.giver }
        if row.receiver != 0 { tables.eventReceiver[event] = row.receiver }
        if row.process != 0 { tables.eventProcess[event] = row.process }
        if row.group != 0 {
            tables.eventGroup[event] = row.group
            groups[row.group, default: []].append(UInt32(event))
        }
        tables.lotInflow.extend(to: lotCount)
        tables.lotUse.extend(to: lotCount)
        for step in row.steps { write(step.inputs, step.outputs, row, event) }
    }

    private func write(
        _ inputs: [GraphTables.Entry],
        _ outputs: [GraphTables.Entry],
        _ row: EventRow,
        _ event: Int
    ) {
        let step = tables.stepCount
        tables.stepEvent.append(UInt32(event))
        tables.stepInput.append(UInt32(tables.inputLot.count))
        if outputs.count == 1 {
            tables.stepOutput.append(UInt32(outputs[0].lot + 1))
            tables.stepMass.append(outputs[0].grams)
            if outputs[0].traits >= 0 { tables.stepTraits[step] = UInt32(outputs[0].traits + 1) }
        } else {
            tables.stepOutput.append(outputs.isEmpty ? 0 : GraphTables.flag | UInt32(tables.extraLot.count))
            tables.stepMass.append(nil)
            if !outputs.isEmpty { tables.stepMore[step] = UInt32(outputs.count) }
            for output in outputs {
                tables.extraLot.append(UInt32(output.lot))
                tables.extraMass.append(output.grams)
                if output.traits >= 0 { tables.extraTraits[tables.extraLot.count - 1] = UInt32(output.traits + 1) }
            }
        }
        for input in inputs where isLate(input.lot, row.time) { suspect(input.lot) }
        for input in inputs {
            if input.traits >= 0 { tables.inputTraits[tables.inputLot.count] = UInt32(input.traits + 1) }
            tables.inputLot.append(UInt32(input.lot))
            tables.inputMass.append(input.grams)
            tables.inputNext.append(tables.lotUse.base[input.lot])
            tables.lotUse[input.lot] = UInt32(step + 1)
        }
        // A change of custody names the lot on both sides; it fills nothing (ICGLR MD.12, inputLot is itself).
        for output in outputs where inputs.isEmpty || inputs.contains(where: { $0.lot != output.lot }) {
            let isSpecial = row.kind == LotEvent.Kind.unpacked.rawValue || row.group != 0
            addInflow(step, to: output.lot, asKnot: isSpecial)
        }
    }

    private func addInflow(_ step: Int, to lot: Int, asKnot isKnot: Bool) {
        let before = tables.lotInflow.base[lot]
        if tables.lotUse.base[lot] != 0 {
            hasLateFill = true
            let time = tables.eventTime.base[Int(tables.stepEvent.base[step])]
            if before != 0 || isUsed(lot, by: time) { suspect(lot) }
        }
        if before == 0, !isKnot {
            tables.lotInflow[lot] = UInt32(step + 1)
            return
        }
        var next: UInt32 = 0
        if before & GraphTables.flag != 0 {
            next = (before & ~GraphTables.flag) + 1
        } else if before != 0 {
            tables.knotStep.append(before - 1)
            tables.knotNext.append(0)
            next = UInt32(tables.knotStep.count)
        }
        tables.knotStep.append(UInt32(step))
        tables.knotNext.append(next)
        tables.lotInflow[lot] = GraphTables.flag | UInt32(tables.knotStep.count - 1)
    }

    // MARK: Where a cycle may be

    // Going round a cycle, time cannot grow at every lot: at one of them a step uses what a later or simultaneous step
    // filled. And one of its lots was filled by a step that arrived after one that used it. A graph in which there is
    // no lot of the first kind, or none of the second, has no cycle; in others only the lots noted here are looked at.

    private func isLate(_ lot: Int, _ time: Int64) -> Bool {
        let inflow = tables.lotInflow.base[lot]
        if inflow == 0 { return false }
        if inflow & GraphTables.flag != 0 { return true }
        return tables.eventTime.base[Int(tables.stepEvent.base[Int(inflow) - 1])] >= time
    }

    private func isUsed(_ lot: Int, by time: Int64) -> Bool {
        var use = tables.lotUse.base[lot]
        while use != 0 {
            let step = Int(use) - 1
            if tables.eventTime.base[Int(tables.stepEvent.base[step])] <= time { return true }
            use = nextUse(of: lot, after: step)
        }
        return false
    }

    private func suspect(_ lot: Int) {
        if suspects.insert(UInt32(lot)).inserted { tables.suspects.append(UInt32(lot)) }
    }
}
