import Foundation

/// How many times more probable the observations are if one proposition is true than if the other is.
public struct LikelihoodRatio: Sendable, Hashable, Comparable {
    /// The natural logarithm; the ratio itself can be beyond the range of a Double.
    public let naturalLog: Double

    /// Makes a ratio from its natural logarithm.
    public init(naturalLog: Double) { self.naturalLog = naturalLog }

    /// Makes a ratio from its common logarithm.
    public init(log10: Double) { naturalLog = log10 * M_LN10 }

    /// The common logarithm.
    public var log10: Double { naturalLog / M_LN10 }

    /// Whether a ratio supports the first proposition less than another does.
    public static func < (left: LikelihoodRatio, right: LikelihoodRatio) -> Bool { left.naturalLog < right.naturalLog }
}

extension LikelihoodRatio {
    /// The common logarithm of a whole number.
    static func log10(of number: Int) -> Double { Foundation.log10(Double(number)) }
}
