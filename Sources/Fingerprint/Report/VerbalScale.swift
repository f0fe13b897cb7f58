/// The words of ENFSI's guideline of 2015 for ratios.
///
/// The number comes first; the whole scale is printed in the report, for
/// published scales do not agree.
public enum VerbalScale: String, Sendable, Hashable, CaseIterable {
    /// 1 to 2: none or no practical support.
    case none
    /// 2 to 10.
    case weak
    /// 10 to 100.
    case moderate
    /// 100 to 1,000.
    case moderatelyStrong = "moderately-strong"
    /// 1,000 to 10,000.
    case strong
    /// 10,000 to 1,000,000.
    case veryStrong = "very-strong"
    /// 1,000,000 and more.
    case extremelyStrong = "extremely-strong"

    /// The edition of the scale, for records.
    public static let edition = "ENFSI 2015"

    /// The smallest ratio of the word; the next word begins where it ends.
    public var lowerBound: Int {
        switch self {
        case .none: 1
        case .weak: 2
        case .moderate: 10
        case .moderatelyStrong: 100
        case .strong: 1_000
        case .veryStrong: 10_000
        case .extremelyStrong: 1_000_000
        }
    }

    /// Which proposition a ratio supports more.
    public enum Side: String, Sendable, Hashable {
        /// The first one.
        case first
        /// The second one.
        case second
        /// Neither.
        case neither
    }

    /// The word for a ratio, and which proposition it is about.
    public static func grade(_ ratio: LikelihoodRatio) -> (word: VerbalScale, side: Side) {
        let size = abs(ratio.log10)
        // A hair below a bound by rounding alone is the bound.
        let word = allCases.last { size >= LikelihoodRatio.log10(of: $0.lowerBound) - 1e-9 } ?? .none
        guard word != .none else { return (.none, .neither) }
        return (word, ratio.naturalLog > 0 ? .first : .second)
    }
}
