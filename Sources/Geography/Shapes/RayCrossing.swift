/// Counts how often a ray from a point to the east crosses the edges of a polygon.
///
/// Points on an edge are recognised exactly, because the side test is exact.
struct RayCrossing {
    let x: Double
    let y: Double
    private(set) var isOnEdge = false
    private var crossings = 0

    init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }

    /// True if the edges counted so far enclose the point, or one of them holds it.
    var isInside: Bool { isOnEdge || crossings & 1 == 1 }

    /// Counts one edge.
    @inline(__always)
    mutating func count(_ ax: Double, _ ay: Double, _ bx: Double, _ by: Double) {
        // Most edges lie wholly above or below: that question comes first and needs latitudes alone.
        if (ay > y) == (by > y) {
            if ay == y || by == y { touch(ax, ay, bx, by) }
            return
        }
        if ax < x && bx < x { return }
        // The edge includes its lower end and excludes its upper one, so a vertex is counted once.
        if ax > x && bx > x {
            crossings += 1
            return
        }
        let side = orientation(ax, ay, bx, by, x, y)
        if side == 0 {
            isOnEdge = true
        } else if (side > 0) == (by > ay) {
            crossings += 1
        }
    }

    /// Notes whether the point is an end of the edge, or lies on it if it runs along the ray.
    private mutating func touch(_ ax: Double, _ ay: Double, _ bx: Double, _ by: Double) {
        if ay == y && by == y {
            if (ax <= x || bx <= x) && (ax >= x || bx >= x) { isOnEdge = true }
        } else if (ax == x && ay == y) || (bx == x && by == y) {
            isOnEdge = true
        }
    }

    /// True if the point (x, y) lies on the edge.
    static func isOn(_ x: Double, _ y: Double, _ ax: Double, _ ay: Double, _ bx: Double, _ by: Double) -> Bool {
        x >= min(ax, bx) && x <= max(ax, bx) && y >= min(ay, by) && y <= max(ay, by)
            && orientation(ax, ay, bx, by, x, y) == 0
    }
}
