/// Something that a laboratory measured in every grain or sample: an element, an oxide, an isotope ratio.
public struct Analyte: Sendable, Hashable {
    /// The units that are understood.
    public enum Unit: String, Sendable, Hashable, CaseIterable {
        /// Micrograms in a kilogram, parts per billion by mass.
        case microgramsPerKilogram = "ug/kg"
        /// Milligrams in a kilogram, parts per million by mass.
        case milligramsPerKilogram = "mg/kg"
        /// Percent by mass.
        case percent = "%"
        /// A ratio, such as of isotopes: no share of a whole.
        case ratio = "ratio"

        /// Parts per million by mass in one unit; nil for a ratio.
        public var partsPerMillion: Double? {
            switch self {
            case .microgramsPerKilogram: 0.001
            case .milligramsPerKilogram: 1
            case .percent: 10_000
            case .ratio: nil
            }
        }
    }

    /// The name, such as `Ta`, `Nb2O5` or `206Pb/204Pb`.
    public let name: String
    /// The unit of its values and of its detection limit.
    public let unit: Unit
    /// Below it the laboratory does not report; nil where the laboratory gives none.
    public let detectionLimit: Double?

    /// Makes an analyte.
    public init(_ name: String, unit: Unit, detectionLimit: Double? = nil) {
        self.name = name
        self.unit = unit
        self.detectionLimit = detectionLimit
    }
}

/// One value as the laboratory gave it.
public enum MeasuredValue: Sendable, Hashable {
    /// A value above the detection limit.
    case value(Double)
    /// Nothing was detected; the limit in the unit of the analyte.
    case below(limit: Double)
    /// Not measured.
    case missing
}
