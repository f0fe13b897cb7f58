import Foundation

/// Findings about one subject, combined into a probability with its parts.
///
/// Weights of evidence add up as logarithms of likelihood ratios (I. J. Good, *Probability and the Weighing of
/// Evidence*, 1950). That holds for evidence that is independent given the hypothesis; rules that look at the same
/// thing are not, so within a group only the strongest counts.
public struct WeightOfEvidence: Sendable, Hashable {
    /// A finding as it goes into the sum.
    public struct Evidence: Sendable, Hashable {
        /// The finding, by any name that the caller can use to show it again.
        public let id: String
        /// The rule's group.
        public let group: String
        /// The rule's weight, log10.
        public let weight: Double
        /// The finding's strength, from 0 to 1.
        public let strength: Double

        /// Describes a finding.
        public init(id: String, group: String, weight: Double, strength: Double) {
            self.id = id
            self.group = group
            self.weight = weight
            self.strength = strength
        }

        /// What it adds if it is the strongest of its group.
        public var contribution: Double { weight * min(max(strength, 0), 1) }
    }

    /// What one group adds.
    public struct Part: Sendable, Hashable {
        /// The group.
        public let group: String
        /// What it adds to the log10 odds.
        public let contribution: Double
        /// The finding that counts.
        public let counted: String
        /// The findings of the group that do not count a second time.
        public let alsoSeen: [String]
    }

    /// Log10 of the odds before any finding.
    public let priorLogOdds: Double
    /// The groups, the largest contribution first.
    public let parts: [Part]

    /// Combines findings, in whatever order they are given.
    ///
    /// - Complexity: O(*n* log *n*).
    public init(priorLogOdds: Double, evidence: [Evidence]) {
        self.priorLogOdds = priorLogOdds
        self.parts = Dictionary(grouping: evidence, by: \.group).compactMap { group, members in
            let ranked = members.sorted {
                $0.contribution == $1.contribution ? $0.id < $1.id : $0.contribution > $1.contribution
            }
            guard let strongest = ranked.first else { return nil }
            return Part(
                group: group,
                contribution: strongest.contribution,
                counted: strongest.id,
                alsoSeen: ranked.dropFirst().map(\.id)
            )
        }
        .sorted { $0.contribution == $1.contribution ? $0.group < $1.group : $0.contribution > $1.contribution }
    }

    /// Log10 of the odds after the findings.
    public var logOdds: Double { parts.reduce(priorLogOdds) { $0 + $1.contribution } }

    /// The probability after the findings.
    public var probability: Double { 1 / (1 + pow(10, -logOdds)) }
}
