/// Ratios of pairs whose truth is known, by which a method is judged and bounded.
public struct ValidationRatios: Sendable, Hashable {
    /// The common logarithms of the ratios of pairs of one source, ascending.
    public let same: [Double]
    /// The common logarithms of the ratios of pairs of two sources, ascending.
    public let different: [Double]

    /// Takes ratios of pairs whose truth is known; infinite ones are allowed, NaN is not.
    ///
    /// - Throws: ``FingerprintError`` where one of the two is empty and for NaN.
    public init(same: [Double], different: [Double]) throws(FingerprintError) {
        guard !same.isEmpty else { throw .tooFew(of: "pairs of one source", least: 1, found: 0) }
        guard !different.isEmpty else { throw .tooFew(of: "pairs of two sources", least: 1, found: 0) }
        guard !(same + different).contains(where: \.isNaN) else {
            throw .missing(analyte: "a ratio", place: "the validation pairs")
        }
        self.same = same.sorted()
        self.different = different.sorted()
    }

    /// The share of pairs of one source whose ratio supports two sources.
    public var misleadingSame: Double { Double(same.count { $0 < 0 }) / Double(same.count) }

    /// The share of pairs of two sources whose ratio supports one source.
    public var misleadingDifferent: Double { Double(different.count { $0 > 0 }) / Double(different.count) }

    /// The same pairs after a calibration.
    func mapped(_ map: (Double) -> Double) throws(FingerprintError) -> ValidationRatios {
        try ValidationRatios(same: same.map(map), different: different.map(map))
    }
}
