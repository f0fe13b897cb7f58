import Foundation

/// What share of the grains of a lot came from elsewhere than its declared source.
///
/// A classifier is taught on reference grains of the declared source and of the others; each questioned grain gets a
/// ratio of densities `r`, and the share `w` is where `Σ ln(1 − w + w r)` is largest. Ratios are made honest on grains that
/// the classifier had not seen: of a bag that was left out, wherever a group has three bags or more.
public struct MixtureEstimator: Sendable {
    /// Reference grains of one source: a list for each bag, of grains, of coordinates.
    public struct Group: Sendable, Hashable {
        /// The name of the source.
        public let source: String
        /// The bags.
        public let bags: [[[Double]]]

        /// Makes a group.
        public init(_ source: String, bags: [[[Double]]]) {
            self.source = source
            self.bags = bags
        }
    }

    /// How many times chance is asked, and where it begins.
    public struct Chance: Sendable, Hashable {
        /// How many times.
        public var rounds = 999
        /// Where chance begins.
        public var seed: UInt64

        /// Asks chance 999 times from a seed.
        public init(seed: UInt64) { self.seed = seed }
    }

    /// The fewest grains of a group.
    public static let fewestGrains = 10

    /// The variables.
    public let variables: [String]
    /// Whether bags were too few to leave whole ones out, so that ratios were made honest within bags: grains of one bag
    /// are more alike than those of two, and error rates then look better than they are.
    public let isSplitWithinBags: Bool

    private let classifier: GrainClassifier
    /// Scores of reference grains by classifiers that had not seen them.
    let declared: BagScores
    let otherScores: [Double]

    /// Teaches the classifier.
    ///
    /// - Parameters:
    ///   - declared: The grains of the declared source.
    ///   - others: The other sources, each of equal weight whatever the number of its grains: one, if one is suspected.
    /// - Throws: ``FingerprintError`` for fewer than ten grains of a group, rows of another length, values that are not finite,
    ///   and variables that are constant over all grains.
    public init(
        declared: Group,
        others: [Group],
        variables: [String],
        seed: UInt64
    ) throws(FingerprintError) {
        guard !others.isEmpty else { throw .tooFew(of: "other sources", least: 1, found: 0) }
        for group in [declared] + others { try Self.check(group, variables) }
        var chance = SeededNumbers(seed: seed)
        let folds = Folds([declared] + others, &chance)
        isSplitWithinBags = folds.isWithinBags
        var own: [[Double]] = Array(repeating: [], count: declared.bags.count)
        var foreign: [Double] = []
        for fold in 0..<Folds.count {
            let kept = folds.grains { $0 != fold }
            let left = folds.grains { $0 == fold }
            guard left.contains(where: { !$0.isEmpty }) else { continue }
            let taught = try Self.classifier(kept, variables)
            for (bag, grain) in folds.declared(of: fold) { own[bag].append(taught.score(grain)) }
            foreign += left.dropFirst().flatMap { $0 }.map { taught.score($0) }
        }
        self.declared = BagScores(own.filter { !$0.isEmpty })
        otherScores = foreign
        classifier = try Self.classifier(folds.grains { _ in true }, variables)
        self.variables = variables
    }

    private static func classifier(
        _ groups: [[[Double]]],
        _ variables: [String]
    ) throws(FingerprintError) -> GrainClassifier {
        let others = groups.dropFirst().filter { !$0.isEmpty }
        guard let declared = groups.first, !declared.isEmpty, !others.isEmpty else {
            throw .tooFew(of: "grains of each group", least: fewestGrains, found: 0)
        }
        return try GrainClassifier(
            declared: declared,
            others: others.flatMap { $0 },
            otherWeights: others.flatMap { Array(repeating: 1 / Double($0.count), count: $0.count) },
            variables: variables
        )
    }

    private static func check(_ group: Group, _ variables: [String]) throws(FingerprintError) {
        let grains = group.bags.flatMap { $0 }
        guard grains.count >= fewestGrains else {
            throw .tooFew(of: "reference grains of \(group.source)", least: fewestGrains, found: grains.count)
        }
        try check(grains, variables, group.source)
    }

    private static func check(_ grains: [[Double]], _ variables: [String], _ place: String) throws(FingerprintError) {
        for grain in grains {
            guard grain.count == variables.count else {
                throw .wrongCount(of: "values of a grain of \(place)", expected: variables.count, found: grain.count)
            }
            for (index, value) in grain.enumerated() where !value.isFinite {
                throw .notPositive(analyte: variables[index], place: place)
            }
        }
    }

    /// Estimates the share of foreign grains of a lot, given as its bags.
    ///
    /// - Throws: ``FingerprintError`` for fewer than five grains, rows of another length and values that are not finite.
    public func share(of lot: [[[Double]]], _ chance: Chance) throws(FingerprintError) -> MixtureShare {
        let count = lot.reduce(0) { $0 + $1.count }
        guard count >= 5 else { throw .tooFew(of: "grains of the lot", least: 5, found: count) }
        for bag in lot { try Self.check(bag, variables, "the lot") }
        return try MixtureShare(lot.map { bag in bag.map { classifier.score($0) } }, self, chance)
    }

    /// How often a share of foreign grains in a lot of so many grains would be noticed, with 5 % false alarms.
    ///
    /// Grains are drawn from the reference grains themselves, as if the foreign ones were of the other sources taught.
    ///
    /// - Throws: ``FingerprintError`` for a share outside 0 to 1, and fewer than five grains.
    public func power(share: Double, grains: Int, _ chance: Chance) throws(FingerprintError) -> MixturePower {
        guard (0...1).contains(share) else { throw .parameter(name: "share", range: "0...1") }
        guard grains >= 5 else { throw .tooFew(of: "grains of the lot", least: 5, found: grains) }
        return try MixturePower(share: share, grains: grains, self, chance)
    }
}

/// Reference grains dealt out to folds.
private struct Folds {
    static let count = 5

    let isWithinBags: Bool
    private let dealt: [[(fold: Int, bag: Int, grain: [Double])]]

    init(_ groups: [MixtureEstimator.Group], _ chance: inout SeededNumbers) {
        isWithinBags = groups.contains { $0.bags.count < 3 }
        var dealt: [[(Int, Int, [Double])]] = []
        for group in groups {
            if group.bags.count >= 3 {
                let order = chance.order(of: group.bags.count)
                dealt.append(
                    order.enumerated().flatMap { place, bag in group.bags[bag].map { (place % Self.count, bag, $0) } }
                )
            } else {
                let grains = group.bags.enumerated().flatMap { bag, grains in grains.map { (bag, $0) } }
                dealt.append(
                    chance.order(of: grains.count).enumerated().map { ($0 % Self.count, grains[$1].0, grains[$1].1) }
                )
            }
        }
        self.dealt = dealt
    }

    /// The grains of the declared source in a fold, each with its bag.
    func declared(of fold: Int) -> [(bag: Int, grain: [Double])] {
        dealt[0].filter { $0.fold == fold }.map { ($0.bag, $0.grain) }
    }

    func grains(_ isWanted: (Int) -> Bool) -> [[[Double]]] {
        dealt.map { $0.filter { isWanted($0.fold) }.map(\.grain) }
    }
}
