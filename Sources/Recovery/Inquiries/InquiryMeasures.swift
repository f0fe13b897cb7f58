public import Vocabulary

/// How an inquiry is answered: numbers with what they were counted from.
public struct InquiryMeasures: Sendable, Hashable {
    /// A share as the two numbers that make it.
    public struct Share: Sendable, Hashable {
        /// The part.
        public let part: Int
        /// The whole; 0 where there is nothing to count.
        public let whole: Int
    }

    /// Requests that were answered in time, of those that were answered or are overdue.
    public let inTime: Share
    /// The median of the days late of each office that was asked, twice over so that a half is a whole number.
    public let twiceMedianLate: [String: Int]
    /// Recommendations that are done and verified, of all.
    public let verified: Share
    /// The recommendations that repeat one of an earlier inquiry.
    public let repeated: [String]
}

extension InquiryState {
    /// The measures on a day.
    public func measures(on day: CalendarDay) -> InquiryMeasures {
        let ripe = requests.values.filter { $0.answered != nil || day > $0.due }
        let byOffice = Dictionary(grouping: ripe, by: \.to).mapValues { requests in
            let late = requests.map { $0.daysLate(on: day) }.sorted()
            return late[(late.count - 1) / 2] + late[late.count / 2]
        }
        let all = recommendations.values
        return InquiryMeasures(
            inTime: .init(part: ripe.count { $0.daysLate(on: day) == 0 }, whole: ripe.count),
            twiceMedianLate: byOffice,
            verified: .init(part: all.count { $0.status == .doneAndVerified }, whole: all.count),
            repeated: all.filter { $0.recommendation.repeats != nil }.map(\.recommendation.id).sorted()
        )
    }
}

extension InquiryRules {
    /// The deadlines that run, in the order of their days.
    public func deadlines(of state: InquiryState) -> [Deadline] {
        var found = state.requests.filter { $0.value.answered == nil }.map { Deadline("request", $0, due: $1.due) }
        if state.published == nil, let terms = state.terms { found.append(Deadline("report", due: terms.reportDue)) }
        if state.published == nil {
            found += state.replies.filter { $0.value.text == nil }.map { Deadline("reply", $0.finding, due: $1.due) }
        }
        if let published = state.days[.report] {
            let unanswered = state.recommendations.filter { $0.value.answer == nil && $0.value.status != .lapsed }
            let due = guide.answerTerm.due(from: published, working)
            found += unanswered.keys.map { Deadline("answer", $0, due: due) }
            if state.stage != .followUp, state.stage != .closed {
                found.append(Deadline("follow-up", due: guide.followUpTerm.due(from: published, working)))
            }
        }
        for (id, followed) in state.recommendations
        where state.published != nil && [.accepted, .partlyAccepted, .inProgress].contains(followed.status) {
            found.append(Deadline("recommendation", id, due: followed.recommendation.due))
        }
        return found.sorted { ($0.due, $0.matter, $0.id) < ($1.due, $1.matter, $1.id) }
    }

    /// The alarms of a day.
    public func alarms(of state: InquiryState, on day: CalendarDay) -> [Alarm] {
        deadlines(of: state).compactMap { $0.alarm(on: day, at: guide.warnings) }
    }
}
