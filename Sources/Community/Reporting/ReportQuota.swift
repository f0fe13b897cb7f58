public import Foundation
import Identity
public import Store
import Synchronization

/// How many reports are taken in an hour: through each door, and from each sender, so that a flood does not drown what is true.
///
/// It counts in memory alone, by a number for a sender that means nothing outside the process and is forgotten within the hour.
/// As many as in an hour may come at once, and then one every so often (``CellRate``, in nanoseconds).
public final class ReportQuota: Sendable {
    private enum Key: Hashable, Sendable {
        case door(ReportDoor)
        case sender(Int)
    }

    private static let hour: Int64 = 3_600_000_000_000

    private let perDoor: CellRate?
    private let perSender: CellRate?
    private let now: @Sendable () -> Date
    /// Until when what was counted is remembered, in nanoseconds since 1970.
    private let ends = Mutex<[Key: Int64]>([:])

    /// Quotas; 0 is any number.
    public init(perDoor: Int, perSender: Int, now: @escaping @Sendable () -> Date = { Date() }) {
        self.perDoor = CellRate(perDoor, in: Self.hour)
        self.perSender = CellRate(perSender, in: Self.hour)
        self.now = now
    }

    private var time: Int64 { Int64((now().timeIntervalSince1970 * 1_000).rounded()) * 1_000_000 }

    private func rates(_ door: ReportDoor, _ sender: Int?) -> [(Key, CellRate)] {
        var rates: [(Key, CellRate)] = []
        if let perDoor { rates.append((.door(door), perDoor)) }
        if let perSender, let sender { rates.append((.sender(sender), perSender)) }
        return rates
    }

    /// How many seconds until another report is taken; nil if one is taken now.
    public func wait(_ door: ReportDoor, from sender: Int?) -> Int? {
        let time = time
        let waits = ends.withLock { ends in
            rates(door, sender).map { key, rate in rate.wait((ends[key] ?? time) - time) }
        }
        guard let longest = waits.max(), longest > 0 else { return nil }
        return Int((longest + 999_999_999) / 1_000_000_000)
    }

    /// Counts a report that was taken.
    public func count(_ door: ReportDoor, from sender: Int?) {
        let time = time
        ends.withLock { ends in
            // As many as the doors let through within an hour: it does not grow beyond that.
            ends = ends.filter { $0.value > time }
            for (key, rate) in rates(door, sender) {
                ends[key] = time + rate.charged((ends[key] ?? time) - time)
            }
        }
    }
}
