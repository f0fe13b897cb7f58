public import Vocabulary

/// A grievance as a file.
public typealias GrievanceFile = CaseFile<GrievanceRules>

/// How a grievance goes its way by a procedure.
public struct GrievanceRules: CaseRules {
    /// The procedure.
    public let procedure: Procedure
    /// The categories and the external routes.
    public let table: CategoryTable
    /// Which organisation plays which part.
    public let bindings: [BodyID: OrganisationID]
    /// Who controls whom.
    public let control: Control
    /// The days of work of the place.
    public let calendar: WorkingCalendar

    /// Rules.
    public init(
        procedure: Procedure,
        table: CategoryTable,
        bindings: [BodyID: OrganisationID],
        control: Control,
        calendar: WorkingCalendar
    ) {
        self.procedure = procedure
        self.table = table
        self.bindings = bindings
        self.control = control
        self.calendar = calendar
    }

    /// Nothing has come in.
    public var initial: GrievanceState { GrievanceState() }

    /// Changes the state by what happened.
    public func apply(_ entry: Entry<GrievanceFact>, to state: inout GrievanceState) throws(Refusal) {
        do throws(Refusal) {
            try change(&state, by: entry)
        } catch {
            throw error.allowed.isEmpty ? error.allowing(allowed(in: state)) : error
        }
    }

    private func change(_ state: inout GrievanceState, by entry: Entry<GrievanceFact>) throws(Refusal) {
        let turn = Turn(entry: entry, day: calendar.day(of: entry.at))
        if case .lodged(let intake) = entry.fact {
            try lodge(intake, turn, &state)
            return
        }
        guard state.step != nil else { throw Refusal(.notBegun) }
        if isPerson(entry.author, state) { state.contacts = [] }
        switch entry.fact {
        case .lodged: break
        case .acknowledged, .admitted, .rejected, .found, .appealDecided: try decide(turn, &state)
        case .offered, .accepted, .refused, .countered, .deliveryReported, .deliveryConfirmed, .deliveryDenied:
            try remedy(turn, &state)
        case .appealed, .mediationOpened, .mediationEnded, .closed, .reopened, .withdrawn: try turnAway(turn, &state)
        case .categorised, .respondentsNamed, .represented, .assigned, .interestDeclared: try arrange(turn, &state)
        case .informationAsked, .informationGiven, .extended: try hold(turn, &state)
        default: try note(turn, &state)
        }
    }

    private func lodge(_ intake: Intake, _ turn: Turn, _ state: inout GrievanceState) throws(Refusal) {
        guard state.step == nil else { throw Refusal(.begunAlready) }
        try check(intake.categories)
        switch intake.bringer {
        case .group(let count):
            guard count >= 2 else { throw Refusal(.notANumber, [String(count)]) }
        case .representative(let consent):
            if case .given(let day, let how) = consent {
                guard day <= turn.day, !how.allSatisfy(\.isWhitespace) else { throw Refusal(.consentMissing) }
            }
            state.representation = consent
        case .person, .anonymous: break
        }
        state.intake = intake
        state.lodged = turn.day
        state.categories = intake.categories
        state.respondents = intake.respondents
        state.isUrgent = intake.isDangerous || isUrgent(intake.categories)
        guard let first = procedure.steps.first else { throw Refusal(.notBegun) }
        enter(first, turn.day, &state)
    }

    /// When the present step has to be finished; nil at an end.
    public func due(in state: GrievanceState) -> LimitClock.Due? { state.clock?.due(in: calendar) }

    /// By how many calendar days the present step is overdue on a day.
    public func overdue(on day: CalendarDay, in state: GrievanceState) -> Int {
        state.clock?.overdue(on: day, in: calendar) ?? 0
    }

    /// The days on which whoever the present step waits for is to be reminded, at the shares that the procedure names.
    public func reminders(in state: GrievanceState) -> [LimitClock.Reminder] {
        state.clock?.reminders(at: procedure.terms.reminders, in: calendar) ?? []
    }

    /// What may happen in a state, and who may do it.
    public func allowed(in state: GrievanceState) -> [Refusal.Allowed] {
        guard let step = present(state) else { return [Refusal.Allowed("lodge", by: "person")] }
        var allowed: [Refusal.Allowed] = []
        for move in step.moves.keys {
            for by in GrievanceMove(rawValue: move)?.actors ?? [] { allowed.append(Refusal.Allowed(move, by: by)) }
        }
        if !step.isEnd, state.acting == nil { allowed.append(Refusal.Allowed("assign", by: "body")) }
        if !step.isEnd { allowed.append(Refusal.Allowed("refer", by: "person")) }
        return allowed.sorted()
    }
}

/// One fact that is being applied, and the day on which it happened.
struct Turn {
    let entry: Entry<GrievanceFact>
    let day: CalendarDay
    var author: Author { entry.author }
}

extension GrievanceMove {
    /// Who makes it.
    var actors: [String] {
        switch self {
        case .acknowledge, .admit, .reject, .establish, .notEstablish, .uphold, .dismiss, .close: ["body"]
        case .offer, .reportDelivery: ["body", "respondent"]
        case .accept, .refuse, .counter, .mediate, .confirm, .deny, .appeal, .withdraw: ["person"]
        case .settle: ["body", "facilitator"]
        case .failMediation: ["body", "facilitator", "person"]
        case .reopen: ["body", "person"]
        }
    }
}
