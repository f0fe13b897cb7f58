/// A point on the earth, in degrees of longitude and latitude (WGS 84, CRS84 axis order).
public struct Position: Hashable, Sendable {
    /// Degrees east of Greenwich, negative to the west.
    public var lon: Double
    /// Degrees north of the equator, negative to the south.
    public var lat: Double

    /// Makes a position; any numbers are accepted here and judged by `Geometry.faults()`.
    public init(lon: Double, lat: Double) {
        self.lon = lon
        self.lat = lat
    }

    /// True if both numbers are finite and within ±180 and ±90 degrees.
    public var isOnEarth: Bool {
        // Written so that a NaN is false.
        lon >= -180 && lon <= 180 && lat >= -90 && lat <= 90
    }
}
