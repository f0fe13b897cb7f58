public import Vocabulary

extension CommitmentRules {
    /// What the public sees of a commitment on a day; nil before it was made.
    ///
    /// It counts as done on the day on which its owner said so, once that is confirmed: nobody is late because somebody
    /// else was slow to look. Silence confirms nothing.
    public func publicState(of state: CommitmentState, on day: CalendarDay) -> CommitmentState.Public? {
        guard let due = state.due, let step = state.step.flatMap(procedure.step) else { return nil }
        if state.withdrawal != nil { return .withdrawn }
        switch step.stage {
        case .end where state.confirmed != nil:
            return (state.reported ?? state.confirmed ?? due) <= due ? .kept : .keptLate
        case .end: return .broken
        case .confirmation: return .reported
        case .mediation: return .disputed
        default:
            if day <= due { return .open }
            return day.number - due.number > procedure.terms.graceDays ? .broken : .late
        }
    }

    /// The days on which the owner is to be reminded: at the shares of the time that the procedure names, and on the
    /// day after the last; none once it is reported, settled or let go.
    public func reminders(of state: CommitmentState) -> [CalendarDay] {
        guard let made = state.made, let due = state.due, let step = state.step.flatMap(procedure.step),
            step.stage == .open
        else { return [] }
        let span = due.number - made.number
        let days = procedure.terms.reminders.map { made.adding((span * $0 + 99) / 100) } + [due.adding(1)]
        return Set(days).sorted()
    }
}
