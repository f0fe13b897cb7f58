import Foundation

/// How well ratios tell apart and how honest they are: the log-likelihood-ratio cost and what calibration leaves of it.
public struct CalibrationMeasures: Sendable, Hashable {
    /// `Cllr`: 0 is perfect, 1 is as good as no evidence; infinite where a ratio of 0 or infinity misleads.
    public let cost: Double
    /// `Cllr_min`: what remains after the best monotone calibration: discrimination alone.
    public let minimum: Double
    /// `Cllr_cal`, the difference: what honest numbers would save.
    public var calibration: Double { cost - minimum }
    /// The share of pairs of one source whose ratio supports two sources.
    public let misleadingSame: Double
    /// The share of pairs of two sources whose ratio supports one source.
    public let misleadingDifferent: Double
    /// How many pairs of each kind.
    public let pairs: Pairs

    /// How many pairs of each kind there are.
    public struct Pairs: Sendable, Hashable {
        /// Of one source.
        public let same: Int
        /// Of two sources.
        public let different: Int
    }

    /// Measures.
    public init(_ ratios: ValidationRatios) {
        cost = Self.cost(ratios.same, ratios.different)
        let best = PoolAdjacentViolators(ratios).calibrated
        minimum = Self.cost(best.same, best.different)
        misleadingSame = ratios.misleadingSame
        misleadingDifferent = ratios.misleadingDifferent
        pairs = Pairs(same: ratios.same.count, different: ratios.different.count)
    }

    /// `½ [mean log₂(1 + 1/LR) over pairs of one source + mean log₂(1 + LR) over pairs of two]`, of common logarithms.
    static func cost(_ same: [Double], _ different: [Double]) -> Double {
        entropy(same, different, priorLog10Odds: 0)
    }

    /// The empirical cross-entropy at a prior: bits of doubt that remain on average (Ramos 2007).
    static func entropy(_ same: [Double], _ different: [Double], priorLog10Odds odds: Double) -> Double {
        var (one, two) = (0.0, 0.0)
        for each in same { one += Probability.softplus(-(each + odds) * M_LN10) }
        for each in different { two += Probability.softplus((each + odds) * M_LN10) }
        let prior = Probability.logistic(odds * M_LN10)
        return (prior * one / Double(same.count) + (1 - prior) * two / Double(different.count)) / M_LN2
    }
}

/// One point of a plot of empirical cross-entropy.
public struct CrossEntropyPoint: Sendable, Hashable {
    /// The common logarithm of the prior odds.
    public let priorLog10Odds: Double
    /// With the ratios as they are, in bits.
    public let ratios: Double
    /// After the best monotone calibration.
    public let calibrated: Double
    /// Without evidence.
    public let neutral: Double

    /// The points of a plot.
    public static func plot(_ ratios: ValidationRatios, priors: [Double]) -> [CrossEntropyPoint] {
        let best = PoolAdjacentViolators(ratios).calibrated
        return priors.map { prior in
            CrossEntropyPoint(
                priorLog10Odds: prior,
                ratios: CalibrationMeasures.entropy(ratios.same, ratios.different, priorLog10Odds: prior),
                calibrated: CalibrationMeasures.entropy(best.same, best.different, priorLog10Odds: prior),
                neutral: CalibrationMeasures.entropy([0], [0], priorLog10Odds: prior)
            )
        }
    }
}
