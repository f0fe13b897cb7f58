public import Vocabulary

/// What is known about an auditor, the one who is audited, and those around them.
public struct IndependenceFacts: Sendable, Hashable {
    /// A tie between two: an employment, a seat, a family, a contract, a gift.
    public struct Tie: Sendable, Hashable {
        /// What kind.
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            case employment, board, family, contract, loan, gift, advice
            /// One wrote or kept what is now audited.
            case prepared
        }

        /// The record that says so.
        public let record: String
        /// One of the two.
        public let one: String
        /// The other.
        public let other: String
        /// What kind.
        public let kind: Kind
        /// Since when; nil where it is not known.
        public let from: CalendarDay?
        /// Until when; nil while it lasts.
        public let until: CalendarDay?

        /// A tie.
        public init(
            _ record: String,
            _ one: String,
            _ other: String,
            _ kind: Kind,
            from: CalendarDay? = nil,
            until: CalendarDay? = nil
        ) {
            (self.record, self.one, self.other, self.kind) = (record, one, other, kind)
            (self.from, self.until) = (from, until)
        }
    }

    /// Who owns what, in hundredths of a percent; nil where the share is not known.
    public struct Holding: Sendable, Hashable {
        /// The record that says so.
        public let record: String
        /// The owner.
        public let owner: String
        /// What is owned.
        public let owned: String
        /// The share in hundredths of a percent; nil where it is not known.
        public let share: Int?

        /// A holding.
        public init(_ record: String, _ owner: String, owns owned: String, share: Int?) {
            (self.record, self.owner, self.owned, self.share) = (record, owner, owned, share)
        }
    }

    /// What an auditor earned from one client in a year, and in all.
    public struct Fees: Sendable, Hashable {
        /// The record that says so.
        public let record: String
        /// The year.
        public let year: Int
        /// From the audited and those of its group.
        public let fromAudited: Money
        /// All income of the year.
        public let total: Money

        /// Fees.
        public init(_ record: String, year: Int, fromAudited: Money, total: Money) {
            (self.record, self.year, self.fromAudited, self.total) = (record, year, fromAudited, total)
        }
    }

    /// The firm or office that audits.
    public var auditor: String
    /// The people who do it.
    public var team: [String]
    /// Who is audited.
    public var audited: String
    /// Members of the team who have declared that they have no tie.
    public var declared: Set<String> = []
    /// The ties.
    public var ties: [Tie] = []
    /// Who owns what.
    public var holdings: [Holding] = []
    /// Persons and states that are nobody's property: where chains of owners may end.
    public var ends: Set<String> = []
    /// The fees of the years that are known.
    public var fees: [Fees] = []
    /// The years in which the auditor or a member of the team audited it, by who: `["lead": [2022, 2023]]`.
    public var audits: [String: Set<Int>] = [:]

    /// Facts of an audit.
    public init(auditor: String, team: [String], audited: String) {
        (self.auditor, self.team, self.audited) = (auditor, team, audited)
    }
}
