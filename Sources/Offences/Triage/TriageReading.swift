public import Vocabulary

/// What the criteria say of a card, criterion by criterion.
///
/// It counts nothing up and decides nothing.
public struct TriageReading: Sendable, Hashable {
    /// A criterion with its answer.
    public struct Line: Sendable, Hashable {
        /// The criterion.
        public let criterion: TriageGuide.Criterion
        /// The answer that stands; nil where nobody has answered.
        public let answer: TriageCard.Answer?

        /// What is known.
        public var says: TriageCard.Says { answer?.says ?? .unknown }

        /// What it speaks for; what is unknown speaks for nothing.
        public var speaksFor: Set<TriageOutcome> {
            switch says {
            case .yes: criterion.yes
            case .no: criterion.no
            case .unknown: []
            }
        }

        /// Whether it speaks for a measure against the person and rests on nothing that the case holds.
        public var isBare: Bool {
            !speaksFor.isDisjoint(with: [.administrative, .criminal])
                && !(answer?.rests.contains { $0.kind != .finding } ?? false)
        }
    }

    /// Every criterion of the guide, in its order.
    public let lines: [Line]
    /// Answers to criteria that the guide does not have.
    public let unknownCriteria: [CriterionID]

    /// The criteria that speak for an outcome.
    public func speaking(for outcome: TriageOutcome) -> [Line] { lines.filter { $0.speaksFor.contains(outcome) } }

    /// The outcomes for which any criterion speaks on more than bare words.
    public var indicated: Set<TriageOutcome> {
        lines.filter { !$0.isBare }.reduce(into: []) { $0.formUnion($1.speaksFor) }
    }

    /// The criteria that nobody can answer yet, with who can tell.
    public var unknown: [Line] { lines.filter { $0.says == .unknown } }

    /// The criteria that ask for something to be done before anything else.
    public var first: [Line] { lines.filter { $0.says == .yes && $0.criterion.first != nil } }

    /// The offences to look at, each once, in the order of their ids.
    public var offences: [OffenceID] {
        Set(
            lines.filter { !$0.speaksFor.isDisjoint(with: [.administrative, .criminal]) }
                .flatMap(\.criterion.offences)
        ).sorted()
    }
}
