public import Vocabulary

/// A finding of an assessment and what became of it, as a file.
public typealias FollowUpFile = CaseFile<FollowUpRules>

/// A number that was measured: with its unit, how, and when.
public struct Measurement: Sendable, Hashable {
    /// The number.
    public let value: DecimalNumber
    /// Its unit, such as `mg/l`.
    public let unit: String
    /// How it was measured.
    public let method: String
    /// When.
    public let day: CalendarDay

    /// A measurement.
    public init(_ value: DecimalNumber, _ unit: String, method: String, on day: CalendarDay) {
        self.value = value
        self.unit = unit
        self.method = method
        self.day = day
    }

    /// Whether two numbers may be held against each other: one unit, one method.
    public func isComparable(with other: Measurement) -> Bool { unit == other.unit && method == other.method }
}

/// What can happen to a finding.
public enum FollowUpFact: Sendable, Hashable {
    /// It was made, with what was measured then.
    case found(baseline: Measurement?)
    /// It was put to somebody who is to answer: the company, a state body.
    case sent(to: OrganisationID)
    /// They answered.
    case answered(text: String, accepts: Bool)
    /// Somebody looked how things stand now.
    case followedUp(Progress, now: Measurement?)

    /// How far it has come.
    public enum Progress: String, Sendable, Hashable, CaseIterable {
        case done, partly, not, worse
    }
}

/// What is so with a finding.
public struct FollowUpState: Sendable, Hashable {
    /// Somebody who is to answer.
    public struct Addressee: Sendable, Hashable {
        /// The day on which it was put to them.
        public let sent: CalendarDay
        /// The day of their first answer; nil while there is none.
        public internal(set) var answered: CalendarDay?
        /// Their latest answer.
        public internal(set) var answer: String?
        /// Whether they accept it; nil while they said nothing.
        public internal(set) var accepts: Bool?
    }

    /// The day on which it was made; nil before it was.
    public internal(set) var found: CalendarDay?
    /// What was measured then.
    public internal(set) var baseline: Measurement?
    /// Who is to answer.
    public internal(set) var addressees: [OrganisationID: Addressee] = [:]
    /// How far it had come when somebody looked last.
    public internal(set) var progress: FollowUpFact.Progress?
    /// The day on which somebody looked last.
    public internal(set) var lastLook: CalendarDay?
    /// What was measured last.
    public internal(set) var now: Measurement?

    /// The change since the finding, now less then.
    public enum Change: Sendable, Hashable {
        /// Both were measured in one way.
        case from(Measurement, to: Measurement)
        /// Both were measured, but in other units or by other methods: no difference is told.
        case notComparable(Measurement, Measurement)
        /// One of the two is missing.
        case notKnown
    }

    /// Baseline against now.
    public var change: Change {
        guard let baseline, let now else { return .notKnown }
        return baseline.isComparable(with: now) ? .from(baseline, to: now) : .notComparable(baseline, now)
    }
}

/// How a finding is answered and followed up.
public struct FollowUpRules: CaseRules {
    /// Within what time an answer, and the first look, are due; 60 calendar days in the programme's indicators.
    public let limit: TimeLimit
    /// The days of work of the place.
    public let calendar: WorkingCalendar

    /// Rules.
    public init(limit: TimeLimit, calendar: WorkingCalendar) {
        self.limit = limit
        self.calendar = calendar
    }

    /// Nothing was found.
    public var initial: FollowUpState { FollowUpState() }

    /// Changes the state by what happened.
    public func apply(_ entry: Entry<FollowUpFact>, to state: inout FollowUpState) throws(Refusal) {
        let day = calendar.day(of: entry.at)
        if case .found(let baseline) = entry.fact {
            guard state.found == nil else { throw Refusal(.begunAlready) }
            (state.found, state.baseline) = (day, baseline)
            return
        }
        guard state.found != nil else {
            throw Refusal(.notBegun, allowed: [Refusal.Allowed("find", by: "facilitator")])
        }
        switch entry.fact {
        case .found: break
        case .sent(let id):
            guard state.addressees[id] == nil else { throw Refusal(.alreadySo, [id.rawValue]) }
            state.addressees[id] = FollowUpState.Addressee(sent: day)
        case .answered(let text, let accepts):
            guard case .organisation(let id) = entry.author.part, var addressee = state.addressees[id] else {
                throw Refusal(
                    .notTheirs,
                    allowed: state.addressees.keys.map { Refusal.Allowed("answer", by: $0.rawValue) }
                )
            }
            guard !text.allSatisfy(\.isWhitespace) else { throw Refusal(.reasonMissing) }
            if addressee.answered == nil { addressee.answered = day }
            (addressee.answer, addressee.accepts) = (text, accepts)
            state.addressees[id] = addressee
        case .followedUp(let progress, let now):
            // Nobody is judge of their own repair.
            if case .organisation(let id) = entry.author.part, state.addressees[id] != nil { throw Refusal(.notTheirs) }
            (state.progress, state.lastLook) = (progress, day)
            if let now { state.now = now }
        }
    }

    /// Who owes an answer on a day, and by how many calendar days it is overdue, the longest first.
    public func overdueAnswers(_ state: FollowUpState, on day: CalendarDay) -> [(id: OrganisationID, days: Int)] {
        state.addressees.filter { $0.value.answered == nil }
            .map { ($0.key, LimitClock(start: $0.value.sent, limit: limit).overdue(on: day, in: calendar)) }
            .filter { $0.1 > 0 }
            .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
            .map { (id: $0.0, days: $0.1) }
    }

    /// Whether somebody should have looked by a day and nobody has.
    public func isLookOverdue(_ state: FollowUpState, on day: CalendarDay) -> Bool {
        guard let found = state.found, state.lastLook == nil else { return false }
        return LimitClock(start: found, limit: limit).overdue(on: day, in: calendar) > 0
    }
}
