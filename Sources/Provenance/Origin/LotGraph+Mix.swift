extension LotGraph {
    /// Where a lot comes from; nil if no event speaks of the lot.
    ///
    /// Shares are those of the contained metal where the grade of every input of a step is known, else of the mass.
    ///
    /// Complexity: O(lots + flows) behind the lot, whatever the number of paths.
    public func originMix(_ query: OriginQuery) -> OriginMix? {
        guard let root = tables.lots.known(query.lot) else { return nil }
        var mixer = Mixer(lens: lens(asOf: query.asOf, query.mayRead), hasGrades: hasGrades)
        swap(&mixer.graph, &mixGraph)
        swap(&mixer.work, &mixWork)
        mixer.graph.forget()
        marks.begin(lotCount: lotCount)
        discover(root, at: query.at, &mixer)
        var mix = mixer.distribute()
        describe(&mix, &mixer, query.boundedSites)
        marks.used = mixer.graph.count
        swap(&mixer.graph, &mixGraph)
        // What one large question took is not kept for the small ones that follow.
        if mixGraph.count <= Self.keptNodes { swap(&mixer.work, &mixWork) }
        return mix
    }

    /// For how many nodes the memory of the sums is kept; at 170 bytes each, 45 MB at the most.
    private static let keptNodes = 1 << 18

    private var hasGrades: Bool { tables.traitGrade.count > 0 }

    // MARK: Finding the nodes

    private func discover(_ root: Int, at time: Int?, _ mixer: inout Mixer) {
        _ = node(of: root, at: time ?? lastFilling(of: root, mixer.lens), &mixer)
        let isPlain = mixer.lens.isClear && !mixer.hasGrades && tables.eventGroup.count == 0
        // Taken once: each look into the class has to prove that it is alone.
        // SAFETY: marks do not grow while this runs, and lots have one each.
        let (first, mark) = (marks.first, marks.marks.base)
        var ahead = LookAhead()
        swap(&ahead, &lookAhead)
        var node = 0
        while node < mixer.graph.count {
            mixer.graph.settle()
            let nodes = node..<min(node + LookAhead.width, mixer.graph.count)
            if isPlain { ahead.fetch(nodes, of: mixer.graph.code, self) }
            for next in nodes {
                mixer.graph.edgeStart.append(UInt32(truncatingIfNeeded: mixer.graph.edgeNode.count))
                let code = mixer.graph.code.base[next]
                if let visit = mixer.visits.isEmpty ? nil : mixer.visits[UInt32(next)] {
                    fill(visit, &mixer)
                } else if code == 0 {
                    mixer.end(MixGraph.Kind.noOrigin, site: 0)
                } else if isPlain {
                    fillPlainly(next, next - node, ahead, (first, mark), &mixer)
                } else {
                    fillCarefully(Int(code) - 1, of: Int(mixer.graph.lot.base[next]), &mixer)
                }
            }
            node = nodes.upperBound
        }
        swap(&ahead, &lookAhead)
    }

    /// The same as `fillCarefully` where every step counts and masses are weighed: what large mixes are made of.
    ///
    /// - Parameter place: The place of the node among those that were fetched.
    @inline(__always)
    private func fillPlainly(
        _ node: Int,
        _ place: Int,
        _ ahead: borrowing LookAhead,
        _ met: (first: UInt32, mark: UnsafeMutablePointer<UInt32>),
        _ mixer: inout Mixer
    ) {
        let lot = mixer.graph.lot.base[node]
        var isStated = true
        var total: UInt64 = 0
        let start = mixer.graph.edgeNode.count
        let inputs = Int(ahead.start.base[place])..<Int(ahead.start.base[place + 1])
        for input in inputs {
            let other = ahead.lot.base[input]
            if other == lot { continue }
            let child: UInt32
            if ahead.mark.base[input] >= met.first {
                child = ahead.mark.base[input] &- met.first
            } else if met.mark[Int(other)] >= met.first {
                child = met.mark[Int(other)] &- met.first
            } else if ahead.inflow.base[input] & GraphTables.flag != 0 {
                let step = Int(mixer.graph.code.base[node]) - 1
                child = self.node(of: Int(other), at: self.time(ofStep: step), &mixer)
            } else {
                child = mixer.graph.add(lot: other, ahead.inflow.base[input])
                met.mark[Int(other)] = met.first &+ child
            }
            mixer.graph.pending.base[Int(child)] &+= 1
            var weight: UInt64 = 0
            let mass = ahead.mass.base[input]
            if mass == 0 {
                isStated = false
            } else if mass == MassColumn.isLarge {
                weight = UInt64(tables.inputMass[Int(ahead.place.base[input])] ?? 0)
            } else {
                weight = UInt64(mass &- 1)
            }
            let (sum, overflow) = total.addingReportingOverflow(weight)
            total = overflow ? .max : sum
            mixer.graph.edgeNode.append(child)
            mixer.graph.edgeWeight.append(weight)
        }
        let kind = ahead.kind.base[place]
        if mixer.graph.edgeNode.count > start {
            let isPacked = kind == LotEvent.Kind.packed.rawValue
            mixer.close(from: start, isStated: isStated, total: total, isApart: isPacked)
        } else if inputs.isEmpty {
            end(at: ahead.site.base[place], kind, &mixer)
        } else {
            endAtSource(Int(mixer.graph.code.base[node]) - 1, &mixer)
        }
    }

    /// The node of a lot as a step at a time met it.
    private func node(of lot: Int, at time: Int, _ mixer: inout Mixer) -> UInt32 {
        let code = tables.lotInflow.base[lot]
        guard code & GraphTables.flag != 0 else {
            if marks.marks.base[lot] >= marks.first { return marks.marks.base[lot] &- marks.first }
            let node = mixer.graph.add(lot: UInt32(lot), code)
            marks.marks.base[lot] = marks.first &+ node
            return node
        }
        let content = content(of: lot, at: time, mixer.lens)
        if let known = mixer.nodeOfContent[content.key] { return known }
        let node = mixer.graph.add(lot: UInt32(lot), code)
        mixer.nodeOfContent[content.key] = node
        mixer.visits[node] = content
        return node
    }

    /// When a container or a stock held something for the last time.
    private func lastFilling(of lot: Int, _ lens: borrowing Lens) -> Int {
        guard tables.lotInflow.base[lot] & GraphTables.flag != 0 else { return .max }
        let filling = filling(of: lot, lens)
        if filling.unpackings.isEmpty { return .max }
        var last = Int.min
        for flow in filling.flows {
            guard flow.kind == .packed else { return .max }
            for place in tables.inputs(of: flow.step) {
                let until = until(Int(tables.inputLot.base[place]), flow, filling)
                last = max(last, until == .max ? .max : until - 1)
            }
        }
        return last
    }

    /// What a knot held at a time: steps that filled it, and things packed into it, each by itself.
    struct Content {
        /// Tells contents apart: the lot, and how many of its parts count.
        struct Key: Hashable {
            var lot: Int
            var steps: [Int]
            var places: [Int]
        }

        var key: Key
        var lot: Int { key.lot }
    }

    private func content(of lot: Int, at time: Int, _ lens: borrowing Lens) -> Content {
        let filling = filling(of: lot, lens)
        let isAll = filling.isBefore(time)
        var key = Content.Key(lot: lot, steps: [], places: [])
        for flow in filling.flows where isAll || flow.time <= time {
            guard flow.kind == .packed else {
                key.steps.append(flow.step)
                continue
            }
            for place in tables.inputs(of: flow.step) {
                let child = Int(tables.inputLot.base[place])
                if child != lot, isAll || isIn(child, at: time, flow, filling) { key.places.append(place) }
            }
        }
        return Content(key: key)
    }

    // MARK: What went into a node

    private func fill(_ content: Content, _ mixer: inout Mixer) {
        let lot = content.lot
        if content.key.places.isEmpty, content.key.steps.count == 1 {
            return fillCarefully(content.key.steps[0], of: lot, &mixer)
        }
        if content.key.places.isEmpty, content.key.steps.isEmpty {
            return mixer.end(MixGraph.Kind.noOrigin, site: 0)
        }
        var parts: [Mixer.Part] = []
        for place in content.key.places {
            parts.append(part(place, step: self.step(ofInput: place)))
        }
        for step in content.key.steps { parts.append(.init(step: step, lot: lot, weight: netOutput(of: step, lot))) }
        if parts.count > 1 { parts.sort { precedes($0, $1) } }
        mixer.open(parts, isApart: !content.key.places.isEmpty) { self.child($0, &$1) }
    }

    private func fillCarefully(_ step: Int, of lot: Int, _ mixer: inout Mixer) {
        let event = Int(tables.stepEvent.base[step])
        guard isKnown(event, mixer.lens) else { return mixer.end(MixGraph.Kind.noOrigin, site: 0) }
        if let mayRead = mixer.lens.mayRead, !mayRead(tables.eventRecord.base[event]) {
            return mixer.end(MixGraph.Kind.withheld, site: 0)
        }
        var parts: [Mixer.Part] = []
        var isWithheld = false
        func add(_ step: Int) {
            for place in tables.inputs(of: step) where Int(tables.inputLot.base[place]) != lot {
                parts.append(part(place, step: step))
            }
        }
        let group = tables.eventGroup[event]
        if group == 0 {
            add(step)
        } else {
            forEachStep(ofGroup: group, with: step) { other in
                let event = Int(tables.stepEvent.base[other])
                guard isKnown(event, mixer.lens) else { return }
                if let mayRead = mixer.lens.mayRead, !mayRead(tables.eventRecord.base[event]) {
                    isWithheld = true
                } else {
                    add(other)
                }
            }
            parts.sort { precedes($0, $1) }
        }
        if isWithheld { return mixer.end(MixGraph.Kind.withheld, site: 0) }
        if parts.isEmpty { return endAtSource(step, &mixer) }
        let isMetal = mixer.hasGrades && weighByMetal(&parts, mixer.lens)
        let isPacked = tables.eventKind.base[event] == LotEvent.Kind.packed.rawValue
        mixer.open(parts, isApart: isPacked, isMetal: isMetal) { self.child($0, &$1) }
    }

    /// Replaces masses by contained metal where the grade of every part is known.
    private func weighByMetal(_ parts: inout [Mixer.Part], _ lens: borrowing Lens) -> Bool {
        var metal: [UInt64] = []
        for part in parts {
            let grade = part.grade ?? traits(of: part.lot, lens).grade
            guard let weight = part.weight, grade > 1 else { return false }
            let (product, overflow) = weight.multipliedReportingOverflow(by: UInt64(grade - 1))
            guard !overflow else { return false }
            metal.append(product)
        }
        for place in parts.indices { parts[place].weight = metal[place] }
        return true
    }

    private func part(_ place: Int, step: Int) -> Mixer.Part {
        let input = tables.input(place)
        let grade = input.traits >= 0 ? tables.traitGrade[input.traits] : 0
        return Mixer.Part(
            step: step,
            lot: input.lot,
            weight: input.grams.map { UInt64($0) },
            time: time(ofStep: step),
            grade: grade == 0 ? nil : grade,
            isInput: true
        )
    }

    /// The node of a part: the lot that was put in, or one that stands for the step alone.
    private func child(_ part: Mixer.Part, _ mixer: inout Mixer) -> UInt32 {
        if part.isInput { return node(of: part.lot, at: part.time, &mixer) }
        let key = Content.Key(lot: part.lot, steps: [part.step], places: [])
        if let known = mixer.nodeOfContent[key] { return known }
        let node = mixer.graph.add(lot: UInt32(part.lot), tables.lotInflow.base[part.lot])
        mixer.nodeOfContent[key] = node
        mixer.visits[node] = Content(key: key)
        return node
    }

    private func endAtSource(_ step: Int, _ mixer: inout Mixer) {
        let event = Int(tables.stepEvent.base[step])
        end(at: tables.eventSite[event], tables.eventKind.base[event], &mixer)
    }

    /// A lot comes from where it was made; where it was worked on without inputs says nothing.
    @inline(__always)
    private func end(at site: UInt32, _ kind: UInt8, _ mixer: inout Mixer) {
        let isOrigin = kind == LotEvent.Kind.made.rawValue || kind == LotEvent.Kind.stated.rawValue
        mixer.end(isOrigin && site != 0 ? MixGraph.Kind.site : MixGraph.Kind.noOrigin, site: isOrigin ? site : 0)
    }

    /// What a step put into a lot, less what it took of the lot itself.
    private func netOutput(of step: Int, _ lot: Int) -> UInt64? {
        var out: Int?
        for number in 0..<tables.outputCount(of: step) {
            let output = tables.output(number, of: step)
            if output.lot == lot { out = output.grams }
        }
        guard var net = out else { return inputSum(of: step, but: lot) }
        for place in tables.inputs(of: step) where Int(tables.inputLot.base[place]) == lot {
            net -= tables.inputMass[place] ?? 0
        }
        return net > 0 ? UInt64(net) : inputSum(of: step, but: lot)
    }

    private func inputSum(of step: Int, but lot: Int) -> UInt64? {
        var sum: UInt64 = 0
        for place in tables.inputs(of: step) where Int(tables.inputLot.base[place]) != lot {
            guard let grams = tables.inputMass[place] else { return nil }
            sum = sum.addingReportingOverflow(UInt64(grams)).partialValue
        }
        return sum == 0 ? nil : sum
    }

    private func step(ofInput place: Int) -> Int {
        var low = 0
        var high = tables.stepCount
        while low + 1 < high {
            let middle = (low + high) / 2
            if Int(tables.stepInput.base[middle]) <= place { low = middle } else { high = middle }
        }
        return low
    }

    /// The order in which parts are cut must not depend on the order in which they arrived: by lot, mass, time and the
    /// name of the event.
    private func precedes(_ left: Mixer.Part, _ right: Mixer.Part) -> Bool {
        if left.lot != right.lot {
            let (one, other) = (tables.lots.text(left.lot), tables.lots.text(right.lot))
            return one.utf8.lexicographicallyPrecedes(other.utf8)
        }
        let times = (time(ofStep: left.step), time(ofStep: right.step))
        if left.weight != right.weight { return (left.weight ?? 0) < (right.weight ?? 0) }
        if times.0 != times.1 { return times.0 < times.1 }
        return eventName(ofStep: left.step).utf8.lexicographicallyPrecedes(eventName(ofStep: right.step).utf8)
    }

    func eventName(ofStep step: Int) -> String {
        tables.names.text(ofCode: tables.eventName.base[Int(tables.stepEvent.base[step])])
    }
}
