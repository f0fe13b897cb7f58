public import Vocabulary

/// A group and who sits in it, as a file.
public typealias GroupFile = CaseFile<GroupRules>

/// What can happen to a group.
public enum GroupFact: Sendable, Hashable {
    /// It agreed about its own composition, for the first time or anew.
    case chartered(Charter)
    /// Somebody came to hold a seat.
    case seated(Seat)
    /// Somebody leaves a seat; the day is their last.
    case vacated(SeatID, until: CalendarDay, reason: String)
}

/// What is so with a group.
public struct GroupState: Sendable, Hashable {
    /// What it agreed about its composition; nil before it did.
    public internal(set) var charter: Charter?
    /// The seats in the order in which they were taken, those that were left included.
    public internal(set) var seats: [Seat] = []

    /// How the seats held on a day compare with the charter; nil before there is one.
    public func balance(on day: CalendarDay) -> Balance? {
        charter.map { Balance(of: seats, against: $0, on: day) }
    }
}

/// How a group gets its charter and its seats.
public struct GroupRules: CaseRules {
    /// Rules.
    public init() {}

    /// Nothing was agreed.
    public var initial: GroupState { GroupState() }

    /// Changes the state by what happened.
    public func apply(_ entry: Entry<GroupFact>, to state: inout GroupState) throws(Refusal) {
        guard entry.author.part == .facilitator else { throw Refusal(.notTheirs) }
        if case .chartered(let charter) = entry.fact {
            guard !charter.groups.isEmpty else { throw Refusal(.nothingThere) }
            var seen: Set<String> = []
            for group in charter.groups {
                guard seen.insert(group.id).inserted else { throw Refusal(.idUsedTwice, [group.id]) }
                guard group.seats >= 0, (0...group.seats).contains(group.quorum) else {
                    throw Refusal(.notANumber, [group.id])
                }
            }
            state.charter = charter
            return
        }
        guard state.charter != nil else {
            throw Refusal(.notBegun, allowed: [Refusal.Allowed("charter", by: "facilitator")])
        }
        switch entry.fact {
        case .chartered: break
        case .seated(let seat):
            guard !state.seats.contains(where: { $0.id == seat.id }) else {
                throw Refusal(.idUsedTwice, [seat.id.rawValue])
            }
            if let other = seat.alternateOf {
                guard state.seats.contains(where: { $0.id == other && $0.alternateOf == nil }) else {
                    throw Refusal(.nothingThere, [other.rawValue])
                }
            }
            if let until = seat.until, until < seat.from { throw Refusal(.notANumber, [until.text]) }
            state.seats.append(seat)
        case .vacated(let id, let until, let reason):
            guard let index = state.seats.firstIndex(where: { $0.id == id }) else {
                throw Refusal(.nothingThere, [id.rawValue])
            }
            guard !reason.allSatisfy(\.isWhitespace) else { throw Refusal(.reasonMissing) }
            let seat = state.seats[index]
            guard until >= seat.from else { throw Refusal(.notANumber, [until.text]) }
            state.seats[index] = Seat(
                seat.id,
                group: seat.group,
                sex: seat.sex,
                choice: seat.choice,
                from: seat.from,
                until: until,
                alternateOf: seat.alternateOf
            )
        }
    }
}
