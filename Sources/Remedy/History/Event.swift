public import Vocabulary

/// Who says something.
public struct Author: Sendable, Hashable {
    /// In what part somebody speaks.
    public enum Part: Sendable, Hashable {
        /// The person or the group whose matter it is.
        case person
        /// Somebody who speaks for them with their consent.
        case representative
        /// An organisation: a body of the procedure, a company, a state body.
        case organisation(OrganisationID)
        /// A mediator or the one who leads a meeting.
        case facilitator
        /// The holder of a seat.
        case seat(SeatID)
    }

    /// Who it is, in words that only the installation can resolve; never a name.
    public let id: String
    /// In what part they speak.
    public let part: Part

    /// An author.
    public init(_ id: String, _ part: Part) {
        self.id = id
        self.part = part
    }
}

/// One thing that happened, said by somebody; never changed once it is kept.
public struct Event<Fact: Sendable & Hashable>: Sendable, Hashable {
    /// What it says.
    public enum Content: Sendable, Hashable {
        /// Something happened.
        case fact(Fact)
        /// An earlier event was wrong: this is right, or nothing of the kind happened; why; when, if that was wrong too.
        case correction(of: EventID, Fact?, because: String, at: UTCInstant?)
    }

    /// What makes it the same when it arrives twice.
    public let id: EventID
    /// When it happened, which may be long before it was written down.
    public let at: UTCInstant
    /// Its place among what happened at the same moment, as who wrote it down says: 0 unless said.
    public let rank: Int
    /// Who says it.
    public let author: Author
    /// What it says.
    public let content: Content

    /// A fact.
    public init(_ id: EventID, at: UTCInstant, rank: Int = 0, by author: Author, _ fact: Fact) {
        self.init(id, at: at, rank: rank, by: author, content: .fact(fact))
    }

    /// A fact or a correction.
    public init(_ id: EventID, at: UTCInstant, rank: Int = 0, by author: Author, content: Content) {
        self.id = id
        self.at = at
        self.rank = rank
        self.author = author
        self.content = content
    }

    /// The order of what happened; ids decide where moment and rank are the same, so that it never hangs on arrival.
    static func happensBefore(_ left: Self, _ right: Self) -> Bool {
        (left.at.milliseconds, left.rank, left.id) < (right.at.milliseconds, right.rank, right.id)
    }
}

/// A fact as it stands after corrections, in the order of what happened.
public struct Entry<Fact: Sendable & Hashable>: Sendable, Hashable {
    /// The event that said it first.
    public let id: EventID
    /// When it happened.
    public let at: UTCInstant
    /// Who said it.
    public let author: Author
    /// What happened.
    public let fact: Fact
    /// The event by which it was last corrected.
    public let correctedBy: EventID?
}
