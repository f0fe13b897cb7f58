import Assessment
import Formats
import Web

/// A trace in the language of Graphviz (graphviz.org/doc/info/lang.html).
struct TraceDot {
    private let graph: FlowGraph
    private let words: Words

    init(_ answer: TraceAnswer, _ words: Words) {
        graph = LotFlow(answer, words: words).graph
        self.words = words
    }

    func write(to output: inout OutputBuffer) throws {
        output.append("digraph lots {\n  rankdir=LR;\n  node [shape=box];\n")
        for (place, node) in graph.nodes.enumerated() {
            let shape =
                switch node.kind {
                case .focus: ", penwidth=3"
                case .site: ", shape=house"
                case .unknown: ", style=dashed"
                case .lot, .rest: ""
                }
            output.append("  n\(place) [label=\(Self.quoted(node.label))\(shape)];\n")
            try output.flushIfLarge()
        }
        for edge in graph.edges {
            let mass = edge.grams.map { words.mass(grams: $0) } ?? words("flow.unweighed")
            output.append("  n\(edge.from) -> n\(edge.to) [label=\(Self.quoted(mass))];\n")
            try output.flushIfLarge()
        }
        output.append("}\n")
    }

    private static func quoted(_ text: String) -> String {
        "\"" + Printable.text(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
