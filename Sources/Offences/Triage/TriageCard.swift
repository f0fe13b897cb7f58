public import Vocabulary

/// The answers to the criteria for one person and their part; never for a whole site.
public struct TriageCard: Sendable, Hashable {
    /// What is known about a criterion.
    public enum Says: String, Sendable, Hashable, CaseIterable {
        case yes, no, unknown

        /// The key of its word in the catalogue of messages.
        public var messageKey: String { "offences.triage.\(rawValue)" }
    }

    /// An answer.
    public struct Answer: Sendable, Hashable {
        /// The criterion.
        public let criterion: CriterionID
        /// What is known.
        public let says: Says
        /// What that rests on.
        public let rests: [EvidenceReference]
        /// In words.
        public let words: String
        /// Who says so.
        public let by: OfficerID
        /// When.
        public let at: UTCInstant

        /// An answer.
        public init(
            _ criterion: CriterionID,
            _ says: Says,
            rests: [EvidenceReference],
            words: String,
            by: OfficerID,
            at: UTCInstant
        ) {
            self.criterion = criterion
            self.says = says
            self.rests = rests
            self.words = words
            self.by = by
            self.at = at
        }
    }

    /// The answers; of several to one criterion the last stands.
    public var answers: [Answer]

    /// A card.
    public init(_ answers: [Answer] = []) { self.answers = answers }

    /// What the criteria say of these answers: the same answers always say the same.
    ///
    /// - Parameter now: The moment of looking; later answers are not looked at.
    public func reading(by guide: TriageGuide, now: UTCInstant) -> TriageReading {
        var last: [CriterionID: Answer] = [:]
        for answer in answers where answer.at <= now {
            guard let earlier = last[answer.criterion], !Self.isBefore(earlier, answer) else {
                last[answer.criterion] = answer
                continue
            }
        }
        return TriageReading(
            lines: guide.criteria.map { TriageReading.Line(criterion: $0, answer: last[$0.id]) },
            unknownCriteria: Set(last.keys).subtracting(guide.criteria.map(\.id)).sorted()
        )
    }

    private static func isBefore(_ left: Answer, _ right: Answer) -> Bool {
        // At one moment the answer that knows less stands, so that the order of arrival decides nothing.
        if left.at != right.at { return left.at < right.at }
        let order: [Says] = [.yes, .no, .unknown]
        let (first, second) = (order.firstIndex(of: left.says) ?? 0, order.firstIndex(of: right.says) ?? 0)
        if first != second { return first < second }
        return (left.by.rawValue, left.words) < (right.by.rawValue, right.words)
    }
}
