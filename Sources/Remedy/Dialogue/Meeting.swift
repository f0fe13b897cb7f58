public import Vocabulary

/// A meeting as a file.
public typealias MeetingFile = CaseFile<MeetingRules>

/// What somebody says to a proposal.
public enum Voice: Sendable, Hashable {
    /// Yes.
    case agree
    /// Yes, but.
    case reservations(String)
    /// No, with a reason.
    case object(String)
}

/// What became of an item of the agenda.
public enum ItemOutcome: String, Sendable, Hashable, CaseIterable {
    /// It is decided, by consent.
    case decided
    /// It comes back another time.
    case postponed
    /// There is no agreement, and the minutes say so.
    case dissent
    /// It was talked about, and nothing was to be decided.
    case noted
}

/// What can happen in a meeting.
public enum MeetingFact: Sendable, Hashable {
    /// It was called with this agenda.
    case called(agenda: [String])
    /// The day and the place were named, for the first time or anew.
    case scheduled(CalendarDay, place: String)
    /// Something was put on the agenda.
    case agendaAdded(String)
    /// The holder of a seat, or an alternate, is there.
    case attended(SeatID, Intake.Sex)
    /// A decision is proposed.
    case proposed(id: String, text: String)
    /// Somebody who is there says what they think of it.
    case voiced(id: String, Voice)
    /// It is decided.
    case decided(id: String)
    /// What became of an item of the agenda, numbered from 1; said anew, the last word counts.
    case concluded(item: Int, ItemOutcome, text: String)
    /// What was said is written down.
    case minuted(String)
    /// The minutes are read out to everybody in a language.
    case minutesRead(language: String)
    /// Somebody who is there sets them right.
    case minutesCorrected(String)
    /// They stand.
    case minutesApproved
    /// A commitment was made here.
    case committed(CaseID)
}

/// What is so with a meeting.
public struct MeetingState: Sendable, Hashable {
    /// A proposal and what was said to it.
    public struct Proposal: Sendable, Hashable {
        /// The id within the meeting.
        public let id: String
        /// What is proposed.
        public let text: String
        /// Who said what, the last word of each.
        public internal(set) var voices: [SeatID: Voice] = [:]
        /// Whether it is decided.
        public internal(set) var isDecided = false

        /// The reservations with which it was agreed, by seat: they go on record beside the decision.
        public var reservations: [SeatID: String] {
            voices.compactMapValues { if case .reservations(let text) = $0 { text } else { nil } }
        }

        /// The seats that object.
        public var objectors: [SeatID] {
            voices.filter { if case .object = $0.value { true } else { false } }.keys.sorted()
        }
    }

    /// What became of an item of the agenda.
    public struct Conclusion: Sendable, Hashable {
        /// In a word.
        public let outcome: ItemOutcome
        /// In a sentence.
        public let text: String
    }

    /// The agenda; nil before it was called.
    public internal(set) var agenda: [String]?
    /// The day on which it is held; nil where none was named.
    public internal(set) var day: CalendarDay?
    /// Where it is held.
    public internal(set) var place: String?
    /// What became of the items of the agenda, by their numbers from 1.
    public internal(set) var conclusions: [Int: Conclusion] = [:]
    /// Who is there, and the sex that each gives.
    public internal(set) var present: [SeatID: Intake.Sex] = [:]
    /// The proposals in their order.
    public internal(set) var proposals: [Proposal] = []
    /// The minutes, corrections last.
    public internal(set) var minutes: [String] = []
    /// The languages in which the minutes as they stand were read out.
    public internal(set) var readIn: Set<String> = []
    /// Whether they were approved.
    public internal(set) var isApproved = false
    /// The commitments made.
    public internal(set) var commitments: [CaseID] = []

    /// Whether there is anything to read out.
    public var hasMinutes: Bool { !minutes.isEmpty || !conclusions.isEmpty }

    /// The proposal that an item of the agenda comes to, where it is put as one.
    public static func proposal(ofItem number: Int) -> String { "item-\(number)" }

    /// How many are there of each sex.
    public var attendance: [Intake.Sex: Int] { present.values.reduce(into: [:]) { $0[$1, default: 0] += 1 } }
}

/// How a meeting goes: decisions by consent, minutes read out before they stand.
public struct MeetingRules: CaseRules {
    /// What the group agreed about its composition.
    public let charter: Charter
    /// The seats.
    public let seats: [Seat]
    /// The days of work of the place.
    public let calendar: WorkingCalendar

    /// Rules.
    public init(charter: Charter, seats: [Seat], calendar: WorkingCalendar) {
        self.charter = charter
        self.seats = seats
        self.calendar = calendar
    }

    /// Nothing was called.
    public var initial: MeetingState { MeetingState() }

    /// Changes the state by what happened.
    public func apply(_ entry: Entry<MeetingFact>, to state: inout MeetingState) throws(Refusal) {
        if isForTheChair(entry.fact), entry.author.part != .facilitator { throw Refusal(.notTheirs) }
        if case .called(let agenda) = entry.fact {
            guard state.agenda == nil else { throw Refusal(.begunAlready) }
            guard !agenda.isEmpty else { throw Refusal(.nothingThere) }
            state.agenda = agenda
            return
        }
        guard state.agenda != nil else {
            throw Refusal(.notBegun, allowed: [Refusal.Allowed("call", by: "facilitator")])
        }
        guard !state.isApproved else { throw Refusal(.ended) }
        switch entry.fact {
        case .called: break
        case .agendaAdded(let item):
            try check(item)
            state.agenda?.append(item)
        case .scheduled(let day, let place):
            try check(place)
            (state.day, state.place) = (day, place)
        case .concluded(let item, let outcome, let text): try conclude(item, outcome, text, &state)
        case .attended(let id, let sex): try attend(id, sex, entry, &state)
        case .proposed(let id, let text):
            try check(text)
            guard !state.proposals.contains(where: { $0.id == id }) else { throw Refusal(.idUsedTwice, [id]) }
            state.proposals.append(MeetingState.Proposal(id: id, text: text))
        case .voiced(let id, let voice): try hear(voice, on: id, entry, &state)
        case .decided(let id): try decide(id, &state)
        case .minuted, .minutesRead, .minutesCorrected, .minutesApproved: try minute(entry, &state)
        case .committed(let id): state.commitments.append(id)
        }
    }

