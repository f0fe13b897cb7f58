import Foundation
import Geography

/// A closed ring around a centre; `grid` puts its vertices on a coarse grid, so that edges meet points exactly.
func star(_ dice: inout Dice, lon: Double, lat: Double, radius: Double, vertices: Int, grid: Double?) -> [Position] {
    var ring: [Position] = []
    for step in 0..<vertices {
        let angle = 2 * Double.pi * Double(step) / Double(vertices)
        let r = radius * Double.random(in: 0.3...1, using: &dice)
        var position = Position(lon: lon + r * cos(angle), lat: lat + r * sin(angle))
        if let grid {
            position = Position(
                lon: (position.lon / grid).rounded() * grid,
                lat: (position.lat / grid).rounded() * grid
            )
        }
        ring.append(position)
    }
    ring.append(ring[0])
    return ring
}

/// Even-odd with plain arithmetic, written independently of the module; only for points that lie on no edge.
func naivelyInside(_ rings: [[Position]], _ point: Position) -> Bool {
    var isInside = false
    for ring in rings {
        for index in 1..<ring.count {
            let (a, b) = (ring[index - 1], ring[index])
            if (a.lat > point.lat) != (b.lat > point.lat),
                point.lon < (b.lon - a.lon) * (point.lat - a.lat) / (b.lat - a.lat) + a.lon
            {
                isInside.toggle()
            }
        }
    }
    return isInside
}

func anyGeometry(_ dice: inout Dice, depth: Int = 0) -> Geometry {
    func positions(_ count: Int) -> [Position] {
        (0..<count).map { _ in
            Position(lon: .random(in: -180...180, using: &dice), lat: .random(in: -90...90, using: &dice))
        }
    }
    func count() -> Int { Int.random(in: 0...4, using: &dice) }
    switch Int.random(in: 0...(depth > 3 ? 5 : 6), using: &dice) {
    case 0: return .point(positions(1)[0])
    case 1: return .multiPoint(positions(count()))
    case 2: return .lineString(positions(count()))
    case 3: return .multiLineString((0..<count()).map { _ in positions(count()) })
    case 4: return .polygon((0..<count()).map { _ in positions(count()) })
    case 5: return .multiPolygon((0..<count()).map { _ in (0..<count()).map { _ in positions(count()) } })
    default: return .collection((0..<count()).map { _ in anyGeometry(&dice, depth: depth + 1) })
    }
}
