/// How much a rule's query may use before it is stopped.
public struct RuleLimits: Sendable, Hashable {
    /// Steps of SQLite's virtual machine: a bound that is the same on every machine and every day.
    public var steps: Int
    /// Seconds: the second bound, for a query whose steps are slow.
    public var seconds: Double
    /// Rows that it may return.
    public var rows: Int

    /// Sets bounds.
    public init(steps: Int, seconds: Double, rows: Int) {
        self.steps = steps
        self.seconds = seconds
        self.rows = rows
    }

    /// For a run over a whole store.
    public static let assessment = RuleLimits(steps: 20_000_000_000, seconds: 600, rows: 2_000_000)
    /// For a rule's own tests: a few rows never need this much.
    public static let test = RuleLimits(steps: 20_000_000, seconds: 20, rows: 10_000)
}
