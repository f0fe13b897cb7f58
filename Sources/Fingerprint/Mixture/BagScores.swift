import Foundation

/// Scores of grains of the declared source, and how much whole bags of it are shifted against each other.
///
/// A lot is one more bag, or a few: its scores move together, by as much as those of reference bags do. Without this, one
/// clean lot in four would be called mixed at 5 %.
struct BagScores: Sendable {
    /// All scores.
    let scores: [Double]
    private let mean: Double
    /// The scores less the mean of their bag.
    private let rest: [Double]
    /// The standard deviation of the means of bags.
    ///
    /// What grains by themselves make of it is left in: rather too wide.
    private let spread: Double
    private let bags: Int

    init(_ bags: [[Double]]) {
        scores = bags.flatMap { $0 }
        let means = bags.map { $0.reduce(0, +) / Double($0.count) }
        let mean = means.reduce(0, +) / Double(max(means.count, 1))
        rest = zip(bags, means).flatMap { bag, own in bag.map { $0 - own } }
        var between = 0.0
        for each in means { between += (each - mean) * (each - mean) }
        spread = bags.count >= 2 ? (between / Double(bags.count - 1)).squareRoot() : 0
        (self.mean, self.bags) = (mean, bags.count)
    }

    /// By how much one more bag is shifted: Student's t, for the spread itself is known from a few bags only.
    func shift(_ numbers: inout SeededNumbers) -> Double {
        guard spread > 0 else { return 0 }
        var squares = 0.0
        for _ in 1..<bags {
            let each = numbers.normal()
            squares += each * each
        }
        let t = numbers.normal() / (squares / Double(bags - 1)).squareRoot()
        return t * spread * (1 + 1 / Double(bags)).squareRoot()
    }

    /// The scores of one more bag of so many grains.
    func bag(of count: Int, _ numbers: inout SeededNumbers) -> [Double] {
        let shift = shift(&numbers)
        return (0..<count).map { _ in mean + shift + rest[numbers.index(below: rest.count)] }
    }
}
