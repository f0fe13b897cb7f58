internal import Identity
internal import Synchronization

/// Counts the open connections of each address.
///
/// Bounded by the number of connections that there may be in all: an address is forgotten with its last one.
final class ConnectionCounter: Sendable {
    private let limit: Int
    private let counts = Mutex<[IPAddress: Int]>([:])

    init(limit: Int) {
        self.limit = limit
    }

    /// Counts a connection that begins; false if there are too many of its address, and then it is not counted.
    func begin(_ address: IPAddress) -> Bool {
        counts.withLock { counts in
            let count = counts[address.visitor, default: 0]
            guard count < limit else { return false }
            counts[address.visitor] = count + 1
            return true
        }
    }

    /// A connection that was counted has ended.
    func end(_ address: IPAddress) {
        counts.withLock { counts in
            guard let count = counts[address.visitor] else { return }
            counts[address.visitor] = count > 1 ? count - 1 : nil
        }
    }
}
