/// Something in the records of a lot that does not add up.
///
/// It is an observation about records, not about people: a late file, a typing slip or a wet sack does the same.
public struct BalanceBreak: Sendable, Hashable {
    /// What does not add up.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// More mass was taken out of the lot than was put in (`expected` and `found` in grams).
        case moreGiven = "more_given"
        /// A process gave more contained metal than it took in (grams of metal).
        case metalGrows = "metal_grows"
        /// A process gave more mass than it took in, and grades are not known (grams).
        case massGrows = "mass_grows"
        /// A process gave back less metal than it is known to (parts per million; `expected` is the lower bound).
        case recoveryLow = "recovery_low"
        /// A process gave back more metal than it is known to (parts per million; `expected` is the upper bound).
        case recoveryHigh = "recovery_high"
        /// Something became richer than the richest part of it, and no process is named that does that (ppm).
        case gradeUplift = "grade_uplift"
        /// The lot was used before anything was in it (times).
        case usedBeforeMade = "used_before_made"
        /// The same tag is on another lot, made elsewhere (`word` is the tag, `other` the earlier lot).
        case tagReuse = "tag_reuse"
        /// The same claim goes with another lot that this one was not made of (`word` is the claim).
        case claimTwice = "claim_twice"
        /// Who had given the lot away gave it away again (`word` is the party; masses where they are stated).
        case soldTwice = "sold_twice"
        /// Who gave the lot had not received it, as far as the records say (`word` is the party).
        case custodyGap = "custody_gap"
        /// The lot claims a stricter model of custody than what it was made of (models by number).
        case modelUpgrade = "model_upgrade"
    }

    /// What does not add up.
    public let kind: Kind
    /// The lot.
    public let lot: LotNumber
    /// The other lot that is concerned, if one is.
    public let other: LotNumber?
    /// When it came to be so: the latest of its events.
    public let time: Int
    /// What was to be expected.
    public let expected: Int?
    /// What the records say.
    public let found: Int?
    /// A tag, claim or party, as the kind says.
    public let word: String?
    /// The process, where one is concerned.
    public let process: String?
    /// The site where it came to be so.
    public let site: String?
    /// The events it rests on, in the order of time.
    public let events: [String]
    /// Their records, ascending, each once.
    public let records: [Int]
}
