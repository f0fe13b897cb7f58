internal import Geography
internal import Store

/// Where a thing is drawn for a reader: protected positions are snapped to a fixed grid, never jittered, because the
/// average of many jittered points gives the true one away.
struct PositionPolicy: Sendable {
    /// A tenth of a degree, about 11 km: the class for what an exact position could harm.
    private static let grid = CoarseGrid(.high)

    let reader: Reader

    func position(lon: Double, lat: Double, isProtected: Bool) -> (lon: Double, lat: Double) {
        guard isProtected, !reader.seesExactPositions else { return (lon, lat) }
        // What is not on the earth is put where nothing is, never shown as it was given.
        guard let centre = Self.grid?.cell(of: Position(lon: lon, lat: lat))?.centre else { return (0, 0) }
        return (centre.lon, centre.lat)
    }
}
