public import Vocabulary

/// The forms of remedy: UN Basic Principles and Guidelines on the Right to a Remedy (A/RES/60/147), IX, and UNGP 25.
public enum RemedyForm: String, Sendable, Hashable, CaseIterable {
    case restitution, compensation, rehabilitation, satisfaction, apology, other
    case nonRepetition = "non-repetition"
}

/// What is offered to put a harm right.
public struct Offer: Sendable, Hashable {
    /// One thing that is offered.
    public struct Item: Sendable, Hashable {
        /// The id within the offer.
        public let id: String
        /// Its form.
        public let form: RemedyForm
        /// What it is, in the words agreed.
        public let what: String
        /// How much money, where it is money.
        public let money: Money?

        /// An item.
        public init(id: String, form: RemedyForm, what: String, money: Money? = nil) {
            self.id = id
            self.form = form
            self.what = what
            self.money = money
        }
    }

    /// The id within the file.
    public let id: String
    /// What is offered.
    public let items: [Item]
    /// Whether the person is asked to give up a right for it, such as going to court.
    public let hasWaiver: Bool

    /// An offer.
    public init(id: String, items: [Item], hasWaiver: Bool = false) {
        self.id = id
        self.items = items
        self.hasWaiver = hasWaiver
    }
}

/// How far an offer has come.
public struct OfferProgress: Sendable, Hashable {
    /// What the person said to it.
    public enum Answer: String, Sendable, Hashable, CaseIterable {
        case none, accepted, refused, countered, replaced
    }

    /// How far an item has come.
    public enum Delivery: String, Sendable, Hashable, CaseIterable {
        /// Not yet said to be done.
        case due
        /// Said to be done by who owes it; the person has said nothing, and silence confirms nothing.
        case reported
        /// The person says that it is done.
        case confirmed
        /// The person says that it is not, or not as agreed.
        case denied
    }

    /// The offer.
    public let offer: Offer
    /// Who made it.
    public let by: Author
    /// When.
    public let made: CalendarDay
    /// What the person said to it.
    public internal(set) var answer = Answer.none
    /// How far each item has come.
    public internal(set) var delivery: [String: Delivery]

    init(_ offer: Offer, by author: Author, on day: CalendarDay) {
        self.offer = offer
        by = author
        made = day
        delivery = Dictionary(offer.items.map { ($0.id, .due) }) { first, _ in first }
    }

    /// Whether the person has confirmed every item.
    public var isDelivered: Bool { answer == .accepted && delivery.values.allSatisfy { $0 == .confirmed } }
}
