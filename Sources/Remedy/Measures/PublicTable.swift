/// Counts as the public may see them: none that speaks of a few people, and none that can be reckoned from the others.
///
/// One table has one dimension (by category, by body, by outcome) and a total. Tables of two dimensions are not made:
/// the more ways to add up the same people, the more of them can be found. A cell is either told, or suppressed and
/// said to be; nought is told.
///
/// Which larger counts are hidden with a small one never hangs on how large they are, because whoever knows the rule
/// would learn from the choice. The rows above nought, in the order given, stand in pairs (the last three together where
/// their number is odd), and a pair with a small count is hidden whole. Each hidden count x could then be 1 or at least
/// the threshold: give all the others 1 and x the rest of the sum, and the table looks the same. That needs a sum of the
/// hidden counts that leaves x enough; where it does not, all rows above nought are hidden, and where their sum does not
/// either, nothing of the table is told.
///
/// Where it must not even be known that something is there, nought counts as small (``Nought/hidden``): the pairs are
/// then of all rows, wherever the counts are, and each hidden count can be anything from nought to the sum of the hidden
/// ones, which is at least the threshold.
public struct PublicTable: Sendable, Hashable {
    /// What is told of a cell.
    public enum Cell: Sendable, Hashable {
        /// The count.
        case count(Int)
        /// The count is not told.
        case suppressed
    }

    /// What is done with a count of nought.
    public enum Nought: Sendable, Hashable {
        /// It is told: that there is nothing harms nobody.
        case told
        /// It is small like any other: a hidden count must not say that there is something.
        case hidden
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
    ///   - counts: The counts, none below zero; each file is in one row alone. Their order is one that does not hang on
    ///     them, such as that of a file of categories: rows that are sorted by size tell sizes.
    ///   - threshold: The least number that a count may speak of.
    ///   - nought: What is done with a count of nought. Where it is hidden the names must not hang on the counts either.
    /// - Complexity: O(n) in the rows.
    public init(_ counts: [(name: String, count: Int)], threshold: Int, nought: Nought = .told) {
        let least = max(Self.leastThreshold, threshold)
        self.threshold = least
        let paired = counts.indices.filter { nought == .hidden || counts[$0].count > 0 }
        let small = Self.pairs(paired).filter { $0.contains { counts[$0].count < least } }
        var hidden = Set(small.joined())
        if !Self.leavesRoom(hidden.map { counts[$0].count }, least, nought) { hidden = Set(paired) }
        let hidesAll = !Self.leavesRoom(hidden.map { counts[$0].count }, least, nought)
        rows = counts.indices.map { index in
            let isHidden = hidesAll || hidden.contains(index)
            return Row(name: counts[index].name, cell: isHidden ? .suppressed : .count(counts[index].count))
        }
        total = hidesAll ? .suppressed : .count(counts.reduce(0) { $0 + $1.count })
    }

    /// The rows two by two, the last three together where their number is odd.
    private static func pairs(_ rows: [Int]) -> [ArraySlice<Int>] {
        var pairs = stride(from: 0, to: rows.count, by: 2).map { rows[$0..<min($0 + 2, rows.count)] }
        if pairs.count > 1, rows.count % 2 == 1 {
            pairs.removeLast(2)
            pairs.append(rows.suffix(3))
        }
        return pairs
    }

    /// Whether the sum of hidden counts, which can be reckoned from the total, lets each of them be large.
    private static func leavesRoom(_ counts: [Int], _ least: Int, _ nought: Nought) -> Bool {
        let others = nought == .told ? counts.count - 1 : 0
        return counts.isEmpty || counts.count > 1 && counts.reduce(0, +) - others >= least
    }
}
