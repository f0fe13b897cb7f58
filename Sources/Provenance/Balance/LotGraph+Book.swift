extension LotGraph {
    /// The accounts of all lots.
    ///
    /// Packing takes nothing away: what is in a container is still itself. A lot on both sides of a step counts with the
    /// difference. A statement about a lot counts only where no event filled it.
    ///
    /// Complexity: O(lots + steps + inputs).
    public func book(_ query: BalanceQuery = BalanceQuery()) -> LotBook {
        let lens = lens(asOf: query.asOf, query.mayRead)
        var book = LotBook(lotCount: lotCount)
        forEachReadable(lens) { event, kind in
            let time = Int(tables.eventTime.base[event])
            for step in tables.steps(of: event) { enter(step, kind, time, &book) }
        } withheld: { event in
            for step in tables.steps(of: event) { withhold(step, &book) }
        }
        forEachRun(lens) { run in book.share(run) }
        return book
    }

    /// Calls for each event that is known, and for those of them that the reader may not see.
    func forEachReadable(
        _ lens: borrowing Lens,
        _ body: (Int, LotEvent.Kind) -> Void,
        withheld: (Int) -> Void = { _ in }
    ) {
        for event in 0..<eventCount where isKnown(event, lens) {
            if let mayRead = lens.mayRead, !mayRead(tables.eventRecord.base[event]) {
                withheld(event)
            } else if let kind = LotEvent.Kind(rawValue: tables.eventKind.base[event]) {
                body(event, kind)
            }
        }
    }

    private func enter(_ step: Int, _ kind: LotEvent.Kind, _ time: Int, _ book: inout LotBook) {
        let inputs = tables.inputs(of: step)
        let outputCount = tables.outputCount(of: step)
        switch kind {
        case .made, .transformed, .destroyed:
            for place in inputs {
                let input = tables.input(place)
                if let both = bothSides(input, step) {
                    book.touch(input.lot, at: time)
                    if both > 0 { book.put(both, into: input.lot, at: time) }
                    if both < 0 { book.take(-both, from: input.lot, at: time) }
                } else {
                    book.take(input.grams, from: input.lot, at: time)
                }
            }
            for number in 0..<outputCount {
                let output = tables.output(number, of: step)
                if inputs.contains(where: { Int(tables.inputLot.base[$0]) == output.lot }) { continue }
                book.put(output.grams, into: output.lot, at: time)
            }
        case .packed:
            for place in inputs { book.touch(Int(tables.inputLot.base[place]), at: time) }
            for number in 0..<outputCount {
                let container = tables.output(number, of: step).lot
                book.firstFill[container] = min(book.firstFill[container], time)
                book.lastTime[container] = max(book.lastTime[container], time)
            }
        case .moved:
            for place in inputs { book.touch(Int(tables.inputLot.base[place]), at: time) }
            for number in 0..<outputCount {
                let lot = tables.output(number, of: step).lot
                book.flags[lot].insert(.isMoved)
                book.touch(lot, at: time)
            }
        case .unpacked: break
        case .stated:
            for number in 0..<outputCount { state(tables.output(number, of: step), time, &book) }
        }
    }

    /// Of several statements the greatest mass counts, so that what nobody knows is not held against the lot.
    private func state(_ output: GraphTables.Entry, _ time: Int, _ book: inout LotBook) {
        let lot = output.lot
        book.lastTime[lot] = max(book.lastTime[lot], time)
        guard let grams = output.grams else { return }
        book.stated[lot] = max(book.stated[lot], grams)
        book.flags[lot].insert(.isStated)
    }

    /// By how much a step changed a lot that stands on both sides of it; nil if it does not, or no mass says so.
    private func bothSides(_ input: GraphTables.Entry, _ step: Int) -> Int? {
        for number in 0..<tables.outputCount(of: step) {
            let output = tables.output(number, of: step)
            guard output.lot == input.lot else { continue }
            guard let before = input.grams, let after = output.grams else { return 0 }
            return after - before
        }
        return nil
    }

    private func withhold(_ step: Int, _ book: inout LotBook) {
        for place in tables.inputs(of: step) { book.flags[Int(tables.inputLot.base[place])].insert(.isWithheld) }
        for number in 0..<tables.outputCount(of: step) {
            book.flags[tables.output(number, of: step).lot].insert(.isWithheld)
        }
    }
}

extension LotBook {
    /// Shares what a run lost among the lots that went in, so that their parts sum to it exactly.
    mutating func share(_ run: RunTally) {
        if let inGrams = run.inGrams, let outGrams = run.outGrams, inGrams > 0 {
            let loss = Int128(inGrams) - Int128(outGrams)
            var so = Cumulation(loss, total: Int128(inGrams))
            for part in run.parts { lost[part.lot] = Self.sum(lost[part.lot], so.next(Int128(part.grams ?? 0))) }
        }
        if let inMetal = run.inMetal, let outMetal = run.outMetal, inMetal > 0 {
            let loss = (inMetal - outMetal) / 1_000_000
            var so = Cumulation(loss, total: inMetal)
            for part in run.parts {
                let metal = Int128(part.grams ?? 0) * Int128(part.gradePPM ?? 0)
                lostMetal[part.lot] = Self.sum(lostMetal[part.lot], so.next(metal))
            }
        }
    }

    private static func sum(_ left: Int, _ right: Int) -> Int {
        let (total, overflow) = left.addingReportingOverflow(right)
        return overflow ? (right < 0 ? .min : .max) : total
    }

    /// Cuts a whole number, which may be below zero, by weights.
    private struct Cumulation {
        private let whole: Int128
        private let total: Int128
        private var weights: Int128 = 0
        private var given: Int128 = 0

        init(_ whole: Int128, total: Int128) {
            self.whole = whole
            self.total = total
        }

        mutating func next(_ weight: Int128) -> Int {
            weights += weight
            let (product, overflow) = whole.multipliedReportingOverflow(by: weights)
            let due = overflow ? whole / total * weights : product / total
            defer { given = due }
            return Int(clamping: due - given)
        }
    }
}
