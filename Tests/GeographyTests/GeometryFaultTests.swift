import Geography
import Testing

@Suite struct GeometryFaultTests {
    private func ring(_ pairs: [(Double, Double)]) -> [Position] { pairs.map { Position(lon: $0.0, lat: $0.1) } }

    private func kinds(_ pairs: [(Double, Double)]) -> [GeometryFault.Kind] {
        Geometry.polygon([ring(pairs)]).faults().map(\.kind)
    }

    @Test func aSquareIsSound() {
        #expect(kinds([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]).isEmpty)
        // A repeated position is no fault.
        #expect(kinds([(0, 0), (1, 0), (1, 0), (1, 1), (0, 1), (0, 0)]).isEmpty)
    }

    @Test func refusalsAreNamed() {
        #expect(kinds([(0, 0), (1, 0), (1, 1), (0, 1)]) == [.unclosedRing])
        #expect(kinds([(0, 0), (1, 0), (0, 0)]) == [.tooFewPositions])
        #expect(kinds([(0, 0), (181, 0), (1, 1), (0, 0)]) == [.outOfRange])
        #expect(kinds([(0, 0), (1, 91), (1, 1), (0, 0)]) == [.outOfRange])
        #expect(kinds([(0, 0), (.nan, 0), (1, 1), (0, 0)]) == [.notFinite])
        #expect(kinds([(0, 0), (.infinity, 0), (1, 1), (0, 0)]) == [.notFinite])
        #expect(kinds([]) == [.empty])
        #expect(Geometry.multiPolygon([]).faults().map(\.kind) == [.empty])
        #expect(Geometry.lineString(ring([(0, 0)])).faults().map(\.kind) == [.tooFewPositions])
        for fault in Geometry.polygon([ring([(0, 0), (1, 0)])]).faults() { #expect(fault.isRefusal) }
    }

    @Test func crossingOutlinesAreMarkedNotRefused() throws {
        let bowTie = Geometry.polygon([ring([(0, 0), (1, 1), (1, 0), (0, 1), (0, 0)])]).faults()
        #expect(bowTie.map(\.kind) == [.selfIntersection])
        #expect(try #require(bowTie.first).isRefusal == false)
        // A spike that runs back on itself, a ring that touches itself in a vertex, and one without width.
        #expect(kinds([(0, 0), (2, 0), (3, 0), (2, 0), (1, 1), (0, 0)]) == [.selfIntersection])
        #expect(kinds([(0, 0), (1, 0), (0.5, 1), (1, 2), (0, 2), (0.5, 1), (0, 0)]) == [.selfIntersection])
        #expect(kinds([(0, 0), (1, 0), (1, 0), (0, 0)]) == [.selfIntersection])
    }

    @Test func aHoleMayTouchButNotCross() {
        let outer = ring([(0, 0), (4, 0), (4, 4), (0, 4), (0, 0)])
        let touching = ring([(0, 2), (1, 1), (1, 3), (0, 2)])
        let crossing = ring([(-1, 2), (1, 1), (1, 3), (-1, 2)])
        #expect(Geometry.polygon([outer, touching]).faults().isEmpty)
        #expect(Geometry.polygon([outer, crossing]).faults().map(\.kind) == [.selfIntersection])
    }

    @Test func aRingOfManyVerticesIsChecked() {
        var dice = Dice(seed: 5)
        let sound = star(&dice, lon: 20, lat: 5, radius: 3, vertices: 20_000, grid: nil)
        #expect(Geometry.polygon([sound]).faults().isEmpty)
        var crossed = sound
        crossed.swapAt(5000, 9000)
        #expect(Geometry.polygon([crossed]).faults().map(\.kind) == [.selfIntersection])
    }
}
