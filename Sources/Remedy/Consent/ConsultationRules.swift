import Vocabulary

/// How a consultation goes its way.
public struct ConsultationRules: CaseRules {
    /// The steps.
    public let consentProtocol: ConsentProtocol
    /// The days of work of the place.
    public let calendar: WorkingCalendar

    /// Rules.
    public init(_ consentProtocol: ConsentProtocol, calendar: WorkingCalendar) {
        self.consentProtocol = consentProtocol
        self.calendar = calendar
    }

    /// Nothing was opened.
    public var initial: ConsultationState { ConsultationState() }

    /// Changes the state by what happened.
    public func apply(_ entry: Entry<ConsultationFact>, to state: inout ConsultationState) throws(Refusal) {
        do throws(Refusal) {
            try change(&state, by: entry)
        } catch {
            throw error.allowed.isEmpty ? error.allowing(allowed(in: state)) : error
        }
    }

    /// What may happen in a state, and who may do it.
    public func allowed(in state: ConsultationState) -> [Refusal.Allowed] {
        guard state.people != nil else { return [Refusal.Allowed("open", by: "facilitator")] }
        let steps = consentProtocol.steps.filter { step in
            step.after.allSatisfy { state.done[$0] != nil } && (!step.isAfterYes || state.isYes)
                && (state.closed == nil || step.isAfterYes)
        }
        let end =
            state.closed != nil ? ["reopen-consultation"] : state.unanswered.isEmpty ? ["close-consultation"] : []
        return end.map { Refusal.Allowed($0, by: "facilitator") }
            + steps.map { Refusal.Allowed($0.id.rawValue, by: $0.isDecision ? "person" : "facilitator") }
            + (state.isYes ? [Refusal.Allowed("withdraw", by: "person")] : [])
    }

    private func change(_ state: inout ConsultationState, by entry: Entry<ConsultationFact>) throws(Refusal) {
        let day = calendar.day(of: entry.at)
        if case .opened(let people, let languages) = entry.fact {
            guard state.people == nil else { throw Refusal(.begunAlready) }
            guard !languages.isEmpty else { throw Refusal(.nothingThere) }
            (state.people, state.languages) = (people, languages)
            return
        }
        guard state.people != nil else { throw Refusal(.notBegun) }
        switch entry.fact {
        case .opened: break
        case .stepDone(let id, let record):
            guard let step = consentProtocol.step(id) else { throw Refusal(.unknownWord, [id.rawValue]) }
            // A decision is said as one, by the people themselves; and no company or ministry says that it has consulted.
            let isTheirs = entry.author.part == .facilitator || entry.author.part == .person
            guard isTheirs, !step.isDecision else { throw Refusal(.notTheirs, [id.rawValue]) }
            // That an agreement is kept is watched for years: such a step stands open after the end.
            if !step.isAfterYes { try requireOpen(state) }
            try perform(step, record, day, &state)
        case .decided(let decision, let record):
            try requirePeople(entry)
            try requireOpen(state)
            guard let step = consentProtocol.steps.first(where: \.isDecision) else { throw Refusal(.nothingThere) }
            guard state.pressure.isEmpty else { throw Refusal(.underPressure, state.pressure.keys.sorted()) }
            try perform(step, record, day, &state)
            (state.decision, state.withdrawal) = (decision, nil)
            // What followed an earlier yes was agreed to by that one, not by this decision.
            for later in consentProtocol.steps where later.isAfterYes {
                (state.done[later.id], state.records[later.id]) = (nil, nil)
            }
        case .commented(let id, let text):
            try requireOpen(state)
            try check(text)
            guard state.comments[id] == nil else { throw Refusal(.idUsedTwice, [id]) }
            state.comments[id] = ConsultationState.Comment(made: day)
        case .answered(let id, let text):
            try check(text)
            guard state.comments[id] != nil else { throw Refusal(.nothingThere, [id]) }
            guard state.comments[id]?.answered == nil else { throw Refusal(.alreadySo, [id]) }
            state.comments[id]?.answered = day
        case .pressureReported(let id, let what):
            try check(what)
            guard state.pressureReports.insert(id).inserted else { throw Refusal(.idUsedTwice, [id]) }
            state.pressure[id] = what
        case .pressureSettled(let id, let how):
            try requirePeople(entry)
            try check(how)
            guard state.pressure.removeValue(forKey: id) != nil else { throw Refusal(.nothingThere, [id]) }
        case .withdrawn(let reason):
            try requirePeople(entry)
            try check(reason)
            guard state.isYes else { throw Refusal(.nothingThere) }
            state.withdrawal = reason
        case .closed(let outcome, let changes):
            try requireLead(entry)
            try requireOpen(state)
            try close(&state, outcome, changes, on: day)
        case .reopened(let reason):
            try requireLead(entry)
            try check(reason)
            guard state.closed != nil else { throw Refusal(.nothingThere) }
            state.closed = nil
        }
    }

    /// Closes it, where every comment has its answer and each change names comments that were made.
    private func close(
        _ state: inout ConsultationState,
        _ outcome: String,
        _ changes: [ConsultationChange],
        on day: CalendarDay
    ) throws(Refusal) {
        guard state.unanswered.isEmpty else { throw Refusal(.commentsUnanswered, state.unanswered) }
        try check(outcome)
        for change in changes {
            try check(change.what)
            let unknown = change.comments.filter { state.comments[$0] == nil }
            guard unknown.isEmpty, !change.comments.isEmpty else { throw Refusal(.nothingThere, unknown) }
        }
        state.closed = day
    }

    private func perform(
        _ step: ConsentProtocol.Step,
        _ record: StepRecord,
        _ day: CalendarDay,
        _ state: inout ConsultationState
    ) throws(Refusal) {
        let numbers = 0...1_000_000
        guard numbers.contains(record.women), numbers.contains(record.others) else { throw Refusal(.notANumber) }
        if step.isAfterYes, !state.isYes { throw Refusal(.consentMissing, [step.id.rawValue]) }
        let missing = step.after.filter { state.done[$0] == nil }
        guard missing.isEmpty else { throw Refusal(.stepMissing, missing.map(\.rawValue)) }
        let before = step.after.compactMap { state.done[$0]?.first }.max()
        if let before, day.number - before.number < step.leastDays {
            throw Refusal(.tooSoon, [before.adding(step.leastDays).text])
        }
        state.done[step.id, default: []].append(day)
        state.records[step.id] = record
    }

    private func requireOpen(_ state: ConsultationState) throws(Refusal) {
        guard state.closed == nil else { throw Refusal(.consultationClosed) }
    }

    /// Who leads closes and reopens, and no company and no ministry.
    private func requireLead(_ entry: Entry<ConsultationFact>) throws(Refusal) {
        guard entry.author.part == .facilitator else { throw Refusal(.notTheirs) }
    }

    private func requirePeople(_ entry: Entry<ConsultationFact>) throws(Refusal) {
        guard entry.author.part == .person else { throw Refusal(.notTheirs) }
    }

    private func check(_ text: String) throws(Refusal) {
        guard !text.allSatisfy(\.isWhitespace) else { throw Refusal(.reasonMissing) }
    }
}
