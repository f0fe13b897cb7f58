public import Vocabulary

/// A claim of somebody who was harmed.
public struct ClaimID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// Who is compensated.
public enum VictimClass: String, Sendable, Hashable, CaseIterable {
    case person
    case household
    case worker
    case community
    case holder
    case state
}

/// A claim as it was made.
public struct Claim: Sendable, Hashable {
    /// The id.
    public let id: ClaimID
    /// Who claims, in words that only the installation can resolve; never a name.
    public let claimant: ActorID
    /// The class.
    public let victims: VictimClass
    /// How many people it is for.
    public let people: Int
    /// The district, as the public ledger names it.
    public let district: String
    /// The harm, in words.
    public let harm: String
    /// The days of the harm.
    public let period: ClosedRange<CalendarDay>
    /// What it rests on.
    public let evidence: [PaperReference]
    /// What is asked.
    public let asked: Money
    /// Who speaks for them; nil where they speak for themselves.
    public let representative: ActorID?
    /// The paper by which they agreed to be spoken for.
    public let consent: PaperReference?

    /// A claim.
    public init(
        _ id: ClaimID,
        of claimant: ActorID,
        _ victims: VictimClass,
        people: Int = 1,
        district: String,
        harm: String,
        period: ClosedRange<CalendarDay>,
        evidence: [PaperReference],
        asked: Money,
        representative: ActorID? = nil,
        consent: PaperReference? = nil
    ) {
        (self.id, self.claimant, self.victims, self.people, self.district) = (id, claimant, victims, people, district)
        (self.harm, self.period, self.evidence, self.asked) = (harm, period, evidence, asked)
        (self.representative, self.consent) = (representative, consent)
    }
}

/// What was decided on a claim.
public enum ClaimDecision: Sendable, Hashable {
    /// So much is approved, at most what was asked.
    case approved(Money)
    case refused
}

/// A meeting of a community that chose what its money is for.
public struct Assembly: Sendable, Hashable {
    /// The day.
    public let day: CalendarDay
    /// What it chose.
    public let measure: String
    /// Votes for it.
    public let inFavour: Int
    /// Votes against it.
    public let against: Int
    /// The minutes.
    public let minutes: PaperReference

    /// A meeting.
    public init(on day: CalendarDay, measure: String, inFavour: Int, against: Int, minutes: PaperReference) {
        (self.day, self.measure, self.inFavour, self.against, self.minutes) = (day, measure, inFavour, against, minutes)
    }
}

/// Why somebody may not be paid.
public enum Exclusion: String, Sendable, Hashable, CaseIterable {
    case suspect
    case official
    case ownedCompany = "owned-company"
}
