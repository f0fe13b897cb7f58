public import Foundation
public import Store
import Synchronization

/// How many reports are taken in an hour: through each door, and from each sender, so that a flood does not drown what is true.
///
/// It counts in memory alone, by a number for a sender that means nothing outside the process and is forgotten within the hour.
/// As many as in an hour may come at once, and then one every so often (the generic cell rate algorithm, ITU-T I.371).
public final class ReportQuota: Sendable {
    private enum Key: Hashable, Sendable {
        case door(ReportDoor)
        case sender(Int)
    }

    private let perDoor: Int
    private let perSender: Int
    private let now: @Sendable () -> Date
    /// Until when what was counted is remembered.
    private let ends = Mutex<[Key: Date]>([:])

    /// Quotas; 0 is any number.
    public init(perDoor: Int, perSender: Int, now: @escaping @Sendable () -> Date = { Date() }) {
        (self.perDoor, self.perSender, self.now) = (max(0, perDoor), max(0, perSender), now)
    }

    private func keys(_ door: ReportDoor, _ sender: Int?) -> [(Key, perHour: Int)] {
        var keys: [(Key, perHour: Int)] = []
        if perDoor > 0 { keys.append((.door(door), perDoor)) }
        if perSender > 0, let sender { keys.append((.sender(sender), perSender)) }
        return keys
    }

    /// How many seconds until another report is taken; nil if one is taken now.
    public func wait(_ door: ReportDoor, from sender: Int?) -> Int? {
        let time = now()
        let waits = ends.withLock { ends in
            keys(door, sender).compactMap { key, perHour -> TimeInterval? in
                let ahead = (ends[key] ?? time).timeIntervalSince(time)
                let wait = ahead - 3_600 * Double(perHour - 1) / Double(perHour)
                return wait > 0 ? wait : nil
            }
        }
        return waits.max().map { max(1, Int($0.rounded(.up))) }
    }

    /// Counts a report that was taken.
    public func count(_ door: ReportDoor, from sender: Int?) {
        let time = now()
        ends.withLock { ends in
            // As many as the doors let through within an hour: it does not grow beyond that.
            ends = ends.filter { $0.value > time }
            for (key, perHour) in keys(door, sender) {
                ends[key] = max(ends[key] ?? time, time).addingTimeInterval(3_600 / Double(perHour))
            }
        }
    }
}
