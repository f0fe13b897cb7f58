import Foundation

/// The two-level likelihood ratio of Aitken and Lucy (Applied Statistics 53, 2004).
///
/// Do two sets of replicates come from one item of the population, or from two?
///
/// With the means `y₁`, `y₂` of `n₁` and `n₂` replicates and `y* = (n₁y₁ + n₂y₂)/(n₁ + n₂)`:
///
/// normal: `N(y₁ − y₂; U/n₁ + U/n₂) N(y* − μ; U/(n₁+n₂) + C) / [N(y₁ − μ; U/n₁ + C) N(y₂ − μ; U/n₂ + C)]`;
///
/// kernel: each `N(· − μ; · + C)` is replaced by `1/m Σᵢ N(· − x̄ᵢ; · + h²C)`, `h = (4/(2p+1))^(1/(p+4)) m^(−1/(p+4))`.
///
/// Everything is done in logarithms: at ten elements the densities themselves are below the smallest Double.
public struct TwoLevelModel: Sendable {
    /// How items vary between each other.
    public enum Variation: String, Sendable, Hashable, CaseIterable {
        /// As a normal distribution.
        case normal
        /// As a kernel density over the items of the background.
        case kernel
    }

    /// The background.
    public let background: TwoLevelBackground
    /// How items vary between each other.
    public let variation: Variation
    /// How many replicates the first and the second mean are of.
    public let replicates: (first: Int, second: Int)

    private let difference: CholeskyFactor
    private let together: Part
    private let first: Part
    private let second: Part

    /// One density between items, with all that does not depend on the means compared.
    private struct Part: Sendable {
        let factor: CholeskyFactor
        /// The items' means in whitened coordinates, for the kernel; the mean alone for the normal.
        let centres: [[Double]]

        func logDensity(_ point: [Double]) -> Double {
            let point = factor.whitened(point)
            let distances = centres.map { centre in
                var sum = 0.0
                for index in point.indices {
                    let difference = point[index] - centre[index]
                    sum += difference * difference
                }
                return -0.5 * sum
            }
            return Probability.logSum(distances) - factor.halfLogDeterminant - log(Double(centres.count))
        }
    }

    /// Prepares the comparison of means of so many replicates.
    ///
    /// - Throws: ``FingerprintError`` for numbers below one, and where a covariance is singular: with the variables.
    public init(
        _ background: TwoLevelBackground,
        _ variation: Variation,
        replicates first: Int,
        and second: Int
    ) throws(FingerprintError) {
        guard first > 0, second > 0 else { throw .tooFew(of: "replicates", least: 1, found: min(first, second)) }
        self.background = background
        self.variation = variation
        replicates = (first, second)
        let names = background.variables
        let within = background.within
        let (n1, n2) = (Double(first), Double(second))
        difference = try TwoLevelBackground.factor(within.scaled(by: 1 / n1 + 1 / n2), .within, names)
        var spread = background.between
        if variation == .kernel {
            let width = Self.bandwidth(items: background.count, variables: names.count)
            spread = spread.scaled(by: width * width)
        }
        func part(_ count: Double) throws(FingerprintError) -> Part {
            let factor = try TwoLevelBackground.factor(spread.adding(within, times: 1 / count), .between, names)
            let centres = variation == .normal ? [background.mean] : background.means
            return Part(factor: factor, centres: centres.map { factor.whitened($0) })
        }
        together = try part(n1 + n2)
        self.first = try part(n1)
        self.second = try part(n2)
    }

    /// The ratio for the means of the first and the second set.
    ///
    /// - Throws: ``FingerprintError`` for means of another length or that are not finite.
    /// - Complexity: O(p²), for the kernel O(p² + m p).
    public func ratio(_ one: [Double], _ other: [Double]) throws(FingerprintError) -> LikelihoodRatio {
        for mean in [one, other] {
            guard mean.count == background.variables.count else {
                throw .wrongCount(of: "values", expected: background.variables.count, found: mean.count)
            }
            for (index, value) in mean.enumerated() where !value.isFinite {
                throw .notPositive(analyte: background.variables[index], place: "a mean")
            }
        }
        let (n1, n2) = (Double(replicates.first), Double(replicates.second))
        let joint = zip(one, other).map { (n1 * $0 + n2 * $1) / (n1 + n2) }
        let same = difference.logDensity(zip(one, other).map { $0 - $1 }) + together.logDensity(joint)
        return LikelihoodRatio(naturalLog: same - first.logDensity(one) - second.logDensity(other))
    }

    /// The width of the kernel for so many items and variables.
    public static func bandwidth(items: Int, variables: Int) -> Double {
        let p = Double(variables)
        return pow(4 / (2 * p + 1), 1 / (p + 4)) * pow(Double(items), -1 / (p + 4))
    }
}
