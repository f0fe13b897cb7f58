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
    /// Nodes of lots that several steps filled, by what they held.
    var nodeOfContent: [LotGraph.Content.Key: UInt32] = [:]
    var visits: [UInt32: LotGraph.Content] = [:]
    /// Nodes from the root down, each after all that lead to it.
    private(set) var order: [UInt32] = []
    private(set) var weights: [UInt128] = []
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
        weights = [UInt128](repeating: 0, count: count)
        order = []
        order.reserveCapacity(count)
        var pending = graph.pending.array
        let hasCircles = !circle.isEmpty
        if hasCircles {
            for node in 0..<count {
                for edge in graph.edges(of: node) where isInCircle(node, edge) {
                    pending[Int(graph.edgeNode.base[edge])] -= 1
                }
            }
        }
        lost = [:]
        let edgeNode = graph.edgeNode.base
        let edgeWeight = graph.edgeWeight.base
        weights.withUnsafeMutableBufferPointer { weights in
            guard count > 0 else { return }
            weights[0] = Share.whole.parts
            order.append(0)
            // A lot that only a circle leads to gets nothing, and must not keep back what else flows into its inputs.
            if hasCircles {
                for node in 1..<max(count, 1) where pending[node] == 0 {
                    order.append(UInt32(truncatingIfNeeded: node))
                }
            }
            var next = 0
            while next < order.count {
                let node = Int(order[next])
                next += 1
                let edges = graph.edges(of: node)
                if edges.isEmpty { continue }
                var total: UInt64 = 0
                for edge in edges { total &+= edgeWeight[edge] }
                var apportionment = Apportionment(weights[node], total: total)
                for edge in edges {
                    let piece = apportionment.next(edgeWeight[edge])
                    let child = Int(edgeNode[edge])
                    if hasCircles, circle[node] == circle[child] {
                        lost[UInt32(node), default: 0] += piece
                        continue
                    }
                    weights[child] &+= piece
                    pending[child] &-= 1
                    if pending[child] == 0 { order.append(UInt32(truncatingIfNeeded: child)) }
                }
            }
        }
        return order.count == count
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
        for node in 0..<graph.count where graph.edges(of: node).isEmpty { ends += 1 }
        mix.sources.reserveCapacity(ends + lost.count)
        for node in 0..<graph.count {
            if graph.traits[node] & 1 != 0 { mix.isEstimated = true }
            guard graph.edges(of: node).isEmpty else { continue }
            let end: OriginMix.End
            switch graph.kind[node] {
            case MixGraph.Kind.site: end = .site
            case MixGraph.Kind.withheld: end = .withheld
            default: end = .noOrigin
            }
            if end != .site { unknown += weights[node] }
            mix.sources.append(
                .init(lot: LotNumber(graph.lot.base[node]), share: Share(parts: weights[node]), end: end)
            )
        }
        for (node, parts) in lost.sorted(by: { $0.key < $1.key }) {
            unknown += parts
            mix.sources.append(
                .init(lot: LotNumber(graph.lot.base[Int(node)]), share: Share(parts: parts), end: .cycle)
            )
        }
        mix.unknown = Share(parts: unknown)
        return mix
    }
}
