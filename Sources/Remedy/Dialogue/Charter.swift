public import Vocabulary

/// What a group agreed about its own composition.
public struct Charter: Sendable, Hashable {
    /// Those who have seats together, such as `women`, `artisanal-miners`, `company`, `state`.
    public struct Group: Sendable, Hashable {
        /// The id.
        public let id: String
        /// How many seats it has.
        public let seats: Int
        /// How many of them must be there for a decision.
        public let quorum: Int

        /// A group.
        public init(_ id: String, seats: Int, quorum: Int) {
            self.id = id
            self.seats = seats
            self.quorum = quorum
        }
    }

    /// The groups.
    public let groups: [Group]
    /// The share of women that it wants at least, percent of the seats held.
    public let leastWomen: Int

    /// A charter; a share outside 0 to 100 is brought to the nearer of them.
    public init(groups: [Group], leastWomen: Int) {
        self.groups = groups
        self.leastWomen = min(max(leastWomen, 0), 100)
    }
}

/// A seat and who holds it.
public struct Seat: Sendable, Hashable {
    /// How somebody came to hold it.
    public enum Choice: String, Sendable, Hashable, CaseIterable {
        case elected, assembly, named, rotation
    }

    /// The id.
    public let id: SeatID
    /// The group.
    public let group: String
    /// The sex that the holder gives.
    public let sex: Intake.Sex
    /// How the holder was chosen.
    public let choice: Choice
    /// The first day.
    public let from: CalendarDay
    /// The last day; nil while nobody knows.
    public let until: CalendarDay?
    /// The seat for which this one stands in; nil for a seat of its own.
    public let alternateOf: SeatID?

    /// A seat.
    public init(
        _ id: SeatID,
        group: String,
        sex: Intake.Sex,
        choice: Choice,
        from: CalendarDay,
        until: CalendarDay? = nil,
        alternateOf: SeatID? = nil
    ) {
        self.id = id
        self.group = group
        self.sex = sex
        self.choice = choice
        self.from = from
        self.until = until
        self.alternateOf = alternateOf
    }

    /// Whether it is held on a day.
    public func isHeld(on day: CalendarDay) -> Bool { from <= day && until.map { day <= $0 } ?? true }
}

/// How the seats that are held compare with the charter.
public struct Balance: Sendable, Hashable {
    /// One group.
    public struct Row: Sendable, Hashable {
        /// The group.
        public let group: String
        /// How many seats the charter gives it; 0 for a group that it does not know.
        public let due: Int
        /// How many are held.
        public let held: Int
        /// How many of these by women.
        public let women: Int
    }

    /// The groups in the order of the charter, then those that it does not know.
    public let rows: [Row]
    /// The share of women that the charter wants, percent.
    public let leastWomen: Int

    /// The balance on a day; alternates do not count.
    public init(of seats: [Seat], against charter: Charter, on day: CalendarDay) {
        let held = seats.filter { $0.alternateOf == nil && $0.isHeld(on: day) }
        let strangers = Set(held.map(\.group)).subtracting(charter.groups.map(\.id)).sorted()
        rows = (charter.groups.map { ($0.id, $0.seats) } + strangers.map { ($0, 0) }).map { group, due in
            let own = held.filter { $0.group == group }
            return Row(group: group, due: due, held: own.count, women: own.count { $0.sex == .woman })
        }
        leastWomen = charter.leastWomen
    }

    /// All seats held.
    public var held: Int { rows.reduce(0) { $0 + $1.held } }

    /// All seats held by women.
    public var women: Int { rows.reduce(0) { $0 + $1.women } }

    /// The groups with fewer or more seats than the charter gives them.
    public var unbalanced: [Row] { rows.filter { $0.held != $0.due } }

    /// Whether women hold the share that the charter wants; false where nobody holds a seat.
    public var hasEnoughWomen: Bool { held > 0 && women * 100 >= leastWomen * held }
}
