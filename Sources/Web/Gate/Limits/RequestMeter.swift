internal import Identity
internal import Synchronization

/// Counts requests by who makes them, in memory that never grows.
///
/// Each key has two places in a table of fixed size, and what is remembered of it is the lesser of what stands there
/// (a count-min sketch with conservative update, Estan and Varghese 2002, over the states of a cell rate algorithm): who
/// shares one place with a busy neighbour is not slowed, and nobody can make the table forget by coming from many
/// addresses. Places are chosen by a hash whose seed is new in every process, so that nobody can aim at another's.
final class RequestMeter: Sendable {
    /// Places in each half of the table: a mebibyte in all.
    private static let rowSize = 1 << 16

    /// Nanoseconds of a clock that never goes back.
    private let now: @Sendable () -> Int64
    /// When what is remembered at a place will be forgotten, by that clock.
    private let table = Mutex([Int64](repeating: 0, count: 2 * RequestMeter.rowSize))

    /// - Parameter now: Nanoseconds of a clock that never goes back.
    init(now: @escaping @Sendable () -> Int64) { self.now = now }

    /// Counts one request, and answers how many nanoseconds to wait if it is one too many; then nothing is counted.
    ///
    /// - Complexity: O(1), without allocating.
    func charge(_ key: some Hashable, _ allowance: CellRate) -> Int64? {
        let now = self.now()
        var hasher = Hasher()
        hasher.combine(key)
        let hash = UInt(bitPattern: hasher.finalize())
        let first = Int(hash % UInt(Self.rowSize))
        let second = Self.rowSize + Int((hash >> 32) % UInt(Self.rowSize))
        return table.withLock { table in
            let ahead = min(table[first], table[second]) - now
            let wait = allowance.wait(ahead)
            guard wait <= 0 else { return wait }
            let next = now + allowance.charged(ahead)
            table[first] = max(table[first], next)
            table[second] = max(table[second], next)
            return nil
        }
    }
}
