public import Vocabulary

/// What a person decides on a card, and why.
public struct TriageDecision: Sendable, Hashable {
    /// The outcome.
    public let outcome: TriageOutcome
    /// Why, in words.
    public let reason: String
    /// Who decides.
    public let by: OfficerID
    /// When.
    public let at: UTCInstant
    /// The criteria that are unknown and without which the person decides.
    public let without: Set<CriterionID>
    /// The criteria for which what comes first has been done.
    public let done: Set<CriterionID>
    /// A second person who agrees; needed for a criminal investigation, and where the criteria point elsewhere.
    public let second: OfficerID?

    /// A decision.
    public init(
        _ outcome: TriageOutcome,
        reason: String,
        by: OfficerID,
        at: UTCInstant,
        without: Set<CriterionID>,
        done: Set<CriterionID> = [],
        second: OfficerID? = nil
    ) {
        self.outcome = outcome
        self.reason = reason
        self.by = by
        self.at = at
        self.without = without
        self.done = done
        self.second = second
    }

    /// Whether it departs from what the criteria say; such decisions are logged and looked at.
    public func departs(from reading: TriageReading) -> Bool { !reading.indicated.contains(outcome) }

    /// Checks that the decision may be taken on this reading.
    ///
    /// No outcome is refused for what the criteria say: the person decides. What is refused is a decision without a
    /// reason, one that passes over what is unknown or what has to come first, and one alone where two are needed.
    public func check(against reading: TriageReading) throws(TriageRefusal) {
        guard reason.contains(where: { !$0.isWhitespace }) else { throw TriageRefusal(.reasonMissing) }
        let unknown = Set(reading.unknown.map(\.criterion.id))
        guard unknown.isSubset(of: without) else {
            throw TriageRefusal(.unknownPassedOver, unknown.subtracting(without).sorted())
        }
        let first = Set(reading.first.map(\.criterion.id))
        guard first.isSubset(of: done) else {
            throw TriageRefusal(.firstNotDone, first.subtracting(done).sorted())
        }
        if outcome == .criminal || departs(from: reading) {
            guard let second, second != by else { throw TriageRefusal(.secondPersonMissing) }
        }
    }
}

/// Why a decision is not taken.
public struct TriageRefusal: Error, Sendable, Hashable {
    /// What is in the way.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// No reason is given.
        case reasonMissing = "reason-missing"
        /// Criteria are unknown, and the decision does not say that it is taken without them.
        case unknownPassedOver = "unknown-passed-over"
        /// Something has to be done first, such as telling child protection.
        case firstNotDone = "first-not-done"
        /// A second person has to agree.
        case secondPersonMissing = "second-person-missing"

        /// The key of its sentence in the catalogue of messages; it takes `criteria`.
        public var messageKey: String { "offences.triage.refused.\(rawValue)" }
    }

    /// What is in the way.
    public let reason: Reason
    /// The criteria that it is about.
    public let criteria: [CriterionID]

    /// A refusal.
    public init(_ reason: Reason, _ criteria: [CriterionID] = []) {
        self.reason = reason
        self.criteria = criteria
    }
}
