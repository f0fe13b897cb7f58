/// A shape on the map, in the seven kinds that GeoJSON and WKB share.
///
/// A polygon is a list of rings, the outer one first; a ring repeats its first position at the end.
/// Edges are straight lines in degrees, as GeoJSON has them (RFC 7946 section 3.1.1).
public enum Geometry: Hashable, Sendable {
    /// One position.
    case point(Position)
    /// Several positions.
    case multiPoint([Position])
    /// A line through its positions.
    case lineString([Position])
    /// Several lines.
    case multiLineString([[Position]])
    /// An area: its outer ring, then its holes.
    case polygon([[Position]])
    /// Several areas.
    case multiPolygon([[[Position]]])
    /// A mixture.
    case collection([Geometry])

    /// The smallest box around the shape, or nil if the shape has no position.
    public var boundingBox: BoundingBox? {
        var box = BoundingBox.empty
        forEachPosition { box.include($0) }
        return box.isEmpty ? nil : box
    }

    /// The number of positions, closing ones included.
    public var positionCount: Int {
        var count = 0
        forEachPosition { _ in count += 1 }
        return count
    }

    /// Calls the body with each position, in order.
    public func forEachPosition(_ body: (Position) -> Void) {
        switch self {
        case .point(let position): body(position)
        case .multiPoint(let positions), .lineString(let positions):
            for position in positions { body(position) }
        case .multiLineString(let lines), .polygon(let lines):
            for line in lines { for position in line { body(position) } }
        case .multiPolygon(let polygons):
            for rings in polygons { for ring in rings { for position in ring { body(position) } } }
        case .collection(let members):
            for member in members { member.forEachPosition(body) }
        }
    }

    /// Every polygon in the shape, as lists of rings; points and lines have none.
    public var polygons: [[[Position]]] {
        switch self {
        case .point, .multiPoint, .lineString, .multiLineString: []
        case .polygon(let rings): [rings]
        case .multiPolygon(let polygons): polygons
        case .collection(let members): members.flatMap(\.polygons)
        }
    }

    /// True if the position lies in the shape or on its edge.
    ///
    /// A polygon is filled even-odd over all its rings. Complexity: O(positions); many questions to many shapes are
    /// the work of ``PolygonLayer``.
    public func covers(_ position: Position) -> Bool {
        switch self {
        case .point(let own): own == position
        case .multiPoint(let own): own.contains(position)
        case .lineString(let line): Geometry.runs(line, through: position)
        case .multiLineString(let lines): lines.contains { Geometry.runs($0, through: position) }
        case .polygon(let rings): Geometry.fills(rings, position)
        case .multiPolygon(let polygons): polygons.contains { Geometry.fills($0, position) }
        case .collection(let members): members.contains { $0.covers(position) }
        }
    }

    private static func runs(_ line: [Position], through position: Position) -> Bool {
        if line.count == 1 { return line[0] == position }
        return zip(line, line.dropFirst()).contains { start, end in
            RayCrossing.isOn(position.lon, position.lat, start.lon, start.lat, end.lon, end.lat)
        }
    }

    private static func fills(_ rings: [[Position]], _ position: Position) -> Bool {
        var crossing = RayCrossing(x: position.lon, y: position.lat)
        for ring in rings {
            guard let first = ring.first, let last = ring.last else { continue }
            for (start, end) in zip(ring, ring.dropFirst()) {
                crossing.count(start.lon, start.lat, end.lon, end.lat)
            }
            if first != last { crossing.count(last.lon, last.lat, first.lon, first.lat) }
            if crossing.isOnEdge { return true }
        }
        return crossing.isInside
    }
}
