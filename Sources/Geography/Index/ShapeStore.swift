/// The vertices of many shapes in one flat array, with the edges of large polygons ordered by latitude.
struct ShapeStore: Sendable {
    enum Kind: Sendable {
        case point
        case line
        case polygon
    }

    /// One point, line or polygon of a shape.
    struct Part: Sendable {
        var id: Int
        var kind: Kind
        /// Its rings or lines, as places in `ringStarts`.
        var rings: Range<Int>
        var box: BoundingBox
        /// Place in `slabs`, or -1.
        var slab: Int = -1
    }

    /// Edges of one polygon by latitude.
    struct Slabs: Sendable {
        var south: Double
        var scale: Double
        var count: Int
        /// Place in `slabStarts` of the first slab; one more entry than slabs.
        var firstStart: Int
    }

    /// Polygons from this many vertices up get slabs: below it the plain loop is as fast.
    static let slabThreshold = 200

    private(set) var parts: [Part] = []
    private var vertices: [Position] = []
    private var ringStarts: [Int] = [0]
    private var slabs: [Slabs] = []
    private var slabStarts: [Int32] = []
    /// Edges, as the place of their first vertex.
    private var slabEdges: [Int32] = []

    mutating func add(_ geometry: Geometry, id: Int) {
        switch geometry {
        case .point(let position): add([[position]], .point, id)
        case .multiPoint(let positions): for position in positions { add([[position]], .point, id) }
        case .lineString(let line): add([line], .line, id)
        case .multiLineString(let lines): for line in lines { add([line], .line, id) }
        case .polygon(let rings): add(rings, .polygon, id)
        case .multiPolygon(let polygons): for rings in polygons { add(rings, .polygon, id) }
        case .collection(let members): for member in members { add(member, id: id) }
        }
    }

    private mutating func add(_ lines: [[Position]], _ kind: Kind, _ id: Int) {
        let first = ringStarts.count - 1
        var box = BoundingBox.empty
        for line in lines {
            guard let start = line.first, let end = line.last else { continue }
            for position in line {
                vertices.append(position)
                box.include(position)
            }
            // An open ring is closed; a line of one position becomes an edge of no length.
            if kind == .polygon ? start != end : line.count == 1 {
                vertices.append(start)
            }
            ringStarts.append(vertices.count)
        }
        guard !box.isEmpty else { return }
        parts.append(Part(id: id, kind: kind, rings: first..<ringStarts.count - 1, box: box))
    }

    /// Builds the slabs once everything is added.
    mutating func finish() {
        for part in parts.indices where parts[part].kind == .polygon {
            let rings = parts[part].rings
            let count = ringStarts[rings.upperBound] - ringStarts[rings.lowerBound]
            if count >= Self.slabThreshold, vertices.count < Int(Int32.max) { addSlabs(to: part, vertexCount: count) }
        }
    }

    private mutating func addSlabs(to part: Int, vertexCount: Int) {
        let box = parts[part].box
        let height = box.maxLat - box.minLat
        guard height > 0, height.isFinite else { return }
        var count = min(max(vertexCount / 4, 16), 8192)
        // Long edges lie in many slabs. Fewer slabs keep the lists within eight entries a vertex.
        while true {
            let plan = Slabs(south: box.minLat, scale: Double(count) / height, count: count, firstStart: 0)
            var total = 0
            forEachEdge(of: part) { edge in
                let (low, high) = span(of: edge, plan)
                total += high - low + 1
            }
            if total <= 8 * vertexCount { break }
            count /= 2
            if count < 8 { return }
        }
        let plan = Slabs(
            south: box.minLat,
            scale: Double(count) / height,
            count: count,
            firstStart: slabStarts.count
        )
        var sizes = [Int](repeating: 0, count: count)
        forEachEdge(of: part) { edge in
            let (low, high) = span(of: edge, plan)
            for slab in low...high { sizes[slab] += 1 }
        }
        var next: [Int] = []
        var end = slabEdges.count
        for size in sizes {
            next.append(end)
            end += size
        }
        guard end < Int(Int32.max) else { return }
        slabStarts.append(contentsOf: next.map { Int32(truncatingIfNeeded: $0) })
        slabStarts.append(Int32(truncatingIfNeeded: end))
        var edges = [Int32](repeating: 0, count: end - slabEdges.count)
        let base = slabEdges.count
        forEachEdge(of: part) { edge in
            let (low, high) = span(of: edge, plan)
            for slab in low...high {
                edges[next[slab] - base] = Int32(truncatingIfNeeded: edge)
                next[slab] += 1
            }
        }
        slabEdges.append(contentsOf: edges)
        parts[part].slab = slabs.count
        slabs.append(plan)
    }

    private func span(of edge: Int, _ plan: Slabs) -> (Int, Int) {
        (
            plan.slab(min(vertices[edge].lat, vertices[edge + 1].lat)),
            plan.slab(max(vertices[edge].lat, vertices[edge + 1].lat))
        )
    }

    private func forEachEdge(of part: Int, _ body: (Int) -> Void) {
        for ring in parts[part].rings {
            let end = ringStarts[ring + 1] - 1
            for edge in ringStarts[ring]..<max(end, ringStarts[ring]) { body(edge) }
        }
    }

    /// Gives the body unsafe views of the arrays, which live as long as the call.
    @inline(__always)
    func withReader(_ body: (ShapeReader) -> Void) {
        parts.withUnsafeBufferPointer { parts in
            vertices.withUnsafeBufferPointer { vertices in
                ringStarts.withUnsafeBufferPointer { ringStarts in
                    slabs.withUnsafeBufferPointer { slabs in
                        slabStarts.withUnsafeBufferPointer { slabStarts in
                            slabEdges.withUnsafeBufferPointer { slabEdges in
                                body(
                                    ShapeReader(
                                        parts: parts,
                                        vertices: vertices,
                                        ringStarts: ringStarts,
                                        slabs: slabs,
                                        slabStarts: slabStarts,
                                        slabEdges: slabEdges
                                    )
                                )
                            }
                        }
                    }
                }
            }
        }
    }
}

extension ShapeStore.Slabs {
    /// The slab of a latitude; it never decreases as the latitude grows, so an edge is in every slab it passes.
    @inline(__always)
    func slab(_ lat: Double) -> Int {
        let place = (lat - south) * scale
        guard place > 0 else { return 0 }
        return place < Double(count) ? Int(place) : count - 1
    }
}
