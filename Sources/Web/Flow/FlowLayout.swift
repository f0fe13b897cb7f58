/// Where the boxes and bands of a flow picture stand (a Sankey diagram): columns by the longest way, heights by mass.
///
/// The same graph always gives the same picture.
package struct FlowLayout: Sendable {
    /// A box, in user units of the picture.
    package struct Box: Sendable, Hashable {
        /// Its node in ``FlowLayout/graph``.
        package let node: Int
        package let column: Int
        package let x: Double
        package let y: Double
        package let height: Double
    }

    /// A band between two boxes.
    package struct Band: Sendable, Hashable {
        /// Its edge in ``FlowLayout/graph``.
        package let edge: Int
        package let x1: Double
        package let y1: Double
        package let x2: Double
        package let y2: Double
        package let width: Double
    }

    /// Widths and gaps, in user units.
    enum Measure {
        static let boxWidth = 14.0
        static let columnWidth = 190.0
        static let gap = 16.0
        static let height = 320.0
        /// What has no mass is still there.
        static let leastHeight = 5.0
        static let leastBand = 1.5
        /// So many boxes stand in one column; the lightest of more become one.
        static let boxesInColumn = 12
    }

    /// What is drawn: the graph that was given, with boxes put together where there were too many.
    package let graph: FlowGraph
    package let boxes: [Box]
    package let bands: [Band]
    package let width: Double
    package let height: Double

    /// Lays a graph out.
    ///
    /// - Parameter rest: What a box is called that stands for so many.
    package init(_ given: FlowGraph, rest: (Int) -> String) {
        var graph = given
        var columns = Self.columns(graph)
        (graph, columns) = Self.gathered(graph, columns, rest: rest)
        let forward = graph.forwardEdges
        let weights = Self.weights(graph, forward)
        let order = Self.order(graph, columns, forward, weights)
        let scale = Self.scale(order, weights)

        var boxes: [Int: Box] = [:]
        var bottom = 0.0
        for (column, nodes) in order.enumerated() {
            var y = 0.0
            for node in nodes {
                let height = max(Measure.leastHeight, weights[node] * scale)
                boxes[node] = Box(
                    node: node,
                    column: column,
                    x: Double(column) * Measure.columnWidth,
                    y: y,
                    height: height
                )
                y += height + Measure.gap
            }
            bottom = max(bottom, y - Measure.gap)
        }
        self.graph = graph
        self.boxes = boxes.values.sorted { ($0.column, $0.y, $0.node) < ($1.column, $1.y, $1.node) }
        bands = Self.bands(graph, forward, boxes, scale)
        width = Double(max(order.count - 1, 0)) * Measure.columnWidth + Measure.boxWidth
        height = max(bottom, Measure.leastHeight)
    }

    /// The column of each node: as far right as its longest way from a beginning, then drawn right up to what it feeds.
    private static func columns(_ graph: FlowGraph) -> [Int] {
        let forward = graph.forwardEdges
        var into = Array(repeating: 0, count: graph.nodes.count)
        var leaving: [[Int]] = Array(repeating: [], count: graph.nodes.count)
        for edge in forward {
            into[graph.edges[edge].to] += 1
            leaving[graph.edges[edge].from].append(graph.edges[edge].to)
        }
        var column = Array(repeating: 0, count: graph.nodes.count)
        var ready = graph.nodes.indices.filter { into[$0] == 0 }
        var sorted: [Int] = []
        while let node = ready.popLast() {
            sorted.append(node)
            for target in leaving[node] {
                column[target] = max(column[target], column[node] + 1)
                into[target] -= 1
                if into[target] == 0 { ready.append(target) }
            }
        }
        // A mine that feeds a late lot alone stands beside that lot, not at the far left.
        for node in sorted.reversed() {
            if let nearest = leaving[node].map({ column[$0] }).min() { column[node] = max(column[node], nearest - 1) }
        }
        return column
    }

    /// Puts the lightest boxes of a crowded column together.
    private static func gathered(
        _ graph: FlowGraph,
        _ columns: [Int],
        rest: (Int) -> String
    ) -> (FlowGraph, [Int]) {
        let weights = weights(graph, graph.forwardEdges)
        let members = Dictionary(grouping: graph.nodes.indices, by: { columns[$0] })
        var nodes: [FlowGraph.Node] = []
        var newColumns: [Int] = []
        var place = Array(repeating: -1, count: graph.nodes.count)
        for column in members.keys.sorted() {
            let inside = members[column] ?? []
            let heaviest = inside.sorted {
                (graph.nodes[$0].kind == .focus ? 0 : 1, -weights[$0], $0) < (
                    graph.nodes[$1].kind == .focus ? 0 : 1, -weights[$1], $1
                )
            }
            let isCrowded = inside.count > Measure.boxesInColumn
            let kept = Set(isCrowded ? heaviest.prefix(Measure.boxesInColumn - 1) : heaviest[...])
            for node in inside where kept.contains(node) {
                place[node] = nodes.count
                nodes.append(graph.nodes[node])
                newColumns.append(column)
            }
            guard isCrowded else { continue }
            let others = inside.filter { !kept.contains($0) }
            let count = others.reduce(0) { $0 + graph.nodes[$1].count }
            for node in others { place[node] = nodes.count }
            nodes.append(FlowGraph.Node(rest(count), .rest, count: count))
            newColumns.append(column)
        }
        // Edges between the same two boxes become one.
        var joined: [[Int]: Int] = [:]
        var edges: [FlowGraph.Edge] = []
        for edge in graph.edges where place[edge.from] != place[edge.to] {
            let (from, to) = (place[edge.from], place[edge.to])
            guard let known = joined[[from, to]] else {
                joined[[from, to]] = edges.count
                edges.append(FlowGraph.Edge(from: from, to: to, grams: edge.grams))
                continue
            }
            // Where one part has no mass, the whole has none that could be told.
            guard let sum = edges[known].grams, let grams = edge.grams else {
                edges[known].grams = nil
                continue
            }
            edges[known].grams = sum.addingReportingOverflow(grams).overflow ? Int.max : sum + grams
        }
        return (FlowGraph(nodes: nodes, edges: edges), newColumns)
    }

    /// What each box weighs: what came in or what went out, whichever is more.
    private static func weights(_ graph: FlowGraph, _ forward: [Int]) -> [Double] {
        var into = Array(repeating: 0.0, count: graph.nodes.count)
        var out = into
        for edge in forward {
            let grams = Double(max(graph.edges[edge].grams ?? 0, 0))
            into[graph.edges[edge].to] += grams
            out[graph.edges[edge].from] += grams
        }
        return zip(into, out).map(max)
    }

    /// The boxes of each column from top to bottom, so that bands cross little (barycentres, four sweeps).
    private static func order(
        _ graph: FlowGraph,
        _ columns: [Int],
        _ forward: [Int],
        _ weights: [Double]
    ) -> [[Int]] {
        var order: [[Int]] = Array(repeating: [], count: (columns.max() ?? -1) + 1)
        for node in graph.nodes.indices { order[columns[node]].append(node) }
        for column in order.indices { order[column].sort { (-weights[$0], $0) < (-weights[$1], $1) } }
        var neighbours: [[(node: Int, grams: Double)]] = Array(repeating: [], count: graph.nodes.count)
        for edge in forward {
            let grams = max(1, Double(graph.edges[edge].grams ?? 0))
            neighbours[graph.edges[edge].from].append((graph.edges[edge].to, grams))
            neighbours[graph.edges[edge].to].append((graph.edges[edge].from, grams))
        }
        for sweep in 0..<4 {
            var position = Array(repeating: 0.0, count: graph.nodes.count)
            for nodes in order {
                for (place, node) in nodes.enumerated() {
                    position[node] = (Double(place) + 0.5) / Double(nodes.count)
                }
            }
            let indices = sweep.isMultiple(of: 2) ? Array(order.indices) : order.indices.reversed()
            for column in indices {
                let wanted = order[column].map { node -> (Double, Int) in
                    let sum = neighbours[node].reduce((0.0, 0.0)) {
                        ($0.0 + $1.grams * position[$1.node], $0.1 + $1.grams)
                    }
                    return (sum.1 > 0 ? sum.0 / sum.1 : position[node], node)
                }
                order[column] = wanted.sorted { $0 < $1 }.map(\.1)
                for (place, node) in order[column].enumerated() {
                    position[node] = (Double(place) + 0.5) / Double(order[column].count)
                }
            }
        }
        return order
    }

    /// User units for a gram, so that the heaviest column fills the height.
    private static func scale(_ order: [[Int]], _ weights: [Double]) -> Double {
        let heaviest = order.map { $0.reduce(0) { $0 + weights[$1] } }.max() ?? 0
        return heaviest > 0 ? Measure.height / heaviest : 0
    }

    private static func bands(
        _ graph: FlowGraph,
        _ forward: [Int],
        _ boxes: [Int: Box],
        _ scale: Double
    ) -> [Band] {
        var outUsed = Array(repeating: 0.0, count: graph.nodes.count)
        var inUsed = outUsed
        // From top to bottom on both sides, so that bands of one box do not cross at it.
        let sorted = forward.sorted { left, right in
            let (a, b) = (graph.edges[left], graph.edges[right])
            return (boxes[a.from]?.y ?? 0, boxes[a.to]?.y ?? 0, left) < (
                boxes[b.from]?.y ?? 0, boxes[b.to]?.y ?? 0, right
            )
        }
        var bands: [Band] = []
        for edge in sorted {
            let (from, to) = (graph.edges[edge].from, graph.edges[edge].to)
            guard let start = boxes[from], let end = boxes[to] else { continue }
            let width = max(Measure.leastBand, Double(max(graph.edges[edge].grams ?? 0, 0)) * scale)
            bands.append(
                Band(
                    edge: edge,
                    x1: start.x + Measure.boxWidth,
                    y1: min(start.y + outUsed[from] + width / 2, start.y + start.height),
                    x2: end.x,
                    y2: min(end.y + inUsed[to] + width / 2, end.y + end.height),
                    width: width
                )
            )
            outUsed[from] += width
            inUsed[to] += width
        }
        return bands
    }
}
