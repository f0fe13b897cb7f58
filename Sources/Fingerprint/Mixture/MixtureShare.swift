import Foundation

/// An estimate of the share of foreign grains.
public struct MixtureShare: Sendable, Hashable {
    /// The most likely share, 0 to 1.
    public let share: Double
    /// The interval meant to hold the true share in 95 of 100 cases.
    ///
    /// Questioned and reference grains are drawn anew, and bags of the lot shifted as much as bags of the declared source are.
    public let interval: ClosedRange<Double>
    /// How often a lot without foreign grains would look at least as mixed by chance.
    public let probability: Double
    /// How many grains the lot has.
    public let grains: Int
    /// For each grain, the probability that it is foreign if the estimated share is right: where to look, not a verdict.
    public let foreign: [Double]
    /// How many times chance was asked.
    public let rounds: Int
    /// Where chance began.
    public let seed: UInt64

    init(_ bags: [[Double]], _ estimator: MixtureEstimator, _ chance: MixtureEstimator.Chance) throws(FingerprintError)
    {
        guard chance.rounds >= 99 else { throw .parameter(name: "rounds", range: "99...") }
        let line = try LogisticLine(estimator.otherScores, estimator.declared.scores)
        let scores = bags.flatMap { $0 }
        let best = Self.best(scores.map { line($0) })
        var numbers = SeededNumbers(seed: chance.seed)
        func drawn(_ values: [Double], _ count: Int) -> [Double] {
            (0..<count).map { _ in values[numbers.index(below: values.count)] }
        }
        var shares: [Double] = []
        var above = 1
        for _ in 0..<chance.rounds {
            let declared = drawn(estimator.declared.scores, estimator.declared.scores.count)
            let others = drawn(estimator.otherScores, estimator.otherScores.count)
            let other = try LogisticLine(others, declared)
            var again: [Double] = []
            var clean: [Double] = []
            for bag in bags where !bag.isEmpty {
                let shift = estimator.declared.shift(&numbers)
                again += drawn(bag, bag.count).map { other($0 + shift) }
                clean += estimator.declared.bag(of: bag.count, &numbers).map { line($0) }
            }
            shares.append(Self.best(again).share)
            if Self.best(clean).gain >= best.gain { above += 1 }
        }
        shares.sort()
        func quantile(_ at: Double) -> Double { shares[min(shares.count - 1, Int(at * Double(shares.count)))] }
        share = best.share
        interval = min(quantile(0.025), best.share)...max(quantile(0.975), best.share)
        probability = Double(above) / Double(chance.rounds + 1)
        grains = scores.count
        foreign = scores.map { Probability.logistic(line($0) + log(best.share) - log1p(-best.share)) }
        (rounds, seed) = (chance.rounds, chance.seed)
    }

    /// The share where the likelihood is largest, and how much larger it is than without foreign grains.
    static func best(_ logarithms: [Double]) -> (share: Double, gain: Double) {
        // A single grain never decides alone beyond e³⁰.
        let excess = logarithms.map { exp(min(max($0, -30), 30)) - 1 }
        func slope(_ w: Double) -> Double {
            var sum = 0.0
            for each in excess { sum += each / (1 + w * each) }
            return sum
        }
        guard slope(0) > 0 else { return (0, 0) }
        var (low, high) = (0.0, 1.0)
        if slope(1) >= 0 {
            low = 1
        } else {
            for _ in 0..<50 {
                let middle = (low + high) / 2
                if slope(middle) > 0 { low = middle } else { high = middle }
            }
        }
        var gain = 0.0
        for each in excess { gain += log1p(low * each) }
        return (low, gain)
    }
}

/// How often a share of foreign grains would be noticed.
public struct MixturePower: Sendable, Hashable {
    /// The true share.
    public let share: Double
    /// How many grains the lot has.
    public let grains: Int
    /// How often it would be noticed, with 5 % false alarms.
    public let power: Double
    /// The mean of the estimates.
    public let meanEstimate: Double

    init(
        share: Double,
        grains: Int,
        _ estimator: MixtureEstimator,
        _ chance: MixtureEstimator.Chance
    ) throws(FingerprintError) {
        let line = try LogisticLine(estimator.otherScores, estimator.declared.scores)
        let others = estimator.otherScores.map { line($0) }
        var numbers = SeededNumbers(seed: chance.seed)
        func drawn(_ foreign: Int) -> (share: Double, gain: Double) {
            let own = estimator.declared.bag(of: grains - foreign, &numbers).map { line($0) }
            return MixtureShare.best(own + (0..<foreign).map { _ in others[numbers.index(below: others.count)] })
        }
        let clean = (0..<chance.rounds).map { _ in drawn(0).gain }.sorted()
        let threshold = clean[min(clean.count - 1, Int(0.95 * Double(clean.count)))]
        var (noticed, sum) = (0, 0.0)
        for _ in 0..<chance.rounds {
            let found = drawn(Int((share * Double(grains)).rounded()))
            sum += found.share
            if found.gain > threshold { noticed += 1 }
        }
        self.share = share
        self.grains = grains
        power = Double(noticed) / Double(chance.rounds)
        meanEstimate = sum / Double(chance.rounds)
    }
}
