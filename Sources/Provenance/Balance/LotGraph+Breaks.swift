extension LotGraph {
    /// Everything in the records that does not add up, by lot, kind and time.
    ///
    /// A lot of which the reader may not see everything is not judged by its sums.
    ///
    /// Complexity: O(lots + steps + inputs), and the sorting of what was found and of each lot's changes of hands.
    public func breaks(_ query: BalanceQuery = BalanceQuery()) -> [BalanceBreak] {
        var finder = BreakFinder(query: query, lens: lens(asOf: query.asOf, query.mayRead))
        judgeAccounts(book(query), &finder)
        forEachRun(finder.lens) { judge($0, &finder) }
        judgeGradesOnTheWay(&finder)
        judgeMarks(&finder)
        judgeCustody(&finder)
        judgeModels(&finder)
        return finder.sorted(self)
    }

    // MARK: Sums and times

    private func judgeAccounts(_ book: LotBook, _ finder: inout BreakFinder) {
        for lot in 0..<lotCount {
            let flags = book.flags[lot]
            if flags.contains(.isWithheld) { continue }
            let fill = book.firstFill[lot]
            let use = book.firstUse[lot]
            if fill != .max, use != .max, use < fill - finder.query.clockTolerance {
                let evidence = stepsOf(lot, finder.lens) { time, isFill in isFill ? time == fill : time == use }
                finder.add(
                    .usedBeforeMade,
                    lot,
                    steps: evidence,
                    time: fill,
                    expected: fill,
                    found: use,
                    self
                )
            }
            guard flags.contains(.isFilled) || flags.contains(.isStated), !flags.contains(.isSaturated),
                !flags.contains(.isReceivedPartly)
            else { continue }
            let received = flags.contains(.isFilled) ? book.received[lot] : book.stated[lot]
            guard received > 0, isMore(book.given[lot], than: received, finder.query.massTolerancePPM) else { continue }
            finder.add(
                .moreGiven,
                lot,
                steps: stepsOf(lot, finder.lens) { _, _ in true },
                time: book.lastTime[lot],
                expected: received,
                found: book.given[lot],
                self
            )
        }
    }

    /// The steps that filled a lot and those that used it, of which a question holds.
    private func stepsOf(_ lot: Int, _ lens: borrowing Lens, _ isMeant: (Int, Bool) -> Bool) -> [Int] {
        var steps: [Int] = []
        forEachInflow(of: lot) { step in
            if isKnown(Int(tables.stepEvent.base[step]), lens), isMeant(time(ofStep: step), true) { steps.append(step) }
        }
        var use = tables.lotUse[lot]
        while use != 0 {
            let step = Int(use) - 1
            if isKnown(Int(tables.stepEvent.base[step]), lens), isMeant(time(ofStep: step), false) {
                steps.append(step)
            }
            use = nextUse(of: lot, after: step)
        }
        return steps
    }

    func isMore(_ found: Int, than expected: Int, _ tolerance: Int) -> Bool {
        Int128(found) * 1_000_000 > Int128(expected) * Int128(1_000_000 + tolerance)
    }

    // MARK: Processes

    private func judge(_ tally: RunTally, _ finder: inout BreakFinder) {
        guard let lot = tally.outputs.map(\.lot).min(by: { precedes($0, $1) }) else { return }
        let process = word(tables.eventProcess[tally.event])
        let range = finder.query.ranges.range(process: process, mineral: word(tally.mineral))
        func add(_ kind: BalanceBreak.Kind, _ lot: Int, _ expected: Int, _ found: Int) {
            finder.add(
                kind,
                lot,
                steps: tally.steps,
                time: tally.steps.map { time(ofStep: $0) }.max() ?? 0,
                expected: expected,
                found: found,
                process: process,
                self
            )
        }
        let tolerance = finder.query.gradeTolerancePPM + finder.query.massTolerancePPM
        if let inMetal = tally.inMetal, let outMetal = tally.outMetal, inMetal > 0 {
            let recovery = Int(clamping: Self.ratio(outMetal, to: inMetal))
            if recovery > 1_000_000 + tolerance {
                add(.metalGrows, lot, Int(clamping: inMetal / 1_000_000), Int(clamping: outMetal / 1_000_000))
            } else if let range {
                let (low, high) = (range.lowPPM, range.highPPM)
                if Int128(recovery) * 1_000_000 > Int128(high) * Int128(1_000_000 + tolerance) {
                    add(.recoveryHigh, lot, high, recovery)
                }
                if Int128(recovery) * Int128(1_000_000 + tolerance) < Int128(low) * 1_000_000 {
                    add(.recoveryLow, lot, low, recovery)
                }
            }
        } else if let inGrams = tally.inGrams, let outGrams = tally.outGrams, inGrams > 0,
            isMore(outGrams, than: inGrams, finder.query.massTolerancePPM)
        {
            add(.massGrows, lot, inGrams, outGrams)
        }
        guard range?.canEnrich != true, tally.areInputsGraded, let richest = tally.richestInput, richest > 0 else {
            return
        }
        // A process that nobody names may be one that enriches; then what was taken away must be gone from the mass.
        if range == nil, let inGrams = tally.inGrams, let outGrams = tally.outGrams,
            !isMore(outGrams, than: inGrams / 100 * 90, 0)
        {
            return
        }
        for output in tally.outputs {
            guard let grade = output.gradePPM, isMore(grade, than: richest, finder.query.gradeTolerancePPM) else {
                continue
            }
            add(.gradeUplift, output.lot, richest, grade)
        }
    }

    private static func ratio(_ out: Int128, to input: Int128) -> Int128 {
        let (product, overflow) = out.multipliedReportingOverflow(by: 1_000_000)
        return overflow ? out / input * 1_000_000 : product / input
    }

    func precedes(_ left: Int, _ right: Int) -> Bool {
        tables.lots.text(left).utf8.lexicographicallyPrecedes(tables.lots.text(right).utf8)
    }

    /// A lot that was only moved, packed or seen is as rich as when it was made.
    private func judgeGradesOnTheWay(_ finder: inout BreakFinder) {
        guard tables.traitMineral.count > 0 else { return }
        forEachReadable(finder.lens) { event, kind in
            guard kind == .moved || kind == .packed || kind == .unpacked else { return }
            for step in tables.steps(of: event) {
                for place in tables.inputs(of: step) {
                    let entry = tables.input(place)
                    guard entry.traits >= 0 else { continue }
                    let own = traits(of: entry.lot, finder.lens).grade
                    let seen = tables.traitGrade[entry.traits]
                    guard own > 1, seen > 1,
                        isMore(Int(seen) - 1, than: Int(own) - 1, finder.query.gradeTolerancePPM)
                    else { continue }
                    let makers = stepsOf(entry.lot, finder.lens) { _, isFill in isFill }
                    finder.add(
                        .gradeUplift,
                        entry.lot,
                        steps: makers + [step],
                        time: time(ofStep: step),
                        expected: Int(own) - 1,
                        found: Int(seen) - 1,
                        self
                    )
                }
            }
        }
    }
}

