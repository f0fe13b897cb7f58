public import Vocabulary

/// Baseline against now, at one place, of one quantity, by one method.
public struct BaselineComparison: Sendable, Hashable {
    /// What was measured, where and how.
    public struct Series: Sendable, Hashable, Comparable {
        /// What.
        public let quantity: String
        /// Where.
        public let place: String
        /// How.
        public let method: String

        /// By what, where and how.
        public static func < (left: Series, right: Series) -> Bool {
            (left.quantity, left.place, left.method) < (right.quantity, right.place, right.method)
        }
    }

    /// How the numbers of the two times lie; a description, which says nothing about chance.
    public enum Position: String, Sendable, Hashable, CaseIterable {
        /// Each of now is larger than each of the baseline.
        case allHigher = "all-higher"
        /// Each of now is smaller than each of the baseline.
        case allLower = "all-lower"
        /// They lie among each other, or what was not detected leaves it open.
        case overlapping
    }

    /// What, where and how.
    public let series: Series
    /// The unit of all numbers here: that of the first measurement of the baseline.
    public let unit: String
    /// The baseline.
    public let baseline: NumberSummary
    /// Now.
    public let now: NumberSummary
    /// Those of which both are made.
    public let observations: [String]

    /// The median of now less that of the baseline; nil unless both are known exactly.
    public var difference: DecimalNumber? {
        guard let before = baseline.median?.exact, let after = now.median?.exact else { return nil }
        return after.subtracting(before)
    }

    /// How they lie.
    public var position: Position {
        if let least = now.lowest.least, baseline.highest.most.isLess(than: least) { return .allHigher }
        if let least = baseline.lowest.least, now.highest.most.isLess(than: least) { return .allLower }
        return .overlapping
    }
}

/// All that can be compared, and all that cannot.
public struct BaselineReport: Sendable, Hashable {
    /// The pairs, by quantity, place and method.
    public let pairs: [BaselineComparison]
    /// Measurements without one of the other time at that place by that method, or whose unit cannot be converted.
    public let unpaired: [String]

    /// Pairs what is comparable: quantity, place and method are the same, and units can be converted exactly.
    public init(_ observations: some Sequence<Observation>, guide: ImpactGuide) {
        var groups: [BaselineComparison.Series: [Observation]] = [:]
        for one in observations.sorted(by: { ($0.moment, $0.id) < ($1.moment, $1.id) }) {
            let series = BaselineComparison.Series(quantity: one.quantity, place: one.place, method: one.method)
            groups[series, default: []].append(one)
        }
        var pairs: [BaselineComparison] = []
        var alone: [String] = []
        for (series, group) in groups.sorted(by: { $0.key < $1.key }) {
            let unit = group.first { $0.phase == .baseline }?.unit
            var results: [Observation.Phase: [Observation.Result]] = [:]
            var used: [String] = []
            var left: [String] = []
            for one in group {
                guard let unit, let result = guide.convert(one.result, from: one.unit, to: unit) else {
                    left.append(one.id)
                    continue
                }
                results[one.phase, default: []].append(result)
                used.append(one.id)
            }
            if let unit, let baseline = NumberSummary(of: results[.baseline] ?? []),
                let now = NumberSummary(of: results[.now] ?? [])
            {
                pairs.append(
                    BaselineComparison(
                        series: series,
                        unit: unit,
                        baseline: baseline,
                        now: now,
                        observations: used.sorted()
                    )
                )
                alone += left
            } else {
                alone += group.map(\.id)
            }
        }
        self.pairs = pairs
        unpaired = alone.sorted()
    }
}

extension ImpactGuide {
    /// A result in another unit; nil as for ``convert(_:from:to:)-(DecimalNumber,_,_)``.
    func convert(_ result: Observation.Result, from: String, to: String) -> Observation.Result? {
        switch result {
        case .below(let limit): convert(limit, from: from, to: to).map { .below($0) }
        case .number(let number, let uncertainty):
            if let uncertainty {
                convert(number, from: from, to: to).flatMap { number in
                    convert(uncertainty, from: from, to: to).map { .number(number, uncertainty: $0) }
                }
            } else {
                convert(number, from: from, to: to).map { .number($0, uncertainty: nil) }
            }
        }
    }
}
