internal import Vocabulary

/// A flow picture and, under it, the same as a table: where mass came from and went to.
struct FlowPicture {
    let visit: Visit
    let title: String
    let layout: FlowLayout

    init(visit: Visit, title: String, graph: FlowGraph) {
        self.visit = visit
        self.title = title
        layout = FlowLayout(graph) { visit.words.plural("flow.rest", $0) }
    }

    func write(to h: inout HTML) {
        h(.figure, .class("flow")) { h in
            h(.div, .class("scroll"), .role("region"), .ariaLabel(title), .focusable) { h in picture(&h) }
            h(.figcaption, .class("quiet"), text: visit.words("flow.caption"))
        }
        table(&h)
    }

    private func picture(_ h: inout HTML) {
        // Room for the names right of the last boxes.
        let (width, height) = (layout.width + 190, layout.height + 8)
        h(
            .svg,
            .class("flow-picture"),
            .role("group"),
            .ariaLabel(title),
            Attribute("viewBox", "0 -4 \(Self.text(width)) \(Self.text(height))"),
            Attribute("width", Self.text(width)),
            Attribute("height", Self.text(height))
        ) { h in
            for band in layout.bands { write(band, &h) }
            for box in layout.boxes { write(box, &h) }
        }
    }

    private func write(_ band: FlowLayout.Band, _ h: inout HTML) {
        let middle = (band.x1 + band.x2) / 2
        let curve =
            "M\(Self.text(band.x1)) \(Self.text(band.y1))C\(Self.text(middle)) \(Self.text(band.y1)) "
            + "\(Self.text(middle)) \(Self.text(band.y2)) \(Self.text(band.x2)) \(Self.text(band.y2))"
        let edge = layout.graph.edges[band.edge]
        h(
            .path,
            .class(edge.grams == nil ? "band band-unweighed" : "band"),
            Attribute("d", curve),
            Attribute("stroke-width", Self.text(band.width))
        ) { h in
            h(
                .title,
                text:
                    "\(layout.graph.nodes[edge.from].label) → \(layout.graph.nodes[edge.to].label): \(mass(edge.grams))"
            )
        }
    }

    private func write(_ box: FlowLayout.Box, _ h: inout HTML) {
        let node = layout.graph.nodes[box.node]
        let shape: (inout HTML) -> Void = { h in
            h(.title, text: "\(visit.words("flow.kind.\(node.kind.rawValue)")): \(node.label)")
            h(
                .rect,
                .class("box box-\(node.kind.rawValue)"),
                Attribute("x", Self.text(box.x)),
                Attribute("y", Self.text(box.y)),
                Attribute("width", Self.text(FlowLayout.Measure.boxWidth)),
                Attribute("height", Self.text(box.height)),
                Attribute("rx", "2")
            )
            h(
                .svgText,
                Attribute("x", Self.text(box.x + FlowLayout.Measure.boxWidth + 5)),
                Attribute("y", Self.text(box.y + box.height / 2)),
                Attribute("dominant-baseline", "middle"),
                text: Self.shortened(node.label)
            )
        }
        if let link = node.link {
            h(.a, .href(link), content: shape)
        } else {
            h(.g, content: shape)
        }
    }

    private func table(_ h: inout HTML) {
        let words = visit.words
        guard !layout.graph.edges.isEmpty else { return }
        h(.details) { h in
            h(.summary, text: words("flow.table"))
            h(.table, .class("plain")) { h in
                h(.caption, .class("unseen"), text: title)
                h(.thead) { h in
                    h(.tr) { h in
                        for key in ["flow.from", "flow.to", "flow.mass"] { h(.th, .scope("col"), text: words(key)) }
                    }
                }
                h(.tbody) { h in
                    for edge in layout.graph.edges {
                        h(.tr) { h in
                            cell(layout.graph.nodes[edge.from], &h)
                            cell(layout.graph.nodes[edge.to], &h)
                            h(.td, .class("number"), text: mass(edge.grams))
                        }
                    }
                }
            }
        }
    }

    private func cell(_ node: FlowGraph.Node, _ h: inout HTML) {
        h(.td) { h in
            if let link = node.link {
                h(.a, .href(link)) { h in h(.bdi, text: node.label) }
            } else {
                h(.bdi, text: node.label)
            }
        }
    }

    private func mass(_ grams: Int?) -> String {
        grams.map { visit.words.mass(grams: $0) } ?? visit.words("flow.unweighed")
    }

    /// A number with one decimal place, as SVG reads it.
    static func text(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths.isMultiple(of: 10)
            ? "\(tenths / 10)" : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }

    /// The end of a long name tells it from its neighbours better than the beginning.
    static func shortened(_ label: String, to length: Int = 20) -> String {
        label.count <= length ? label : "…" + label.suffix(length - 1)
    }
}
