/// What queries note about lots while they run; kept, so that a small query costs nothing of the size of the graph.
///
/// A lot was met in this query if its mark is at least `first`; the difference is its place among the lots met.
struct TraceMarks: ~Copyable {
    var marks = Column<UInt32>()
    var first: UInt32 = 1
    /// How many marks the query at work can have given.
    var used = 0
    /// The lots met, each with what fills or uses it in the upper half.
    var queue = Column<UInt64>()
    var edgePlaces = Column<UInt32>()
    var edgeSteps = Column<UInt32>()
    var edgeOutputs = Column<UInt32>()
    /// One number a lot met, for what comes after the search.
    var pending = Column<UInt32>()
    var order = Column<UInt32>()

    init() {}

    /// Forgets the query before.
    mutating func begin(lotCount: Int) {
        let next = Int(first) + max(used, queue.count) + 1
        if next > Int(UInt32.max) - 2 * lotCount - 2 {
            marks.shorten(to: 0)
            first = 1
        } else {
            first = UInt32(next)
        }
        used = 0
        marks.extend(to: lotCount)
        queue.shorten(to: 0)
        edgePlaces.shorten(to: 0)
        edgeSteps.shorten(to: 0)
        edgeOutputs.shorten(to: 0)
    }
}