    /// Whether the one who leads the meeting says it, rather than those who sit in it.
    private func isForTheChair(_ fact: MeetingFact) -> Bool {
        switch fact {
        case .called, .scheduled, .attended, .decided, .concluded, .minuted, .minutesRead, .minutesApproved, .committed:
            true
        case .agendaAdded, .proposed, .voiced, .minutesCorrected: false
        }
    }

    private func attend(
        _ id: SeatID,
        _ sex: Intake.Sex,
        _ entry: Entry<MeetingFact>,
        _ state: inout MeetingState
    ) throws(Refusal) {
        let day = calendar.day(of: entry.at)
        guard let seat = seats.first(where: { $0.id == id && $0.isHeld(on: day) }) else {
            throw Refusal(.notSeated, [id.rawValue])
        }
        // A seat speaks with one voice: its holder or the one who stands in.
        let seatOf = seat.alternateOf ?? id
        let taken = seats.contains { state.present[$0.id] != nil && $0.id != id && ($0.alternateOf ?? $0.id) == seatOf }
        guard !taken else { throw Refusal(.alreadySo, [seatOf.rawValue]) }
        state.present[id] = sex
    }

    private func hear(
        _ voice: Voice,
        on id: String,
        _ entry: Entry<MeetingFact>,
        _ state: inout MeetingState
    ) throws(Refusal) {
        guard case .seat(let seat) = entry.author.part, state.present[seat] != nil else { throw Refusal(.notSeated) }
        guard let index = state.proposals.firstIndex(where: { $0.id == id }) else { throw Refusal(.nothingThere, [id]) }
        guard !state.proposals[index].isDecided else { throw Refusal(.ended, [id]) }
        switch voice {
        case .agree: break
        case .reservations(let text), .object(let text): try check(text)
        }
        state.proposals[index].voices[seat] = voice
    }

    /// By consent: the quorum of each group is there, everybody there has spoken, nobody objects.
    private func decide(_ id: String, _ state: inout MeetingState) throws(Refusal) {
        guard let index = state.proposals.firstIndex(where: { $0.id == id }) else { throw Refusal(.nothingThere, [id]) }
        let groups = Dictionary(seats.map { ($0.id, $0.group) }) { first, _ in first }
        let absent = charter.groups.filter { group in
            state.present.keys.count { groups[$0] == group.id } < group.quorum
        }
        guard absent.isEmpty else { throw Refusal(.noQuorum, absent.map(\.id)) }
        let proposal = state.proposals[index]
        let silent = Set(state.present.keys).subtracting(proposal.voices.keys).sorted()
        guard silent.isEmpty else {
            throw Refusal(.consentMissing, silent.map(\.rawValue), allowed: [Refusal.Allowed("voice", by: "seat")])
        }
        guard proposal.objectors.isEmpty else {
            throw Refusal(
                .objected,
                proposal.objectors.map(\.rawValue),
                allowed: [Refusal.Allowed("voice", by: "seat")]
            )
        }
        state.proposals[index].isDecided = true
    }

    /// An item counts as decided only where the proposal that it came to is: consent is not a word in the minutes.
    private func conclude(
        _ item: Int,
        _ outcome: ItemOutcome,
        _ text: String,
        _ state: inout MeetingState
    ) throws(Refusal) {
        guard let agenda = state.agenda, (1...agenda.count).contains(item) else {
            throw Refusal(.nothingThere, [String(item)])
        }
        try check(text)
        if outcome == .decided {
            let id = MeetingState.proposal(ofItem: item)
            guard state.proposals.contains(where: { $0.id == id && $0.isDecided }) else {
                throw Refusal(.consentMissing, [], allowed: [Refusal.Allowed("decide", by: "facilitator")])
            }
        }
        state.conclusions[item] = MeetingState.Conclusion(outcome: outcome, text: text)
        state.readIn = []
    }

    private func minute(_ entry: Entry<MeetingFact>, _ state: inout MeetingState) throws(Refusal) {
        switch entry.fact {
        case .minuted(let text):
            try check(text)
            state.minutes.append(text)
            state.readIn = []
        case .minutesCorrected(let text):
            guard case .seat(let seat) = entry.author.part, state.present[seat] != nil else {
                throw Refusal(.notSeated)
            }
            guard state.hasMinutes else { throw Refusal(.nothingThere) }
            try check(text)
            state.minutes.append(text)
            // What was corrected is read out again.
            state.readIn = []
        case .minutesRead(let language):
            guard state.hasMinutes else { throw Refusal(.nothingThere) }
            try check(language)
            state.readIn.insert(language)
        case .minutesApproved:
            guard !state.readIn.isEmpty else {
                throw Refusal(.notRead, allowed: [Refusal.Allowed("read-minutes", by: "facilitator")])
            }
            state.isApproved = true
        default: break
        }
    }

    private func check(_ text: String) throws(Refusal) {
        guard !text.allSatisfy(\.isWhitespace) else { throw Refusal(.reasonMissing) }
    }
}
