import Testing
import Web

@Suite("Flow pictures")
struct FlowLayoutTests {
    private static func layout(_ nodes: Int, _ edges: [(Int, Int, Int?)]) -> FlowLayout {
        FlowLayout(
            FlowGraph(
                nodes: (0..<nodes).map { FlowGraph.Node("n\($0)", $0 == 0 ? .focus : .lot) },
                edges: edges.map { FlowGraph.Edge(from: $0.0, to: $0.1, grams: $0.2) }
            ),
            rest: { "\($0) more" }
        )
    }

    @Test("Every edge leads to the right, by the longest way")
    func columns() throws {
        let layout = Self.layout(5, [(4, 3, 10), (3, 0, 10), (4, 0, 5), (2, 3, 1), (0, 1, 16)])
        var column: [String: Int] = [:]
        for box in layout.boxes { column[layout.graph.nodes[box.node].label] = box.column }
        #expect(column == ["n4": 0, "n2": 0, "n3": 1, "n0": 2, "n1": 3])
        for band in layout.bands {
            #expect(band.x1 < band.x2)
        }
        #expect(layout.bands.count == 5)
    }

    @Test("Heights and widths are in proportion to mass, and boxes of a column do not touch")
    func proportions() throws {
        let layout = Self.layout(4, [(1, 0, 600), (2, 0, 300), (3, 0, 100)])
        let height = Dictionary(
            uniqueKeysWithValues: layout.boxes.map { (layout.graph.nodes[$0.node].label, $0.height) }
        )
        let focus = try #require(height["n0"])
        #expect(abs((height["n1"] ?? 0) / focus - 0.6) < 1e-9 && abs((height["n3"] ?? 0) / focus - 0.1) < 1e-9)
        let left = layout.boxes.filter { $0.column == 0 }
        for (above, below) in zip(left, left.dropFirst()) { #expect(above.y + above.height < below.y) }
        #expect(abs(layout.bands.reduce(0) { $0 + $1.width } - focus) < 1e-9)
    }

    @Test("A circle is drawn once round, and a lot that leads to itself is drawn")
    func circles() {
        let layout = Self.layout(3, [(0, 1, 5), (1, 2, 5), (2, 0, 5), (1, 1, 5)])
        #expect(layout.boxes.count == 3 && layout.bands.count == 2)
    }

    @Test("A crowded column keeps its heaviest boxes, and what is put together keeps its mass")
    func crowded() throws {
        let edges: [(Int, Int, Int?)] = (1...40).map { ($0, 0, $0 * 10) }
        let layout = Self.layout(41, edges)
        #expect(layout.boxes.filter { $0.column == 0 }.count == 12)
        let rest = try #require(layout.graph.nodes.first { $0.kind == .rest })
        #expect(rest.count == 29 && rest.label == "29 more")
        #expect(layout.graph.edges.reduce(0) { $0 + ($1.grams ?? 0) } == (1...40).reduce(0) { $0 + $1 * 10 })
        let mass = layout.graph.edges.first { layout.graph.nodes[$0.from].kind == .rest }?.grams
        #expect(mass == (1...29).reduce(0) { $0 + $1 * 10 })
    }

    @Test("A sum of which a part is not known is not known")
    func unknownMass() {
        let layout = Self.layout(2, [(1, 0, 5), (1, 0, nil)])
        #expect(layout.graph.edges.map(\.grams) == [nil])
    }

    @Test("Nothing, one box, edges to nowhere, negative and huge masses give a picture")
    func odd() {
        #expect(Self.layout(0, []).boxes.isEmpty)
        #expect(Self.layout(1, []).boxes.count == 1)
        #expect(Self.layout(2, [(0, 7, 1), (-1, 0, 1)]).bands.isEmpty)
        let layout = Self.layout(3, [(1, 0, -4), (2, 0, .max), (1, 0, .max), (2, 0, .max)])
        #expect(layout.boxes.allSatisfy { $0.y.isFinite && $0.height.isFinite && $0.height > 0 })
    }

    @Test("The same graph gives the same picture, and a chain of a hundred thousand is no trouble")
    func steady() {
        let edges: [(Int, Int, Int?)] = (0..<200).map { ($0 % 20 + 1, $0 % 7 == 0 ? 0 : ($0 * 13) % 21, $0) }
        #expect(Self.layout(21, edges).boxes == Self.layout(21, edges).boxes)
        let chain: [(Int, Int, Int?)] = (0..<100_000).map { ($0, $0 + 1, 1) }
        #expect(Self.layout(100_001, chain).boxes.count == 100_001)
    }
}
