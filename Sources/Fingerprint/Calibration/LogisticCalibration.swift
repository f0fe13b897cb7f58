/// A straight line through the logarithms of ratios that makes them honest: `ln LR' = a + b ln LR`.
public struct LogisticCalibration: Sendable, Hashable {
    /// `a`, in natural logarithms.
    public let intercept: Double
    /// `b`, not below zero.
    public let slope: Double

    /// Fits the line by logistic regression; both kinds of pairs weigh the same.
    ///
    /// A faint pull of the slope towards zero keeps it finite where the pairs are told apart perfectly.
    public init(_ ratios: ValidationRatios) throws(FingerprintError) {
        // What lies far beyond any bound has no say in where the line runs.
        func held(_ log10: Double) -> Double { LikelihoodRatio(log10: min(max(log10, -30), 30)).naturalLog }
        let line = try LogisticLine(ratios.same.map(held), ratios.different.map(held))
        (intercept, slope) = (line.intercept, line.slope)
    }

    /// The calibrated ratio.
    public func calibrated(_ ratio: LikelihoodRatio) -> LikelihoodRatio {
        LikelihoodRatio(naturalLog: intercept + slope * ratio.naturalLog)
    }
}

/// Logistic regression on one score, both classes of equal weight.
struct LogisticLine: Sendable, Hashable {
    private(set) var intercept = 0.0
    private(set) var slope = 1.0

    /// How strongly the slope is pulled to zero, beside a weight of one for all pairs together.
    private static let pull = 1e-6

    init(_ ones: [Double], _ zeros: [Double]) throws(FingerprintError) {
        guard !ones.isEmpty, !zeros.isEmpty else {
            throw .tooFew(of: "scores of each kind", least: 1, found: min(ones.count, zeros.count))
        }
        var (a, b) = (0.0, 0.0)
        for _ in 0..<100 {
            var (ga, gb, haa, hab, hbb) = (0.0, -Self.pull * b, 1e-12, 0.0, Self.pull)
            func add(_ scores: [Double], _ label: Double) {
                let weight = 0.5 / Double(scores.count)
                for score in scores {
                    let p = Probability.logistic(a + b * score)
                    let error = (label - p) * weight
                    let spread = p * (1 - p) * weight
                    ga += error
                    gb += error * score
                    haa += spread
                    hab += spread * score
                    hbb += spread * score * score
                }
            }
            add(ones, 1)
            add(zeros, 0)
            let determinant = haa * hbb - hab * hab
            guard determinant > 0 else { break }
            var (da, db) = ((hbb * ga - hab * gb) / determinant, (haa * gb - hab * ga) / determinant)
            // Newton's step can overshoot where the classes hardly overlap.
            let longest = max(abs(da), abs(db))
            if longest > 4 { (da, db) = (da * 4 / longest, db * 4 / longest) }
            a += da
            b += db
            if longest < 1e-12 { break }
        }
        if b >= 0 { (intercept, slope) = (a, b) } else { (intercept, slope) = (0, 0) }
    }

    func callAsFunction(_ score: Double) -> Double { intercept + slope * score }
}
