/// A place on the map, degrees WGS 84.
struct Position: Equatable {
    var lon: Double
    var lat: Double

    /// Metres a degree of latitude; enough for a map of one island.
    static let metresPerDegree = 111_195.0
    /// Cosine of the island's middle latitude, 24.5° S.
    static let shrink = 0.909_961

    /// Distance on the plane tangent at the island, metres.
    func metres(to other: Position) -> Double {
        let east = (other.lon - lon) * Self.shrink
        let north = other.lat - lat
        return (east * east + north * north).squareRoot() * Self.metresPerDegree
    }

    func moved(east: Double, north: Double) -> Position {
        Position(
            lon: lon + east / (Self.metresPerDegree * Self.shrink),
            lat: lat + north / Self.metresPerDegree
        )
    }
}

/// Plane geometry of rings: first point not repeated at the end.
enum Ring {
    /// Twice the signed area, positive for counter-clockwise rings.
    static func doubleArea(_ ring: [Position]) -> Double {
        var sum = 0.0
        var previous = ring.count - 1
        for index in ring.indices {
            sum += ring[previous].lon * ring[index].lat - ring[index].lon * ring[previous].lat
            previous = index
        }
        return sum
    }

    static func contains(_ ring: [Position], _ point: Position) -> Bool {
        var inside = false
        var previous = ring.count - 1
        for index in ring.indices {
            let a = ring[index]
            let b = ring[previous]
            if (a.lat > point.lat) != (b.lat > point.lat),
                point.lon < (b.lon - a.lon) * (point.lat - a.lat) / (b.lat - a.lat) + a.lon
            {
                inside.toggle()
            }
            previous = index
        }
        return inside
    }

    /// Whether segments ab and cd cross at a point that is inside both.
    static func crosses(_ a: Position, _ b: Position, _ c: Position, _ d: Position) -> Bool {
        if max(a.lon, b.lon) < min(c.lon, d.lon) || max(c.lon, d.lon) < min(a.lon, b.lon) { return false }
        if max(a.lat, b.lat) < min(c.lat, d.lat) || max(c.lat, d.lat) < min(a.lat, b.lat) { return false }
        func side(_ p: Position, _ q: Position, _ r: Position) -> Double {
            (q.lon - p.lon) * (r.lat - p.lat) - (q.lat - p.lat) * (r.lon - p.lon)
        }
        return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
    }

    /// Corner cutting (Chaikin 1974) of an open line; its ends stay.
    static func smoothed(_ line: [Position], rounds: Int) -> [Position] {
        var line = line
        for _ in 0..<rounds where line.count > 2 {
            var next = [line[0]]
            for index in 0..<(line.count - 1) {
                let a = line[index]
                let b = line[index + 1]
                if index > 0 {
                    next.append(Position(lon: a.lon * 0.75 + b.lon * 0.25, lat: a.lat * 0.75 + b.lat * 0.25))
                }
                if index < line.count - 2 {
                    next.append(Position(lon: a.lon * 0.25 + b.lon * 0.75, lat: a.lat * 0.25 + b.lat * 0.75))
                }
            }
            next.append(line[line.count - 1])
            line = next
        }
        return line
    }
}
