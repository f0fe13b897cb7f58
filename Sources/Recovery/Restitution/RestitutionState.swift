public import Vocabulary

/// What can be done in a fund for compensation.
public enum RestitutionDeed: Sendable, Hashable {
    /// The fund begins, in one currency.
    case open(Currency)
    case convert(String, Conversion)
    /// Money of an asset comes in.
    case receive(String, AssetID, Booked)
    /// A cost of the fund itself: notices, translation, bank fees.
    case cost(String, Booked, purpose: String)
    case claim(Claim)
    case decide(ClaimID, ClaimDecision)
    case appeal(ClaimID)
    case decideAppeal(ClaimID, ClaimDecision)
    case withdraw(ClaimID)
    /// The community of a claim chose what its money is for.
    case assembly(ClaimID, Assembly)
    /// Somebody may not be paid.
    case exclude(ActorID, Exclusion)
    /// The plan is adopted: the lines that ``RestitutionRules/plan(of:on:keeping:)`` gives, as those who decide saw them.
    case adopt(String, keeping: Money?, [PlanLine])
    /// A claim is paid; the act's paper is the proof.
    case pay(PaymentID, ClaimID, Money)
    /// A payment came back.
    case returned(PaymentID)
    /// What is left when every claim has all that was approved goes on.
    case passOn(String, Money, Recipient)
}

/// A payment.
public struct PaymentID: Identifier {
    /// The identifier as it is stored.
    public let rawValue: String

    /// Wraps the bare value.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// What a plan gives to a claim in all, what it has been paid already included.
public struct PlanLine: Sendable, Hashable {
    /// The claim.
    public let claim: ClaimID
    /// The amount in minor units of the fund's currency.
    public let minorUnits: Int
    /// Whether it is only set aside because nobody can say yet whether it is due.
    public let isSetAside: Bool

    /// A line.
    public init(_ claim: ClaimID, _ minorUnits: Int, isSetAside: Bool = false) {
        (self.claim, self.minorUnits, self.isSetAside) = (claim, minorUnits, isSetAside)
    }
}

/// Where a fund for compensation stands, as its acts make it.
public struct RestitutionState: Sendable, Hashable {
    /// A claim and what became of it; numbers are those of acts.
    public struct Filed: Sendable, Hashable {
        /// The claim.
        public let claim: Claim
        /// The act that made it.
        public let act: Int
        /// The decision that stands.
        public internal(set) var decision: ClaimDecision?
        /// The act of the decision that stands.
        public internal(set) var decidedBy: Int?
        /// The last day on which the decision can be appealed; nil where it cannot any more.
        public internal(set) var appealEnd: CalendarDay?
        /// Whether an appeal waits for its decision.
        public internal(set) var isAppealed = false
        /// The act that withdrew it.
        public internal(set) var withdrawnBy: Int?
        /// The act of the assembly that chose.
        public internal(set) var assembly: Int?
        /// What it was paid, in minor units, less what came back.
        public internal(set) var paid = 0

        /// Whether nothing can change the decision any more.
        public func isFinal(on day: CalendarDay) -> Bool {
            withdrawnBy != nil || decision != nil && !isAppealed && appealEnd.map { day > $0 } ?? true
        }

        /// What it may get at most, in minor units: what was approved, or what is asked while that can change.
        public func entitlement(on day: CalendarDay) -> Int {
            if withdrawnBy != nil { return paid }
            guard isFinal(on: day) else { return max(paid, claim.asked.minorUnits) }
            if case .approved(let money) = decision { return money.minorUnits }
            return paid
        }
    }

    /// A payment, which opens claim, decision, plan and proof.
    public struct Payment: Sendable, Hashable {
        /// The claim.
        public let claim: ClaimID
        /// The amount.
        public let money: Money
        /// The act of the payment, whose paper is the proof.
        public let act: Int
        /// The act that made the claim.
        public let claimAct: Int
        /// The act of the decision that it was paid on.
        public let decisionAct: Int
        /// The act that adopted the plan that it was paid by.
        public let planAct: Int
        /// The act that says that it came back.
        public internal(set) var returnedBy: Int?
    }

    /// A plan.
    public struct Plan: Sendable, Hashable {
        /// The id.
        public let id: String
        /// The act that adopted it.
        public let act: Int
        /// Its lines.
        public let lines: [PlanLine]
    }

    /// The account; nil before the fund is opened.
    public internal(set) var account: Account?
    /// What came in from each asset, in minor units.
    public internal(set) var received: [AssetID: Int] = [:]
    /// The claims.
    public internal(set) var claims: [ClaimID: Filed] = [:]
    /// Who may not be paid.
    public internal(set) var excluded: [ActorID: Exclusion] = [:]
    /// The plan that stands.
    public internal(set) var plan: Plan?
    /// The payments.
    public internal(set) var payments: [PaymentID: Payment] = [:]
    /// What went on when every claim had all, in minor units.
    public internal(set) var passedOn = 0
    var conversions: [String: Conversion] = [:]
    var bookedConversions: Set<String> = []
    var usedIDs: Set<String> = []

    /// Whether the books balance: paid + costs + held = realised, and what was paid is what claims got and what went on.
    public var isBalanced: Bool {
        guard let account else { return true }
        let toClaims = claims.values.reduce(0) { $0 + $1.paid }
        let standing = payments.values.reduce(0) { $0 + ($1.returnedBy == nil ? $1.money.minorUnits : 0) }
        return account.isBalanced && account.paid == toClaims + passedOn && toClaims == standing
            && account.realised == received.values.reduce(0, +)
    }

    /// What the plan that stands promises and has not paid yet, in minor units.
    public var promised: Int {
        (plan?.lines ?? []).reduce(0) { $0 + max(0, $1.minorUnits - (claims[$1.claim]?.paid ?? 0)) }
    }
}