/// Collects what does not add up.
struct BreakFinder {
    let query: BalanceQuery
    let lens: LotGraph.Lens
    private var found: [(lot: String, other: String, item: BalanceBreak)] = []

    init(query: BalanceQuery, lens: LotGraph.Lens) {
        self.query = query
        self.lens = lens
    }

    mutating func add(
        _ kind: BalanceBreak.Kind,
        _ lot: Int,
        other: Int? = nil,
        steps: [Int],
        time: Int,
        expected: Int? = nil,
        found: Int? = nil,
        word: String? = nil,
        process: String? = nil,
        _ graph: LotGraph
    ) {
        var events: [(time: Int, name: String)] = []
        var records: Set<Int> = []
        var site: (time: Int, name: String)?
        for event in Set(steps.map { Int(graph.tables.stepEvent.base[$0]) }) {
            guard let facts = graph.facts(event) else { continue }
            events.append((facts.time, facts.name))
            records.insert(facts.learnt.record)
            guard let place = facts.site else { continue }
            if let known = site, (known.time, known.name) >= (facts.time, place) { continue }
            site = (facts.time, place)
        }
        events.sort { ($0.time, $0.name) < ($1.time, $1.name) }
        let item = BalanceBreak(
            kind: kind,
            lot: LotNumber(UInt32(lot)),
            other: other.map { LotNumber(UInt32($0)) },
            time: time,
            expected: expected,
            found: found,
            word: word,
            process: process,
            site: site?.name,
            events: events.map(\.name),
            records: records.sorted()
        )
        self.found.append((graph.tables.lots.text(lot), other.map { graph.tables.lots.text($0) } ?? "", item))
    }

    /// What was found, in an order that does not depend on that of arrival.
    func sorted(_ graph: LotGraph) -> [BalanceBreak] {
        found.sorted { left, right in
            if left.lot != right.lot { return left.lot.utf8.lexicographicallyPrecedes(right.lot.utf8) }
            let (one, other) = (left.item, right.item)
            if one.kind != other.kind { return one.kind.rawValue < other.kind.rawValue }
            if one.time != other.time { return one.time < other.time }
            if left.other != right.other { return left.other.utf8.lexicographicallyPrecedes(right.other.utf8) }
            if one.found != other.found { return (one.found ?? 0) < (other.found ?? 0) }
            if one.word != other.word { return (one.word ?? "") < (other.word ?? "") }
            return one.events.lexicographicallyPrecedes(other.events)
        }.map(\.item)
    }
}
