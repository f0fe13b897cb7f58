/// What a balance is drawn up from, and how much scales, assays and clocks may be off.
public struct BalanceQuery: Sendable {
    /// Only what had come in by this time; nil for all that has.
    public var asOf: Int?
    /// Only records that the reader may see; nil for all.
    public var mayRead: RecordFilter?
    /// The recoveries that processes are known to reach.
    public var ranges: ProcessRanges
    /// By how much masses may differ without anything being said, parts per million.
    public var massTolerancePPM: Int
    /// By how much grades, and with them contained metal, may differ, parts per million of the grade.
    public var gradeTolerancePPM: Int
    /// By how much clocks may differ, milliseconds.
    public var clockTolerance: Int

    /// Makes a question.
    public init(
        asOf: Int? = nil,
        mayRead: RecordFilter? = nil,
        ranges: ProcessRanges = ProcessRanges(),
        massTolerancePPM: Int = 20_000,
        gradeTolerancePPM: Int = 50_000,
        clockTolerance: Int = 0
    ) {
        self.asOf = asOf
        self.mayRead = mayRead
        self.ranges = ranges
        self.massTolerancePPM = min(max(massTolerancePPM, 0), 1_000_000)
        self.gradeTolerancePPM = min(max(gradeTolerancePPM, 0), 1_000_000)
        self.clockTolerance = max(clockTolerance, 0)
    }
}
