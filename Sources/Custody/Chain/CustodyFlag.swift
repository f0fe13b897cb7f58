public import Vocabulary

/// Something in a custody log that a court will ask about, and that nobody can hide by writing more.
public struct CustodyFlag: Sendable, Hashable {
    /// What is the matter.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        // Who had it
        case noCollection = "no-collection"
        case collectedTwice = "collected-twice"
        case gap
        case overlap
        case notTheHolder = "not-the-holder"
        case otherGiver = "other-giver"
        case otherReceiver = "other-receiver"
        case neverArrived = "never-arrived"
        case longTransit = "long-transit"
        case lost
        case foundNotLost = "found-not-lost"
        case afterEnd = "after-end"

        // Its seals
        case sealsNotRead = "seals-not-read"
        case sealsDiffer = "seals-differ"
        case sealsBroken = "seals-broken"
        case sealUsedTwice = "seal-used-twice"
        case openWhileSealed = "open-while-sealed"
        case movedUnsealed = "moved-unsealed"

        // What it is
        case contentDiffers = "content-differs"
        case massDiffers = "mass-differs"
        case partsExceed = "parts-exceed"
        case wrongNature = "wrong-nature"

        // The log itself
        case purposeMissing = "purpose-missing"
        case writtenLate = "written-late"
        case datedAhead = "dated-ahead"
        case writtenBetween = "written-between"
        case struck
        case strikesNothing = "strikes-nothing"
        case idUsedTwice = "id-used-twice"

        /// Whether it alone can cost the exhibit its weight; what is not is told all the same.
        public var isGrave: Bool {
            switch self {
            case .noCollection, .collectedTwice, .gap, .overlap, .notTheHolder, .otherGiver, .otherReceiver,
                .neverArrived,
                .lost, .afterEnd, .sealsDiffer, .sealsBroken, .sealUsedTwice, .contentDiffers, .massDiffers,
                .partsExceed,
                .datedAhead, .idUsedTwice:
                true
            case .longTransit, .foundNotLost, .sealsNotRead, .openWhileSealed, .movedUnsealed, .wrongNature,
                .purposeMissing, .writtenLate, .writtenBetween, .struck, .strikesNothing:
                false
            }
        }

        /// The key of the sentence in the catalogue of messages.
        public var messageKey: String { "custody.flag.\(rawValue)" }
    }

    /// What is the matter.
    public let kind: Kind
    /// From when: the moment of the entry, or the begin of a time that nobody answers for.
    public let from: UTCInstant
    /// Until when; nil where it goes on.
    public let until: UTCInstant?
    /// The entries that it is about, in the order of what happened.
    public let events: [CustodyEventID]

    /// Describes a flag.
    public init(_ kind: Kind, from: UTCInstant, until: UTCInstant?, _ events: [CustodyEventID]) {
        (self.kind, self.from, self.until, self.events) = (kind, from, until, events)
    }
}

/// A time during which one custodian answers for the exhibit.
public struct CustodySpan: Sendable, Hashable {
    /// Who.
    public let holder: CustodianID
    /// From when.
    public let from: UTCInstant
    /// Until when, which belongs to the next; nil where they have it still.
    public let until: UTCInstant?
    /// Whether they only carry it from one to another.
    public let isCarrier: Bool
}
