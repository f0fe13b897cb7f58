extension LotGraph {
    /// A tag or a claim belongs to one lot, and to what is made of it.
    func judgeMarks(_ finder: inout BreakFinder) {
        guard tables.traitTag.count > 0 || tables.traitClaim.count > 0 else { return }
        var tags: [UInt32: [Int: [Int]]] = [:]
        var claims: [UInt32: [Int: [Int]]] = [:]
        forEachReadable(finder.lens) { event, kind in
            guard kind == .made || kind == .transformed || kind == .stated else { return }
            for step in tables.steps(of: event) {
                for number in 0..<tables.outputCount(of: step) {
                    let output = tables.output(number, of: step)
                    guard output.traits >= 0 else { continue }
                    let tag = tables.traitTag[output.traits]
                    let claim = tables.traitClaim[output.traits]
                    if tag != 0 { tags[tag, default: [:]][output.lot, default: []].append(step) }
                    if claim != 0 { claims[claim, default: [:]][output.lot, default: []].append(step) }
                }
            }
        }
        report(.tagReuse, tags, &finder)
        report(.claimTwice, claims, &finder)
    }

    private func report(
        _ kind: BalanceBreak.Kind,
        _ marks: [UInt32: [Int: [Int]]],
        _ finder: inout BreakFinder
    ) {
        for (mark, lots) in marks where lots.count > 1 {
            // What was made of a lot with the mark may carry it on; what came out of one step shares it.
            var roots: [(lot: Int, time: Int, steps: [Int])] = []
            for (lot, steps) in lots where !comesFrom(lots, lot, finder.lens) {
                roots.append((lot, steps.map { time(ofStep: $0) }.min() ?? 0, steps))
            }
            roots.sort { $0.time != $1.time ? $0.time < $1.time : precedes($0.lot, $1.lot) }
            guard let first = roots.first else { continue }
            let siblings = Set(first.steps)
            for root in roots.dropFirst() where siblings.isDisjoint(with: root.steps) {
                finder.add(
                    kind,
                    root.lot,
                    other: first.lot,
                    steps: first.steps + root.steps,
                    time: max(first.time, root.time),
                    word: word(mark),
                    self
                )
            }
        }
    }

    /// Whether one of these lots went into a lot.
    private func comesFrom(_ lots: [Int: [Int]], _ lot: Int, _ lens: borrowing Lens) -> Bool {
        var does = false
        forEachInflow(of: lot) { step in
            let event = Int(tables.stepEvent.base[step])
            guard !does, isKnown(event, lens) else { return }
            func look(_ step: Int) {
                for place in tables.inputs(of: step) {
                    let input = Int(tables.inputLot.base[place])
                    if input != lot, lots[input] != nil { does = true }
                }
            }
            let group = tables.eventGroup[event]
            if group == 0 {
                look(step)
            } else {
                forEachStep(ofGroup: group, with: step) { other in
                    if isKnown(Int(tables.stepEvent.base[other]), lens) { look(other) }
                }
            }
        }
        return does
    }

    // MARK: Custody

    private struct Transfer {
        var step: Int
        var time: Int
        var giver: UInt32
        var receiver: UInt32
        var grams: Int?
    }

    /// Who gives a lot must have got it: from its maker, or from who had it last.
    func judgeCustody(_ finder: inout BreakFinder) {
        guard tables.eventGiver.count > 0 else { return }
        var transfers: [Int: [Transfer]] = [:]
        var withheld: Set<Int> = []
        forEachReadable(finder.lens) { event, kind in
            let giver = tables.eventGiver[event]
            let receiver = tables.eventReceiver[event]
            guard kind == .moved, giver != 0, receiver != 0, giver != receiver else { return }
            for step in tables.steps(of: event) {
                for place in tables.inputs(of: step) {
                    let input = tables.input(place)
                    transfers[input.lot, default: []].append(
                        Transfer(
                            step: step,
                            time: Int(tables.eventTime.base[event]),
                            giver: giver,
                            receiver: receiver,
                            grams: input.grams
                        )
                    )
                }
            }
        } withheld: { event in
            for step in tables.steps(of: event) {
                for place in tables.inputs(of: step) { withheld.insert(Int(tables.inputLot.base[place])) }
            }
        }
        for (lot, moves) in transfers where moves.count > 1 && !withheld.contains(lot) {
            judge(lot, inOrder(moves), &finder)
        }
    }

    private func inOrder(_ moves: [Transfer]) -> [Transfer] {
        moves.map { (move: $0, name: eventName(ofStep: $0.step)) }.sorted { left, right in
            if left.move.time != right.move.time { return left.move.time < right.move.time }
            return left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
        }.map(\.move)
    }

    private func judge(_ lot: Int, _ moves: [Transfer], _ finder: inout BreakFinder) {
        var before = moves[0]
        // What each party gave away and has not got back.
        var gone: [UInt32: Transfer] = [before.giver: before]
        var holders: Set<UInt32> = [before.receiver]
        for move in moves.dropFirst() {
            // Sending and receiving are one change of hands, told twice.
            if move.giver == before.giver, move.receiver == before.receiver { continue }
            if let first = gone[move.giver], !holders.contains(move.giver) {
                // Two parts of a lot may go to two buyers.
                if let whole = made(lot, finder.lens), let one = first.grams, let two = move.grams,
                    !isMore(one.addingReportingOverflow(two).partialValue, than: whole, finder.query.massTolerancePPM)
                {
                    holders.insert(move.receiver)
                    before = move
                    continue
                }
                finder.add(
                    .soldTwice,
                    lot,
                    steps: [first.step, move.step],
                    time: move.time,
                    expected: first.grams,
                    found: move.grams,
                    word: word(move.giver),
                    self
                )
            } else if !holders.contains(move.giver) {
                finder.add(
                    .custodyGap,
                    lot,
                    steps: [before.step, move.step],
                    time: move.time,
                    expected: before.time,
                    found: move.time,
                    word: word(move.giver),
                    self
                )
            }
            holders.remove(move.giver)
            holders.insert(move.receiver)
            gone[move.giver] = move
            gone[move.receiver] = nil
            before = move
        }
    }

    private func made(_ lot: Int, _ lens: borrowing Lens) -> Int? {
        var sum = 0
        for flow in filling(of: lot, lens).flows {
            for number in 0..<tables.outputCount(of: flow.step) {
                let output = tables.output(number, of: flow.step)
                if output.lot == lot { sum = sum.addingReportingOverflow(output.grams ?? 0).partialValue }
            }
        }
        return sum > 0 ? sum : nil
    }

    // MARK: Models of custody

    /// A claim may stay as strict as what is behind it, or go down (ISO 22095:2020, clause 5).
    ///
    /// The weakest claim goes from each lot to what was made of it; it can rise four times at the most.
    func judgeModels(_ finder: inout BreakFinder) {
        guard (0..<tables.traitModel.count).contains(where: { tables.traitModel[$0] != 0 }) else { return }
        var own = [UInt8](repeating: 0, count: lotCount)
        var work: [Int] = []
        for lot in 0..<lotCount {
            own[lot] = traits(of: lot, finder.lens).model
            if own[lot] != 0 { work.append(lot) }
        }
        var weakest = own
        while let lot = work.popLast() {
            forEachOutput(ofUsesOf: lot, finder.lens) { output, _ in
                guard weakest[output] < weakest[lot] else { return }
                weakest[output] = weakest[lot]
                work.append(output)
            }
        }
        for lot in 0..<lotCount where weakest[lot] != 0 {
            forEachOutput(ofUsesOf: lot, finder.lens) { output, step in
                guard own[output] != 0, own[output] < weakest[lot] else { return }
                finder.add(
                    .modelUpgrade,
                    output,
                    other: lot,
                    steps: [step],
                    time: time(ofStep: step),
                    expected: Int(weakest[lot]),
                    found: Int(own[output]),
                    self
                )
            }
        }
    }

    private func forEachOutput(ofUsesOf lot: Int, _ lens: borrowing Lens, _ body: (Int, Int) -> Void) {
        var use = tables.lotUse[lot]
        while use != 0 {
            let step = Int(use) - 1
            use = nextUse(of: lot, after: step)
            let event = Int(tables.stepEvent.base[step])
            let kind = tables.eventKind.base[event]
            guard kind == LotEvent.Kind.transformed.rawValue || kind == LotEvent.Kind.packed.rawValue,
                isReadable(event, lens)
            else { continue }
            let group = tables.eventGroup[event]
            if group == 0 {
                tell(step, lot, body)
            } else {
                forEachStep(ofGroup: group, with: step) { other in
                    if isReadable(Int(tables.stepEvent.base[other]), lens) { tell(other, lot, body) }
                }
            }
        }
    }

    private func tell(_ step: Int, _ lot: Int, _ body: (Int, Int) -> Void) {
        for number in 0..<tables.outputCount(of: step) {
            let output = tables.output(number, of: step).lot
            if output != lot { body(output, step) }
        }
    }
}
