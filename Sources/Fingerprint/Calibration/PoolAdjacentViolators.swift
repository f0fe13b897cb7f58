import Foundation

/// The best monotone calibration of a set of ratios (pool adjacent violators; Brümmer and du Preez 2006).
///
/// Equal ratios are one. Both kinds of pairs weigh the same, however many there are of each.
public struct PoolAdjacentViolators: Sendable, Hashable {
    /// A run of ratios that get one calibrated value.
    public struct Block: Sendable, Hashable {
        /// The smallest and the largest ratio of the run, as common logarithms.
        public let range: ClosedRange<Double>
        /// How many pairs of one source and of two sources.
        public let counts: (same: Int, different: Int)
        /// The calibrated ratio, as common logarithm; infinite where only one kind of pairs is in the run.
        public let log10: Double

        /// Whether two runs hold the same.
        public static func == (left: Block, right: Block) -> Bool {
            left.range == right.range && left.counts == right.counts && left.log10 == right.log10
        }

        /// Hashes what ``==(_:_:)`` compares.
        public func hash(into hasher: inout Hasher) {
            hasher.combine(range)
            hasher.combine(log10)
        }
    }

    /// The runs in ascending order; their values ascend too.
    public let blocks: [Block]

    /// Calibrates.
    ///
    /// - Complexity: O(n), for the ratios are sorted.
    public init(_ ratios: ValidationRatios) {
        var low: [Double] = []
        var high: [Double] = []
        var counts: [(same: Int, different: Int)] = []
        var (i, j) = (0, 0)
        while i < ratios.same.count || j < ratios.different.count {
            let value = min(
                i < ratios.same.count ? ratios.same[i] : .infinity,
                j < ratios.different.count ? ratios.different[j] : .infinity
            )
            let (fromSame, fromDifferent) = (i, j)
            while i < ratios.same.count, ratios.same[i] == value { i += 1 }
            while j < ratios.different.count, ratios.different[j] == value { j += 1 }
            low.append(value)
            high.append(value)
            counts.append((i - fromSame, j - fromDifferent))
            // Whole numbers: whether a run violates is never a matter of rounding.
            while let last = counts.last, let before = counts.dropLast().last,
                before.same * last.different >= last.same * before.different
            {
                counts.removeLast(2)
                counts.append((before.same + last.same, before.different + last.different))
                low.removeLast()
                high.remove(at: high.count - 2)
            }
        }
        let (all, others) = (Double(ratios.same.count), Double(ratios.different.count))
        blocks = counts.indices.map { index in
            let (same, different) = counts[index]
            return Block(
                range: low[index]...high[index],
                counts: (same, different),
                log10: Foundation.log10(Double(same) / all) - Foundation.log10(Double(different) / others)
            )
        }
    }

    /// The calibrated ratios of the pairs themselves.
    var calibrated: (same: [Double], different: [Double]) {
        (
            blocks.flatMap { Array(repeating: $0.log10, count: $0.counts.same) },
            blocks.flatMap { Array(repeating: $0.log10, count: $0.counts.different) }
        )
    }
}
