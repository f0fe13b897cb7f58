public import Vocabulary

/// What somebody says that a piece of evidence does for a proof.
///
/// An entry is not changed: a second person looks at it, or it is withdrawn with a reason and stays to be seen.
public struct BoardEntry: Sendable, Hashable {
    /// What a second person says of an entry.
    public struct SecondLook: Sendable, Hashable {
        /// Who looked.
        public let by: OfficerID
        /// When.
        public let at: UTCInstant
        /// Whether they see it the same way.
        public let agrees: Bool
        /// In their words.
        public let words: String

        /// A second look.
        public init(by: OfficerID, at: UTCInstant, agrees: Bool, words: String) {
            self.by = by
            self.at = at.withoutOffset
            self.agrees = agrees
            self.words = words
        }
    }

    /// That an entry was wrong.
    public struct Withdrawal: Sendable, Hashable {
        /// Who withdraws.
        public let by: OfficerID
        /// When.
        public let at: UTCInstant
        /// Why.
        public let reason: String
        /// Who confirmed it; what contradicts an element needs a second person.
        public let confirmedBy: OfficerID?

        /// A withdrawal.
        public init(by: OfficerID, at: UTCInstant, reason: String, confirmedBy: OfficerID? = nil) {
            self.by = by
            self.at = at.withoutOffset
            self.reason = reason
            self.confirmedBy = confirmedBy
        }
    }

    /// The id of the entry.
    public let id: BoardEntryID
    /// The proof that it is about.
    public let proof: ProofID
    /// What it rests on.
    public let rests: EvidenceReference
    /// What that says about the proof.
    public let says: Bearing
    /// What it is worth.
    public let weight: EvidenceWeight
    /// Why, in words.
    public let words: String
    /// Who says so.
    public let by: OfficerID
    /// When.
    public let at: UTCInstant
    /// What others say of it.
    public let looks: [SecondLook]
    /// That it was wrong; nil while it stands.
    public let withdrawal: Withdrawal?

    /// An entry.
    public init(
        id: BoardEntryID,
        proof: ProofID,
        rests: EvidenceReference,
        says: Bearing,
        weight: EvidenceWeight,
        words: String,
        by: OfficerID,
        at: UTCInstant,
        looks: [SecondLook] = [],
        withdrawal: Withdrawal? = nil
    ) {
        self.id = id
        self.proof = proof
        self.rests = rests
        self.says = says
        self.weight = weight
        self.words = words
        self.by = by
        self.at = at.withoutOffset
        self.looks = looks
        self.withdrawal = withdrawal
    }

    /// What it counts for: a finding of a rule is a lead, whatever weight it was given.
    public var countsAs: EvidenceWeight { rests.kind == .finding ? .lead : weight }

    /// Whether a second person agreed, and none disagreed; who made the entry is no second person.
    public var isReviewed: Bool { others.contains { $0.agrees } && !isDisputed }

    /// Whether a second person disagrees.
    public var isDisputed: Bool { others.contains { !$0.agrees } }

    /// Whether it was withdrawn in a way that counts.
    ///
    /// What contradicts may clear somebody: one person alone does not take it away.
    public var isWithdrawn: Bool {
        guard let withdrawal, withdrawal.reason.contains(where: { !$0.isWhitespace }) else { return false }
        guard says == .contradicts else { return true }
        return withdrawal.confirmedBy.map { $0 != withdrawal.by } ?? false
    }

    /// The latest moment that the entry speaks of.
    var lastMoment: UTCInstant { (looks.map(\.at) + [at] + (withdrawal.map { [$0.at] } ?? [])).max() ?? at }

    private var others: [SecondLook] { looks.filter { $0.by != by } }
}

extension UTCInstant {
    /// The same moment without the clock that it was read from, so that two copies of an entry are one.
    var withoutOffset: UTCInstant { UTCInstant(milliseconds: milliseconds) ?? self }
}
