import Foundation

/// Areas and interior points.
public enum Area {
    /// Radius of the sphere that has the area of the WGS 84 ellipsoid, in metres.
    public static let authalicRadiusMetres = 6_371_007.180_918_5

    private static let flattening = 1 / 298.257_223_563
    private static let eccentricity = (flattening * (2 - flattening)).squareRoot()

    /// The area of the shape in square metres; points and lines have none.
    ///
    /// Latitudes are turned into authalic ones, and the polygon is measured in the cylindrical equal-area
    /// projection of the authalic sphere (Snyder, "Map Projections", 1987, equations 3-11 to 3-13 and 10-14). For
    /// edges that are short this is the area on the ellipsoid; an edge of one degree bends by less than 10^-5 of
    /// its length. A hole is subtracted, parts are added, a ring that crosses itself counts by its winding.
    public static func squareMetres(of geometry: Geometry) -> Double {
        var total = 0.0
        for rings in geometry.polygons {
            var own = 0.0
            for (index, ring) in rings.enumerated() { own += (index == 0 ? 1 : -1) * ringArea(ring) }
            total += max(own, 0)
        }
        return total
    }

    /// The area within one ring, whichever way it turns.
    private static func ringArea(_ ring: [Position]) -> Double {
        guard let first = ring.first else { return 0 }
        let originHeight = authalicSine(first.lat)
        var sum = 0.0
        var previous = (x: 0.0, y: 0.0)
        for position in ring.dropFirst() {
            let next = (
                x: (position.lon - first.lon) * .pi / 180,
                y: authalicSine(position.lat) - originHeight
            )
            sum += previous.x * next.y - next.x * previous.y
            previous = next
        }
        return (sum / 2).magnitude * authalicRadiusMetres * authalicRadiusMetres
    }

    /// Sine of the authalic latitude, Snyder 3-11 and 3-12.
    private static func authalicSine(_ lat: Double) -> Double {
        quotient(sin(lat * .pi / 180)) / quotient(1)
    }

    private static func quotient(_ sine: Double) -> Double {
        let e = eccentricity
        return (1 - e * e) * (sine / (1 - e * e * sine * sine) + atanh(e * sine) / e)
    }

    /// A position that lies in the shape: in its widest polygon, else the middle of a line, else a point.
    ///
    /// Nil if the shape has no finite position.
    public static func interiorPoint(of geometry: Geometry) -> Position? {
        var best: (width: Double, position: Position)?
        for rings in geometry.polygons {
            if let candidate = InteriorScan.widest(in: rings), candidate.width > (best?.width ?? 0) { best = candidate }
        }
        if let best, geometry.covers(best.position) { return best.position }
        var positions: [Position] = []
        geometry.forEachPosition { if $0.lon.isFinite && $0.lat.isFinite { positions.append($0) } }
        return positions.isEmpty ? nil : positions[positions.count / 2]
    }
}

/// Looks for the widest stretch of a polygon along a parallel near its middle.
private enum InteriorScan {
    static func widest(in rings: [[Position]]) -> (width: Double, position: Position)? {
        var box = BoundingBox.empty
        for ring in rings { for position in ring { box.include(position) } }
        guard !box.isEmpty else { return nil }
        // Half way between the vertices next above and next below the middle, so that no vertex is met.
        var north = box.maxLat
        var south = box.minLat
        let middle = (north + south) / 2
        for ring in rings {
            for position in ring {
                if position.lat > middle { north = min(north, position.lat) }
                if position.lat <= middle { south = max(south, position.lat) }
            }
        }
        let lat = (north + south) / 2
        var crossings: [Double] = []
        for ring in rings {
            for (a, b) in zip(ring, ring.dropFirst()) where (a.lat > lat) != (b.lat > lat) {
                crossings.append(a.lon + (lat - a.lat) / (b.lat - a.lat) * (b.lon - a.lon))
            }
        }
        crossings.sort()
        var best: (width: Double, position: Position)?
        var index = 0
        while index + 1 < crossings.count {
            let width = crossings[index + 1] - crossings[index]
            if width > (best?.width ?? 0) {
                best = (width, Position(lon: (crossings[index] + crossings[index + 1]) / 2, lat: lat))
            }
            index += 2
        }
        return best
    }
}
