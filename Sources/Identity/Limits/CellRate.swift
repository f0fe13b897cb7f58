/// So many at once, and then one every so often: the generic cell rate algorithm (ITU-T I.371).
///
/// Its whole state is one moment, that at which all will be forgotten; it is given here as how far it lies ahead of now, so
/// that the clock and the unit of time are the caller's. In any span it lets through at most `burst + span / interval`.
public struct CellRate: Sendable, Hashable {
    /// How many may follow each other.
    public let burst: Int64
    /// After how long one of them is forgotten.
    public let interval: Int64

    /// A rate; both numbers are at least 1, and their product must be a number.
    public init(burst: Int64, interval: Int64) {
        (self.burst, self.interval) = (max(burst, 1), max(interval, 1))
    }

    /// As many at once as in a span; nil if that is none, which stands for any number.
    public init?(_ count: Int, in span: Int64) {
        guard count > 0 else { return nil }
        let count = min(Int64(count), 1_000_000_000)
        self.init(burst: count, interval: span / count)
    }

    /// What counts of a state: however the clock was set, nobody waits longer than the rate can ask for.
    public func ahead(_ ahead: Int64) -> Int64 { min(max(ahead, 0), burst * interval) }

    /// How long until one more is let through; 0 and less let it through now.
    public func wait(_ ahead: Int64) -> Int64 { self.ahead(ahead) - (burst - 1) * interval }

    /// The state after one more.
    public func charged(_ ahead: Int64) -> Int64 { self.ahead(ahead) + interval }
}
