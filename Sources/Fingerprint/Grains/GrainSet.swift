/// The values of one variable in the grains of one sample, in ascending order: sorted once, compared often.
public struct GrainSet: Sendable, Hashable {
    /// The values, ascending.
    public let values: [Double]

    /// Sorts the values of a sample.
    ///
    /// - Throws: ``FingerprintError`` for no value and for NaN or infinite values.
    public init(
        _ values: [Double],
        of analyte: String = "a value",
        in place: String = "the set"
    ) throws(FingerprintError) {
        guard !values.isEmpty else { throw .tooFew(of: "grains of \(place)", least: 1, found: 0) }
        guard values.allSatisfy(\.isFinite) else { throw .missing(analyte: analyte, place: place) }
        self.values = values.sorted()
    }

    /// How many grains.
    public var count: Int { values.count }
}
