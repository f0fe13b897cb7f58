/// How much one person can win in a month, and who says so.
public struct Productivity: Hashable, Sendable {
    /// The mineral.
    public let mineral: String
    /// Grams of mineral, in the form in which it leaves the site, that one worker can win in a month at the most.
    public let gramsPerWorkerMonth: Int
    /// The study or rule that the figure comes from.
    public let source: String

    /// Makes a figure; nil unless it is more than nothing.
    public init?(mineral: String, gramsPerWorkerMonth: Int, source: String) {
        guard gramsPerWorkerMonth > 0 else { return nil }
        self.mineral = mineral
        self.gramsPerWorkerMonth = gramsPerWorkerMonth
        self.source = source
    }
}
