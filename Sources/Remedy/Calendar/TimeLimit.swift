/// How long something may take.
public struct TimeLimit: Sendable, Hashable {
    /// Which days count.
    public enum Count: String, Sendable, Hashable, CaseIterable {
        /// Every day.
        case calendar
        /// Days of work alone.
        case working
    }

    /// How many days; from 1 to 3,650.
    public let days: Int
    /// Which days count.
    public let count: Count
    /// Whether a limit in calendar days that would end on a day of rest ends on the next day of work.
    public let endsOnWorkingDay: Bool

    /// What a limit may be.
    public static let range = 1...3_650

    /// A limit; nil outside ``range``.
    public init?(days: Int, _ count: Count, endsOnWorkingDay: Bool = false) {
        guard Self.range.contains(days) else { return nil }
        self.days = days
        self.count = count
        self.endsOnWorkingDay = endsOnWorkingDay
    }
}
