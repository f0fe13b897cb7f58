/// Whether grains of a lot fit none of the sources that are known.
///
/// For each source, a grain's distance from the middle of its reference grains is compared with the distances of reference
/// grains that were left out (cross-conformal; Vovk 2015): no distribution is assumed. A grain of a source that nobody
/// sampled fits none; a share estimate among known sources would put it with the nearest.
public struct NoneOfTheAbove: Sendable, Hashable {
    /// For each grain, the best of its probabilities over all sources: how often a grain of that source lies this far out.
    public let best: [Double]
    /// For each grain, which source it fits best.
    public let nearest: [Int]
    /// The grains that lie further out than 95 of 100 of every source.
    public let outliers: [Int]
    /// How often a lot of known sources would have so many outliers by chance.
    public let probability: Double

    /// The share of grains that lie as far out of their own source.
    public static let level = 0.05

    private static let folds = 10

    /// Tests a lot.
    ///
    /// - Throws: ``FingerprintError`` for a source of fewer than twenty grains, with which no grain can be outside 95 of 100;
    ///   for rows of another length; for variables that are constant or made of others.
    public init(
        _ lot: [[Double]],
        sources: [MixtureEstimator.Group],
        variables: [String],
        seed: UInt64
    ) throws(FingerprintError) {
        guard !lot.isEmpty else { throw .tooFew(of: "grains of the lot", least: 1, found: 0) }
        guard !sources.isEmpty else { throw .tooFew(of: "sources", least: 1, found: 0) }
        for grain in lot + sources.flatMap({ $0.bags.flatMap { $0 } }) where grain.count != variables.count {
            throw .wrongCount(of: "values of a grain", expected: variables.count, found: grain.count)
        }
        var chance = SeededNumbers(seed: seed)
        var best = Array(repeating: 0.0, count: lot.count)
        var nearest = Array(repeating: 0, count: lot.count)
        for (number, source) in sources.enumerated() {
            let grains = source.bags.flatMap { $0 }
            guard grains.count >= 20 else {
                throw .tooFew(of: "reference grains of \(source.source)", least: 20, found: grains.count)
            }
            let order = chance.order(of: grains.count)
            var further = Array(repeating: 1, count: lot.count)
            for fold in 0..<Self.folds {
                let kept = order.indices.filter { $0 % Self.folds != fold }.map { grains[order[$0]] }
                let left = order.indices.filter { $0 % Self.folds == fold }.map { grains[order[$0]] }
                let cloud = try GrainCloud(kept, variables)
                let distances = left.map { cloud.distance($0) }
                for (index, grain) in lot.enumerated() {
                    let own = cloud.distance(grain)
                    further[index] += distances.count { $0 >= own }
                }
            }
            for index in lot.indices {
                let probability = Double(further[index]) / Double(grains.count + 1)
                if probability > best[index] { (best[index], nearest[index]) = (probability, number) }
            }
        }
        (self.best, self.nearest) = (best, nearest)
        outliers = best.indices.filter { best[$0] <= Self.level }
        probability = Probability.binomialTail(outliers.count, of: lot.count, chance: Self.level)
    }
}

/// The middle and the spread of grains.
private struct GrainCloud {
    private let centre: [Double]
    private let factor: CholeskyFactor

    /// Covariances are drawn towards zero the more, the fewer grains there are for each variable.
    init(_ grains: [[Double]], _ variables: [String]) throws(FingerprintError) {
        centre = TwoLevelBackground.mean(of: grains)
        var spread = SymmetricMatrix(size: variables.count)
        for grain in grains { spread.addOuter(zip(grain, centre).map { $0 - $1 }) }
        spread = spread.scaled(by: 1 / Double(grains.count - 1))
        let kept = Double(grains.count) / Double(grains.count + variables.count)
        for row in 0..<spread.size {
            for column in 0..<spread.size where row != column { spread[row, column] *= kept }
        }
        factor = try TwoLevelBackground.factor(spread, .grains, variables)
    }

    func distance(_ grain: [Double]) -> Double {
        factor.squaredDistance(zip(grain, centre).map { $0 - $1 })
    }
}
