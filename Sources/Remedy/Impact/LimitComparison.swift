public import Vocabulary

/// A measurement held against a limit.
public struct LimitComparison: Sendable, Hashable {
    /// What can be said.
    public enum Verdict: Sendable, Hashable {
        /// More than is allowed, whatever the uncertainty.
        case above
        /// Less than has to be there, whatever the uncertainty.
        case under
        /// Within what is allowed, whatever the uncertainty.
        case within
        /// Nothing.
        case cannotBeSaid(Reason)
    }

    /// Why nothing can be said.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// The limit lies within the uncertainty.
        case straddles
        /// Less than can be detected, but more than is allowed could be there without being detected.
        case detectionTooCoarse = "detection-too-coarse"
        /// The limit is for something else.
        case otherQuantity = "other-quantity"
        /// The unit is not known, or of another dimension, or the conversion would lose digits.
        case otherUnit = "other-unit"
        /// The limit is not for results of this method.
        case otherMethod = "other-method"
    }

    /// What has to be said beside the verdict.
    public enum Caveat: String, Sendable, Hashable, CaseIterable, Comparable {
        /// Nobody said how uncertain the number is: the verdict takes it as it stands.
        case uncertaintyUnknown = "uncertainty-unknown"
        /// Nobody has read the limit in its source.
        case limitUnchecked = "limit-unchecked"

        /// In the order of their words.
        public static func < (left: Caveat, right: Caveat) -> Bool { left.rawValue < right.rawValue }
    }

    /// The measurement.
    public let observation: String
    /// The limit.
    public let limit: String
    /// What can be said.
    public let verdict: Verdict
    /// What has to be said beside it.
    public let caveats: Set<Caveat>
}

extension ImpactGuide {
    /// Holds a measurement against a limit.
    public func compare(_ observation: Observation, with limit: Limit) -> LimitComparison {
        var caveats: Set<LimitComparison.Caveat> = limit.isChecked ? [] : [.limitUnchecked]
        if case .number(_, nil) = observation.result { caveats.insert(.uncertaintyUnknown) }
        return LimitComparison(
            observation: observation.id,
            limit: limit.id,
            verdict: verdict(observation, limit),
            caveats: caveats
        )
    }

    /// Holds a measurement against all limits of what was measured, for a use, in a country and in none.
    public func compare(_ observation: Observation, for use: Use, in country: CountryCode?) -> [LimitComparison] {
        limits.filter {
            $0.quantity == observation.quantity && $0.use == use && ($0.country == nil || $0.country == country)
        }
        .map { compare(observation, with: $0) }
    }

    private func verdict(_ observation: Observation, _ limit: Limit) -> LimitComparison.Verdict {
        guard observation.quantity == limit.quantity else { return .cannotBeSaid(.otherQuantity) }
        guard limit.methods.contains(observation.method) else { return .cannotBeSaid(.otherMethod) }
        switch observation.result {
        case .below(let detection):
            guard let detection = convert(detection, from: observation.unit, to: limit.unit) else {
                return .cannotBeSaid(.otherUnit)
            }
            // Less than the detection limit, with nothing known about how much less.
            if let least = limit.least { return least.isLess(than: detection) ? .cannotBeSaid(.straddles) : .under }
            if let most = limit.most, most.isLess(than: detection) { return .cannotBeSaid(.detectionTooCoarse) }
            return .within
        case .number(let number, let uncertainty):
            let far = uncertainty ?? DecimalNumber(significand: 0, exponent: 0)
            guard let low = number.subtracting(far).flatMap({ convert($0, from: observation.unit, to: limit.unit) }),
                let high = number.adding(far).flatMap({ convert($0, from: observation.unit, to: limit.unit) })
            else { return .cannotBeSaid(.otherUnit) }
            if let most = limit.most, most.isLess(than: low) { return .above }
            if let least = limit.least, high.isLess(than: least) { return .under }
            let isUnderMost = limit.most.map { !$0.isLess(than: high) } ?? true
            let isOverLeast = limit.least.map { !low.isLess(than: $0) } ?? true
            return isUnderMost && isOverLeast ? .within : .cannotBeSaid(.straddles)
        }
    }
}
