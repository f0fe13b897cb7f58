import Geography
import Testing

@Suite struct PolygonLayerTests {
    private let square = [(0.0, 0.0), (2, 0), (2, 2), (0, 2), (0, 0)].map { Position(lon: $0.0, lat: $0.1) }
    private let hole = [(0.5, 0.5), (1.5, 0.5), (1.5, 1.5), (0.5, 1.5), (0.5, 0.5)].map {
        Position(lon: $0.0, lat: $0.1)
    }

    @Test func edgesAndVerticesBelongToThePolygonHolesDoNot() {
        let layer = PolygonLayer([(id: 7, geometry: .polygon([square, hole]))])
        for (lon, lat) in [(0.0, 0.0), (2, 2), (1, 0), (0, 1), (2, 1), (1, 2), (0.25, 1), (0.5, 1), (1, 1.5)] {
            #expect(layer.covering(Position(lon: lon, lat: lat)) == [7], "\(lon) \(lat)")
        }
        for (lon, lat) in [(1.0, 1.0), (-0.1, 0), (2.1, 2), (3, 1), (.nan, 1)] {
            #expect(layer.covering(Position(lon: lon, lat: lat)).isEmpty, "\(lon) \(lat)")
        }
    }

    @Test func aPointOnASlantingEdgeIsInsideAndItsNeighbourIsNot() {
        // 0.1, 0.3 and 0.2 are not exact in binary: only an exact test tells the sides apart.
        let triangle = [(0.0, 0.0), (3, 1), (3, -4), (0, 0)].map { Position(lon: $0.0, lat: $0.1) }
        let layer = PolygonLayer([(id: 1, geometry: .polygon([triangle]))])
        for step in 1..<1000 {
            let lat = Double(step) / 1024
            #expect(layer.covering(Position(lon: 3 * lat, lat: lat)) == [1])
            #expect(layer.covering(Position(lon: 3 * lat, lat: lat.nextUp)).isEmpty)
            #expect(layer.covering(Position(lon: 3 * lat, lat: lat.nextDown)) == [1])
        }
    }

    @Test(arguments: [21, 22, 23] as [UInt64], [5, 40, 199, 200, 1500])
    func agreesWithThePlainMethod(seed: UInt64, vertices: Int) {
        var dice = Dice(seed: seed)
        var shapes: [(id: Int, geometry: Geometry)] = []
        var rings: [[[Position]]] = []
        for id in 0..<60 {
            let lon = Double.random(in: 10...14, using: &dice)
            let lat = Double.random(in: -3...1, using: &dice)
            let outer = star(&dice, lon: lon, lat: lat, radius: 0.5, vertices: vertices, grid: nil)
            let inner = star(&dice, lon: lon, lat: lat, radius: 0.1, vertices: 12, grid: nil)
            rings.append([outer, inner])
            shapes.append((id: id, geometry: .polygon([outer, inner])))
        }
        let layer = PolygonLayer(shapes)
        var hits = 0
        let points = (0..<2000).map { _ in
            Position(lon: .random(in: 9...15, using: &dice), lat: .random(in: -4...2, using: &dice))
        }
        var together = points.map { _ in [Int]() }
        layer.forEachCovering(points) { together[$0].append($1) }
        for (place, point) in points.enumerated() {
            let expected = rings.indices.filter { naivelyInside(rings[$0], point) }
            hits += expected.count
            #expect(layer.covering(point) == expected, "seed \(seed)")
            #expect(together[place].sorted() == expected, "seed \(seed)")
        }
        #expect(hits > 500)
    }

    @Test(arguments: [31, 32] as [UInt64])
    func slabsAgreeWithTheShapeItselfOnItsEdges(seed: UInt64) {
        var dice = Dice(seed: seed)
        // Vertices and points on a grid of 1/64 degree: thousands of points lie exactly on edges and vertices.
        let ring = star(&dice, lon: 1, lat: 1, radius: 1, vertices: 900, grid: 1.0 / 64)
        let shape = Geometry.polygon([ring])
        let layer = PolygonLayer([(id: 0, geometry: shape)])
        for x in -8...136 {
            for y in -8...136 {
                let point = Position(lon: Double(x) / 64, lat: Double(y) / 64)
                #expect((layer.covering(point) == [0]) == shape.covers(point), "seed \(seed) at \(point)")
            }
        }
        for vertex in ring { #expect(layer.covering(vertex) == [0]) }
    }

    @Test func idsMayRepeatAndComeOnce() {
        let layer = PolygonLayer([
            (id: 9, geometry: .multiPolygon([[square], [square]])), (id: 3, geometry: .polygon([square])),
            (id: 9, geometry: .point(Position(lon: 1, lat: 1))),
        ])
        #expect(layer.covering(Position(lon: 1, lat: 1)) == [3, 9])
        #expect(PolygonLayer([]).covering(Position(lon: 1, lat: 1)).isEmpty)
        #expect(layer.candidates(intersecting: BoundingBox(minLon: 1, minLat: 1, maxLon: 5, maxLat: 5)) == [3, 9])
    }

    @Test func aCombWithLongEdgesStaysSmallAndRight() {
        var ring: [Position] = []
        for tooth in 0..<2000 {
            ring.append(Position(lon: Double(tooth) / 1000, lat: tooth % 2 == 0 ? 1 : 0))
        }
        ring.append(Position(lon: 2, lat: -1))
        ring.append(Position(lon: 0, lat: -1))
        ring.append(ring[0])
        let shape = Geometry.polygon([ring])
        let layer = PolygonLayer([(id: 0, geometry: shape)])
        var dice = Dice(seed: 41)
        for _ in 0..<500 {
            let point = Position(lon: .random(in: 0...2, using: &dice), lat: .random(in: -1...1, using: &dice))
            #expect((layer.covering(point) == [0]) == naivelyInside([ring], point))
        }
    }
}
