/// Lots and places with the mass that went from one to the next: what a flow picture shows.
package struct FlowGraph: Sendable {
    /// What a box stands for.
    package enum Kind: String, Sendable, Hashable {
        /// The lot that the picture is about.
        case focus
        case lot
        /// A mine or another place where lots begin.
        case site
        /// Where nothing is known of what came before.
        case unknown
        /// Several boxes in one, because there are too many.
        case rest
    }

    /// A box.
    package struct Node: Sendable, Hashable {
        package var label: String
        package var kind: Kind
        /// The page of what the box stands for.
        package var link: String?
        /// How many things it stands for.
        package var count = 1

        package init(_ label: String, _ kind: Kind, link: String? = nil, count: Int = 1) {
            self.label = label
            self.kind = kind
            self.link = link
            self.count = count
        }
    }

    /// What went from one box to another.
    package struct Edge: Sendable, Hashable {
        package var from: Int
        package var to: Int
        /// Mass in grams; nil where nobody said how much.
        package var grams: Int?

        package init(from: Int, to: Int, grams: Int?) {
            self.from = from
            self.to = to
            self.grams = grams
        }
    }

    package var nodes: [Node]
    package var edges: [Edge]

    package init(nodes: [Node], edges: [Edge]) {
        self.nodes = nodes
        self.edges = edges.filter { nodes.indices.contains($0.from) && nodes.indices.contains($0.to) }
    }

    /// The edges without those that lead back to where they came from, so that every box has a column.
    ///
    /// What is left out depends on the order of the boxes alone.
    package var forwardEdges: [Int] {
        var leaving: [[Int]] = Array(repeating: [], count: nodes.count)
        for (index, edge) in edges.enumerated() where edge.from != edge.to { leaving[edge.from].append(index) }
        var state = Array(repeating: 0, count: nodes.count)
        var forward: [Int] = []
        for start in nodes.indices where state[start] == 0 {
            // A walk with a list of its own: chains can be as long as they like.
            var path: [(node: Int, next: Int)] = [(start, 0)]
            state[start] = 1
            while let (node, next) = path.last {
                guard next < leaving[node].count else {
                    state[node] = 2
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                let edge = leaving[node][next]
                let target = edges[edge].to
                if state[target] == 1 { continue }
                forward.append(edge)
                if state[target] == 0 {
                    state[target] = 1
                    path.append((target, 0))
                }
            }
        }
        return forward.sorted()
    }
}
