import Foundation

/// The empirical lower and upper bound of ratios (ELUB; Vergeer, van Es, de Jongh, Alberink, Stoel, Science and Justice 56,
/// 2016): beyond them, acting on a ratio would do worse than acting without evidence if one more pair had misled.
///
/// Every ratio that is reported is capped by them: from a few hundred pairs no ratio of 10¹⁷ follows.
public struct EmpiricalBounds: Sendable, Hashable {
    /// The lower bound as common logarithm, at most 0.
    public let lower: Double
    /// The upper bound as common logarithm, at least 0.
    public let upper: Double

    /// How fine the bounds are looked for, as common logarithm.
    static let step = 0.01
    /// What stands for ratios of 0 and infinity.
    static let extremes = -9.0...9.0

    /// Works the bounds out, one consequential misleading pair added on either side.
    ///
    /// - Complexity: O(n log n).
    public init(_ ratios: ValidationRatios) {
        func held(_ value: Double) -> Double {
            min(max(value, Self.extremes.lowerBound), Self.extremes.upperBound)
        }
        let same = ratios.same.map(held)
        let different = ratios.different.map(held)
        let least = min(same[0], different[0])
        let most = max(same[same.count - 1], different[different.count - 1])
        let low = min(0, Self.floorSteps(max(least, -Foundation.log10(Double(same.count) + 1))))
        let high = max(0, Self.floorSteps(min(most, Foundation.log10(Double(different.count) + 1))) + 1)
        var (lower, upper) = (Double(low) * Self.step, Double(high) * Self.step)
        // Steps and odds are rounded as others round them: a ratio that lies on a step counts alike everywhere.
        let (sameOdds, differentOdds) = (same.map { pow(10, $0) }, different.map { pow(10, $0) })
        let (start, stop) = (lower, upper)
        let width = low < high ? (stop - start) / Double(high - low) : 0
        for number in low...high {
            let threshold = number == high ? stop : Double(number - low) * width + start
            let odds = pow(10, threshold)
            // Without evidence everything is accepted below odds of one.
            let neutral = odds < 1 ? odds : 1
            let missed = Double(same.count - Self.above(odds, in: sameOdds) + 1) / Double(same.count + 1)
            let wrong = Double(Self.above(odds, in: differentOdds) + 1) / Double(different.count + 1)
            guard neutral < missed + odds * wrong else { continue }
            if threshold <= 0 { lower = max(lower, threshold + Self.step) }
            if threshold >= 0 { upper = min(upper, threshold - Self.step) }
        }
        self.lower = min(lower, 0)
        self.upper = max(upper, 0)
    }

    /// Bounds that were worked out before.
    ///
    /// - Throws: ``FingerprintError`` unless `lower ≤ 0 ≤ upper`.
    public init(lower: Double, upper: Double) throws(FingerprintError) {
        guard lower <= 0, upper >= 0 else { throw .parameter(name: "bounds", range: "lower ≤ 0 ≤ upper") }
        (self.lower, self.upper) = (lower, upper)
    }

    /// A ratio within the bounds, and whether it had to be moved there.
    public func capped(_ ratio: LikelihoodRatio) -> (ratio: LikelihoodRatio, isCapped: Bool) {
        if ratio.log10 < lower { return (LikelihoodRatio(log10: lower), true) }
        if ratio.log10 > upper { return (LikelihoodRatio(log10: upper), true) }
        return (ratio, false)
    }

    private static func above(_ threshold: Double, in ascending: [Double]) -> Int {
        var (low, high) = (0, ascending.count)
        while low < high {
            let middle = (low + high) / 2
            if ascending[middle] > threshold { high = middle } else { low = middle + 1 }
        }
        return ascending.count - low
    }

    /// How many whole steps, towards minus infinity, without the error of a plain division.
    private static func floorSteps(_ value: Double) -> Int {
        var rest = fmod(value, step)
        var quotient = (value - rest) / step
        if rest < 0 {
            rest += step
            quotient -= 1
        }
        let whole = quotient.rounded(.down)
        return Int(quotient - whole > 0.5 ? whole + 1 : whole)
    }
}
