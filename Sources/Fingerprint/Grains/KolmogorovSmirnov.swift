/// The two-sample Kolmogorov–Smirnov comparison: the largest distance between two cumulative distributions.
public struct KolmogorovSmirnov: Sendable, Hashable {
    /// How many grains the two sets have.
    public let counts: (first: Int, second: Int)
    /// The distance times the product of the two counts: exact, where a Double would be rounded.
    public let scaledDistance: Int

    /// The largest distance between the two cumulative distributions, 0 to 1.
    public var distance: Double { Double(scaledDistance) / (Double(counts.first) * Double(counts.second)) }

    /// The probability of at least this distance if both sets were drawn from one distribution without ties.
    ///
    /// Exact where both sets have at most ``KolmogorovProbability/exactLimit`` grains, else Kolmogorov's limit.
    public var probability: Double {
        KolmogorovProbability.tail(scaledDistance, counts.first, counts.second)
    }

    /// Compares two sets in one linear merge; equal values of both sets count as one step.
    ///
    /// - Complexity: O(n + m).
    public init(_ first: GrainSet, _ second: GrainSet) {
        let (a, b) = (first.values, second.values)
        let (n, m) = (a.count, b.count)
        var (i, j, largest) = (0, 0, 0)
        while i < n, j < m {
            let value = min(a[i], b[j])
            while i < n, a[i] == value { i += 1 }
            while j < m, b[j] == value { j += 1 }
            largest = max(largest, abs(i * m - j * n))
        }
        counts = (n, m)
        scaledDistance = largest
    }

    init(counts: (first: Int, second: Int), scaledDistance: Int) {
        self.counts = counts
        self.scaledDistance = scaledDistance
    }

    /// Whether two comparisons came out the same.
    public static func == (left: KolmogorovSmirnov, right: KolmogorovSmirnov) -> Bool {
        left.counts == right.counts && left.scaledDistance == right.scaledDistance
    }

    /// Hashes what ``==(_:_:)`` compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(counts.first)
        hasher.combine(counts.second)
        hasher.combine(scaledDistance)
    }
}
