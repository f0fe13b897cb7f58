public import Vocabulary

/// How far the clocks of a place are ahead of UTC, and since when: enough to say which day it was there.
///
/// Given as data, so that the same moment is the same day on every machine, whatever its own tables of zones know.
public struct LocalClock: Sendable, Hashable {
    /// A change of the clocks.
    public struct Change: Sendable, Hashable {
        /// The moment from which it holds.
        public let from: UTCInstant
        /// Minutes ahead of UTC from then on.
        public let minutes: Int

        /// A change.
        public init(from: UTCInstant, minutes: Int) {
            self.from = from
            self.minutes = minutes
        }
    }

    /// Minutes ahead of UTC before the first change.
    public let minutes: Int
    /// The changes in the order of time.
    public let changes: [Change]

    /// A clock; nil if an offset is more than 14 hours.
    public init?(minutes: Int, changes: [Change] = []) {
        let offsets = [minutes] + changes.map(\.minutes)
        guard offsets.allSatisfy({ (-840...840).contains($0) }) else { return nil }
        self.minutes = minutes
        self.changes = changes.sorted { $0.from.milliseconds < $1.from.milliseconds }
    }

    /// Minutes ahead of UTC at a moment.
    public func offset(at moment: UTCInstant) -> Int {
        changes.last { $0.from.milliseconds <= moment.milliseconds }?.minutes ?? minutes
    }

    /// The day that a moment falls on there.
    public func day(of moment: UTCInstant) -> CalendarDay {
        let local = moment.milliseconds + offset(at: moment) * 60_000
        let (quotient, rest) = local.quotientAndRemainder(dividingBy: 86_400_000)
        guard let day = CalendarDay(number: rest < 0 ? quotient - 1 : quotient) else {
            preconditionFailure("a moment lies within the years 1800 to 2200")
        }
        return day
    }
}
