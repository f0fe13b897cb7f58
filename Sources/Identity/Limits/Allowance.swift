/// So many attempts at once, and then one every so many seconds: the generic cell rate algorithm (ITU-T I.371).
///
/// Its whole state is one moment, and in any span of T seconds it lets through at most `burst + T / interval` attempts.
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

    /// The state after nothing or too long ago to matter.
    func state(_ counter: LockOutCounter?, at now: UnixTime) -> UnixTime {
        // However the clock was set, nobody waits longer than the allowance can ask for.
        min(max(counter?.forgottenAt ?? now, now), now.adding(burst * interval))
    }

    /// From when on one more attempt is let through.
    func opens(_ counter: LockOutCounter?, at now: UnixTime) -> UnixTime {
        state(counter, at: now).adding(-(burst - 1) * interval)
    }

    /// The state after one more attempt.
    func charged(_ counter: LockOutCounter?, at now: UnixTime) -> LockOutCounter {
        LockOutCounter(forgottenAt: state(counter, at: now).adding(interval))
    }

    /// The state when an attempt made `age` seconds ago turns out not to count.
    ///
    /// Time has forgotten part of it by itself: only the rest is given back, so that nobody gains by trying and
    /// succeeding slowly.
    func refunded(_ counter: LockOutCounter?, age: Int, at now: UnixTime) -> LockOutCounter {
        LockOutCounter(forgottenAt: state(counter, at: now).adding(-max(0, interval - max(0, age))))
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
