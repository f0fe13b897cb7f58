import Foundation

/// Distances on a sphere of the earth's mean radius.
///
/// Against geodesics of the WGS 84 ellipsoid the error is at most 0.56 %, which is far below the uncertainty of the
/// positions that we compare (detections ±240 m, sites ±1 km).
public enum Sphere {
    /// Mean radius of the WGS 84 ellipsoid, (2a + b) / 3, in metres.
    public static let radiusMetres = 6_371_008.8
    /// Metres in a degree of latitude.
    public static let metresPerDegree = radiusMetres * .pi / 180

    /// The great-circle distance between two positions, in metres.
    public static func distanceMetres(_ a: Position, _ b: Position) -> Double {
        let radians = Double.pi / 180
        let halfLat = sin((b.lat - a.lat) * radians / 2)
        let halfLon = sin((b.lon - a.lon) * radians / 2)
        let h = halfLat * halfLat + cos(a.lat * radians) * cos(b.lat * radians) * halfLon * halfLon
        return 2 * radiusMetres * asin(min(1, h.squareRoot()))
    }

    /// The box, wide enough for every position within a distance; it may reach beyond ±180 degrees.
    ///
    /// Where the circle holds a pole, the box takes all longitudes.
    static func box(around centre: Position, metres: Double) -> BoundingBox {
        let radians = Double.pi / 180
        // Rounding must not lose a position at exactly the distance.
        let reach = metres / metresPerDegree * (1 + 1e-12) + 1e-11
        let south = centre.lat - reach
        let north = centre.lat + reach
        guard south > -90, north < 90 else {
            return BoundingBox(
                minLon: centre.lon - 180,
                minLat: max(south, -90),
                maxLon: centre.lon + 180,
                maxLat: min(north, 90)
            )
        }
        let ratio = sin(reach * radians) / cos(centre.lat * radians)
        let width = ratio < 1 ? asin(ratio) / radians * (1 + 1e-12) + 1e-11 : 180
        return BoundingBox(minLon: centre.lon - width, minLat: south, maxLon: centre.lon + width, maxLat: north)
    }
}
