extension LotGraph {
    /// What went into a lot, or what became of it; nil if no event speaks of the lot.
    ///
    /// A lot is visited once, whatever the number of paths to it. A lot that several steps filled counts, for a step
    /// that used it, with what had been filled in by then; a container with what was in it then, and of a thing packed
    /// into it with what that held when it was packed. The lot asked about counts with all that ever was in it.
    ///
    /// Complexity: O(lots + flows) found, whatever the size of the graph.
    public func trace(_ query: TraceQuery) -> Trace? {
        guard let root = tables.lots.known(query.lot) else { return nil }
        var search = TraceSearch(query, lens(asOf: query.asOf, query.mayRead), root: root, mineral: mineral(query))
        marks.begin(lotCount: lotCount)
        switch query.direction {
        case .upstream: searchUpstream(&search)
        case .downstream: searchDownstream(&search)
        }
        return result(search)
    }

    private func mineral(_ query: TraceQuery) -> UInt32? {
        guard let mineral = query.mineral else { return nil }
        return UInt32((tables.words.known(mineral) ?? Int(UInt32.max) - 1) + 1)
    }

    // MARK: Upstream

    private func searchUpstream(_ search: inout TraceSearch) {
        meet(search.root, code: tables.lotInflow[search.root])
        if tables.lotInflow[search.root] & GraphTables.flag != 0 {
            search.next.append(.init(lot: search.root, time: .max, until: .max, isEver: true))
        }
        while search.beginLevel(marks.queue.count) {
            if search.isOut(of: marks.queue.count) { break }
            if search.isPlain { expandPlainUpstream(&search) } else { expandUpstream(&search) }
            let visits = search.visits
            for visit in visits { expandKnotUpstream(visit, &search) }
        }
    }

    /// The same as `expandUpstream` where every step counts: the loop that large traces are made of.
    private func expandPlainUpstream(_ search: inout TraceSearch) {
        // Columns that grow are taken out of the class for the time, so that each access need not prove to be alone.
        var queue = Column<UInt64>()
        var places = Column<UInt32>()
        var steps = Column<UInt32>()
        var outputs = Column<UInt32>()
        swap(&queue, &marks.queue)
        swap(&places, &marks.edgePlaces)
        swap(&steps, &marks.edgeSteps)
        swap(&outputs, &marks.edgeOutputs)
        // SAFETY: these columns do not grow while this runs, and the numbers in them are places in columns, which
        // `checkInvariants` proves.
        let first = marks.first
        let mark = marks.marks.base
        let inflow = tables.lotInflow.base
        let stepInput = tables.stepInput.base
        let inputLot = tables.inputLot.base
        let lastStep = tables.stepCount - 1
        let inputCount = tables.inputLot.count
        for place in search.level {
            let entry = queue.base[place]
            let code = UInt32(truncatingIfNeeded: entry >> 32)
            if code == 0 || code & GraphTables.flag != 0 { continue }
            let lot = UInt32(truncatingIfNeeded: entry)
            let step = Int(code) - 1
            let end = step == lastStep ? inputCount : Int(stepInput[step + 1])
            var input = Int(stepInput[step])
            while input < end {
                let other = inputLot[input]
                if other != lot {
                    places.append(UInt32(truncatingIfNeeded: input))
                    steps.append(UInt32(truncatingIfNeeded: step))
                    outputs.append(lot)
                    let code = inflow[Int(other)]
                    if mark[Int(other)] < first {
                        mark[Int(other)] = first &+ UInt32(truncatingIfNeeded: queue.count)
                        queue.append(UInt64(code) << 32 | UInt64(other))
                    }
                    if code & GraphTables.flag != 0 { search.visit(Int(other), at: time(ofStep: step)) }
                }
                input += 1
            }
        }
        swap(&queue, &marks.queue)
        swap(&places, &marks.edgePlaces)
        swap(&steps, &marks.edgeSteps)
        swap(&outputs, &marks.edgeOutputs)
    }

    private func expandUpstream(_ search: inout TraceSearch) {
        for place in search.level {
            let entry = marks.queue.base[place]
            let code = UInt32(truncatingIfNeeded: entry >> 32)
            if code == 0 || code & GraphTables.flag != 0 { continue }
            follow(Int(code) - 1, into: Int(UInt32(truncatingIfNeeded: entry)), &search)
        }
    }

