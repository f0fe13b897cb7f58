/// Looks for two edges of a polygon that share a point they should not share.
enum SelfIntersection {
    enum Answer: Equatable {
        case none
        case at(ring: Int, Position)
        case gaveUp
    }

    /// Pairs of edges that are compared before giving up: about a second of work.
    static let pairLimit = 40_000_000

    private struct Edge {
        var a: Position
        var b: Position
        var ring: Int
        /// Place in the ring, zero-length edges left out.
        var place: Int
    }

    /// Edges are ordered by their western end and each is compared with those that begin before it ends.
    ///
    /// In one ring no two edges may share a point, except neighbours their common end. Edges of different rings may
    /// touch but not cross or overlap (OGC 06-103r4 section 6.1.11.1).
    static func find(in rings: [[Position]]) -> Answer {
        var edges: [Edge] = []
        var lengths: [Int] = []
        for (ring, positions) in rings.enumerated() {
            var place = 0
            for (a, b) in zip(positions, positions.dropFirst()) where a != b {
                edges.append(Edge(a: a, b: b, ring: ring, place: place))
                place += 1
            }
            lengths.append(place)
            // Fewer than three edges enclose nothing.
            if place < 3, let first = positions.first { return .at(ring: ring, first) }
        }
        edges.sort { min($0.a.lon, $0.b.lon) < min($1.a.lon, $1.b.lon) }
        return edges.withUnsafeBufferPointer { search($0, lengths) }
    }

    private static func search(_ edges: UnsafeBufferPointer<Edge>, _ lengths: [Int]) -> Answer {
        var pairs = 0
        for i in edges.indices {
            let edge = edges[i]
            let east = max(edge.a.lon, edge.b.lon)
            let south = min(edge.a.lat, edge.b.lat)
            let north = max(edge.a.lat, edge.b.lat)
            var j = i + 1
            while j < edges.count, min(edges[j].a.lon, edges[j].b.lon) <= east {
                let other = edges[j]
                j += 1
                pairs += 1
                if pairs > pairLimit { return .gaveUp }
                if min(other.a.lat, other.b.lat) > north || max(other.a.lat, other.b.lat) < south { continue }
                if conflict(edge, other, lengths) { return .at(ring: other.ring, other.a) }
            }
        }
        return .none
    }

    private static func conflict(_ first: Edge, _ second: Edge, _ lengths: [Int]) -> Bool {
        let a = side(first, second.a)
        let b = side(first, second.b)
        let c = side(second, first.a)
        let d = side(second, first.b)
        if a == 0 && b == 0 { return overlap(first, second, lengths) }
        guard a * b <= 0 && c * d <= 0 else { return false }
        if a * b < 0 && c * d < 0 { return true }
        // They touch in one point.
        return first.ring == second.ring && !areNeighbours(first, second, lengths[first.ring])
    }

    /// For edges on one line: true if they share more than they may.
    private static func overlap(_ first: Edge, _ second: Edge, _ lengths: [Int]) -> Bool {
        // On one line the order by lon, then lat, is the order along the line.
        func low(_ edge: Edge) -> (Double, Double) {
            min((edge.a.lon, edge.a.lat), (edge.b.lon, edge.b.lat), by: <)
        }
        func high(_ edge: Edge) -> (Double, Double) {
            max((edge.a.lon, edge.a.lat), (edge.b.lon, edge.b.lat), by: <)
        }
        let start = max(low(first), low(second), by: <)
        let end = min(high(first), high(second), by: <)
        if start < end { return true }
        if start == end { return first.ring == second.ring && !areNeighbours(first, second, lengths[first.ring]) }
        return false
    }

    private static func areNeighbours(_ first: Edge, _ second: Edge, _ length: Int) -> Bool {
        let gap = abs(first.place - second.place)
        return gap == 1 || gap == length - 1
    }

    private static func side(_ edge: Edge, _ point: Position) -> Int {
        orientation(edge.a.lon, edge.a.lat, edge.b.lon, edge.b.lat, point.lon, point.lat)
    }
}

private func min<T>(_ a: T, _ b: T, by areInOrder: (T, T) -> Bool) -> T { areInOrder(b, a) ? b : a }
private func max<T>(_ a: T, _ b: T, by areInOrder: (T, T) -> Bool) -> T { areInOrder(a, b) ? b : a }
