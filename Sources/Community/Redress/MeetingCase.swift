public import Remedy
public import Store
public import Vocabulary

/// A meeting of a group as somebody sees it.
public struct MeetingCase: Sendable {
    /// Something that was decided, as it is told to everybody once the minutes stand: without who said what.
    public struct Decision: Sendable, Hashable {
        /// What.
        public let text: String
        /// With how many reservations it was agreed.
        public let reservations: Int
        /// The day of the meeting.
        public let day: CalendarDay
    }

    /// The cover.
    public let cover: RemedyFile
    /// The procedure by whose calendar it works.
    public let procedure: SetProcedure
    /// The group, with its seats for those who lead.
    public let group: GroupCase
    /// What happened; nil for those who do not lead the dialogue.
    public let file: MeetingFile?
    /// The day on which it is or was held: as named, else that of the first attendance, else that of the call.
    public let day: CalendarDay
    /// Whether the minutes stand.
    public let isApproved: Bool
    /// What was decided; empty for those who do not lead, until the minutes stand.
    public let decisions: [Decision]

    init(_ bundle: RemedyBundle, _ procedure: SetProcedure, in group: GroupCase) throws(RemedyFault) {
        cover = bundle.file
        self.procedure = procedure
        self.group = group
        let file = try Self.file(bundle, procedure, in: group)
        let state = file.state
        let attended = file.entries.first { if case .attended = $0.fact { true } else { false } } ?? file.entries.first
        let day = state.day ?? attended.map { procedure.calendar.day(of: $0.at) } ?? CalendarDay(clamping: 0)
        self.day = day
        isApproved = state.isApproved
        let isSeen = !bundle.file.parts.isEmpty
        self.file = isSeen ? file : nil
        decisions = (isSeen || state.isApproved ? state.proposals : []).filter(\.isDecided).map {
            Decision(text: $0.text, reservations: $0.reservations.count, day: day)
        }
    }

    /// Its number.
    public var id: Int64 { cover.id }

    /// The seats whose holders can be at the meeting on its day.
    public var seats: [Seat] { group.seats(on: day) }

    /// What happened, under the charter that held when the meeting was called.
    static func file(
        _ bundle: RemedyBundle,
        _ procedure: SetProcedure,
        in group: GroupCase
    ) throws(RemedyFault) -> MeetingFile {
        guard let charter = group.charter else { throw .broken("\(group.id): charter") }
        let rules = MeetingRules(charter: charter, seats: group.state.seats, calendar: procedure.calendar)
        return try RemedyOffice.file(rules, bundle.entries)
    }
}

/// A meeting about to be called.
public struct MeetingDraft: Sendable {
    /// The group.
    public var group: Int64
    /// What it is called.
    public var title: String
    /// What is to be talked about.
    public var agenda: [String]
    /// When.
    public var day: CalendarDay
    /// Where.
    public var place: String

    /// Describes a meeting.
    public init(group: Int64, title: String, agenda: [String], day: CalendarDay, place: String) {
        self.group = group
        self.title = title
        self.agenda = agenda
        self.day = day
        self.place = place
    }
}

/// What the minutes say of an item of the agenda, as it is taken down in few taps.
public struct ItemMinutes: Sendable, Hashable {
    /// The number of the item, from 1.
    public let item: Int
    /// What became of it.
    public let outcome: ItemOutcome
    /// In a sentence; of a decision what was decided.
    public let text: String
    /// Whoever has a reservation, or objects; nobody where it is nil.
    public let seat: SeatID?

    /// Minutes of an item.
    public init(item: Int, _ outcome: ItemOutcome, text: String, seat: SeatID? = nil) {
        self.item = item
        self.outcome = outcome
        self.text = text
        self.seat = seat
    }

    /// The facts that this comes to, and in whose part each is said.
    ///
    /// What is decided was proposed, everybody there was asked, and nobody objects: each of that is a fact of its own, so that
    /// the quorum is looked at. A decision that stands is not taken again.
    func facts(in state: MeetingState) -> [(fact: MeetingFact, part: Author.Part)] {
        let conclusion: (fact: MeetingFact, part: Author.Part) = (
            .concluded(item: item, outcome, text: text), .facilitator
        )
        let id = MeetingState.proposal(ofItem: item)
        let proposal = state.proposals.first { $0.id == id }
        let voiced: [(fact: MeetingFact, part: Author.Part)]
        switch outcome {
        case .postponed, .noted: return [conclusion]
        case .decided where proposal?.isDecided == true: return [conclusion]
        case .decided:
            let present = state.present.keys.sorted()
            voiced = present.map {
                ($0 == seat ? .voiced(id: id, .reservations(text)) : .voiced(id: id, .agree), .seat($0))
            }
        case .dissent: voiced = seat.map { [(.voiced(id: id, .object(text)), .seat($0))] } ?? []
        }
        let proposed: [(fact: MeetingFact, part: Author.Part)] =
            proposal == nil ? [(.proposed(id: id, text: text), .facilitator)] : []
        guard outcome == .decided else { return (voiced.isEmpty ? [] : proposed + voiced) + [conclusion] }
        return proposed + voiced + [(.decided(id: id), .facilitator), conclusion]
    }
}