    /// Goes from a lot to the inputs of a step that filled it.
    private func follow(_ step: Int, into lot: Int, _ search: inout TraceSearch) {
        guard allows(step, at: lot, &search) else { return }
        let group = tables.eventGroup[Int(tables.stepEvent.base[step])]
        if group == 0 {
            follow(inputsOf: step, into: lot, &search)
        } else {
            forEachStep(ofGroup: group, with: step) { other in
                if other == step || allows(other, at: lot, &search) { follow(inputsOf: other, into: lot, &search) }
            }
        }
    }

    private func follow(inputsOf step: Int, into lot: Int, _ search: inout TraceSearch) {
        for place in tables.inputs(of: step) where Int(tables.inputLot.base[place]) != lot {
            followInput(place, of: step, into: lot, &search)
        }
    }

    private func followInput(_ place: Int, of step: Int, into lot: Int, _ search: inout TraceSearch) {
        let other = Int(tables.inputLot.base[place])
        let code = tables.lotInflow.base[other]
        if isMet(other) {
            addEdge(place, step, lot)
        } else {
            guard admits(other, &search) else { return }
            meet(other, code: code)
            addEdge(place, step, lot)
        }
        if code & GraphTables.flag != 0 { search.visit(other, at: time(ofStep: step)) }
    }

    private func expandKnotUpstream(_ visit: TraceSearch.Visit, _ search: inout TraceSearch) {
        guard search.isNews(visit) else { return }
        let filling = filling(of: visit.lot, search.lens)
        for flow in filling.flows {
            let counts = visit.isEver || filling.isBefore(visit.time) || flow.time <= visit.time
            guard counts, search.isNew(flow.step, into: visit.lot) || flow.kind == .packed else { continue }
            guard flow.kind == .packed, !filling.unpackings.isEmpty, !visit.isEver, !filling.isBefore(visit.time) else {
                if search.isNewWhole(flow.step, into: visit.lot) { follow(flow.step, into: visit.lot, &search) }
                continue
            }
            guard allows(flow.step, at: visit.lot, &search) else { continue }
            for place in tables.inputs(of: flow.step) {
                let child = Int(tables.inputLot.base[place])
                guard child != visit.lot, isIn(child, at: visit.time, flow, filling),
                    search.isNewPlace(place, into: visit.lot)
                else { continue }
                followInput(place, of: flow.step, into: visit.lot, &search)
            }
        }
    }

    // MARK: Downstream

    private func searchDownstream(_ search: inout TraceSearch) {
        meet(search.root, code: tables.lotUse[search.root])
        if tables.lotInflow[search.root] & GraphTables.flag != 0 {
            search.next.append(.init(lot: search.root, time: .min, until: .max, isEver: true))
        }
        while search.beginLevel(marks.queue.count) {
            if search.isOut(of: marks.queue.count) { break }
            for place in search.level {
                let lot = Int(UInt32(truncatingIfNeeded: marks.queue.base[place]))
                if tables.lotInflow.base[lot] & GraphTables.flag == 0 { followUses(of: lot, nil, &search) }
            }
            let visits = search.visits
            for visit in visits where search.isNews(visit) { followUses(of: visit.lot, visit, &search) }
        }
    }

    private func followUses(of lot: Int, _ visit: TraceSearch.Visit?, _ search: inout TraceSearch) {
        let isAlways = visit?.isEver ?? true
        let start = isAlways ? nil : filling(of: lot, search.lens).firstTime
        var use = tables.lotUse.base[lot]
        while use != 0 {
            let step = Int(use) - 1
            var own = -1
            for place in tables.inputs(of: step) where Int(tables.inputLot.base[place]) == lot {
                own = place
                break
            }
            guard own >= 0 else { return }
            use = tables.inputNext.base[own]
            let event = Int(tables.stepEvent.base[step])
            guard tables.stepOutput.base[step] != 0 || tables.eventGroup[event] != 0,
                tables.eventKind.base[event] != LotEvent.Kind.unpacked.rawValue
            else { continue }
            if let visit, !isAlways {
                let time = Int(tables.eventTime.base[event])
                let isIn = time >= visit.time && (time < visit.until || visit.until == .max)
                guard isIn || start.map({ time < $0 }) ?? true, search.isNewPlace(own, into: lot) else { continue }
            } else if visit != nil, !search.isNewPlace(own, into: lot) {
                continue
            }
            followUse(own, of: step, by: lot, &search)
        }
    }

