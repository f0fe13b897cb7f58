import Foundation
import Geography
import Testing

@Suite struct MeasureTests {
    private func box(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> [Position] {
        [(west, south), (east, south), (east, north), (west, north), (west, south)].map {
            Position(lon: $0.0, lat: $0.1)
        }
    }

    @Test func aDegreeSquareAtTheEquatorHasItsKnownArea() {
        // Karney's GeographicLib gives 12,308,778,361 m² for the geodesic square of one degree at the equator.
        let area = Area.squareMetres(of: .polygon([box(0, 0, 1, 1)]))
        #expect(abs(area / 12_308_778_361 - 1) < 2e-4)
    }

    @Test func theWholeEarthHasTheAreaOfTheEllipsoid() {
        let area = Area.squareMetres(of: .polygon([box(-180, -90, 180, 90)]))
        #expect(abs(area / 510_065_621_724_088 - 1) < 1e-9)
    }

    @Test func holesAreSubtractedAndTurningDoesNotMatter() {
        let outer = box(10, -5, 11, -4)
        let inner = box(10.2, -4.8, 10.4, -4.6)
        let whole = Area.squareMetres(of: .polygon([outer]))
        let hole = Area.squareMetres(of: .polygon([inner]))
        #expect(abs(Area.squareMetres(of: .polygon([outer.reversed(), inner])) - (whole - hole)) < 1)
        #expect(Area.squareMetres(of: .point(outer[0])) == 0)
    }

    @Test(arguments: [81, 82] as [UInt64])
    func theInteriorPointIsInside(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        for _ in 0..<200 {
            let ring = star(&dice, lon: 25, lat: -4, radius: 0.2, vertices: 30, grid: nil)
            let shape = Geometry.multiPolygon([[ring], [box(30, 0, 30.001, 0.001)]])
            #expect(shape.covers(try #require(Area.interiorPoint(of: shape))), "seed \(seed)")
        }
        // A crescent does not hold its middle.
        let crescent = [(0.0, 0.0), (4, 0), (4, 4), (0, 4), (0, 3), (3, 3), (3, 1), (0, 1), (0, 0)].map {
            Position(lon: $0.0, lat: $0.1)
        }
        #expect(Geometry.polygon([crescent]).covers(try #require(Area.interiorPoint(of: .polygon([crescent])))))
        #expect(Area.interiorPoint(of: .polygon([])) == nil)
    }

    @Test func aCellIsTheSameForAllPositionsInIt() throws {
        let grid = try #require(CoarseGrid(.high))
        let first = try #require(grid.cell(of: Position(lon: 28.83, lat: -2.51)))
        let second = try #require(grid.cell(of: Position(lon: 28.899_999, lat: -2.599_999)))
        #expect(first == second)
        #expect(first.centre == Position(lon: 28.85, lat: -2.55))
        #expect(first.uncertaintyMetres == 15_721)
        #expect(grid.cell(of: Position(lon: 28.83, lat: -2.51), uncertaintyMetres: 500)?.uncertaintyMetres == 16_191)
        #expect(CoarseGrid(.extreme) == nil)
        #expect(CoarseGrid(degrees: 0) == nil)
    }

    @Test(arguments: [91] as [UInt64])
    func theTruePositionLiesWithinTheUncertainty(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        for sensitivity in [CoarseGrid.Sensitivity.high, .medium, .low] {
            let grid = try #require(CoarseGrid(sensitivity))
            for _ in 0..<500 {
                let point = Position(
                    lon: .random(in: -180...180, using: &dice),
                    lat: .random(in: -90...90, using: &dice)
                )
                let cell = try #require(grid.cell(of: point))
                #expect(Sphere.distanceMetres(point, cell.centre) <= Double(cell.uncertaintyMetres), "seed \(seed)")
                #expect(cell.centre.isOnEarth)
            }
            for corner in [(180.0, 90.0), (-180, -90), (0.3, 0.3)] {
                #expect(grid.cell(of: Position(lon: corner.0, lat: corner.1))?.centre.isOnEarth == true)
            }
            #expect(grid.cell(of: Position(lon: .nan, lat: 0)) == nil)
        }
    }

    @Test func simplifyingDropsWhatCannotBeSeenAndKeepsRingsClosed() throws {
        var dice = Dice(seed: 95)
        let ring = star(&dice, lon: 20, lat: 0, radius: 1, vertices: 2000, grid: nil)
        guard case .polygon(let rings) = Geometry.polygon([ring]).simplified(toleranceMetres: 5000) else {
            Issue.record("not a polygon")
            return
        }
        let thin = try #require(rings.first)
        #expect(thin.count < ring.count / 2)
        #expect(thin.count >= 4)
        #expect(thin.first == thin.last)
        let line = Geometry.lineString([(0.0, 0.0), (1, 0.000_001), (2, 0)].map { Position(lon: $0.0, lat: $0.1) })
        #expect(line.simplified(toleranceMetres: 1000).positionCount == 2)
        #expect(Geometry.polygon([ring]).simplified(toleranceMetres: 1e9).positionCount == 4)
    }
}
