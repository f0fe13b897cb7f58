public import Vocabulary

/// A number of which it is known between what it lies.
public struct Bounds: Sendable, Hashable, CustomStringConvertible {
    /// The least that it can be; nil where nothing says so, as below a detection limit.
    public let least: DecimalNumber?
    /// The most that it can be.
    public let most: DecimalNumber

    /// The number, where it is known exactly.
    public var exact: DecimalNumber? { least == most ? most : nil }

    /// `0.012`, `at most 0.01`, or `0.01 to 0.012`.
    public var description: String {
        guard let least else { return "at most \(most)" }
        return least == most ? "\(most)" : "\(least) to \(most)"
    }
}

/// How many numbers there are, between what they lie, and their middle.
///
/// It describes what was measured and no more: nothing here says whether a difference could be chance.
public struct NumberSummary: Sendable, Hashable {
    /// How many.
    public let count: Int
    /// How many of them are less than could be detected.
    public let undetected: Int
    /// The smallest.
    public let lowest: Bounds
    /// The middle; between two, halfway; nil where it cannot be kept exactly.
    public let median: Bounds?
    /// The largest.
    public let highest: Bounds

    /// A summary of results in one unit; nil of nothing.
    public init?(of results: [Observation.Result]) {
        var lows: [DecimalNumber] = []
        var highs: [DecimalNumber] = []
        for result in results {
            switch result {
            case .number(let number, _):
                lows.append(number)
                highs.append(number)
            case .below(let limit): highs.append(limit)
            }
        }
        lows.sort { $0.isLess(than: $1) }
        highs.sort { $0.isLess(than: $1) }
        guard let smallest = highs.first, let largest = highs.last else { return nil }
        count = results.count
        undetected = results.count - lows.count
        // What was not detected stands before all others: it may be as low as it likes.
        let open = undetected
        func low(_ place: Int) -> DecimalNumber? { place < open ? nil : lows[place - open] }
        lowest = Bounds(least: low(0), most: smallest)
        highest = Bounds(least: low(count - 1), most: largest)
        let upper = count / 2
        let lower = count % 2 == 1 ? upper : upper - 1
        if let most = Self.middle(highs[lower], highs[upper]) {
            var least: DecimalNumber?
            if let left = low(lower), let right = low(upper) { least = Self.middle(left, right) }
            median = Bounds(least: least, most: most)
        } else {
            median = nil
        }
    }

    /// A summary of numbers; nil of nothing.
    public init?(of numbers: [DecimalNumber]) {
        self.init(of: numbers.map { Observation.Result.number($0, uncertainty: nil) })
    }

    private static func middle(_ left: DecimalNumber, _ right: DecimalNumber) -> DecimalNumber? {
        left == right ? left : left.adding(right)?.multiplied(by: DecimalNumber(significand: 5, exponent: -1))
    }
}
