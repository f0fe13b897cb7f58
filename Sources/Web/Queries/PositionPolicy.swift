internal import Store

/// Where a thing is drawn for a reader: protected positions are snapped to a fixed grid, never jittered, because the
/// average of many jittered points gives the true one away.
struct PositionPolicy: Sendable {
    /// A tenth of a degree: about 11 km.
    static let cellsPerDegree = 10.0

    let reader: Reader

    func position(lon: Double, lat: Double, isProtected: Bool) -> (lon: Double, lat: Double) {
        guard isProtected, !reader.seesExactPositions else { return (lon, lat) }
        return (Self.snapped(lon), Self.snapped(lat))
    }

    private static func snapped(_ degrees: Double) -> Double {
        ((degrees * cellsPerDegree).rounded(.down) + 0.5) / cellsPerDegree
    }
}
