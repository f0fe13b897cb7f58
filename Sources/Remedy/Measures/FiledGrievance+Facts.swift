import Vocabulary

/// What the measures ask a file.
extension FiledGrievance {
    /// Whether the last decision was by a body in which members of the community sit.
    var isDecidedWithCommunity: Bool {
        guard let last = state.decidedBy.last else { return false }
        let parts = file.rules.bindings.filter { $0.value == last }.keys
        return parts.contains { file.rules.procedure.body($0)?.hasCommunityMember ?? false }
    }

    /// For each step that a body or who owes something has finished: whether it was in time.
    var finishedSteps: [Bool] {
        state.stays.compactMap { stay in
            guard stay.isDone, let until = stay.until, let clock = stay.clock,
                let step = file.rules.procedure.step(stay.step), step.waitsFor == .body || step.waitsFor == .respondent
            else { return nil }
            return clock.overdue(on: until, in: file.rules.calendar) == 0
        }
    }

    /// How long it was or has been open, calendar days.
    func daysOpen(on day: CalendarDay) -> Int {
        guard let lodged = state.lodged else { return 0 }
        return (state.ended ?? day).number - lodged.number
    }

    /// The longest time without news for the person, calendar days; the end of a file is news.
    func longestSilence(on day: CalendarDay) -> Int {
        guard let lodged = state.lodged else { return 0 }
        let end = state.ended ?? day
        let news = [lodged] + state.updates.filter { $0 <= end }.sorted() + [end]
        return zip(news, news.dropFirst()).map { $1.number - $0.number }.max() ?? 0
    }
}
