/// A fixed grid on which positions of people and of artisanal sites are published.
///
/// A position is replaced by the centre of its cell, always the same one: jitter that is fresh at each export can be
/// averaged away. The classes are those of Chapman, "Current Best Practices for Generalizing Sensitive Species
/// Occurrence Data" (GBIF, 2020).
public struct CoarseGrid: Hashable, Sendable {
    /// How much harm an exact position could do.
    public enum Sensitivity: String, Hashable, Sendable, CaseIterable {
        /// Not to be published at all.
        case extreme
        /// Published to 0.1 degree.
        case high
        /// Published to 0.01 degree.
        case medium
        /// Published to 0.001 degree.
        case low
    }

    /// A position that has been made coarse.
    public struct Cell: Hashable, Sendable {
        /// The centre of the cell.
        public let centre: Position
        /// The cell itself.
        public let bounds: BoundingBox
        /// Radius around the centre within which the true position lies, in metres.
        public let uncertaintyMetres: Int
    }

    /// Uncertainty of a position that does not state any, in metres (Chapman 2020).
    public static let unstatedUncertaintyMetres = 30

    /// The side of a cell in thousand-millionths of a degree: whole numbers give the same cell everywhere.
    private let side: Int
    /// What the grid adds to the uncertainty of a position, in metres.
    public let addedMetres: Int

    /// The grid of a class; nil for positions that may not be published.
    public init?(_ sensitivity: Sensitivity) {
        switch sensitivity {
        case .extreme: return nil
        case .high: (side, addedMetres) = (100_000_000, 15_691)
        case .medium: (side, addedMetres) = (10_000_000, 1570)
        case .low: (side, addedMetres) = (1_000_000, 157)
        }
    }

    /// A grid of another size; nil unless the side is from 0.00001 to 10 degrees.
    ///
    /// It adds the diagonal of a cell at the equator, as the classes do.
    public init?(degrees: Double) {
        guard degrees >= 0.000_01, degrees <= 10 else { return nil }
        side = Int((degrees * 1e9).rounded())
        addedMetres = Int((degrees * Sphere.metresPerDegree * 2.0.squareRoot()).rounded(.up))
    }

    /// The cell of a position, or nil if the position is not on the earth.
    public func cell(of position: Position, uncertaintyMetres: Int? = nil) -> Cell? {
        guard position.isOnEarth else { return nil }
        // 180 degrees east is 180 degrees west; the pole belongs to the last row.
        var lon = Int((position.lon * 1e9).rounded())
        if lon >= 180_000_000_000 { lon -= 360_000_000_000 }
        let lat = min(Int((position.lat * 1e9).rounded()), 90_000_000_000 - 1)
        let west = Self.floor(lon, side)
        let south = Self.floor(lat, side)
        let own = max(uncertaintyMetres ?? Self.unstatedUncertaintyMetres, 0)
        return Cell(
            centre: Position(lon: Double(2 * west + side) / 2e9, lat: Double(2 * south + side) / 2e9),
            bounds: BoundingBox(
                minLon: Double(west) / 1e9,
                minLat: Double(south) / 1e9,
                maxLon: Double(west + side) / 1e9,
                maxLat: Double(south + side) / 1e9
            ),
            uncertaintyMetres: own.addingReportingOverflow(addedMetres).overflow ? Int.max : own + addedMetres
        )
    }

    private static func floor(_ value: Int, _ side: Int) -> Int {
        let rest = value % side
        return value - (rest < 0 ? rest + side : rest)
    }
}
