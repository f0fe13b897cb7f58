/// The mix of a lot's origins, while it is worked out.
struct Mixer: ~Copyable {
    /// Something that went into a node.
    struct Part {
        var step: Int
        var lot: Int
        var weight: UInt64?
        var time = 0
        var grade: UInt32?
        var isInput = false
    }

    let lens: LotGraph.Lens
    let hasGrades: Bool
    var graph = MixGraph()
    var work = MixWork()
    /// Nodes of lots that several steps filled, by what they held.
    var nodeOfContent: [LotGraph.Content.Key: UInt32] = [:]
    var visits: [UInt32: LotGraph.Content] = [:]
    /// Nodes whose parts run in a circle, by number of the circle.
    private(set) var circle: [Int] = []

    init(lens: LotGraph.Lens, hasGrades: Bool) {
        self.lens = lens
        self.hasGrades = hasGrades
    }

    // MARK: Building

    /// Says that nothing went into the node at work.
    mutating func end(_ kind: UInt8, site: UInt32) {
        let node = graph.edgeStart.count - 1
        graph.kind.base[node] = kind
        graph.site.base[node] = site
    }

    /// Settles the weights of the node at work, whose edges begin at a place.
    @inline(__always)
    mutating func close(from start: Int, isStated: Bool, total: UInt64, isApart: Bool) {
        let end = graph.edgeNode.count
        if end == start { return }
        var traits: UInt8 = isApart ? 2 : 0
        if end == start + 1 {
            graph.edgeWeight.base[start] = max(1, graph.edgeWeight.base[start])
        } else if !isStated || total == 0 {
            // Nobody says how much of each: equal parts, and the bounds say how little that means.
            for edge in start..<end { graph.edgeWeight.base[edge] = 1 }
            traits |= 1
        } else if total > UInt64.max >> 1 {
            for edge in start..<end { graph.edgeWeight.base[edge] >>= 16 }
        }
        graph.traits.base[graph.edgeStart.count - 1] = traits
    }

    /// Gives the node at work its parts.
    mutating func open(_ parts: [Part], isApart: Bool, isMetal: Bool = false, child: (Part, inout Mixer) -> UInt32) {
        let node = graph.edgeStart.count - 1
        let start = graph.edgeNode.count
        var isStated = true
        var total: UInt64 = 0
        for part in parts {
            let child = child(part, &self)
            if Int(child) == node { continue }
            graph.pending.base[Int(child)] &+= 1
            if part.weight == nil { isStated = false }
            let (sum, overflow) = total.addingReportingOverflow(part.weight ?? 0)
            total = overflow ? .max : sum
            graph.edgeNode.append(child)
            graph.edgeWeight.append(part.weight ?? 0)
        }
        close(from: start, isStated: isStated, total: total, isApart: isApart)
        if isMetal { graph.traits.base[node] |= 4 }
        if graph.edgeNode.count == start { end(MixGraph.Kind.noOrigin, site: 0) }
    }

    // MARK: Distributing

    /// Pours the whole into the root and lets it run down to the sources (Kahn's order, so that every node is full
    /// before it is emptied).
    mutating func distribute() -> OriginMix {
        if !run() {
            // What is left over has circles in it, or lies behind one: flows within a circle count as unknown.
            findCircles()
            _ = run()
        }
        return collect()
    }

    private mutating func run() -> Bool {
        let count = graph.count
        guard count > 0 else { return true }
        work.pour(graph)
        let hasCircles = !circle.isEmpty
        // SAFETY: these columns do not grow while this runs, and the numbers of nodes in them are below the count.
        let share = work.share.base
        let waiting = work.waiting.base
        let edgeNode = graph.edgeNode.base
        let edgeWeight = graph.edgeWeight.base
        if hasCircles {
            for node in 0..<count {
                for edge in graph.edges(of: node) where isInCircle(node, edge) { waiting[Int(edgeNode[edge])] -= 1 }
            }
        }
        lost = [:]
        // Taken out for the time, so that each access need not prove to be alone.
        var order = Column<UInt32>()
        swap(&order, &work.order)
        share[0] = Share.whole.parts
        order.append(0)
        // A lot that only a circle leads to gets nothing, and must not keep back what else flows into its inputs.
        if hasCircles {
            for node in 1..<count where waiting[node] == 0 { order.append(UInt32(truncatingIfNeeded: node)) }
        }
        var next = 0
        while next < order.count {
            let node = Int(order.base[next])
            next += 1
            let edges = graph.edges(of: node)
            if edges.isEmpty { continue }
            var total: UInt64 = 0
            for edge in edges { total &+= edgeWeight[edge] }
            var apportionment = Apportionment(share[node], total: total)
            for edge in edges {
                let piece = apportionment.next(edgeWeight[edge])
                let child = Int(edgeNode[edge])
                if hasCircles, circle[node] == circle[child] {
                    lost[UInt32(node), default: 0] += piece
                    continue
                }
                share[child] &+= piece
                waiting[child] &-= 1
                if waiting[child] == 0 { order.append(UInt32(truncatingIfNeeded: child)) }
            }
        }
        swap(&order, &work.order)
        return work.order.count == count
    }

    /// What ran into circles, by node.
    private var lost: [UInt32: UInt128] = [:]

    private func isInCircle(_ node: Int, _ edge: Int) -> Bool { circle[node] == circle[Int(graph.edgeNode.base[edge])] }

    private mutating func findCircles() {
        var targets: [[Int]] = []
        targets.reserveCapacity(graph.count)
        for node in 0..<graph.count { targets.append(graph.edges(of: node).map { Int(graph.edgeNode.base[$0]) }) }
        circle = [Int](repeating: 0, count: graph.count)
        for (number, component) in StrongComponents.of(targets).enumerated() {
            for node in component { circle[node] = number }
        }
    }

    private func collect() -> OriginMix {
        var mix = OriginMix()
        mix.lotCount = graph.count
        mix.flowCount = graph.edgeNode.count
        var unknown: UInt128 = 0
        var ends = 0
        for node in 0..<graph.count {
            if graph.traits.base[node] & 1 != 0 { mix.isEstimated = true }
            if graph.kind.base[node] != MixGraph.Kind.inner { ends += 1 }
        }
        mix.sources.reserveCapacity(ends + lost.count)
        for node in 0..<graph.count {
            let end: OriginMix.End
            switch graph.kind.base[node] {
            case MixGraph.Kind.inner: continue
            case MixGraph.Kind.site: end = .site
            case MixGraph.Kind.withheld: end = .withheld
            default: end = .noOrigin
            }
            let share = Share(parts: work.share.base[node])
            if end != .site { unknown += share.parts }
            mix.sources.append(.init(share: share, lot: LotNumber(graph.lot.base[node]), end: end))
        }
        for (node, parts) in lost.sorted(by: { $0.key < $1.key }) {
            unknown += parts
            let lot = LotNumber(graph.lot.base[Int(node)])
            mix.sources.append(.init(share: Share(parts: parts), lot: lot, end: .cycle))
        }
        mix.unknown = Share(parts: unknown)
        return mix
    }
}
