public import Vocabulary

/// For how long reports of a category are kept: days, counted from what happened to them.
public struct RetentionRule: Sendable, Hashable {
    /// Days from closing to deletion.
    public let afterClosing: Int
    /// Days from the last thing that anybody did to deletion, for a report that was never closed.
    public let afterSilence: Int
    /// Days from being withdrawn by the reporter, or found to be no report, to deletion.
    public let afterWithdrawal: Int
    /// How many days before it the reporter and the organisation are reminded.
    public let reminder: Int

    /// What holds unless a category says otherwise: 90 days after closing, and a reminder 3 days before.
    public static let usual = RetentionRule(unchecked: 90, 730, 7, 3)

    /// The most days of each.
    public static let longest = 3_650

    private init(unchecked closing: Int, _ silence: Int, _ withdrawal: Int, _ reminder: Int) {
        (afterClosing, afterSilence, afterWithdrawal, self.reminder) = (closing, silence, withdrawal, reminder)
    }

    /// A rule; nil for days below 1 or above ten years: what is never deleted is leaked some day.
    public init?(afterClosing: Int, afterSilence: Int, afterWithdrawal: Int, reminder: Int) {
        guard [afterClosing, afterSilence, afterWithdrawal].allSatisfy({ (1...Self.longest).contains($0) }),
            (0...afterWithdrawal).contains(reminder)
        else { return nil }
        self.init(unchecked: afterClosing, afterSilence, afterWithdrawal, reminder)
    }
}

/// What has become of a report, as far as its date of deletion goes.
public enum RetentionState: Sendable, Hashable {
    /// It is being worked on; the day on which anybody last did anything.
    case open(lastActive: CalendarDay)
    /// It is closed, since that day.
    case closed(CalendarDay)
    /// The reporter withdrew it, or it is no report, since that day.
    case withdrawn(CalendarDay)

    /// The day from which days are counted.
    var since: CalendarDay {
        switch self {
        case .open(let day), .closed(let day), .withdrawn(let day): day
        }
    }
}

/// A reason not to delete for a while, such as a court's order; it ends by itself and must be renewed in words.
public struct LegalHold: Sendable, Hashable {
    /// Why.
    public let reason: String
    /// The last day of the hold.
    public let until: CalendarDay

    /// A hold; nil without a reason.
    public init?(reason: String, until: CalendarDay) {
        guard reason.contains(where: { !$0.isWhitespace }) else { return nil }
        (self.reason, self.until) = (reason, until)
    }
}

/// When a report is deleted, and why then.
public struct Retention: Sendable, Hashable {
    /// From what the days were counted.
    public enum Ground: String, Sendable, Hashable, CaseIterable {
        /// From the last thing that anybody did.
        case silence
        /// From its closing.
        case closing
        /// From its withdrawal.
        case withdrawal
        /// A hold ends later than the rule would have it.
        case hold
    }

    /// The day on which it is deleted.
    public let deletion: CalendarDay
    /// The day on which people are reminded.
    public let reminder: CalendarDay
    /// Why that day.
    public let ground: Ground

    /// The date of deletion of a report in a state, by the rule of its category.
    ///
    /// A hold never makes it sooner. Nil if the day lies beyond the calendar.
    public init?(_ state: RetentionState, rule: RetentionRule = .usual, hold: LegalHold? = nil) {
        let (days, ground): (Int, Ground) =
            switch state {
            case .open: (rule.afterSilence, .silence)
            case .closed: (rule.afterClosing, .closing)
            case .withdrawn: (rule.afterWithdrawal, .withdrawal)
            }
        let ruled = state.since.number + days
        // The hold covers its last day.
        let held = hold.map { $0.until.number + 1 } ?? ruled
        guard let deletion = CalendarDay(number: max(ruled, held)),
            let reminder = CalendarDay(number: deletion.number - rule.reminder)
        else { return nil }
        self.deletion = deletion
        self.reminder = reminder
        self.ground = held > ruled ? .hold : ground
    }

    /// Whether it is to be deleted by now.
    public func isDue(on day: CalendarDay) -> Bool { day >= deletion }

    /// Whether people are to be reminded by now.
    public func isNear(on day: CalendarDay) -> Bool { day >= reminder && day < deletion }
}
