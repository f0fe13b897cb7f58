import Foundation

/// The smallest distance from one position to the edges it is shown.
///
/// An edge is straight in degrees. On short edges away from the poles a local plane gives a first guess at the nearest
/// point and Newton's method on the sphere improves it; long or polar edges are sampled, then searched. The distance
/// is always the haversine to a point of the edge, so it is never too small.
struct EdgeDistance {
    /// The smallest distance so far, or nil if none was within the limit.
    private(set) var metres: Double?

    private let position: Position
    private let radians = Double.pi / 180
    /// The smallest distance that matters still, and the same in degrees of latitude.
    private var limit: Double
    private var reach: Double

    init(from position: Position, within limit: Double) {
        self.position = position
        self.limit = limit
        reach = limit / Sphere.metresPerDegree * (1 + 1e-12) + 1e-11
    }

    mutating func include(_ ax: Double, _ ay: Double, _ bx: Double, _ by: Double) {
        if min(ay, by) > position.lat + reach || max(ay, by) < position.lat - reach { return }
        let isLong = max((bx - ax).magnitude, (by - ay).magnitude) > 1
        if isLong || max(ay.magnitude, by.magnitude, position.lat.magnitude) > 85 {
            sample(ax, ay, bx, by)
        } else {
            project(ax, ay, bx, by)
        }
    }

    private mutating func project(_ ax: Double, _ ay: Double, _ bx: Double, _ by: Double) {
        // The edge relative to the position, on the near side of the earth.
        let x1 = (ax - position.lon).remainder(dividingBy: 360)
        let y1 = ay - position.lat
        let dx = bx - ax
        let dy = by - ay
        let scale = cos((position.lat + y1 / 2 + dy / 4) * radians)
        let length = dx * dx * scale * scale + dy * dy
        guard length > 0 else { return keep(haversine(ax, ay)) }
        let share = min(max(-(x1 * dx * scale * scale + y1 * dy) / length, 0), 1)
        let metres = haversine(ax + share * dx, ay + share * dy)
        // The plane is far better than this for edges of a degree; what is beyond cannot be nearest.
        guard metres <= limit * 1.05 + 1 else { return }
        let refined = refine(share, ax, ay, dx, dy)
        keep(min(metres, haversine(ax + refined * dx, ay + refined * dy)))
    }

    /// Newton's method for the share of the edge at which the cosine of the angular distance is largest.
    private func refine(_ start: Double, _ ax: Double, _ ay: Double, _ dx: Double, _ dy: Double) -> Double {
        let sine = sin(position.lat * radians)
        let cosine = cos(position.lat * radians)
        var share = start
        for _ in 0..<3 {
            let lat = (ay + share * dy) * radians
            let east = (ax + share * dx - position.lon) * radians
            let (sinLat, cosLat, sinEast, cosEast) = (sin(lat), cos(lat), sin(east), cos(east))
            let first = dy * (sine * cosLat - cosine * sinLat * cosEast) - dx * cosine * cosLat * sinEast
            let second =
                -dy * dy * (sine * sinLat + cosine * cosLat * cosEast)
                + 2 * dx * dy * cosine * sinLat * sinEast - dx * dx * cosine * cosLat * cosEast
            // Not curved downwards: the plane was no use, keep what it said.
            guard second < 0 else { return start }
            share = min(max(share - first / (second * radians), 0), 1)
        }
        return share
    }

    private mutating func sample(_ ax: Double, _ ay: Double, _ bx: Double, _ by: Double) {
        let dx = bx - ax
        let dy = by - ay
        // Half a degree a step; coordinates that are not on the earth do not make more steps than one turn.
        let steps = min(max((max(dx.magnitude, dy.magnitude) * 2).rounded(.up), 4), 720)
        guard steps.isFinite else { return }
        let count = Int(steps)
        var best = 0
        var bestMetres = Double.infinity
        for step in 0...count {
            let share = Double(step) / steps
            let metres = haversine(ax + share * dx, ay + share * dy)
            if metres < bestMetres {
                best = step
                bestMetres = metres
            }
        }
        // Golden-section search between the neighbours of the best sample.
        var low = Double(max(best - 1, 0)) / steps
        var high = Double(min(best + 1, count)) / steps
        let golden = 0.618_033_988_749_894_9
        while high - low > 1e-12 {
            let left = high - golden * (high - low)
            let right = low + golden * (high - low)
            if haversine(ax + left * dx, ay + left * dy) <= haversine(ax + right * dx, ay + right * dy) {
                high = right
            } else {
                low = left
            }
        }
        let share = (low + high) / 2
        keep(min(bestMetres, haversine(ax + share * dx, ay + share * dy)))
    }

    private func haversine(_ lon: Double, _ lat: Double) -> Double {
        Sphere.distanceMetres(position, Position(lon: lon, lat: lat))
    }

    private mutating func keep(_ candidate: Double) {
        guard candidate <= limit else { return }
        limit = candidate
        reach = candidate / Sphere.metresPerDegree * (1 + 1e-12) + 1e-11
        metres = candidate
    }
}
