/// A rectangle in degrees, its edges included.
///
/// A box does not cross the antimeridian: RFC 7946 section 3.1.9 has geometries cut there.
public struct BoundingBox: Hashable, Sendable {
    /// Western edge.
    public var minLon: Double
    /// Southern edge.
    public var minLat: Double
    /// Eastern edge.
    public var maxLon: Double
    /// Northern edge.
    public var maxLat: Double

    /// Makes a box from its edges.
    public init(minLon: Double, minLat: Double, maxLon: Double, maxLat: Double) {
        self.minLon = minLon
        self.minLat = minLat
        self.maxLon = maxLon
        self.maxLat = maxLat
    }

    /// Makes the box of a single position.
    public init(_ position: Position) {
        self.init(minLon: position.lon, minLat: position.lat, maxLon: position.lon, maxLat: position.lat)
    }

    /// The box that contains nothing.
    public static let empty = BoundingBox(
        minLon: .infinity,
        minLat: .infinity,
        maxLon: -.infinity,
        maxLat: -.infinity
    )

    /// True if the box contains nothing.
    public var isEmpty: Bool { !(minLon <= maxLon && minLat <= maxLat) }

    /// The middle of the box.
    public var centre: Position { Position(lon: (minLon + maxLon) / 2, lat: (minLat + maxLat) / 2) }

    /// Grows the box to include a position.
    public mutating func include(_ position: Position) {
        minLon = min(minLon, position.lon)
        minLat = min(minLat, position.lat)
        maxLon = max(maxLon, position.lon)
        maxLat = max(maxLat, position.lat)
    }

    /// Grows the box to include another.
    public mutating func include(_ other: BoundingBox) {
        minLon = min(minLon, other.minLon)
        minLat = min(minLat, other.minLat)
        maxLon = max(maxLon, other.maxLon)
        maxLat = max(maxLat, other.maxLat)
    }

    /// True if the position lies in the box or on its edge.
    public func contains(_ position: Position) -> Bool {
        position.lon >= minLon && position.lon <= maxLon && position.lat >= minLat && position.lat <= maxLat
    }

    /// True if the boxes share at least one point.
    public func intersects(_ other: BoundingBox) -> Bool {
        minLon <= other.maxLon && maxLon >= other.minLon && minLat <= other.maxLat && maxLat >= other.minLat
    }
}
