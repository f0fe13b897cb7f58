internal import Formats
internal import Identity
internal import Synchronization

/// What waits, for some minutes and in memory, until one browser comes back with the ticket that it was given.
final class WaitingRoom<Guest: Sendable>: Sendable {
    private struct Seat {
        let guest: Guest
        let until: UnixTime
    }

    private let lifetime: Int
    private let limit: Int
    private let seats = Mutex<[String: Seat]>([:])

    /// A room where a guest may wait for so many seconds; with more guests than the limit, the oldest leave.
    init(lifetime: Int, limit: Int = 10_000) {
        self.lifetime = lifetime
        self.limit = limit
    }

    /// Takes a guest in, and gives the ticket: 256 random bits.
    func seat(_ guest: Guest, at now: UnixTime) -> String {
        var generator = SystemRandomNumberGenerator()
        let ticket = Hexadecimal.text((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
        seats.withLock { seats in
            if seats.count >= limit {
                seats = seats.filter { $0.value.until > now }
                // Still full: the half that has waited longest goes, so that this is seldom.
                if seats.count >= limit {
                    let kept = seats.sorted { $0.value.until > $1.value.until }.prefix(limit / 2)
                    seats = Dictionary(kept.map { ($0.key, $0.value) }) { first, _ in first }
                }
            }
            seats[ticket] = Seat(guest: guest, until: now.adding(lifetime))
        }
        return ticket
    }

    /// The guest with a ticket, who stays; nil if there is none (any more).
    func guest(with ticket: String?, at now: UnixTime) -> Guest? {
        guard let ticket else { return nil }
        return seats.withLock { seats in seats[ticket].flatMap { $0.until > now ? $0.guest : nil } }
    }

    /// The guest with a ticket, who leaves: a ticket is good once.
    func leave(with ticket: String?, at now: UnixTime) -> Guest? {
        guard let ticket else { return nil }
        return seats.withLock { seats in
            seats.removeValue(forKey: ticket).flatMap { $0.until > now ? $0.guest : nil }
        }
    }
}
