/// A flow picture as a file of its own (SVG 1.1), with its colours in it.
package struct FlowDrawing {
    private let layout: FlowLayout
    private let title: String
    private let words: Words

    /// Lays a graph out.
    package init(_ graph: FlowGraph, title: String, words: Words) {
        layout = FlowLayout(graph) { words.plural("flow.rest", $0) }
        self.title = title
        self.words = words
    }

    /// The file.
    package var svg: [UInt8] {
        var h = HTML()
        let (width, height) = (layout.width + 186, layout.height + 24)
        h(
            .svg,
            Attribute("xmlns", "http://www.w3.org/2000/svg"),
            .role("img"),
            .ariaLabel(title),
            Attribute("viewBox", "-8 -12 \(Self.text(width)) \(Self.text(height))"),
            Attribute("width", Self.text(width)),
            Attribute("height", Self.text(height)),
            Attribute("font-family", "system-ui, sans-serif"),
            Attribute("font-size", "12")
        ) { h in
            h(.title, text: title)
            h(
                .rect,
                Attribute("x", "-8"),
                Attribute("y", "-12"),
                Attribute("width", Self.text(width)),
                Attribute("height", Self.text(height)),
                Attribute("fill", "#fff")
            )
            for band in layout.bands { write(band, &h) }
            for box in layout.boxes { write(box, &h) }
        }
        return h.bytes + [10]
    }

    private func write(_ band: FlowLayout.Band, _ h: inout HTML) {
        let edge = layout.graph.edges[band.edge]
        let middle = Self.text((band.x1 + band.x2) / 2)
        let (y1, y2) = (Self.text(band.y1), Self.text(band.y2))
        h(
            .path,
            Attribute("d", "M\(Self.text(band.x1)) \(y1)C\(middle) \(y1) \(middle) \(y2) \(Self.text(band.x2)) \(y2)"),
            Attribute("fill", "none"),
            Attribute("stroke", "#8a97a6"),
            Attribute("stroke-opacity", edge.grams == nil ? "0.8" : "0.4"),
            Attribute("stroke-width", Self.text(band.width)),
            edge.grams == nil ? Attribute("stroke-dasharray", "3 3") : nil
        ) { h in
            let mass = edge.grams.map { words.mass(grams: $0) } ?? words("flow.unweighed")
            h(
                .title,
                text: "\(layout.graph.nodes[edge.from].label) → \(layout.graph.nodes[edge.to].label): \(mass)"
            )
        }
    }

    private func write(_ box: FlowLayout.Box, _ h: inout HTML) {
        let node = layout.graph.nodes[box.node]
        h(
            .rect,
            Attribute("x", Self.text(box.x)),
            Attribute("y", Self.text(box.y)),
            Attribute("width", Self.text(FlowLayout.Measure.boxWidth)),
            Attribute("height", Self.text(box.height)),
            Attribute("fill", Self.colour(node.kind))
        ) { h in h(.title, text: "\(words("flow.kind.\(node.kind.rawValue)")): \(node.label)") }
        h(
            .svgText,
            Attribute("x", Self.text(box.x + FlowLayout.Measure.boxWidth + 5)),
            Attribute("y", Self.text(box.y + box.height / 2)),
            Attribute("dominant-baseline", "middle"),
            Attribute("fill", "#1b2530"),
            text: FlowPicture.shortened(node.label)
        )
    }

    private static func colour(_ kind: FlowGraph.Kind) -> String {
        switch kind {
        case .focus: "#1b2530"
        case .lot: "#5d6b7a"
        case .site: "#0b5cad"
        case .unknown: "#a25700"
        case .rest: "#8a97a6"
        }
    }

    private static func text(_ value: Double) -> String { FlowPicture.text(value) }
}
