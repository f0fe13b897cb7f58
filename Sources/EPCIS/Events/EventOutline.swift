/// An EPCIS 2.0 event at the level of lots and masses: what happened to which quantities, when, where and in which step.
public struct EventOutline: Sendable, Hashable {
    /// The five event types (EPCIS 2.0 section 7.4).
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case object = "ObjectEvent"
        case aggregation = "AggregationEvent"
        case transaction = "TransactionEvent"
        case transformation = "TransformationEvent"
        case association = "AssociationEvent"
    }

    /// What an event did with a quantity.
    public enum Role: String, Sendable, Hashable {
        /// It came into being.
        case made
        /// It was used up, in part or whole.
        case used
        /// It is the container.
        case parent
        /// It was put into the container.
        case packed
        /// It was taken out of the container.
        case unpacked
        /// It was there.
        case observed
        /// It ceased to be.
        case destroyed
    }

    /// A quantity in the event.
    public struct Quantity: Sendable, Hashable {
        /// The lot: an EPC class or an EPC.
        public let lot: String
        /// What the event did with it.
        public let role: Role
        /// The mass in grams; nil where no mass is stated.
        public let massGrams: Int?
    }

    /// Particulars of a lot that was made (ILMD, section 7.3.8).
    public struct Particulars: Sendable, Hashable {
        /// The mineral, as written.
        public var mineral: String?
        /// The mineral form, as written.
        public var form: String?
        /// The grade of the element in parts per million.
        public var gradePartsPerMillion: Int?
        /// The tag or seal.
        public var tag: String?
        /// The model of chain of custody that is claimed (ISO 22095), as a word with underscores; nil for any other word.
        public var custodyModel: String?
        /// The certificate or claim that goes with it.
        public var claim: String?
    }

    /// The event's type.
    public let kind: Kind
    /// The event's identifier, if it has one.
    public let id: String?
    /// `ADD`, `OBSERVE` or `DELETE`; nil for a transformation.
    public let action: String?
    /// When it happened, in UTC with milliseconds.
    public let time: String
    /// The business step as a bare word of the CBV.
    public let step: String?
    /// The disposition as a bare word of the CBV.
    public let disposition: String?
    /// Where it was seen.
    public let readPoint: String?
    /// Where the things are afterwards.
    public let location: String?
    /// The first source party (owning before possessing).
    public let sourceParty: String?
    /// The first destination party.
    public let destinationParty: String?
    /// The quantities, each lot once a role.
    public let quantities: [Quantity]
    /// What is known of the lots that it made.
    public let particulars: Particulars
}
