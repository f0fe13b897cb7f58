/// What was done with an exhibit.
///
/// The kinds are those that a court asks for: how it came in, who gave it to whom, who opened, tested and closed it,
/// where it ended (ISO/IEC 27037:2012; ISO 21043-3:2024).
public enum CustodyAct: Sendable, Hashable {
    /// It was collected or taken out of another exhibit: the chain begins.
    case collected
    /// Its holder gave it away; `carrier` is who has it on the way, nil where it goes from hand to hand.
    case released(to: CustodianID, carrier: CustodianID?)
    /// Somebody got it. `seals` are the numbers that were read on it, nil where nobody looked; `isIntact` says whether
    /// they were whole, nil where it had none.
    case received(from: CustodianID, seals: Set<SealNumber>?, isIntact: Bool?)
    /// A seal was put on.
    case sealed(SealNumber)
    /// It was opened, and these seals were broken for it.
    case opened(breaking: Set<SealNumber>)
    /// It was tested or looked at closely; `used` milligrams are gone.
    case examined(method: String, used: Int)
    /// Parts of it became exhibits of their own; `milligrams` of it went into each, nil where nothing is weighed.
    case divided(into: [ExhibitID], milligrams: [Int]?)
    /// It was weighed: milligrams.
    case weighed(Int)
    /// A working copy was made of a file.
    case copied(sha256: [UInt8], tool: String)
    /// The bytes of a file were hashed again.
    case verified(sha256: [UInt8])
    /// Its holder put it somewhere else.
    case moved
    /// It cannot be found.
    case lost
    /// It was found again by who lost it.
    case found
    /// It went back to whom it belongs; the chain ends.
    case returned(to: CustodianID)
    /// It was destroyed by an order; the chain ends.
    case destroyed(order: String)
    /// An earlier entry was written wrongly and does not count; it stays to be seen.
    case struck(CustodyEventID)

    /// The word for it.
    public var word: String {
        switch self {
        case .collected: "collected"
        case .released: "released"
        case .received: "received"
        case .sealed: "sealed"
        case .opened: "opened"
        case .examined: "examined"
        case .divided: "divided"
        case .weighed: "weighed"
        case .copied: "copied"
        case .verified: "verified"
        case .moved: "moved"
        case .lost: "lost"
        case .found: "found"
        case .returned: "returned"
        case .destroyed: "destroyed"
        case .struck: "struck"
        }
    }

    /// Whether it needs a purpose in words: whatever gives the exhibit away, opens it or uses it up.
    public var needsPurpose: Bool {
        switch self {
        case .released, .opened, .examined, .divided, .copied, .returned, .destroyed, .lost, .struck: true
        case .collected, .received, .sealed, .weighed, .verified, .moved, .found: false
        }
    }
}
