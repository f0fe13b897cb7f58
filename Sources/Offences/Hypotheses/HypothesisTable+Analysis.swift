extension HypothesisTable {
    /// What speaks against a hypothesis.
    public struct Against: Sendable, Hashable {
        /// The hypothesis.
        public let hypothesis: Hypothesis
        /// The pieces that can hardly be there if it holds.
        public let strong: [Piece]
        /// The pieces that would surprise if it held.
        public let plain: [Piece]
        /// The pieces that nobody has rated against it.
        public let unrated: [Piece]
    }

    /// What a piece does for the comparison.
    public enum Diagnosticity: String, Sendable, Hashable, CaseIterable {
        /// It tells hypotheses apart.
        case tellsApart = "tells-apart"
        /// It goes with all hypotheses alike, and tells nothing, however striking it is.
        case tellsNothing = "tells-nothing"
        /// It is not rated against all of them.
        case unrated

        /// The key of its word in the catalogue of messages.
        public var messageKey: String { "offences.hypothesis.\(rawValue)" }
    }

    /// A piece without which another hypothesis would have least against it.
    public struct Carrying: Sendable, Hashable {
        /// The piece.
        public let piece: Piece
        /// The hypotheses with least against them if the piece were wrong, missing or planted.
        public let without: [Hypothesis]
    }

    /// What speaks against each hypothesis, in the order of the table.
    public var against: [Against] { hypotheses.map { against($0, leaving: nil) } }

    /// Whether every piece is rated against every hypothesis.
    public var isComplete: Bool { against.allSatisfy(\.unrated.isEmpty) }

    /// What a piece does for the comparison.
    public func diagnosticity(of piece: Piece) -> Diagnosticity {
        let found = hypotheses.map { rating(of: piece.id, against: $0.id) }
        guard !found.contains(nil) else { return .unrated }
        return Set(found).count > 1 ? .tellsApart : .tellsNothing
    }

    /// The hypotheses with least against them: fewest strong inconsistencies, then fewest plain ones.
    ///
    /// Several where they tie; none that is proven thereby. What fits a hypothesis is not counted in its favour.
    public var leastAgainst: [Hypothesis] { leastAgainst(leaving: nil) }

    /// The single pieces that carry the conclusion: each to be checked again before anybody acts on it.
    public var carrying: [Carrying] {
        let now = leastAgainst
        return pieces.compactMap { piece in
            let without = leastAgainst(leaving: piece.id)
            return without == now ? nil : Carrying(piece: piece, without: without)
        }
    }

    private func against(_ hypothesis: Hypothesis, leaving out: String?) -> Against {
        func these(_ consistency: Consistency?) -> [Piece] {
            pieces.filter { $0.id != out && rating(of: $0.id, against: hypothesis.id) == consistency }
        }
        return Against(
            hypothesis: hypothesis,
            strong: these(.stronglyInconsistent),
            plain: these(.inconsistent),
            unrated: these(nil)
        )
    }

    private func leastAgainst(leaving out: String?) -> [Hypothesis] {
        let counts = hypotheses.map { hypothesis -> (Hypothesis, Int, Int) in
            let found = against(hypothesis, leaving: out)
            return (hypothesis, found.strong.count, found.plain.count)
        }
        guard let least = counts.map({ ($0.1, $0.2) }).min(by: { $0 < $1 }) else { return [] }
        return counts.filter { ($0.1, $0.2) == least }.map(\.0)
    }
}
