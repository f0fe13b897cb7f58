/// So many attempts at once, and then one every so many seconds (``CellRate``), counted in moments that are kept.
///
/// In any span of T seconds it lets through at most `burst + T / interval` attempts.
public struct Allowance: Sendable, Hashable {
    /// How many attempts may follow each other.
    public let burst: Int
    /// After how many seconds one attempt is forgotten.
    public let interval: Int

    /// An allowance; numbers out of reason are brought to the nearest ones that make sense.
    public init(burst: Int, interval: Int) {
        self.burst = min(max(burst, 1), 10_000)
        self.interval = min(max(interval, 1), 30 * 86_400)
    }

    private var rate: CellRate { CellRate(burst: Int64(burst), interval: Int64(interval)) }

    /// How far the state lies ahead; 0 after nothing.
    private func ahead(_ counter: LockOutCounter?, at now: UnixTime) -> Int64 {
        Int64((counter?.forgottenAt ?? now).seconds(since: now))
    }

    /// From when on one more attempt is let through.
    func opens(_ counter: LockOutCounter?, at now: UnixTime) -> UnixTime {
        now.adding(Int(rate.wait(ahead(counter, at: now))))
    }

    /// The state after one more attempt.
    func charged(_ counter: LockOutCounter?, at now: UnixTime) -> LockOutCounter {
        LockOutCounter(forgottenAt: now.adding(Int(rate.charged(ahead(counter, at: now)))))
    }

    /// The state when an attempt made `age` seconds ago turns out not to count.
    ///
    /// Time has forgotten part of it by itself: only the rest is given back, so that nobody gains by trying and
    /// succeeding slowly.
    func refunded(_ counter: LockOutCounter?, age: Int, at now: UnixTime) -> LockOutCounter {
        let left = Int(rate.ahead(ahead(counter, at: now))) - max(0, interval - max(0, age))
        return LockOutCounter(forgottenAt: now.adding(left))
    }
}

/// What is remembered of the attempts under one key.
public struct LockOutCounter: Sendable, Hashable {
    /// When all of them will be forgotten; the counter may be deleted from then on.
    public let forgottenAt: UnixTime

    /// A counter as it was kept.
    public init(forgottenAt: UnixTime) {
        self.forgottenAt = forgottenAt
    }
}
