extension LotGraph {
    /// A number for what a graph knows: equal for equal sets of events and withdrawals, in whatever order they came.
    ///
    /// It is the sum over the events that count as of a time, each hashed by its texts and masses; when a record came in
    /// is no part of it, so that two nodes that learnt the same at different times agree.
    ///
    /// Complexity: O(graph).
    public func stateDigest(asOf time: Int? = nil) -> [UInt64] {
        let lens = lens(asOf: time)
        var sum: [UInt64] = [0, 0]
        for event in 0..<eventCount where isKnown(event, lens) {
            var hash = Hash()
            add(event, to: &hash)
            let (low, overflow) = sum[0].addingReportingOverflow(mixed(hash.value))
            sum[0] = low
            sum[1] = sum[1] &+ mixed(hash.value ^ 0x5555_5555_5555_5555) &+ (overflow ? 1 : 0)
        }
        return sum
    }

    private struct Hash {
        var value: UInt64 = 0

        mutating func add(_ number: Int) { value = mixed(value ^ UInt64(bitPattern: Int64(number))) }

        mutating func add(_ text: String?) {
            guard var text else { return add(-1) }
            let hash = text.withUTF8 { NameTable.hash($0) }
            value = mixed(value ^ hash)
        }
    }

    private func add(_ event: Int, to hash: inout Hash) {
        hash.add(tables.names.text(ofCode: tables.eventName.base[event]))
        hash.add(Int(tables.eventKind.base[event]))
        hash.add(Int(tables.eventTime.base[event]))
        for number in [
            tables.eventSite[event], tables.eventGiver[event], tables.eventReceiver[event], tables.eventGroup[event],
            tables.eventProcess[event],
        ] {
            hash.add(word(number))
        }
        for step in tables.steps(of: event) {
            for place in tables.inputs(of: step) { add(tables.input(place), to: &hash) }
            hash.add(-2)
            for place in 0..<tables.outputCount(of: step) { add(tables.output(place, of: step), to: &hash) }
            hash.add(-3)
        }
    }

    private func add(_ entry: GraphTables.Entry, to hash: inout Hash) {
        hash.add(tables.lots.text(entry.lot))
        hash.add(entry.grams ?? -1)
        guard entry.traits >= 0 else { return hash.add(-4) }
        let row = entry.traits
        for number in [tables.traitMineral[row], tables.traitTag[row], tables.traitClaim[row]] {
            hash.add(word(number))
        }
        hash.add(Int(tables.traitGrade[row]))
        hash.add(Int(tables.traitModel[row]))
    }

    /// What is wrong with the numbers in the columns; empty if nothing is.
    ///
    /// Complexity: O(graph).
    package func faults() -> [String] {
        var faults: [String] = []
        func check(_ isRight: Bool, _ fault: @autoclosure () -> String) {
            if !isRight, faults.count < 20 { faults.append(fault()) }
        }
        check(tables.lotInflow.count <= lotCount, "more inflows than lots")
        check(tables.stepInput.count == stepCount && tables.stepOutput.count == stepCount, "steps differ in length")
        check(tables.inputMass.count == inputCount && tables.inputNext.count == inputCount, "inputs differ in length")
        for step in 0..<stepCount {
            check(Int(tables.stepEvent.base[step]) < eventCount, "step \(step) has no event")
            let inputs = tables.inputs(of: step)
            check(inputs.upperBound <= inputCount, "step \(step) ends beyond the inputs")
            for place in inputs {
                check(Int(tables.inputLot.base[place]) < lotCount, "input \(place) has no lot")
                check(Int(tables.inputNext.base[place]) <= step, "input \(place) leads on to a later step")
            }
            for number in 0..<tables.outputCount(of: step) {
                check(tables.output(number, of: step).lot < lotCount, "step \(step) makes no lot")
            }
        }
        for lot in 0..<tables.lotInflow.count {
            forEachInflow(of: lot) { step in
                check(step < stepCount, "lot \(lot) is filled by no step")
                let outputs = (0..<tables.outputCount(of: step)).map { tables.output($0, of: step).lot }
                check(outputs.contains(lot), "lot \(lot) is not among what step \(step) made")
            }
            var use = tables.lotUse.base[lot]
            while use != 0 {
                let step = Int(use) - 1
                let isIn = tables.inputs(of: step).contains { Int(tables.inputLot.base[$0]) == lot }
                check(isIn, "lot \(lot) is not among what step \(step) used")
                let next = nextUse(of: lot, after: step)
                check(next < use, "the uses of lot \(lot) do not end")
                if next >= use { break }
                use = next
            }
        }
        for event in 0..<eventCount {
            check(Int(tables.eventBatch.base[event]) < tables.batchTime.count, "event \(event) was learnt at no time")
            check(
                Int(tables.eventWithdrawn[event]) <= tables.batchTime.count,
                "event \(event) was withdrawn at no time"
            )
        }
        for lot in 0..<lotCount {
            check(tables.lots.known(tables.lots.text(lot)) == lot, "lot \(lot) is not found by its name")
        }
        return faults
    }
}
