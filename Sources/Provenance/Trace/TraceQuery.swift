/// A question: what went into a lot, or what became of it.
public struct TraceQuery: Sendable {
    /// Which way to go.
    public enum Direction: String, Sendable, Hashable, CaseIterable {
        /// To what the lot was made of.
        case upstream
        /// To what was made of it.
        case downstream
    }

    /// The lot that is asked about.
    public var lot: String
    /// Which way to go.
    public var direction: Direction
    /// How many steps to go at the most; nil for all.
    public var depth: Int?
    /// Only lots of this mineral, and those of which no mineral is stated.
    public var mineral: String?
    /// Only events from this time on, milliseconds since 1970, UTC.
    public var from: Int?
    /// Only events up to this time.
    public var to: Int?
    /// Only what had come in by this time; nil for all that has.
    public var asOf: Int?
    /// Only records that the reader may see; nil for all.
    public var mayRead: RecordFilter?
    /// How many lots to find at the most; nil for all.
    public var lotLimit: Int?

    /// Makes a question.
    public init(
        _ lot: String,
        direction: Direction = .upstream,
        depth: Int? = nil,
        mineral: String? = nil,
        from: Int? = nil,
        to: Int? = nil,
        asOf: Int? = nil,
        mayRead: RecordFilter? = nil,
        lotLimit: Int? = nil
    ) {
        self.lot = lot
        self.direction = direction
        self.depth = depth
        self.mineral = mineral
        self.from = from
        self.to = to
        self.asOf = asOf
        self.mayRead = mayRead
        self.lotLimit = lotLimit
    }
}

/// What a trace found: lots, what flowed between them, and what it left out.
public struct Trace: Sendable, Hashable {
    /// The lot that was asked about.
    public let root: LotNumber
    /// Which way the trace went.
    public let direction: TraceQuery.Direction
    /// The lots found, nearest first; the first is the one that was asked about.
    public internal(set) var lots: [LotNumber]
    /// Where in ``lots`` the lots of each distance begin, in steps from the lot asked about.
    public internal(set) var levels: [Int]
    /// What flowed, as places of inputs, the steps they belong to, and the lots that they went into.
    var edgePlaces: [UInt32] = []
    var edgeSteps: [UInt32] = []
    var edgeOutputs: [UInt32] = []
    /// Lots that were made of each other, each group once; a lot that only changed hands is no cycle.
    public internal(set) var cycles: [[LotNumber]] = []
    /// What was left out.
    public internal(set) var cut = Cut()

    /// What a trace left out, and why.
    public struct Cut: Sendable, Hashable {
        /// Lots at the greatest depth whose own steps were not looked at.
        public internal(set) var byDepth = 0
        /// Steps outside the time limits.
        public internal(set) var byTime = 0
        /// Lots of another mineral.
        public internal(set) var byMineral = 0
        /// Whether the limit of lots was reached.
        public internal(set) var byLotLimit = false
        /// Lots at which the reader may not see a step.
        public internal(set) var withheld: [LotNumber] = []

        /// Whether nothing was left out.
        public var isEmpty: Bool {
            byDepth == 0 && byTime == 0 && byMineral == 0 && !byLotLimit && withheld.isEmpty
        }
    }

    /// How many flows there are between the lots.
    public var edgeCount: Int { edgePlaces.count }
    /// The greatest distance found.
    public var depth: Int { levels.count - 1 }

    /// The distance of each lot in ``lots``.
    public func depth(ofPlace place: Int) -> Int {
        var low = 0
        var high = levels.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if levels[middle] <= place { low = middle } else { high = middle }
        }
        return low
    }
}

/// One flow of a trace: an input that a step put into a lot.
public struct TraceEdge: Sendable, Hashable {
    /// The lot that was used.
    public let input: LotNumber
    /// The lot that it went into.
    public let output: LotNumber
    /// What was taken of the input, grams; nil where it is not stated.
    public let grams: Int?
    /// The step that did it.
    public let step: StepNumber
}
