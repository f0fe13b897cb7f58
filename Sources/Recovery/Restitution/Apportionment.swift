/// Money shared out in whole minor units.
public enum Apportionment {
    /// Shares of a sum in proportion to weights, by largest remainder: no minor unit is lost and none is made.
    ///
    /// Each share is its exact part rounded down or up. Of equal remainders the earlier one is rounded up, so that callers
    /// who give a fixed order get a fixed result.
    ///
    /// - Parameters:
    ///   - sum: What is shared, from 0 to ``Account/most``.
    ///   - weights: The weights, none below zero, each at most ``Account/most``.
    /// - Returns: The shares, which add up to the sum exactly; all zero where all weights are.
    /// - Complexity: O(n log n).
    public static func shares(of sum: Int, by weights: [Int]) -> [Int] {
        let whole = weights.reduce(Int128(0)) { $0 + Int128(max(0, $1)) }
        guard whole > 0, sum > 0 else { return weights.map { _ in 0 } }
        var shares: [Int] = []
        var remainders: [(index: Int, rest: Int128)] = []
        for (index, weight) in weights.enumerated() {
            let (share, rest) = (Int128(sum) * Int128(max(0, weight))).quotientAndRemainder(dividingBy: whole)
            shares.append(Int(clamping: share))
            remainders.append((index, rest))
        }
        remainders.sort { ($1.rest, $0.index) < ($0.rest, $1.index) }
        for (index, _) in remainders.prefix(sum - shares.reduce(0, +)) { shares[index] += 1 }
        return shares
    }

    /// Shares as ``shares(of:by:)`` gives them, none below what was paid already.
    ///
    /// Where a share would be less than what was paid, it is set to what was paid and the rest is shared anew among the
    /// others: nobody is asked to give money back because somebody else was found to have a claim.
    ///
    /// - Parameters:
    ///   - sum: What is shared; not below the sum of what was paid, nor above the sum of the weights.
    ///   - paid: What each has already; not above its weight.
    public static func shares(of sum: Int, by weights: [Int], notBelow paid: [Int]) -> [Int] {
        var fixed: Set<Int> = []
        while true {
            let open = weights.indices.filter { !fixed.contains($0) }
            let rest = sum - fixed.reduce(0) { $0 + paid[$1] }
            let shared = shares(of: rest, by: open.map { weights[$0] })
            let short = zip(open, shared).filter { $1 < paid[$0] }.map(\.0)
            if short.isEmpty {
                var result = paid
                for (index, share) in zip(open, shared) { result[index] = share }
                return result
            }
            fixed.formUnion(short)
        }
    }
}
