/// Counts as the public may see them: none that speaks of a few people, and none that can be reckoned from the others.
///
/// One table has one dimension (by category, by body, by outcome) and a total. Tables of two dimensions are not made:
/// the more ways to add up the same people, the more of them can be found. A cell is either told, or suppressed and
/// said to be. Where the total is told, whoever knows this rule and all that is told still cannot say of a suppressed
/// cell that it is below the threshold: each could be as large or larger. Where that cannot be had, because too few
/// people stand in the whole table, nothing of it is told.
public struct PublicTable: Sendable, Hashable {
    /// What is told of a cell.
    public enum Cell: Sendable, Hashable {
        /// The count.
        case count(Int)
        /// The count is not told.
        case suppressed
    }

    /// One row.
    public struct Row: Sendable, Hashable {
        /// What is counted.
        public let name: String
        /// The count, as far as it is told.
        public let cell: Cell
    }

    /// The least number of people that a count may speak of; a lower one asked for is raised to it.
    public static let leastThreshold = 3

    /// The threshold used.
    public let threshold: Int
    /// The rows in the order given.
    public let rows: [Row]
    /// The sum; where it is not told, no row is.
    public let total: Cell

    /// The table of counts by name.
    ///
    /// - Parameters:
    ///   - counts: The counts, none below zero; each file is in one row alone.
    ///   - threshold: The least number that a count may speak of.
    /// - Complexity: O(n log n) in the rows.
    public init(_ counts: [(name: String, count: Int)], threshold: Int) {
        let least = max(Self.leastThreshold, threshold)
        self.threshold = least
        let total = counts.reduce(0) { $0 + $1.count }
        var hidden = Set(counts.indices.filter { (1..<least).contains(counts[$0].count) })
        // Small cells draw larger ones in with them, the smallest first, until each hidden one could be large itself.
        let others = counts.indices.filter { counts[$0].count >= least }.sorted {
            (counts[$0].count, $0) < (counts[$1].count, $1)
        }
        var more = others[...]
        while !hidden.isEmpty, Self.gives(away: hidden.map { counts[$0].count }, below: least),
            let next = more.popFirst()
        {
            hidden.insert(next)
        }
        let isSafe = !Self.gives(away: hidden.map { counts[$0].count }, below: least)
        let hidesAll = (1..<least).contains(total) || !hidden.isEmpty && !isSafe
        rows = counts.indices.map { index in
            let isHidden = hidesAll || hidden.contains(index)
            return Row(name: counts[index].name, cell: isHidden ? .suppressed : .count(counts[index].count))
        }
        self.total = hidesAll ? .suppressed : .count(total)
    }

    /// Whether the sum of hidden counts, which can be reckoned from the total, leaves no hidden one room to be large.
    ///
    /// Each is at least 1, so that the others take at least as many as they are.
    private static func gives(away counts: [Int], below least: Int) -> Bool {
        counts.count < 2 ? !counts.isEmpty : counts.reduce(0, +) - (counts.count - 1) < least
    }
}
