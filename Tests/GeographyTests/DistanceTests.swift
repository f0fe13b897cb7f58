import Foundation
import Geography
import Testing

@Suite struct DistanceTests {
    /// The distance by brute force: the edge is sampled ever closer around its best point.
    private func sampled(_ ring: [Position], _ point: Position) -> Double {
        var best = Double.infinity
        for (a, b) in zip(ring, ring.dropFirst()) {
            var (low, high) = (0.0, 1.0)
            for _ in 0..<5 {
                let width = high - low
                var at = low
                var own = Double.infinity
                for step in 0...200 {
                    let share = low + width * Double(step) / 200
                    let here = Position(lon: a.lon + share * (b.lon - a.lon), lat: a.lat + share * (b.lat - a.lat))
                    let metres = Sphere.distanceMetres(point, here)
                    if metres < own { (own, at) = (metres, share) }
                }
                best = min(best, own)
                (low, high) = (max(at - width / 100, 0), min(at + width / 100, 1))
            }
        }
        return best
    }

    @Test func aQuarterOfTheWayRoundIsAQuarterOfTheCircumference() {
        let quarter = Sphere.distanceMetres(Position(lon: 0, lat: 0), Position(lon: 0, lat: 90))
        #expect(abs(quarter - Sphere.radiusMetres * .pi / 2) < 1e-3)
        let half = Sphere.distanceMetres(Position(lon: 10, lat: 20), Position(lon: -170, lat: -20))
        #expect(abs(half - Sphere.radiusMetres * .pi) < 1e-3)
    }

    @Test(arguments: [51, 52, 53] as [UInt64], [0.0, 35, 60, 78, 84, 88, -89])
    func distancesAgreeWithSampling(seed: UInt64, lat: Double) {
        var dice = Dice(seed: seed)
        for radius in [0.01, 0.4, 1.5] {
            let ring = star(&dice, lon: 179.5, lat: lat, radius: radius, vertices: 9, grid: nil)
                .map { Position(lon: $0.lon, lat: min(max($0.lat, -90), 90)) }
            let layer = PolygonLayer([(id: 4, geometry: .polygon([ring]))])
            for _ in 0..<40 {
                let point = Position(
                    lon: (179.5 + .random(in: -3...3, using: &dice)).remainder(dividingBy: 360),
                    lat: min(max(lat + .random(in: -3...3, using: &dice), -90), 90)
                )
                let isInside =
                    Geometry.polygon([ring]).covers(point)
                    || Geometry.polygon([ring]).covers(Position(lon: point.lon + 360, lat: point.lat))
                if isInside { continue }
                let expected = sampled(ring, point)
                let found = layer.within(distanceMetres: expected * 1.1 + 10, of: point)
                #expect(found.count == 1, "seed \(seed)")
                let metres = found.first?.distanceMetres ?? .infinity
                #expect(abs(metres - expected) <= 0.001 + expected * 1e-5, "seed \(seed) at \(point)")
                #expect(layer.within(distanceMetres: expected * 0.99 - 0.01, of: point).isEmpty)
            }
        }
    }

    @Test func theAntimeridianIsNoWall() {
        let east = [(179.0, 0.0), (180, 0), (180, 1), (179, 1), (179, 0)].map { Position(lon: $0.0, lat: $0.1) }
        let layer = PolygonLayer([(id: 1, geometry: .polygon([east]))])
        let near = layer.within(distanceMetres: 20_000, of: Position(lon: -179.9, lat: 0.5))
        #expect(near.map(\.id) == [1])
        #expect(abs((near.first?.distanceMetres ?? 0) - 0.1 * 111_195 * cos(0.5 * .pi / 180)) < 5)
        #expect(layer.within(distanceMetres: 0, of: Position(lon: -180, lat: 0.5)).map(\.distanceMetres) == [0])
        #expect(layer.within(distanceMetres: 5000, of: Position(lon: -179.9, lat: 0.5)).isEmpty)
    }

    @Test func thePoleIsNearEverythingRoundIt() {
        let shapes = stride(from: -180.0, to: 180, by: 45).enumerated().map { index, lon in
            (id: index, geometry: Geometry.point(Position(lon: lon, lat: 89.9)))
        }
        let layer = PolygonLayer(shapes)
        #expect(layer.within(distanceMetres: 12_000, of: Position(lon: 77, lat: 90)).count == 8)
        #expect(layer.within(distanceMetres: 23_000, of: Position(lon: 77, lat: 89.95)).count == 8)
        #expect(layer.within(distanceMetres: 11_000, of: Position(lon: 77, lat: 90)).isEmpty)
    }

    @Test(arguments: [61, 62, 63] as [UInt64])
    func nearestAgreesWithBruteForce(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        func anywhere() -> Position {
            Position(lon: .random(in: -180...180, using: &dice), lat: .random(in: -90...90, using: &dice))
        }
        let sites = (0..<700).map { _ in anywhere() }
        let index = SpatialIndex(sites)
        for _ in 0..<300 {
            let point = anywhere()
            let distances = sites.map { Sphere.distanceMetres(point, $0) }
            let best = try #require(distances.indices.min { distances[$0] < distances[$1] })
            let found = try #require(index.nearest(to: point, withinMetres: .infinity), "seed \(seed)")
            #expect(found.item == best, "seed \(seed)")
            #expect(found.metres == distances[best])
            #expect(index.nearest(to: point, withinMetres: distances[best] * 0.999) == nil)
            let near = index.items(withinMetres: 2_000_000, of: point).map(\.item)
            #expect(Set(near) == Set(distances.indices.filter { distances[$0] <= 2_000_000 }), "seed \(seed)")
        }
    }

    @Test(arguments: [71, 72] as [UInt64])
    func boxesInAWindowAgreeWithBruteForce(seed: UInt64) {
        var dice = Dice(seed: seed)
        for count in [0, 1, 2, 16, 17, 300, 5000] {
            let boxes = (0..<count).map { _ in
                let west = Double.random(in: -170...160, using: &dice)
                let south = Double.random(in: -80...70, using: &dice)
                return BoundingBox(
                    minLon: west,
                    minLat: south,
                    maxLon: west + .random(in: 0...3, using: &dice),
                    maxLat: south + .random(in: 0...3, using: &dice)
                )
            }
            let index = SpatialIndex(boxes)
            for query in boxes.prefix(40) {
                #expect(index.items(intersecting: query) == boxes.indices.filter { boxes[$0].intersects(query) })
            }
            #expect(index.count == count)
        }
    }

    @Test func theNearestShapeIsFoundFarAway() throws {
        let layer = PolygonLayer([
            (id: 1, geometry: .point(Position(lon: 0, lat: 0))), (id: 2, geometry: .point(Position(lon: 90, lat: 0))),
        ])
        let found = try #require(layer.nearest(to: Position(lon: -50, lat: 0), withinMetres: .infinity))
        #expect(found.id == 1)
        #expect(layer.nearest(to: Position(lon: -50, lat: 0), withinMetres: 5_000_000) == nil)
    }
}
