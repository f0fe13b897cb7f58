import Foundation

extension BoundingBox {
    /// The box moved east by some degrees.
    func shifted(by degrees: Double) -> BoundingBox {
        BoundingBox(minLon: minLon + degrees, minLat: minLat, maxLon: maxLon + degrees, maxLat: maxLat)
    }

    /// The great-circle distance from a position to the box, in metres; 0 inside.
    ///
    /// Outside its longitudes the nearest point lies on the western or eastern edge, which is a meridian arc; along
    /// a parallel the distance only grows with the difference of longitude.
    func distanceMetres(to position: Position) -> Double {
        if minLon == maxLon && minLat == maxLat {
            return Sphere.distanceMetres(position, Position(lon: minLon, lat: minLat))
        }
        // Longitude of the position, turned to lie within 180 degrees of the middle of the box.
        let middle = (minLon + maxLon) / 2
        let away = (position.lon - middle).remainder(dividingBy: 360).magnitude
        if away <= (maxLon - minLon) / 2 {
            let gap = max(minLat - position.lat, position.lat - maxLat, 0)
            return gap * Sphere.metresPerDegree
        }
        return min(distanceToMeridian(minLon, position), distanceToMeridian(maxLon, position))
    }

    private func distanceToMeridian(_ lon: Double, _ position: Position) -> Double {
        let radians = Double.pi / 180
        let difference = (position.lon - lon) * radians
        // Where the great circle from the position meets the meridian at a right angle.
        let foot = atan2(tan(position.lat * radians), cos(difference)) / radians
        let lat = cos(difference) > 0 ? min(max(foot, minLat), maxLat) : nil
        let ends = min(
            Sphere.distanceMetres(position, Position(lon: lon, lat: minLat)),
            Sphere.distanceMetres(position, Position(lon: lon, lat: maxLat))
        )
        guard let lat else { return ends }
        return min(ends, Sphere.distanceMetres(position, Position(lon: lon, lat: lat)))
    }
}
