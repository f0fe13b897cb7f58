/// The median of whole numbers, exactly: a half where it lies between two.
public struct Median: Sendable, Hashable, CustomStringConvertible {
    /// Twice the median.
    public let halves: Int

    /// The median; nil of nothing.
    public init?(of numbers: [Int]) {
        guard !numbers.isEmpty else { return nil }
        let sorted = numbers.sorted()
        let upper = sorted.count / 2
        halves = sorted.count % 2 == 1 ? 2 * sorted[upper] : sorted[upper - 1] + sorted[upper]
    }

    /// The number: `7` or `7.5`.
    public var description: String { halves % 2 == 0 ? "\(halves / 2)" : "\(halves / 2).5" }
}
