public import Vocabulary

/// What stands between a consultation and consent that may be shown as complete.
public enum ConsentGap: Sendable, Hashable {
    /// A step was not done.
    case step(StepID)
    /// The record of a step does not show something.
    case evidence(StepID, ConsentProtocol.Evidence)
    /// A step is due again since that day.
    case dueAgain(StepID, since: CalendarDay)
    /// A comment has no answer; whether its time has run out.
    case comment(String, isOverdue: Bool)
    /// Pressure was reported and is not settled.
    case pressure(String)
    /// The people said no.
    case refused
    /// They said yes and have taken it back.
    case withdrawn
    /// It was not closed: more can be said.
    case stillOpen

    /// The key of the sentence in the catalogue of messages.
    public var messageKey: String {
        switch self {
        case .step: "remedy.gap.step"
        case .evidence: "remedy.gap.evidence"
        case .dueAgain: "remedy.gap.due-again"
        case .comment: "remedy.gap.comment"
        case .pressure: "remedy.gap.pressure"
        case .refused: "remedy.gap.refused"
        case .withdrawn: "remedy.gap.withdrawn"
        case .stillOpen: "remedy.gap.still-open"
        }
    }
}

extension ConsultationRules {
    /// Everything that is missing on a day, in the order of the steps.
    ///
    /// Steps that follow a yes are missing as long as they were not done, whatever the people decide: a licence that
    /// shows consent must have all of them.
    public func gaps(in state: ConsultationState, on day: CalendarDay) -> [ConsentGap] {
        var gaps: [ConsentGap] = []
        for step in consentProtocol.steps {
            guard let days = state.done[step.id], let last = days.last, let record = state.records[step.id] else {
                gaps.append(.step(step.id))
                continue
            }
            gaps += record.missing(of: step.needs, languages: state.languages).map { .evidence(step.id, $0) }
            if let every = step.everyDays, day.number - last.number > every {
                gaps.append(.dueAgain(step.id, since: last.adding(every)))
            }
        }
        for (id, comment) in state.comments.sorted(by: { $0.key < $1.key }) where comment.answered == nil {
            let clock = LimitClock(start: comment.made, limit: consentProtocol.answerLimit)
            gaps.append(.comment(id, isOverdue: clock.overdue(on: day, in: calendar) > 0))
        }
        gaps += state.pressure.keys.sorted().map { .pressure($0) }
        if state.decision == .no { gaps.append(.refused) }
        if state.withdrawal != nil { gaps.append(.withdrawn) }
        if state.closed == nil { gaps.append(.stillOpen) }
        return gaps
    }

    /// Whether consent may be shown as complete on a day.
    public func isComplete(_ state: ConsultationState, on day: CalendarDay) -> Bool {
        state.isYes && gaps(in: state, on: day).isEmpty
    }
}