    private func followUse(_ place: Int, of step: Int, by lot: Int, _ search: inout TraceSearch) {
        guard allows(step, at: lot, &search) else { return }
        let group = tables.eventGroup[Int(tables.stepEvent.base[step])]
        if group == 0 {
            follow(outputsOf: step, from: place, step, lot, &search)
        } else {
            forEachStep(ofGroup: group, with: step) { other in
                if other == step || allows(other, at: lot, &search) {
                    follow(outputsOf: other, from: place, step, lot, &search)
                }
            }
        }
    }

    private func follow(
        outputsOf step: Int,
        from place: Int,
        _ inputStep: Int,
        _ lot: Int,
        _ search: inout TraceSearch
    ) {
        for number in 0..<tables.outputCount(of: step) {
            let output = tables.output(number, of: step).lot
            guard output != lot else { continue }
            let inflow = tables.lotInflow.base[output]
            let isKnot = inflow & GraphTables.flag != 0
            // A statement about a lot that an event made fills nothing.
            if isKnot, !fills(step, output, search.lens) { continue }
            if isMet(output) {
                addEdge(place, inputStep, output)
            } else {
                guard admits(output, &search) else { continue }
                meet(output, code: tables.lotUse.base[output])
                addEdge(place, inputStep, output)
            }
            guard isKnot else { continue }
            let event = Int(tables.stepEvent.base[step])
            let time = Int(tables.eventTime.base[event])
            var end = Int.max
            if tables.eventKind.base[event] == LotEvent.Kind.packed.rawValue {
                let filling = filling(of: output, search.lens)
                if let flow = filling.flows.first(where: { $0.step == step }) { end = until(lot, flow, filling) }
            }
            search.next.append(.init(lot: output, time: time, until: end, isEver: false))
        }
    }

    // MARK: What both do

    @inline(__always)
    private func isMet(_ lot: Int) -> Bool { marks.marks.base[lot] >= marks.first }

    private func meet(_ lot: Int, code: UInt32) {
        marks.marks.base[lot] = marks.first &+ UInt32(marks.queue.count)
        marks.queue.append(UInt64(code) << 32 | UInt64(lot))
    }

    private func addEdge(_ place: Int, _ step: Int, _ output: Int) {
        marks.edgePlaces.append(UInt32(place))
        marks.edgeSteps.append(UInt32(step))
        marks.edgeOutputs.append(UInt32(output))
    }

    @inline(__always)
    func time(ofStep step: Int) -> Int { Int(tables.eventTime.base[Int(tables.stepEvent.base[step])]) }

    /// Whether a step counts in a search; what may not be read is noted, not told.
    private func allows(_ step: Int, at lot: Int, _ search: inout TraceSearch) -> Bool {
        if search.lens.isClear, !search.hasTimeLimits { return true }
        let event = Int(tables.stepEvent.base[step])
        guard isKnown(event, search.lens) else { return false }
        if let mayRead = search.lens.mayRead, !mayRead(tables.eventRecord.base[event]) {
            search.withheld.insert(UInt32(lot))
            return false
        }
        guard search.isInTime(Int(tables.eventTime.base[event])) else {
            search.late.insert(UInt32(step))
            return false
        }
        return true
    }

    private func admits(_ lot: Int, _ search: inout TraceSearch) -> Bool {
        if let limit = search.query.lotLimit, marks.queue.count >= limit {
            search.isFull = true
            return false
        }
        guard let mineral = search.mineral else { return true }
        let stated = traits(of: lot, search.lens).mineral
        if stated == 0 || stated == mineral { return true }
        search.otherMineral.insert(UInt32(lot))
        return false
    }

    private func result(_ search: consuming TraceSearch) -> Trace {
        var trace = Trace(
            root: LotNumber(UInt32(search.root)),
            direction: search.query.direction,
            lots: [LotNumber](unsafeUninitializedCapacity: marks.queue.count) { buffer, count in
                for place in 0..<marks.queue.count {
                    buffer.initializeElement(
                        at: place,
                        to: LotNumber(UInt32(truncatingIfNeeded: marks.queue.base[place]))
                    )
                }
                count = marks.queue.count
            },
            levels: search.levels
        )
        trace.edgePlaces = marks.edgePlaces.array
        trace.edgeSteps = marks.edgeSteps.array
        trace.edgeOutputs = marks.edgeOutputs.array
        trace.cut = search.cut
        if hasLateFill, suspects.contains(where: { isMet(Int($0)) }) { trace.cycles = cycles(in: trace) }
        return trace
    }
}
