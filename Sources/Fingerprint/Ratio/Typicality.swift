/// Whether the mean of a questioned sample lies where means of known sources lie: a test for "none of the above" on bags.
public struct Typicality: Sendable, Hashable {
    /// How often a source of the population lies this far from its middle; small: the population may not be the right one.
    public let inPopulation: Double
    /// For each source, how often a sample of that source lies this far from its mean (Hotelling's T² with the pooled
    /// covariance within sources).
    public let inSource: [Double]

    /// Tests a mean of so many replicates against a background whose items had these numbers of replicates.
    ///
    /// - Throws: ``FingerprintError`` for a mean or counts of another length and for singular covariances.
    public init(
        _ mean: [Double],
        replicates: Int,
        _ background: TwoLevelBackground,
        counts: [Int]
    ) throws(FingerprintError) {
        let names = background.variables
        guard mean.count == names.count else {
            throw .wrongCount(of: "values", expected: names.count, found: mean.count)
        }
        guard counts.count == background.count, replicates > 0, counts.allSatisfy({ $0 > 0 }) else {
            throw .wrongCount(of: "counts of replicates", expected: background.count, found: counts.count)
        }
        for (index, value) in mean.enumerated() where !value.isFinite {
            throw .notPositive(analyte: names[index], place: "a mean")
        }
        let whole = try TwoLevelBackground.factor(
            background.between.adding(background.within, times: 1 / Double(replicates)),
            .between,
            names
        )
        let distance = whole.squaredDistance(zip(mean, background.mean).map { $0 - $1 })
        inPopulation = Probability.chiSquareTail(distance, degrees: names.count)
        let within = try TwoLevelBackground.factor(background.within, .within, names)
        let freedom = counts.reduce(0, +) - counts.count
        let spare = freedom - names.count + 1
        guard spare > 0 else {
            throw .tooFew(of: "replicates beyond the first of each source", least: names.count, found: freedom)
        }
        inSource = zip(background.means, counts).map { centre, count in
            let squared = within.squaredDistance(zip(mean, centre).map { $0 - $1 })
            let t = squared / (1 / Double(replicates) + 1 / Double(count))
            return Probability.fTail(t * Double(spare) / Double(freedom * names.count), names.count, spare)
        }
    }
}
